//! Names, arguments, environment and paths, and what their errnos mean.

use nix::errno::Errno;
use psutil_collect::Error;
use psutil_collect::backend::ProcessCollector;

use crate::machine::{
    CHILD, Made, OTHERS, USERS, ZOMBIE, about, is_zombie, one, process, sysctl, words,
};

const ARGUMENTS: i32 = 1;
const ENVIRONMENT: i32 = 3;
const PROGRAM: i32 = 5;
const CWD: i32 = 6;

#[test]
fn words_are_as_the_program_was_given_them() {
    let made = Made::default();
    let (backend, snapshot) = (&made.backend, made.visit(USERS));
    let arguments = ["shell-of-somebody", "-l", "", "last"].map(|it| it.as_bytes().to_vec());
    assert_eq!(backend.cmdline(&snapshot), Ok(arguments.to_vec()));
    let variables = [("A", "1"), ("B", "2=3")];
    let variables = variables.map(|(name, value)| (name.into(), value.into()));
    assert_eq!(backend.environ(&snapshot), Ok(variables.to_vec()));
    assert_eq!(backend.exe(&snapshot, true), Ok(Some(b"/bin/shell-of-somebody".to_vec())));
    assert_eq!(backend.cwd(&snapshot), Ok(Some(b"/home/somebody".to_vec())));
}

#[test]
fn trap_15_what_stands_behind_the_last_nul_is_kept() {
    let made = Made::default();
    made.kernel.set(words(USERS, ARGUMENTS), b"shell: idle\0\xFF".to_vec());
    let arguments = made.backend.cmdline(&made.visit(USERS));
    assert_eq!(arguments, Ok(vec![b"shell: idle".to_vec(), b"\xFF".to_vec()]));
}

#[test]
fn a_name_that_is_cut_off_is_made_whole() {
    let made = Made::default();
    let snapshot = made.visit(USERS);
    assert_eq!(made.backend.name(&snapshot, true), Ok(b"shell-of-somebod".to_vec()));
    assert_eq!(made.backend.name(&snapshot, false), Ok(b"shell-of-somebody".to_vec()));
    // The arguments of a short one are not asked for.
    made.kernel.refuse(words(CHILD, ARGUMENTS), Errno::EIO);
    assert_eq!(made.backend.name(&made.visit(CHILD), false), Ok(b"sleep".to_vec()));
}

#[test]
fn what_is_busy_is_asked_again() {
    let made = Made::default();
    let question = words(USERS, ARGUMENTS);
    made.kernel.refuse(question.clone(), Errno::EBUSY);
    made.kernel.then_refuse(question.clone(), Errno::EBUSY);
    made.kernel.then(question.clone(), b"new\0".to_vec());
    assert_eq!(made.backend.cmdline(&made.visit(USERS)), Ok(vec![b"new".to_vec()]));
    made.kernel.refuse(question, Errno::EBUSY);
    let busy = made.backend.cmdline(&made.visit(USERS));
    assert!(matches!(busy, Err(Error::System(error)) if error.errno == Errno::EBUSY));
}

#[test]
fn invalid_is_a_zombie_or_gone_or_nothing_at_all() {
    for errno in [Errno::EINVAL, Errno::EFAULT] {
        let made = Made::default();
        for what in [ARGUMENTS, ENVIRONMENT] {
            made.kernel.refuse(words(CHILD, what), errno);
        }
        // It lives, and has nothing there.
        let snapshot = made.visit(CHILD);
        assert_eq!(made.backend.cmdline(&snapshot), Ok(Vec::new()));
        assert_eq!(made.backend.environ(&snapshot), Ok(Vec::new()));
        // It has become a zombie since the visit began.
        let snapshot = made.visit(CHILD);
        made.becomes(CHILD, process(CHILD, &[("p_realstat", 5), ("p_uvalid", 0)]));
        assert!(is_zombie(&made.backend.environ(&snapshot), CHILD));
        // It has gone.
        made.kernel.set(one(CHILD), Vec::<u8>::new());
        assert_eq!(made.backend.environ(&snapshot), Err(Error::no_such_process(CHILD)));
    }
}

#[test]
fn who_is_not_found_and_still_there_is_a_zombie() {
    let made = Made::default();
    let snapshot = made.visit(CHILD);
    for what in [ARGUMENTS, ENVIRONMENT, PROGRAM, CWD] {
        made.kernel.refuse(words(CHILD, what), Errno::ESRCH);
    }
    assert!(is_zombie(&made.backend.cmdline(&snapshot), CHILD));
    assert!(is_zombie(&made.backend.environ(&snapshot), CHILD));
    assert!(is_zombie(&made.backend.exe(&snapshot, true), CHILD));
    assert!(is_zombie(&made.backend.cwd(&snapshot), CHILD));
}

