//! What a process is called, and what the kernel means when it does not say.

use nix::errno::Errno;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::model::process::Pid;
use psutil_collect::port::replay::{Question, Replay};
use psutil_collect::{Error, Result};
use psutil_parse::macos::extern_proc::{P_WEXIT, SZOMB};
use psutil_parse::macos::proc_vnodepathinfo::ProcVnodepathinfo;

use crate::machine::files::vnode;
use crate::machine::processes::{Process, ends_after, procargs2};
use crate::machine::{
    DAEMON, KERNEL, LAUNCHD, PROGRAM, SHELL, ZOMBIE, collector, kinfo_of, machine, pidinfo, visit,
};
use crate::record;

fn cmdline(kernel: &Replay, pid: Pid) -> Result<Vec<Vec<u8>>> {
    let mac = collector(kernel);
    let snapshot = visit(&mac, pid);
    mac.cmdline(&snapshot)
}

fn is_denied<T>(answer: &Result<T>, pid: Pid) -> bool {
    matches!(answer, Err(Error::AccessDenied { pid: Some(whose), .. }) if *whose == pid)
}

#[test]
fn names_are_made_whole() {
    let kernel = machine();
    let mac = collector(&kernel);
    let program = visit(&mac, PROGRAM);
    assert_eq!(mac.name(&program, true).unwrap(), b"a_program_with_a");
    assert_eq!(mac.name(&program, false).unwrap(), b"a_program_with_a_long_name");
    // The path of the program is for everybody to see.
    kernel.refuse(procargs2(PROGRAM), Errno::EINVAL);
    assert_eq!(mac.name(&visit(&mac, PROGRAM), false).unwrap(), b"a_program_with_a_long_name");
    kernel.refuse(Question::of("proc_pidpath", &[PROGRAM]), Errno::ENOENT);
    assert_eq!(mac.name(&visit(&mac, PROGRAM), false).unwrap(), b"a_program_with_a");
    // One that fits is left alone.
    assert_eq!(mac.name(&visit(&mac, DAEMON), false).unwrap(), b"sshd");
}

#[test]
fn arguments_and_environment_are_of_one_read() {
    let kernel = machine();
    let mac = collector(&kernel);
    let program = visit(&mac, PROGRAM);
    let arguments = [&b"./a_program_with_a_long_name"[..], b"", b"--all"];
    assert_eq!(mac.cmdline(&program).unwrap(), arguments);
    kernel.refuse(procargs2(PROGRAM), Errno::EPERM);
    let pair = |name: &str, value: &str| (name.as_bytes().to_vec(), value.as_bytes().to_vec());
    let environ = [pair("HOME", "/Users/ada"), pair("PS1", "a=b")];
    assert_eq!(mac.environ(&program).unwrap(), environ, "kept by the visit");
}

#[test]
fn trap_20_einval_of_a_process_of_another_user_is_a_denial() {
    assert!(is_denied(&cmdline(&machine(), DAEMON), DAEMON));
}

#[test]
fn trap_20_einval_of_a_zombie_is_that_it_is_one() {
    let zombie = Err(Error::ZombieProcess { pid: ZOMBIE });
    assert_eq!(cmdline(&machine(), ZOMBIE), zombie);
    // One that has ended since the visit began, and one that is about to.
    for (stat, flag) in [(SZOMB, 0), (2, P_WEXIT)] {
        let kernel = machine();
        let mac = collector(&kernel);
        let snapshot = visit(&mac, PROGRAM);
        let ended = Process { stat, flag, ..Process::new(PROGRAM, SHELL, 50, "a_program_with_a") };
        kernel.set(kinfo_of(PROGRAM), ended.kinfo());
        kernel.refuse(procargs2(PROGRAM), Errno::EINVAL);
        let zombie = Error::ZombieProcess { pid: PROGRAM };
        assert_eq!(mac.cmdline(&snapshot), Err(zombie.clone()));
        assert_eq!(mac.environ(&snapshot), Err(zombie));
    }
}

#[test]
fn trap_20_einval_of_nobody_is_that_there_is_no_such_process() {
    let kernel = machine();
    kernel.refuse(procargs2(PROGRAM), Errno::EINVAL);
    let mac = collector(&kernel);
    ends_after(&kernel, PROGRAM, 1);
    let snapshot = mac.snapshot_of(PROGRAM, psutil_collect::backend::Purpose::default()).unwrap();
    assert_eq!(mac.cmdline(&snapshot), Err(Error::no_such_process(PROGRAM)));
}

