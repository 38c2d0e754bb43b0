//! Names, arguments, environment, folders, programs.

use nix::errno::Errno;
use psutil_collect::Error;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::port::replay::Question;

use crate::machine::{
    DAEMON, INIT, Machine, SHELL, SWAPPER, WORKER, args, cwd, environ, one, process, texts,
};

fn words(all: &[&str]) -> Vec<Vec<u8>> {
    all.iter().map(|word| word.as_bytes().to_vec()).collect()
}

#[test]
fn arguments_are_all_there_the_empty_ones_too() {
    let machine = Machine::default();
    let (openbsd, shell) = (&*machine.openbsd, machine.snapshot(SHELL));
    assert_eq!(openbsd.cmdline(&shell), Ok(words(&["ksh", "", "-c", "sleep 1"])));
    assert_eq!(openbsd.cmdline(&machine.snapshot(SWAPPER)), Ok(Vec::new()));
    machine.kernel.set(args(WORKER), texts(&[]));
    assert_eq!(openbsd.cmdline(&machine.snapshot(WORKER)), Ok(Vec::new()));
}

#[test]
fn there_is_room_for_as_many_arguments_as_there_are() {
    let machine = Machine::default();
    let long = "x".repeat(300_000);
    machine.kernel.set(args(WORKER), texts(&["worker", &long, "end"]));
    let arguments = machine.openbsd.cmdline(&machine.snapshot(WORKER)).unwrap();
    assert_eq!(arguments.iter().map(Vec::len).collect::<Vec<_>>(), [6, 300_000, 3]);
}

#[test]
fn a_process_that_begins_another_program_is_asked_again() {
    let machine = Machine::default();
    machine.kernel.refuse(args(WORKER), Errno::EBUSY);
    machine.kernel.then_refuse(args(WORKER), Errno::EBUSY);
    machine.kernel.then(args(WORKER), texts(&["new"]));
    let snapshot = machine.snapshot(WORKER);
    assert_eq!(machine.openbsd.cmdline(&snapshot), Ok(words(&["new"])));
}

#[test]
fn pointers_that_lead_elsewhere_are_not_followed() {
    let machine = Machine::default();
    let mut odd = texts(&["a", "b"]);
    odd[0] ^= 0xFF;
    machine.kernel.set(args(WORKER), odd);
    let arguments = machine.openbsd.cmdline(&machine.snapshot(WORKER));
    assert!(matches!(arguments, Err(Error::KernelData { .. })), "{arguments:?}");
}

#[test]
fn variables_are_split_at_the_first_sign() {
    let machine = Machine::default();
    let variables = machine.openbsd.environ(&machine.snapshot(SHELL)).unwrap();
    let pair = |name: &str, value: &str| (name.as_bytes().to_vec(), value.as_bytes().to_vec());
    let path = pair("PATH", "/nowhere:/bin:/usr/bin");
    assert_eq!(variables, [pair("HOME", "/home/ann"), path, pair("A", "b=c")]);
}

#[test]
fn what_is_not_for_this_user_is_denied() {
    let machine = Machine::default();
    let (openbsd, daemon) = (&*machine.openbsd, machine.snapshot(DAEMON));
    let denied = |error| matches!(error, Some(Error::AccessDenied { pid: Some(DAEMON), .. }));
    assert!(denied(openbsd.environ(&daemon).err()));
    assert!(denied(openbsd.cwd(&daemon).err()));
    assert!(denied(openbsd.memory_maps(&daemon).err()));
    // Arguments are for everyone.
    assert_eq!(openbsd.cmdline(&daemon), Ok(words(&["/usr/sbin/daemon"])));
}

#[test]
fn a_name_that_is_cut_off_is_made_whole() {
    let machine = Machine::default();
    let (openbsd, shell) = (&*machine.openbsd, machine.snapshot(SHELL));
    assert_eq!(openbsd.name(&shell, true), Ok(b"a-shell-with-a-long-nam".to_vec()));
    // Its first argument is something else.
    assert_eq!(openbsd.name(&shell, false), Ok(b"a-shell-with-a-long-nam".to_vec()));
    machine.kernel.set(args(SHELL), texts(&["/bin/a-shell-with-a-long-name"]));
    let shell = machine.snapshot(SHELL);
    assert_eq!(openbsd.name(&shell, false), Ok(b"a-shell-with-a-long-name".to_vec()));
    // A short one is whole, whatever the arguments say.
    machine.kernel.set(one(WORKER), process(WORKER, SHELL, "work", 501));
    let worker = machine.snapshot(WORKER);
    assert_eq!(openbsd.name(&worker, false), Ok(b"work".to_vec()));
}

#[test]
fn the_current_directory_may_have_been_removed() {
    let machine = Machine::default();
    let openbsd = &*machine.openbsd;
    assert_eq!(openbsd.cwd(&machine.snapshot(SHELL)), Ok(Some(b"/home/ann".to_vec())));
    assert_eq!(openbsd.cwd(&machine.snapshot(SWAPPER)), Ok(None));
    machine.kernel.refuse(cwd(SHELL), Errno::ENOENT);
    assert_eq!(openbsd.cwd(&machine.snapshot(SHELL)), Ok(None));
    machine.kernel.refuse(cwd(SHELL), Errno::EIO);
    assert!(matches!(openbsd.cwd(&machine.snapshot(SHELL)), Err(Error::System(_))));
}

#[test]
fn a_program_is_only_guessed_and_only_when_asked_for() {
    let machine = Machine::default();
    let openbsd = &*machine.openbsd;
    let exe = |pid, fallback| openbsd.exe(&machine.snapshot(pid), fallback);
    for pid in [SHELL, INIT, SWAPPER, DAEMON] {
        assert_eq!(exe(pid, false), Ok(None));
    }
    assert_eq!(exe(SWAPPER, true), Ok(None));
    // A whole path, in the folders of its own PATH, one that cannot be run, one of a folder that it may have left.
    assert_eq!(exe(INIT, true), Ok(Some(b"/sbin/init".to_vec())));
    assert_eq!(exe(SHELL, true), Ok(Some(b"/usr/bin/ksh".to_vec())));
    assert_eq!(exe(DAEMON, true), Ok(None));
    assert_eq!(exe(WORKER, true), Ok(None));
}

#[test]
fn where_its_path_is_not_for_us_to_see_our_own_is_asked() {
    let machine = Machine::default();
    machine.kernel.set(args(DAEMON), texts(&["daemon"]));
    machine.kernel.set(Question::about("access", "/bin/daemon"), ());
    // This program is the shell.
    let found = machine.openbsd.exe(&machine.snapshot(DAEMON), true);
    assert_eq!(found, Ok(Some(b"/bin/daemon".to_vec())));
    machine.kernel.refuse(environ(SHELL), Errno::EINVAL);
    assert_eq!(machine.openbsd.exe(&machine.snapshot(DAEMON), true), Ok(None));
}
