//! Whether it is still the same process.

use nix::errno::Errno;
use psutil_collect::Error;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::model::identity::{Key, Target};
use psutil_collect::model::process::Pid;
use psutil_collect::port::replay::{Question, Replay};
use psutil_parse::openbsd::kinfo_proc::KinfoProc;

use crate::machine::{
    BOOTED, DAEMON, INIT, Machine, SHELL, SHELL_START, SWAPPER, WORKER, ZOMBIE, by, one, process,
    threads, zombie,
};
use crate::record;
use crate::replay::dying::Mortal;
use crate::replay::every_item::Asked;
use crate::replay::records::i64s;

/// As many microseconds since boot.
const STARTED: u64 = SHELL_START * 1_000_000 + 7;

/// A record that started then, with the clock set by so many seconds.
fn started(pid: Pid, set_by: i64, microseconds: u32) -> Vec<u8> {
    let seconds = BOOTED.0 + i64::try_from(SHELL_START).unwrap() + set_by;
    record!(KinfoProc {
        p_pid: pid,
        p_ppid: INIT,
        p_uvalid: 1_i64,
        p_stat: 3_i8,
        p_ustart_sec: seconds.cast_unsigned(),
        p_ustart_usec: microseconds,
        p_tid: -1,
        p_nice: 20_u8,
    })
}

#[test]
fn it_is_known_by_the_time_since_boot() {
    let machine = Machine::default();
    let (openbsd, shell) = (&*machine.openbsd, machine.target(SHELL));
    assert_eq!(shell, Target { pid: SHELL, key: Key::Start(STARTED) });
    let snapshot = machine.snapshot(SHELL);
    let created = openbsd.create_time(&snapshot).unwrap();
    assert!((created - 1_760_000_500_250.007).abs() < 0.01, "{created}");
    assert_eq!(openbsd.raw_create_time(&snapshot), Ok(500_000_007.0));
    let words = openbsd.identity(shell).unwrap();
    assert_eq!(words, "openbsd:1760000000:t500000007:100");
    assert_eq!(openbsd.find_identity(&words), Ok(shell));
    let other_boot = openbsd.find_identity("openbsd:1750000000:t500000007:100");
    assert_eq!(other_boot, Err(Error::no_such_process(SHELL)));
}

#[test]
fn setting_the_clock_moves_nobody() {
    let machine = Machine::default();
    let (openbsd, shell) = (&*machine.openbsd, machine.target(SHELL));
    machine.kernel.set(by(&[1, 21]), i64s(&[BOOTED.0 + 3600, BOOTED.1]));
    machine.kernel.set(one(SHELL), started(SHELL, 3600, 250_007));
    assert_eq!(openbsd.is_running(shell), Ok(true));
    assert_eq!(machine.target(SHELL), shell);
    // The words are from before.
    assert_eq!(openbsd.find_identity("openbsd:1760000000:t500000007:100").ok(), None);
}

#[test]
fn the_clock_may_be_set_between_the_reads() {
    let machine = Machine::default();
    let shell = machine.target(SHELL);
    machine.kernel.set(by(&[1, 21]), i64s(&[BOOTED.0, BOOTED.1]));
    machine.kernel.then(by(&[1, 21]), i64s(&[BOOTED.0 + 3600, BOOTED.1]));
    machine.kernel.set(one(SHELL), started(SHELL, 3600, 250_007));
    assert_eq!(machine.openbsd.is_running(shell), Ok(true));
}

#[test]
fn two_microseconds_are_rounding_and_three_are_another_process() {
    let machine = Machine::default();
    let (openbsd, shell) = (&*machine.openbsd, machine.target(SHELL));
    for (microseconds, is_same) in [(250_005, true), (250_009, true), (250_010, false)] {
        machine.kernel.set(one(SHELL), started(SHELL, 0, microseconds));
        assert_eq!(openbsd.is_running(shell), Ok(is_same), "{microseconds}");
    }
    let reused = openbsd.snapshot(shell).err();
    assert_eq!(reused, Some(Error::NoSuchProcess { pid: SHELL, reused: true }));
}

