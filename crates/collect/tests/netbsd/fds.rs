//! Descriptors and what is behind them.

use psutil_collect::backend::ProcessCollector;
use psutil_collect::model::process::{FdExtra, FdFile, FdType, OpenFd, OpenMode};

use crate::machine::{KERNEL, Made, USERS, about, file, files_of};

const O_CLOEXEC: u32 = 0x0040_0000;

fn opened(made: &Made) -> Vec<OpenFd> {
    let snapshot = made.visit(USERS);
    let numbers = made.backend.fd_numbers(&snapshot).unwrap();
    made.backend.open_fds(&snapshot, &numbers).unwrap()
}

#[test]
fn descriptors_are_in_order_whatever_the_kernel_does() {
    let made = Made::default();
    let snapshot = made.visit(USERS);
    assert_eq!(made.backend.fd_numbers(&snapshot), Ok((0..14).collect()));
    assert_eq!(made.backend.num_fds(&snapshot), Ok(14));
    let some = made.backend.open_fds(&snapshot, &[9, 99, 0]).unwrap();
    assert_eq!(some.iter().map(|fd| fd.fd).collect::<Vec<_>>(), [9, 0], "99 has been closed");
}

#[test]
fn asked_for_process_0_the_kernel_gives_those_of_all() {
    let made = Made::default();
    let snapshot = made.visit(KERNEL);
    assert_eq!(made.backend.fd_numbers(&snapshot), Ok(vec![0]));
}

#[test]
fn a_descriptor_is_what_its_type_says() {
    use FdType as Type;
    let types: Vec<_> = opened(&Made::default()).iter().map(|fd| fd.fdtype).collect();
    let files = [Type::File, Type::File, Type::Fifo, Type::File, Type::File];
    let sockets = [Type::Socket, Type::Socket, Type::Socket];
    let others = [Type::Pipe, Type::Kqueue, Type::Unknown, Type::Eventfd, Type::Timerfd];
    assert_eq!(types, [&files[..], &sockets, &others, &[Type::Socket]].concat());
}

#[test]
fn flags_are_those_of_open_and_none_of_the_kernels_own() {
    let fds = opened(&Made::default());
    let told = |fd: usize| (fds[fd].flags.unwrap(), fds[fd].mode.unwrap());
    assert_eq!(told(3), (0, OpenMode::Read));
    assert_eq!(told(4), (1 | 8 | O_CLOEXEC, OpenMode::Append));
    assert_eq!(told(0), (2, OpenMode::ReadWrite));
    assert_eq!(fds[4].position, Some(4096));
}

#[test]
fn a_procfs_tells_the_file_and_of_a_directory_the_path() {
    let made = Made::default();
    let fds = opened(&made);
    let directory =
        FdFile { dev: 5, ino: 70, rdev: 0, mode: 0o040_755, size: 9000, nlink: Some(1) };
    assert_eq!((fds[3].file, fds[3].path.as_deref()), (Some(directory), Some(&b"/var/tmp"[..])));
    assert_eq!(fds[0].file.map(|file| file.rdev), Some(0x500));
    assert_eq!((fds[1].path.as_ref(), fds[1].file.map(|it| it.mode)), (None, Some(0o100_644)));
    // What it shows is of another kind: somebody else's by now.
    assert_eq!((fds[4].file, fds[5].file), (None, None));
    for fd in 0..=4 {
        made.kernel.forget(&about("stat", format!("/proc/{USERS}/fd/{fd}")));
    }
    assert!(opened(&made).iter().all(|fd| fd.file.is_none() && fd.path.is_none()));
}

#[test]
fn sockets_are_in_the_tables_and_of_others_little_is_known() {
    let fds = opened(&Made::default());
    assert!(matches!(&fds[6].extra, FdExtra::Socket(Some(socket)) if socket.raddr.is_some()));
    assert_eq!(fds[6].extra, fds[13].extra);
    assert_eq!(fds[10].extra, FdExtra::Unknown(b"crypto".to_vec()));
    let eventfd = FdExtra::Eventfd { count: None, id: None, semaphore: None };
    assert_eq!(fds[11].extra, eventfd);
    assert_eq!(fds[0].extra, FdExtra::Nothing);
}

#[test]
fn only_regular_files_are_open_files() {
    let made = Made::default();
    let files = made.backend.open_files(&made.visit(USERS)).unwrap();
    let told: Vec<_> = files.iter().map(|file| (file.fd, file.mode, file.position)).collect();
    let (reads, appends) = (Some(OpenMode::ReadWrite), Some(OpenMode::Append));
    assert_eq!(told, [(1, reads, Some(4096)), (4, appends, Some(4096))]);
    assert!(files.iter().all(|file| file.path.is_none() && !file.deleted));
}

#[test]
fn what_is_cut_off_is_no_answer() {
    let made = Made::default();
    let cut_off = file(USERS, 1, [1, 1, 1], 0)[..119].to_vec();
    made.kernel.set(files_of(USERS), cut_off);
    assert!(made.backend.num_fds(&made.visit(USERS)).is_err());
}