#[test]
fn eio_and_an_answer_of_nothing_are_denials() {
    let kernel = machine();
    kernel.refuse(procargs2(PROGRAM), Errno::EIO);
    assert!(is_denied(&cmdline(&kernel, PROGRAM), PROGRAM));
    kernel.set(procargs2(PROGRAM), Vec::<u8>::new());
    assert!(is_denied(&cmdline(&kernel, PROGRAM), PROGRAM));
    kernel.set(procargs2(PROGRAM), (-1_i32).to_ne_bytes().to_vec());
    assert!(matches!(cmdline(&kernel, PROGRAM), Err(Error::KernelData { .. })));
    kernel.refuse(procargs2(PROGRAM), Errno::EMFILE);
    assert!(matches!(cmdline(&kernel, PROGRAM), Err(Error::System(_))));
}

#[test]
fn the_kernel_has_neither_a_file_nor_arguments() {
    let mac = collector(&machine());
    let it = visit(&mac, KERNEL);
    assert_eq!((mac.exe(&it, true), mac.cmdline(&it)), (Ok(None), Ok(Vec::new())));
    assert_eq!(mac.environ(&it), Ok(Vec::new()));
    assert_eq!(mac.name(&it, false).unwrap(), b"kernel_task");
}

#[test]
fn the_programs_file() {
    let kernel = machine();
    let mac = collector(&kernel);
    let exe = |pid, fallback| mac.exe(&visit(&mac, pid), fallback);
    assert_eq!(exe(PROGRAM, false), Ok(Some(b"/opt/a_program_with_a_long_name".to_vec())));
    assert_eq!(exe(DAEMON, false), Ok(Some(b"/usr/sbin/sshd".to_vec())));
    assert_eq!(exe(ZOMBIE, true), Err(Error::ZombieProcess { pid: ZOMBIE }));
    // ENOENT: the file is not where it was, and the argument is no absolute path.
    kernel.refuse(Question::of("proc_pidpath", &[PROGRAM]), Errno::ENOENT);
    assert_eq!((exe(PROGRAM, false), exe(PROGRAM, true)), (Ok(None), Ok(None)));
    // It may be guessed, if it can be run.
    let words = [&1_i32.to_ne_bytes()[..], b"x\0\0\0/bin/new\0"].concat();
    kernel.set(procargs2(LAUNCHD), words);
    kernel.refuse(Question::of("proc_pidpath", &[LAUNCHD]), Errno::EPERM);
    assert!(is_denied(&exe(LAUNCHD, true), LAUNCHD));
    kernel.set(Question::about("access", "/bin/new"), ());
    assert_eq!(exe(LAUNCHD, true), Ok(Some(b"/bin/new".to_vec())));
    assert!(is_denied(&exe(LAUNCHD, false), LAUNCHD));
}

#[test]
fn directories_and_the_root_that_is_not_told() {
    let kernel = machine();
    let mac = collector(&kernel);
    let program = visit(&mac, PROGRAM);
    assert_eq!(mac.cwd(&program), Ok(Some(b"/Users/ada".to_vec())));
    assert_eq!(mac.root(&program), Ok(Some(b"/".to_vec())));
    let put = |cwd: Vec<u8>, root: Vec<u8>| {
        let places = record!(ProcVnodepathinfo { pvi_cdir: cwd, pvi_rdir: root });
        kernel.set(pidinfo(PROGRAM, 9, 0), places);
        let program = visit(&mac, PROGRAM);
        (mac.cwd(&program).unwrap(), mac.root(&program).unwrap())
    };
    let directory = |path| vnode(2, 0o040_755, path);
    let jailed = put(directory("/jail/home"), directory("/jail"));
    assert_eq!(jailed, (Some(b"/jail/home".to_vec()), Some(b"/jail".to_vec())));
    // A directory that has lost its name.
    assert_eq!(put(directory(""), directory("")), (None, None));
}

#[test]
fn directories_that_are_not_for_us_and_those_of_a_zombie() {
    let mac = collector(&machine());
    assert!(is_denied(&mac.cwd(&visit(&mac, DAEMON)), DAEMON));
    assert!(is_denied(&mac.root(&visit(&mac, DAEMON)), DAEMON));
    let zombie = Error::ZombieProcess { pid: ZOMBIE };
    assert_eq!(mac.cwd(&visit(&mac, ZOMBIE)), Err(zombie.clone()));
    assert_eq!(mac.root(&visit(&mac, ZOMBIE)), Err(zombie));
}