#[test]
fn a_zombie_has_no_words() {
    let made = Made::default();
    let (backend, zombie) = (&made.backend, made.visit(ZOMBIE));
    assert!(is_zombie(&backend.cmdline(&zombie), ZOMBIE));
    assert!(is_zombie(&backend.environ(&zombie), ZOMBIE));
    assert!(is_zombie(&backend.exe(&zombie, true), ZOMBIE));
    assert!(is_zombie(&backend.cwd(&zombie), ZOMBIE));
    assert!(is_zombie(&backend.root(&zombie), ZOMBIE));
}

#[test]
fn what_we_may_not_see_is_denied_and_a_program_is_guessed() {
    let made = Made::default();
    let (backend, snapshot) = (&made.backend, made.visit(OTHERS));
    for denied in [backend.environ(&snapshot).map(drop), backend.cwd(&snapshot).map(drop)] {
        assert!(matches!(denied, Err(Error::AccessDenied { pid: Some(OTHERS), .. })));
    }
    let denied = backend.exe(&snapshot, true);
    assert!(matches!(denied, Err(Error::AccessDenied { .. })), "no such file can be run");
    made.kernel.set(about("access", "/usr/sbin/sshd"), ());
    assert_eq!(backend.exe(&snapshot, true), Ok(Some(b"/usr/sbin/sshd".to_vec())));
    let denied = backend.exe(&snapshot, false);
    assert!(matches!(denied, Err(Error::AccessDenied { .. })));
}

#[test]
fn a_program_that_the_kernel_has_not_kept_is_none() {
    let made = Made::default();
    for errno in [Errno::ENOENT, Errno::EINVAL] {
        made.kernel.refuse(words(USERS, PROGRAM), errno);
        assert_eq!(made.backend.exe(&made.visit(USERS), true), Ok(None), "{errno}");
    }
}

#[test]
fn a_path_that_is_longer_than_its_room_is_asked_for_again() {
    let made = Made::default();
    let long = [b"/".repeat(3000), b"\0".to_vec()].concat();
    for (what, errno) in [(PROGRAM, Errno::ENOSPC), (CWD, Errno::ENOSPC), (CWD, Errno::ENOMEM)] {
        let question = words(USERS, what);
        made.kernel.refuse(question.clone(), errno);
        // How long it is, that it has grown since, how long it is then, and the path.
        made.kernel.then(question.clone(), vec![0_u8; 1500]);
        made.kernel.then_refuse(question.clone(), errno);
        made.kernel.then(question.clone(), long.clone());
        let snapshot = made.visit(USERS);
        let path = match what {
            PROGRAM => made.backend.exe(&snapshot, false),
            _ => made.backend.cwd(&snapshot),
        };
        assert_eq!(path.map(|path| path.map(|path| path.len())), Ok(Some(3000)), "{errno}");
    }
}

#[test]
fn before_netbsd_10_the_current_directory_is_a_link_of_procfs() {
    let made = Made::default();
    made.kernel.refuse(words(USERS, CWD), Errno::EINVAL);
    let snapshot = made.visit(USERS);
    assert_eq!(made.backend.cwd(&snapshot), Ok(Some(b"/by/procfs".to_vec())));
    made.kernel.forget(&about("readlink", format!("/proc/{USERS}/cwd")));
    assert_eq!(made.backend.cwd(&snapshot), Ok(None));
}

#[test]
fn a_current_directory_that_is_gone_is_none() {
    let made = Made::default();
    made.kernel.refuse(words(USERS, CWD), Errno::ENOENT);
    assert_eq!(made.backend.cwd(&made.visit(USERS)), Ok(None));
}

#[test]
fn only_a_procfs_knows_the_root() {
    let made = Made::default();
    let link = about("readlink", format!("/proc/{USERS}/root"));
    let snapshot = made.visit(USERS);
    assert_eq!(made.backend.root(&snapshot), Ok(Some(b"/jail".to_vec())));
    made.kernel.refuse(link.clone(), Errno::EACCES);
    let denied = made.backend.root(&snapshot);
    assert!(matches!(denied, Err(Error::AccessDenied { pid: Some(USERS), .. })));
    made.kernel.forget(&link);
    assert_eq!(made.backend.root(&snapshot), Ok(None));
    made.kernel.set(sysctl(&[1, 47, 1, USERS, 680, 1]), Vec::<u8>::new());
    assert_eq!(made.backend.root(&snapshot), Err(Error::no_such_process(USERS)));
}
