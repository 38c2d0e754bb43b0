//! What kind of thing a descriptor is, and what only that kind has.

use std::time::Duration;

use psutil_parse::linux::pid_fdinfo::{Inotify, PidFdinfo, Tfd, Timespec};

use super::sockets::{Sockets, socket_inode};
use crate::backend::linux::device::Device;
use crate::model::process::{EpollTarget, FdExtra, FdType, InotifyWatch, SignalSet, Timer};
use crate::port::{FileKind, FileStatus};

/// What the kernel puts before a path that leads out of the root of whoever asks.
const UNREACHABLE: &[u8] = b"(unreachable)";

/// What a descriptor is: by its link, and where that says nothing, by the kind of the file.
pub(super) fn kind(link: Option<&[u8]>, status: Option<&FileStatus>) -> FdType {
    let Some(link) = link.filter(|link| !link.starts_with(UNREACHABLE)) else {
        return status.map_or(FdType::Unknown, |status| match status.kind() {
            FileKind::Fifo => FdType::Fifo,
            FileKind::Socket => FdType::Socket,
            FileKind::Regular | FileKind::Other => FdType::File,
        });
    };
    match link {
        [b'/', ..] if status.is_some_and(|it| it.kind() == FileKind::Fifo) => FdType::Fifo,
        [b'/', ..] => FdType::File,
        b"anon_inode:[eventfd]" => FdType::Eventfd,
        b"anon_inode:[eventpoll]" => FdType::Epoll,
        b"anon_inode:[signalfd]" => FdType::Signalfd,
        b"anon_inode:[timerfd]" => FdType::Timerfd,
        b"anon_inode:[pidfd]" => FdType::Pidfd,
        b"anon_inode:inotify" => FdType::Inotify,
        _ if link.starts_with(b"pipe:[") => FdType::Pipe,
        _ if link.starts_with(b"socket:[") => FdType::Socket,
        _ => FdType::Unknown,
    }
}

/// Whether a regular file may be behind the link; one without a path is looked at too.
pub(super) fn names_a_file(link: &[u8]) -> bool {
    link.is_empty() || link.starts_with(b"/") || link.starts_with(UNREACHABLE)
}

/// What only this kind has.
pub(super) fn extra(
    fdtype: FdType,
    link: Option<&[u8]>,
    info: &PidFdinfo,
    sockets: &Sockets,
) -> FdExtra {
    match fdtype {
        FdType::Socket => {
            let inode = link.and_then(socket_inode);
            FdExtra::Socket(inode.and_then(|inode| sockets.get(&inode)?.clone()))
        }
        FdType::Eventfd => FdExtra::Eventfd {
            count: info.eventfd_count,
            id: info.eventfd_id,
            semaphore: info.eventfd_semaphore.map(|semaphore| semaphore != 0),
        },
        FdType::Signalfd => FdExtra::Signalfd(info.sigmask.map(SignalSet::from_mask)),
        FdType::Epoll => FdExtra::Epoll(info.tfd.iter().map(epoll_target).collect()),
        FdType::Timerfd => FdExtra::Timerfd(Timer {
            clockid: info.clockid,
            ticks: info.ticks,
            settime_flags: info.settime_flags,
            value: info.it_value.and_then(seconds),
            interval: info.it_interval.and_then(seconds),
        }),
        FdType::Inotify => FdExtra::Inotify(info.inotify.iter().map(inotify_watch).collect()),
        FdType::Pidfd => FdExtra::Pidfd {
            // -1: reaped; 0: of a pid namespace that cannot be seen from here
            pid: info.pid.filter(|pid| *pid > 0),
            nspid: info.nspid.iter().copied().filter(|pid| *pid > 0).collect(),
        },
        FdType::Unknown => FdExtra::Unknown(link.unwrap_or_default().to_vec()),
        FdType::File | FdType::Pipe | FdType::Fifo | FdType::Kqueue | FdType::Procdesc => {
            FdExtra::Nothing
        }
    }
}

fn epoll_target(target: &Tfd) -> EpollTarget {
    let Tfd { tfd, events, data, pos, ino, sdev } = *target;
    let dev = sdev.map(|sdev| Device::from_kernel(sdev).number());
    EpollTarget { fd: tfd, events, data, position: pos, ino, dev }
}

fn inotify_watch(watch: &Inotify) -> InotifyWatch {
    let Inotify { wd, ino, sdev, mask } = *watch;
    InotifyWatch { wd, ino, dev: Device::from_kernel(sdev).number(), mask }
}

/// `None` for more nanoseconds than a second has.
fn seconds(time: Timespec) -> Option<f64> {
    let nanoseconds = u32::try_from(time.nsec).ok().filter(|nsec| *nsec < 1_000_000_000)?;
    Some(Duration::new(time.sec, nanoseconds).as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    const REGULAR: u32 = 0o100_600;
    const DEVICE: u32 = 0o020_600;
    const FIFO: u32 = 0o010_600;
    const SOCKET: u32 = 0o140_600;

    fn status(mode: u32) -> FileStatus {
        FileStatus { dev: 0, ino: 1, rdev: 0, mode, size: 0, nlink: 1 }
    }

    fn kind_of(link: &str, of: u32) -> FdType {
        kind(Some(link.as_bytes()).filter(|link| !link.is_empty()), Some(&status(of)))
    }

    #[test]
    fn a_link_says_what_it_is() {
        for (link, expected) in [
            ("/", FdType::File),
            ("/memfd:x (deleted)", FdType::File),
            ("/pipe:[1]", FdType::File),
            ("pipe:[1]", FdType::Pipe),
            ("socket:[1]", FdType::Socket),
            ("anon_inode:[eventfd]", FdType::Eventfd),
            ("anon_inode:[eventpoll]", FdType::Epoll),
            ("anon_inode:[signalfd]", FdType::Signalfd),
            ("anon_inode:[timerfd]", FdType::Timerfd),
            ("anon_inode:[pidfd]", FdType::Pidfd),
            ("anon_inode:inotify", FdType::Inotify),
            ("anon_inode:[io_uring]", FdType::Unknown),
            ("mnt:[4026531841]", FdType::Unknown),
        ] {
            assert_eq!(kind_of(link, REGULAR), expected, "{link}");
        }
    }

    #[test]
    fn where_the_link_does_not_say_the_file_does() {
        assert_eq!(kind_of("/x", FIFO), FdType::Fifo);
        assert_eq!(kind_of("/x", SOCKET), FdType::File); // opened with O_PATH
        for link in ["", "(unreachable)/x"] {
            assert_eq!(kind_of(link, REGULAR), FdType::File);
            assert_eq!(kind_of(link, DEVICE), FdType::File);
            assert_eq!(kind_of(link, FIFO), FdType::Fifo);
            assert_eq!(kind_of(link, SOCKET), FdType::Socket);
        }
        assert_eq!(kind(None, None), FdType::Unknown);
    }

    #[test]
    fn a_reaped_process_and_one_of_another_namespace_have_no_number() {
        for pid in [-1, 0] {
            let info = PidFdinfo { pid: Some(pid), nspid: vec![pid], ..PidFdinfo::default() };
            let extra = extra(FdType::Pidfd, None, &info, &Sockets::new());
            assert_eq!(extra, FdExtra::Pidfd { pid: None, nspid: vec![] });
        }
    }

    #[test]
    fn nanoseconds_are_less_than_a_second() {
        assert_eq!(seconds(Timespec { sec: 1, nsec: 500_000_000 }), Some(1.5));
        assert_eq!(seconds(Timespec { sec: 1, nsec: 1_000_000_000 }), None);
    }
}
