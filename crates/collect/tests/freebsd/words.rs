//! What a process is called, was started with, and where it is.

use nix::errno::Errno;
use psutil_collect::Error;
use psutil_collect::backend::ProcessCollector;

use crate::machine::files::FILEDESC;
use crate::machine::processes::{
    ARGS, CHILD, CWD, ENV, KERNEL, PATHNAME, PID, SERVER, SSHD, WEXIT, ZOMBIE, flagged, proc,
    server,
};
use crate::machine::{machine, on, visit};

#[test]
fn names_are_made_whole_where_they_were_cut_off() {
    let backend = on(&machine());
    let child = visit(&backend, CHILD);
    assert_eq!(backend.name(&child, true).unwrap(), b"a-name-that-is-too-");
    assert_eq!(backend.name(&child, false).unwrap(), b"a-name-that-is-too-long");
    assert_eq!(backend.name(&visit(&backend, SERVER), false).unwrap(), b"server");
    assert_eq!(backend.name(&visit(&backend, ZOMBIE), false).unwrap(), b"gone");
}

#[test]
fn trap_15_arguments_are_kept_empty_and_unended() {
    let backend = on(&machine());
    let arguments = backend.cmdline(&visit(&backend, SERVER)).unwrap();
    assert_eq!(arguments, [&b"server"[..], b"-v", b"", b"last"]);
    assert_eq!(backend.cmdline(&visit(&backend, KERNEL)).unwrap(), Vec::<Vec<u8>>::new());
}

#[test]
fn the_environment_is_split_at_the_first_equals_sign() {
    let backend = on(&machine());
    let environ = backend.environ(&visit(&backend, SERVER)).unwrap();
    let expected = [("HOME", "/home/u"), ("A", "b=c")];
    let expected = expected.map(|(name, value)| (name.into(), value.into()));
    assert_eq!(environ, expected);
    assert_eq!(backend.environ(&visit(&backend, KERNEL)).unwrap(), []);
}

#[test]
fn the_program_and_the_folders() {
    let replay = machine();
    let backend = on(&replay);
    let server = visit(&backend, SERVER);
    assert_eq!(backend.exe(&server, false).unwrap().unwrap(), b"/usr/local/bin/server");
    assert_eq!(backend.cwd(&server).unwrap().unwrap(), b"/home/u");
    assert_eq!(backend.root(&server).unwrap().unwrap(), b"/");
    assert_eq!(backend.exe(&visit(&backend, KERNEL), true), Ok(None));
    // The file was deleted, or nobody remembers where it is.
    replay.refuse(proc(PATHNAME, SERVER), Errno::ENOENT);
    assert_eq!(backend.exe(&server, true), Ok(None));
    // Without folders.
    replay.refuse(proc(CWD, SERVER), Errno::EINVAL);
    assert_eq!(backend.cwd(&server), Ok(None));
}

#[test]
fn of_another_user_some_is_not_to_be_seen() {
    let replay = machine();
    let backend = on(&replay);
    let sshd = visit(&backend, SSHD);
    for answer in [
        backend.cwd(&sshd).map(drop),
        backend.root(&sshd).map(drop),
        backend.environ(&sshd).map(drop),
        backend.umask(&sshd).map(drop),
        backend.num_fds(&sshd).map(drop),
        backend.memory_maps(&sshd).map(drop),
    ] {
        assert!(matches!(answer, Err(Error::AccessDenied { pid: Some(SSHD), .. })), "{answer:?}");
    }
    assert_eq!(backend.name(&sshd, false).unwrap(), b"sshd");
}

#[test]
fn of_a_zombie_it_is_said_that_it_is_one() {
    let replay = machine();
    let backend = on(&replay);
    let zombie = visit(&backend, ZOMBIE);
    let expected = Err(Error::ZombieProcess { pid: ZOMBIE });
    assert_eq!(backend.exe(&zombie, true).map(drop), expected);
    assert_eq!(backend.cwd(&zombie).map(drop), expected);
    assert_eq!(backend.root(&zombie).map(drop), expected);
    assert_eq!(backend.cmdline(&zombie).map(drop), expected);
    assert_eq!(backend.environ(&zombie).map(drop), expected);
    assert_eq!(backend.umask(&zombie).map(drop), expected);
    assert_eq!(backend.memory_maps(&zombie).map(drop), expected);
    assert_eq!(backend.memory_maps_grouped(&zombie).map(drop), expected);
    assert_eq!(backend.rlimit(&zombie, 8).map(drop), expected);
    assert_eq!(backend.num_fds(&zombie), Ok(0));
    assert_eq!(backend.open_files(&zombie), Ok(vec![]));
}

#[test]
fn one_that_is_ending_has_lost_what_a_zombie_has() {
    let replay = machine();
    let backend = on(&replay);
    let snapshot = visit(&backend, SERVER);
    replay.set(proc(PID, SERVER), flagged(server(), WEXIT));
    for what in [ENV, CWD, FILEDESC] {
        replay.refuse(proc(what, SERVER), Errno::ESRCH);
    }
    for what in [ARGS, PATHNAME] {
        replay.set(proc(what, SERVER), Vec::<u8>::new());
    }
    let expected = Err(Error::ZombieProcess { pid: SERVER });
    assert_eq!(backend.environ(&snapshot).map(drop), expected);
    assert_eq!(backend.cwd(&snapshot).map(drop), expected);
    assert_eq!(backend.exe(&snapshot, false).map(drop), expected);
    assert_eq!(backend.cmdline(&snapshot).map(drop), expected);
    assert_eq!(backend.num_fds(&snapshot), Ok(0));
}

#[test]
fn one_that_turns_into_another_program_is_asked_again() {
    let replay = machine();
    let backend = on(&replay);
    let snapshot = visit(&backend, SERVER);
    replay.refuse(proc(CWD, SERVER), Errno::EBUSY);
    replay.then_refuse(proc(CWD, SERVER), Errno::ESRCH);
    replay.then(proc(CWD, SERVER), crate::machine::files::opened());
    assert_eq!(backend.cwd(&snapshot).unwrap().unwrap(), b"/home/u");
    // It never comes to an end.
    replay.refuse(proc(ENV, SERVER), Errno::EBUSY);
    let busy = backend.environ(&snapshot);
    assert!(matches!(busy, Err(Error::System(error)) if error.errno == Errno::EBUSY));
}

#[test]
fn what_was_read_once_is_not_asked_again() {
    let replay = machine();
    let backend = on(&replay);
    let snapshot = visit(&backend, SERVER);
    assert_eq!(backend.cmdline(&snapshot).unwrap().len(), 4);
    assert_eq!(backend.num_fds(&snapshot), Ok(15));
    for what in [ARGS, FILEDESC, PID] {
        replay.refuse(proc(what, SERVER), Errno::ESRCH);
    }
    assert_eq!(backend.cmdline(&snapshot).unwrap().len(), 4);
    assert_eq!(backend.fd_numbers(&snapshot).unwrap().len(), 15);
    assert_eq!(backend.root(&snapshot).unwrap().unwrap(), b"/");
}

#[test]
fn what_cannot_be_understood_is_said_to_be_so() {
    let replay = machine();
    let backend = on(&replay);
    replay.set(proc(FILEDESC, SERVER), vec![255_u8; 40]);
    let senseless = backend.num_fds(&visit(&backend, SERVER));
    assert!(matches!(senseless, Err(Error::KernelData { .. })), "{senseless:?}");
    replay.set(proc(PID, SERVER), vec![0_u8; 100]);
    assert!(matches!(backend.open(Some(SERVER)), Err(Error::KernelData { .. })));
}
