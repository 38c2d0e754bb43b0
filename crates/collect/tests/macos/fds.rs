//! Descriptors.

use nix::errno::Errno;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::model::process::{Counts, FdExtra, FdType, OpenFd, OpenMode};
use psutil_collect::{Error, Result};
use psutil_parse::macos::extern_proc::P_WEXIT;
use psutil_parse::macos::proc_fdinfo::ProcFdinfo;

use crate::machine::processes::Process;
use crate::machine::{
    DAEMON, KERNEL, Mac, PROGRAM, SHELL, ZOMBIE, collector, kinfo_of, machine, pidfdinfo, pidinfo,
    visit,
};
use crate::record;

const O_CLOEXEC: u32 = 0x100_0000;

fn all(mac: &Mac) -> Result<Vec<OpenFd>> {
    let program = visit(mac, PROGRAM);
    let fds = mac.fd_numbers(&program)?;
    mac.open_fds(&program, &fds)
}

#[test]
fn descriptors_are_counted_and_in_order() {
    let mac = collector(&machine());
    let program = visit(&mac, PROGRAM);
    assert_eq!(mac.num_fds(&program), Ok(11));
    assert_eq!(mac.fd_numbers(&program).unwrap(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    let opened: Vec<_> = all(&mac).unwrap().iter().map(|fd| fd.fd).collect();
    assert_eq!(opened, [0, 1, 2, 3, 4, 5, 6, 7, 8, 10], "9 has been closed");
    let two: Vec<_> = mac.open_fds(&program, &[8, 2, 44]).unwrap();
    assert_eq!(two.iter().map(|fd| fd.fd).collect::<Vec<_>>(), [2, 8]);
}

#[test]
fn each_is_of_a_type() {
    use FdType::{File, Kqueue, Pipe, Socket, Unknown};
    let opened = all(&collector(&machine())).unwrap();
    let types: Vec<_> = opened.iter().map(|fd| fd.fdtype).collect();
    let expected = [File, Pipe, File, Socket, Socket, Socket, Kqueue, Unknown, File, Unknown];
    assert_eq!(types, expected);
    assert_eq!(opened[7].extra, FdExtra::Unknown(b"pshm".to_vec()));
    assert_eq!(opened[9].extra, FdExtra::Unknown(b"99".to_vec()), "of a later release");
    assert_eq!((opened[7].flags, opened[7].position), (None, None));
    assert_eq!(opened[1].file.map(|file| (file.mode, file.size)), Some((0o010_600, 7)));
    assert_eq!(opened[6].file.map(|file| (file.size, file.nlink)), Some((2, None)));
    assert_eq!(opened[1].counts, Counts::of(&[("bufferMax", 16_384), ("bufferCnt", 7)]));
    assert_eq!(opened[6].counts, Counts::of(&[("kqCount", 2)]));
    assert_eq!(opened[0].counts, Counts::of(&[]));
    assert_eq!(opened[3].file, None, "the kernel does not fill it");
}

#[test]
fn flags_are_those_that_open_takes() {
    let opened = all(&collector(&machine())).unwrap();
    let of = |place: usize| (opened[place].flags, opened[place].mode);
    assert_eq!(of(0), (Some(2), Some(OpenMode::ReadWrite)));
    assert_eq!(of(1), (Some(1 | O_CLOEXEC), Some(OpenMode::Write)));
    // Without what the kernel keeps there for itself.
    assert_eq!(of(2), (Some(1 | 8 | O_CLOEXEC), Some(OpenMode::Append)));
    assert_eq!(of(8), (Some(0), Some(OpenMode::Read)));
    assert_eq!(opened[2].position, Some(1234));
}

#[test]
fn files_have_paths_and_one_has_lost_it() {
    let mac = collector(&machine());
    let opened = all(&mac).unwrap();
    assert_eq!(opened[0].path.as_deref(), Some(&b"/dev/ttys003"[..]));
    assert_eq!(opened[0].file.map(|file| file.rdev), Some(0x1000_0003));
    assert_eq!((opened[2].deleted, opened[8].deleted), (false, true));
    assert_eq!(opened[8].file.map(|file| file.nlink), Some(Some(0)));
    let files = mac.open_files(&visit(&mac, PROGRAM)).unwrap();
    let files: Vec<_> = files.iter().map(|it| (it.fd, it.path.as_deref(), it.deleted)).collect();
    let expected = [(2, Some(&b"/tmp/a log"[..]), false), (8, Some(&b"/tmp/lost"[..]), true)];
    assert_eq!(files, expected, "regular ones only");
}

#[test]
fn the_list_grows_as_long_as_there_are_more() {
    let kernel = machine();
    let list = |count: i32| -> Vec<u8> {
        (0..count).flat_map(|fd| record!(ProcFdinfo { proc_fd: fd, proc_fdtype: 3_u32 })).collect()
    };
    kernel.set(pidinfo(PROGRAM, 1, 0), list(1000));
    let mac = collector(&kernel);
    assert_eq!(mac.num_fds(&visit(&mac, PROGRAM)), Ok(1000));
    // As many as there was room for: nobody knows whether that is all.
    kernel.set(pidinfo(PROGRAM, 1, 0), list(64));
    assert_eq!(mac.num_fds(&visit(&mac, PROGRAM)), Ok(64));
}

#[test]
fn those_that_have_none_and_those_that_do_not_say() {
    let mac = collector(&machine());
    for pid in [ZOMBIE, KERNEL] {
        let it = visit(&mac, pid);
        assert_eq!((mac.num_fds(&it), mac.open_files(&it)), (Ok(0), Ok(Vec::new())));
    }
    let daemon = visit(&mac, DAEMON);
    assert!(matches!(mac.num_fds(&daemon), Err(Error::AccessDenied { pid: Some(DAEMON), .. })));
    assert!(matches!(mac.open_files(&daemon), Err(Error::AccessDenied { .. })));
    assert!(matches!(mac.socket_fds(&daemon), Err(Error::AccessDenied { .. })));
}

#[test]
fn one_that_is_hidden_says_nothing_of_the_others() {
    let kernel = machine();
    let mac = collector(&kernel);
    for errno in [Errno::EPERM, Errno::EACCES, Errno::ESTALE] {
        kernel.refuse(pidfdinfo(PROGRAM, 2, 2), errno);
        kernel.refuse(pidfdinfo(PROGRAM, 3, 3), errno);
        let opened = all(&mac).unwrap();
        assert_eq!((opened[2].fdtype, &opened[2].path), (FdType::File, &None), "{errno}");
        assert_eq!((opened[2].flags, opened[2].file), (None, None));
        assert_eq!(opened[3].extra, FdExtra::Socket(None));
        let program = visit(&mac, PROGRAM);
        assert_eq!(mac.open_files(&program).unwrap().len(), 1);
        assert_eq!(mac.socket_fds(&program).unwrap().len(), 2);
    }
    // The number is another's by now.
    kernel.refuse(pidfdinfo(PROGRAM, 3, 3), Errno::ENOTSOCK);
    assert!(all(&mac).unwrap().iter().all(|fd| fd.fd != 3));
}

#[test]
fn half_of_the_files_of_a_process_that_ends_is_no_answer() {
    let kernel = machine();
    let mac = collector(&kernel);
    let program = visit(&mac, PROGRAM);
    let going = Process { flag: P_WEXIT, ..Process::new(PROGRAM, SHELL, 50, "a_program_with_a") };
    kernel.set(kinfo_of(PROGRAM), going.kinfo());
    kernel.refuse(pidfdinfo(PROGRAM, 8, 2), Errno::EBADF);
    assert_eq!(mac.open_files(&program), Ok(Vec::new()));
    // Nobody looks at it any more who finds it gone.
    kernel.refuse(pidfdinfo(PROGRAM, 8, 2), Errno::ESRCH);
    assert_eq!(mac.open_files(&program), Ok(Vec::new()));
    kernel.refuse(pidfdinfo(PROGRAM, 8, 2), Errno::ENOMEM);
    assert!(matches!(mac.open_files(&program), Err(Error::System(_))));
}
