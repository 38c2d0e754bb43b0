//! What a kernel of this release has is used, and what it lacks is not: so the other tests go the ways they should.
//! A sandbox may refuse what its kernel has, so these run where the kernel is known: `npm run test:kernels`.
#![cfg(target_os = "linux")]
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "a test looks for itself")]

use std::os::fd::AsRawFd;
use std::path::Path;

use nix::sys::eventfd::EventFd;
use psutil_collect::Paths;
use psutil_collect::backend::{NetCollector, ProcessCollector};
use psutil_collect::host::host;
use psutil_collect::model::identity::Key;
use psutil_collect::model::net::ConnectionKind;
use psutil_collect::model::process::FdExtra;
use psutil_collect::port::{Kernel, Machine, Pidfds};

/// `(6, 1)` of `6.1.0-56-cloud-amd64`.
fn release() -> (u32, u32) {
    let text = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap();
    let mut numbers = text.split(['.', '-']).map(|number| number.parse().unwrap());
    (numbers.next().unwrap(), numbers.next().unwrap())
}

#[test]
#[ignore = "npm run test:kernels runs it"]
fn pidfds_have_inodes_of_their_own_since_6_9_and_tell_ids_since_6_13() {
    let pidfd = Kernel.pidfd_open(Kernel.getpid()).unwrap();
    assert_eq!(Kernel.pidfs_inode(&pidfd).unwrap().is_some(), release() >= (6, 9));
    assert_eq!(Kernel.pidfd_info(&pidfd).is_ok(), release() >= (6, 13));
    let target = host(Paths::default()).open(None).unwrap();
    assert_eq!(matches!(target.key, Key::Pidfs(_)), release() >= (6, 9));
}

#[test]
#[ignore = "npm run test:kernels runs it"]
fn an_eventfd_tells_whether_it_is_a_semaphore_since_6_6() {
    let host = host(Paths::default());
    let event = EventFd::new().unwrap();
    let snapshot = host.snapshot(host.open(None).unwrap()).unwrap();
    let fds = host.open_fds(&snapshot, &[event.as_raw_fd()]).unwrap();
    let FdExtra::Eventfd { id, semaphore, .. } = fds[0].extra else { panic!("{fds:?}") };
    assert!(id.is_some());
    assert_eq!(semaphore.is_some(), release() >= (6, 6));
}

#[test]
#[ignore = "npm run test:kernels runs it"]
fn sock_diag_answers_where_its_modules_are() {
    let _pair = std::os::unix::net::UnixStream::pair().unwrap();
    let rows = host(Paths::default()).sockets(ConnectionKind::Unix.into()).unwrap();
    // The text tells nobody's.
    let told = rows.iter().any(|row| row.socket.uid.is_some());
    assert_eq!(told, Path::new("/sys/module/unix_diag").exists());
}
