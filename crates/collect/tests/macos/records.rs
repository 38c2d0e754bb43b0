//! What `kinfo_proc` says: whose a process is, what it does, where it stands.

use psutil_collect::backend::ProcessCollector;
use psutil_collect::model::field::Field;
use psutil_collect::model::process::{Ids, ProcessStatus, SignalSet};
use psutil_parse::macos::eproc::EPROC_SLEADER;
use psutil_parse::macos::extern_proc::{
    P_PPWAIT, P_SYSTEM, P_WEXIT, SIDL, SRUN, SSLEEP, SSTOP, SZOMB,
};

use crate::machine::processes::{BOOT, Process, TERMINAL};
use crate::machine::{
    DAEMON, KERNEL, OURS, PROGRAM, SHELL, UID, ZOMBIE, collector, kinfo_of, machine, visit,
};

#[test]
fn whose_it_is() {
    let mac = collector(&machine());
    let program = visit(&mac, PROGRAM);
    let ids = |id| Ids { real: id, effective: id, saved: id };
    assert_eq!((mac.uids(&program), mac.gids(&program)), (Ok(ids(UID)), Ok(ids(20))));
    assert_eq!(mac.groups(&program).unwrap(), [20, 12, 61]);
    assert_eq!(mac.username(&program).unwrap(), b"ada");
    assert_eq!(mac.username(&visit(&mac, DAEMON)).unwrap(), b"root");
    assert_eq!(mac.pgid(&program), Ok(SHELL));
}

#[test]
fn when_it_started() {
    let mac = collector(&machine());
    let program = visit(&mac, PROGRAM);
    let seconds = f64::from(u32::try_from(BOOT + 50).unwrap()) + 0.25;
    assert_eq!(mac.create_time(&program), Ok(seconds * 1e3));
    assert_eq!(mac.raw_create_time(&program), Ok(seconds * 1e6));
}

#[test]
fn where_it_stands() {
    let mac = collector(&machine());
    let program = visit(&mac, PROGRAM);
    assert_eq!(mac.terminal(&program), Ok(Some(b"/dev/ttys003".to_vec())));
    assert_eq!(mac.has_terminal(&program), Ok(true));
    let daemon = visit(&mac, DAEMON);
    assert_eq!((mac.terminal(&daemon), mac.has_terminal(&daemon)), (Ok(None), Ok(false)));
    assert_eq!(u64::try_from(TERMINAL), Ok(0x1000_0003));
}

#[test]
fn the_session_is_asked_for_and_never_our_own_instead() {
    let mac = collector(&machine());
    assert_eq!(mac.sid(&visit(&mac, PROGRAM)), Ok(SHELL));
    assert_eq!(mac.sid(&visit(&mac, DAEMON)), Ok(DAEMON));
    assert_eq!(mac.sid(&visit(&mac, KERNEL)), Ok(0));
}

#[test]
fn what_it_does_with_signals() {
    let masks = collector(&machine());
    let masks = masks.sigmasks(&visit(&masks, PROGRAM)).unwrap();
    assert_eq!(masks.ignored, Some(SignalSet::from_mask(0x1000_u32)));
    let caught: Vec<_> = masks.caught.into_iter().flat_map(SignalSet::numbers).collect();
    assert_eq!(caught, [1, 2, 15]);
    assert_eq!((masks.pending, masks.blocked), (Field::Lacking, Field::Lacking));
    assert_eq!(masks.process_pending, Field::Lacking);
}

#[test]
fn what_it_is_doing_is_more_than_the_kernel_says() {
    use ProcessStatus::{Idle, Running, Sleeping, Stopped, Zombie};
    for (stat, flag, eflag, expected) in [
        (SRUN, 0x4004, 0, Running),
        (SRUN, 0x4004, EPROC_SLEADER, Sleeping),
        (SRUN, P_SYSTEM, 0, Idle),
        (SRUN, P_WEXIT, EPROC_SLEADER, Idle),
        (SRUN, P_PPWAIT, 0, Idle),
        (SIDL, 0, 0, Idle),
        (SSLEEP, 0, 0, Sleeping),
        (SSTOP, P_PPWAIT, EPROC_SLEADER, Stopped),
        (SZOMB, P_WEXIT, EPROC_SLEADER, Zombie),
    ] {
        let kernel = machine();
        let process = Process { stat, flag, eflag, ..Process::new(OURS, SHELL, 40, "node") };
        kernel.set(kinfo_of(OURS), process.kinfo());
        let mac = collector(&kernel);
        assert_eq!(mac.status(&visit(&mac, OURS)), Ok(expected), "{stat} {flag:#x} {eflag}");
    }
}

#[test]
fn the_record_of_a_zombie_says_what_it_said_before() {
    let mac = collector(&machine());
    let zombie = visit(&mac, ZOMBIE);
    assert_eq!(mac.status(&zombie), Ok(ProcessStatus::Zombie));
    assert_eq!(mac.name(&zombie, false).unwrap(), b"gone");
    assert_eq!((mac.ppid(&zombie), mac.uids(&zombie).unwrap().real), (Ok(PROGRAM), UID));
    assert!(mac.create_time(&zombie).is_ok());
    assert_eq!(mac.is_running(mac.target(&zombie).unwrap()), Ok(true));
}