#[test]
fn what_dies_between_two_reads_gives_nothing_of_its_successor() {
    let machine = Machine::default();
    let openbsd = &*machine.openbsd;
    let snapshot = machine.snapshot(SHELL);
    // The number is another's by the time that its arguments are read.
    machine.kernel.set(one(SHELL), started(SHELL, 9, 0));
    let reused = Error::NoSuchProcess { pid: SHELL, reused: true };
    assert_eq!(openbsd.cmdline(&snapshot), Err(reused.clone()));
    assert_eq!(openbsd.environ(&snapshot), Err(reused.clone()));
    assert_eq!(openbsd.cwd(&snapshot), Err(reused.clone()));
    assert_eq!(openbsd.memory_maps(&snapshot), Err(reused.clone()));
    assert_eq!(openbsd.num_fds(&snapshot), Err(reused.clone()));
    assert_eq!(openbsd.threads(&snapshot), Err(reused.clone()));
    assert_eq!(openbsd.set_priority(&snapshot, 1), Err(reused));
    machine.reap(SHELL);
    let gone = Error::no_such_process(SHELL);
    assert_eq!(openbsd.cmdline(&snapshot), Err(gone.clone()));
    assert_eq!(openbsd.exe(&snapshot, true), Err(gone.clone()));
    assert_eq!(openbsd.name(&snapshot, false), Err(gone));
    // What has been read before is its own.
    assert_eq!(openbsd.ppid(&snapshot), Ok(INIT));
}

#[test]
fn trap_4_nobody_is_the_child_of_a_younger_one() {
    let machine = Machine::default();
    let openbsd = &*machine.openbsd;
    assert_eq!(openbsd.parent(machine.target(WORKER)), Ok(Some(machine.target(SHELL))));
    let (shell, init) = (machine.target(SHELL), machine.target(INIT));
    assert_eq!(openbsd.parents(machine.target(WORKER)), Ok(vec![shell, init]));
    assert_eq!(openbsd.parent(machine.target(INIT)), Ok(None));
    // The number of its parent is that of a younger one now.
    machine.kernel.set(one(SHELL), process(SHELL, INIT, "young", SHELL_START + 50));
    assert_eq!(openbsd.parent(machine.target(WORKER)), Ok(None));
}

#[test]
fn trap_16_a_thread_is_no_process() {
    let machine = Machine::default();
    // kill(2) takes the number of a thread, and KERN_PROC does not know it.
    machine.kernel.set(Question::of("kill", &[300_123]), ());
    machine.kernel.set(one(300_123), Vec::<u8>::new());
    assert_eq!(machine.openbsd.pid_exists(300_123), Ok(false));
    assert!(machine.openbsd.open(Some(300_123)).is_err());
}

#[test]
fn children_are_found_and_zombies_among_them() {
    let machine = Machine::default();
    let shell = machine.target(SHELL);
    let found =
        psutil_collect::background::listing::children(&machine.openbsd, shell, false).unwrap();
    assert_eq!(found.iter().map(|it| it.pid).collect::<Vec<_>>(), [WORKER, ZOMBIE]);
    let swapper = machine.target(SWAPPER);
    assert_eq!(machine.openbsd.is_running(swapper), Ok(true));
}

#[test]
fn every_getter_answers_for_the_one_that_is_meant_or_for_nobody() {
    Mortal {
        machine: || {
            let machine = Machine::default();
            (machine.kernel, machine.openbsd)
        },
        asked: Asked { pid: SHELL, root: WORKER, path: "/", resource: 7 },
        alike: &["process.exe", "process.memoryPercent"],
        reaped: |kernel| {
            kernel.ends(SHELL, Errno::ESRCH);
            kernel.set(one(SHELL), Vec::<u8>::new());
        },
        replaced: |kernel| {
            kernel.takes_number(DAEMON, SHELL);
            let thread = process(DAEMON, WORKER, "thread", 1);
            kernel.set(threads(SHELL), with(thread, "p_tid", 7));
            let other = process(DAEMON, WORKER, "other", SHELL_START + 9);
            kernel.set(one(SHELL), with(other, "p_pid", SHELL));
        },
        ended: becomes_a_zombie,
        // Of this one the kernel says no more either.
        other_ended: becomes_a_zombie,
    }
    .check();
}

fn with(mut record: Vec<u8>, field: &str, number: i32) -> Vec<u8> {
    let at = psutil_parse::record::offset(KinfoProc::OFFSETS, field);
    record[at..at + 4].copy_from_slice(&number.to_ne_bytes());
    record
}

fn becomes_a_zombie(kernel: &Replay) {
    kernel.ends(SHELL, Errno::ESRCH);
    kernel.set(one(SHELL), zombie(SHELL, INIT));
    kernel.set(threads(SHELL), zombie(SHELL, INIT));
}
