//! What is left of a process that has ended.

use psutil_collect::Error;
use psutil_collect::backend::{ProcessCollector, Progress, WaitCollector};
use psutil_collect::model::field::Field;
use psutil_collect::model::process::{ExitStatus, ProcessStatus};
use psutil_parse::openbsd::kinfo_proc::{KinfoProc, psflags};

use crate::machine::{INIT, Machine, SHELL, WORKER, ZOMBIE, args, one};
use crate::record;

#[test]
fn what_went_with_it_is_not_there() {
    let machine = Machine::default();
    let (openbsd, zombie) = (&*machine.openbsd, machine.snapshot(ZOMBIE));
    let ended = Error::ZombieProcess { pid: ZOMBIE };
    assert_eq!(openbsd.exe(&zombie, false), Err(ended.clone()));
    assert_eq!(openbsd.exe(&zombie, true), Err(ended.clone()));
    assert_eq!(openbsd.cmdline(&zombie), Err(ended.clone()));
    assert_eq!(openbsd.environ(&zombie), Err(ended.clone()));
    assert_eq!(openbsd.cwd(&zombie), Err(ended.clone()));
    assert_eq!(openbsd.memory_maps(&zombie), Err(ended));
}

#[test]
fn what_the_kernel_still_knows_is_answered() {
    let machine = Machine::default();
    let (openbsd, zombie) = (&*machine.openbsd, machine.snapshot(ZOMBIE));
    assert_eq!(openbsd.status(&zombie), Ok(ProcessStatus::Zombie));
    assert_eq!(openbsd.name(&zombie, false), Ok(b"gone".to_vec()));
    assert_eq!(openbsd.ppid(&zombie), Ok(SHELL));
    assert_eq!(openbsd.username(&zombie), Ok(b"ann".to_vec()));
    assert_eq!(openbsd.num_fds(&zombie), Ok(0));
    assert_eq!(openbsd.open_files(&zombie), Ok(Vec::new()));
    assert_eq!(openbsd.threads(&zombie), Ok(Vec::new()));
    assert_eq!(openbsd.cpu_num(&zombie), Ok(None));
    let memory = openbsd.memory_info(&zombie).unwrap();
    assert_eq!((memory.rss, memory.peak_rss), (0, Field::Unknown));
    assert_eq!(openbsd.is_running(machine.target(ZOMBIE)), Ok(true));
}

#[test]
fn what_it_used_is_zero_in_its_record_and_not_told() {
    let machine = Machine::default();
    let (openbsd, zombie) = (&*machine.openbsd, machine.snapshot(ZOMBIE));
    let ended = Error::ZombieProcess { pid: ZOMBIE };
    assert_eq!(openbsd.cpu_times(&zombie), Err(ended.clone()));
    assert_eq!(openbsd.page_faults(&zombie), Err(ended.clone()));
    assert_eq!(openbsd.io_counters(&zombie), Err(ended.clone()));
    assert_eq!(openbsd.num_ctx_switches(&zombie), Err(ended.clone()));
    assert_eq!(openbsd.create_time(&zombie), Err(ended.clone()));
    assert_eq!(openbsd.raw_create_time(&zombie), Err(ended.clone()));
    assert_eq!(openbsd.cpu_use(&zombie).err(), Some(ended));
}

#[test]
fn one_that_was_known_before_is_known_still() {
    let machine = Machine::default();
    let (openbsd, worker) = (&*machine.openbsd, machine.target(WORKER));
    let before = openbsd.create_time(&machine.snapshot(WORKER)).unwrap();
    machine.end(WORKER);
    assert_eq!(openbsd.is_running(worker), Ok(true));
    let snapshot = openbsd.snapshot(worker).unwrap();
    assert_eq!(openbsd.target(&snapshot), Ok(worker));
    assert_eq!(openbsd.raw_create_time(&snapshot), Ok(501_000_000.0));
    assert!((openbsd.create_time(&snapshot).unwrap() - before).abs() < 0.01);
    assert_eq!(openbsd.cmdline(&snapshot), Err(Error::ZombieProcess { pid: WORKER }));
}

#[test]
fn one_that_ends_while_it_is_read_says_so() {
    let machine = Machine::default();
    let snapshot = machine.snapshot(WORKER);
    // Its number was good for its arguments, and it is not there any more after that.
    machine.kernel.set(one(WORKER), crate::machine::zombie(WORKER, INIT));
    let ended = Error::ZombieProcess { pid: WORKER };
    assert_eq!(machine.openbsd.cmdline(&snapshot), Err(ended.clone()));
    assert_eq!(machine.openbsd.num_fds(&snapshot), Ok(0), "half of them is no answer");
    // On its way there the kernel calls the question wrong.
    let machine = Machine::default();
    let snapshot = machine.snapshot(WORKER);
    let exiting = record!(KinfoProc {
        p_pid: WORKER,
        p_uvalid: 1_i64,
        p_stat: 3_i8,
        p_psflags: psflags::PS_EXITING,
        p_tid: -1,
        p_ustart_sec: 1_760_000_501_u64,
        p_ustart_usec: 250_000_u32,
    });
    machine.kernel.set(one(WORKER), exiting);
    machine.kernel.refuse(args(WORKER), nix::errno::Errno::EINVAL);
    assert_eq!(machine.openbsd.cmdline(&snapshot), Err(ended));
}

#[test]
fn an_odd_refusal_of_a_living_process_is_told_as_it_is() {
    let machine = Machine::default();
    let snapshot = machine.snapshot(WORKER);
    machine.kernel.refuse(args(WORKER), nix::errno::Errno::EINVAL);
    let refused = machine.openbsd.cmdline(&snapshot);
    assert!(
        matches!(&refused, Err(Error::System(error)) if error.errno == nix::errno::Errno::EINVAL)
    );
}

#[test]
fn its_end_is_seen_by_those_who_wait() {
    let machine = Machine::default();
    let openbsd = &*machine.openbsd;
    let mut watched = openbsd.watch(machine.target(ZOMBIE)).unwrap();
    // It is in the record until it is reaped.
    assert_eq!(openbsd.look(&mut watched), Ok(Progress::Ended(Some(ExitStatus::Code(3)))));
    let mut watched = openbsd.watch(machine.target(WORKER)).unwrap();
    assert!(matches!(openbsd.look(&mut watched), Ok(Progress::Goes(_))));
    machine.reap(WORKER);
    assert_eq!(openbsd.look(&mut watched), Ok(Progress::Ended(None)));
}
