//! Which process it is, and what its number says when it is another's.

use nix::errno::Errno;
use psutil_collect::Error;
use psutil_collect::backend::{ProcessCollector, Purpose, WaitCollector};
use psutil_collect::model::identity::{Key, Target};
use psutil_collect::model::process::ProcessStatus;
use psutil_collect::port::replay::{Question, Replay};

use crate::machine::{
    BOOTED, CHILD, INIT, KERNEL, Made, OTHERS, OWN, USERS, ZOMBIE, all, files_of, one, process,
    table_of, words,
};

use crate::replay::dying::Mortal;
use crate::replay::every_item::Asked;

/// When the user's process started, in microseconds.
const START: u64 = (BOOTED as u64 + 100) * 1_000_000 + 250;

#[test]
fn a_process_is_its_number_and_the_moment_that_was_written_down() {
    let made = Made::default();
    let target = made.backend.open(Some(USERS)).unwrap();
    assert_eq!(target, Target { pid: USERS, key: Key::Start(START) });
    assert_eq!(made.backend.open(None).map(|target| target.pid), Ok(OWN));
    assert_eq!(made.backend.open(Some(999)), Err(Error::no_such_process(999)));
    let words = made.backend.identity(target).unwrap();
    assert_eq!(words, format!("netbsd:{BOOTED}000250:t{START}:{USERS}"));
    assert_eq!(made.backend.find_identity(&words), Ok(target));
    let of_another_boot = format!("netbsd:{BOOTED}000251:t{START}:{USERS}");
    let gone = Err(Error::no_such_process(USERS));
    assert_eq!(made.backend.find_identity(&of_another_boot), gone);
}

#[test]
fn setting_the_clock_changes_nobody() {
    let made = Made::default();
    let target = made.backend.open(Some(USERS)).unwrap();
    let words = made.backend.identity(target).unwrap();
    made.kernel.set(crate::machine::sysctl(&[1, 83]), vec![9_u8; 16]);
    assert_eq!(made.backend.identity(target), Ok(words));
    assert_eq!(made.backend.is_running(target), Ok(true));
}

#[test]
fn who_may_not_see_process_1_names_the_boot_by_its_second() {
    let made = Made::default();
    made.kernel.set(one(INIT), Vec::<u8>::new());
    let target = made.backend.open(Some(USERS)).unwrap();
    let words = made.backend.identity(target).unwrap();
    assert_eq!(words, format!("netbsd:{BOOTED}:t{START}:{USERS}"));
}

#[test]
fn all_processes_are_in_order() {
    let made = Made::default();
    let pids = vec![KERNEL, INIT, OWN, USERS, ZOMBIE, CHILD, OTHERS];
    assert_eq!(made.backend.pids(), Ok(pids));
    assert_eq!(made.backend.own_pid(), Ok(OWN));
    for (pid, exists) in [(USERS, true), (ZOMBIE, true), (KERNEL, true), (999, false), (-1, false)]
    {
        assert_eq!(made.backend.pid_exists(pid), Ok(exists), "{pid}");
    }
    made.kernel.refuse(all(), Errno::EPERM);
    assert!(matches!(made.backend.pids(), Err(Error::AccessDenied { pid: None, .. })));
}

#[test]
fn a_number_that_is_anothers_by_now_is_told() {
    let made = Made::default();
    let target = made.backend.open(Some(USERS)).unwrap();
    let snapshot = made.backend.snapshot(target).unwrap();
    made.becomes(USERS, process(USERS, &[("p_ustart_usec", 251)]));
    let reused = Error::NoSuchProcess { pid: USERS, reused: true };
    assert_eq!(made.backend.is_running(target), Ok(false));
    assert_eq!(made.backend.snapshot(target).err(), Some(reused.clone()));
    // What was read is another's.
    assert_eq!(made.backend.cmdline(&snapshot), Err(reused.clone()));
    assert_eq!(made.backend.set_priority(&snapshot, 3), Err(reused.clone()));
    assert_eq!(made.backend.send_signal(target, 15), Err(reused));
    assert_eq!(made.kernel.deeds(), []);
}

#[test]
fn one_that_ends_between_two_reads_is_gone() {
    let made = Made::default();
    let record = process(300, &[]);
    made.dies_after(2, 300, &record);
    made.kernel.set(words(300, 1), b"a\0b\0".to_vec());
    let snapshot = made.visit(300);
    assert_eq!(made.backend.cmdline(&snapshot), Err(Error::no_such_process(300)));
    assert_eq!(made.backend.numbers_stay(&snapshot), (300, INIT));
}

/// What a record has said is known, whatever became of the process.
trait Known {
    fn numbers_stay(&self, snapshot: &crate::machine::Snapshot) -> (i32, i32);
}

impl<B: ProcessCollector<Snapshot = crate::machine::Snapshot>> Known for B {
    fn numbers_stay(&self, snapshot: &crate::machine::Snapshot) -> (i32, i32) {
        (self.target(snapshot).unwrap().pid, self.ppid(snapshot).unwrap())
    }
}

#[test]
fn a_zombie_does_not_say_when_it_started_and_is_the_same_process() {
    let made = Made::default();
    let target = made.backend.open(Some(CHILD)).unwrap();
    let dying = |realstat| {
        process(CHILD, &[("p_realstat", realstat), ("p_uvalid", 0), ("p_ustart_sec", 0)])
    };
    // About to exit, a zombie, and about to be reaped.
    for (realstat, status) in
        [(3, ProcessStatus::Dead), (5, ProcessStatus::Zombie), (6, ProcessStatus::Dead)]
    {
        made.becomes(CHILD, dying(realstat));
        assert_eq!(made.backend.is_running(target), Ok(true), "{realstat}");
        let snapshot = made.backend.snapshot(target).unwrap();
        assert_eq!(made.backend.status(&snapshot), Ok(status));
        assert_eq!(made.backend.target(&snapshot), Ok(target));
        // Who knew it before still knows.
        let start = f64::from(BOOTED + 102) * 1e3 + 0.25;
        assert_eq!(made.backend.create_time(&snapshot), Ok(start));
    }
    let unknown = made.backend.snapshot_of(ZOMBIE, Purpose::default()).unwrap();
    assert_eq!(made.backend.create_time(&unknown), Err(Error::ZombieProcess { pid: ZOMBIE }));
    let zombie = Err(Error::ZombieProcess { pid: ZOMBIE });
    assert_eq!(made.backend.raw_create_time(&unknown), zombie);
}

#[test]
fn trap_32_children_are_those_who_name_their_parent() {
    let made = Made::default();
    let target = made.backend.open(Some(USERS)).unwrap();
    let children = psutil_collect::background::listing::children(&made.backend, target, true);
    let children: Vec<_> = children.unwrap().iter().map(|child| child.pid).collect();
    assert_eq!(children, [ZOMBIE, CHILD]);
    let parent = made.backend.parent(target).unwrap().unwrap();
    assert_eq!(parent.pid, INIT);
    let parents = made.backend.parents(made.backend.open(Some(CHILD)).unwrap()).unwrap();
    assert_eq!(parents.iter().map(|it| it.pid).collect::<Vec<_>>(), [USERS, INIT]);
}

#[test]
fn trap_4_nobody_is_the_child_of_a_younger_one() {
    let made = Made::default();
    let child = made.backend.open(Some(CHILD)).unwrap();
    // The number of its parent is that of a younger one now.
    let young = process(USERS, &[("p_ustart_sec", i64::from(BOOTED) + 5000)]);
    made.becomes(USERS, young);
    assert_eq!(made.backend.parent(child), Ok(None));
}

#[test]
fn trap_16_a_thread_is_no_process() {
    let made = Made::default();
    // Its number may be signalled, which says nothing; and whoever is asked about it tells of its process.
    made.kernel.set(Question::of("kill", &[300]), ());
    made.kernel.set(one(300), process(USERS, &[]));
    assert_eq!(made.backend.pid_exists(300), Ok(false));
}

#[test]
fn a_zombie_says_how_it_ended() {
    use psutil_collect::backend::Progress;
    use psutil_collect::model::process::ExitStatus;
    let made = Made::default();
    let target = made.backend.open(Some(ZOMBIE)).unwrap();
    let mut watched = made.backend.watch(target).unwrap();
    let ended = Progress::Ended(Some(ExitStatus::Code(1)));
    assert_eq!(made.backend.look(&mut watched), Ok(ended));
    // One that is about to exit has not ended.
    let record = [("p_realstat", 3), ("p_uvalid", 0), ("p_xstat", 256)];
    made.becomes(ZOMBIE, process(ZOMBIE, &record));
    let mut watched = made.backend.watch(target).unwrap();
    assert!(matches!(made.backend.look(&mut watched), Ok(Progress::Goes(_))));
}

#[test]
fn every_getter_answers_for_the_one_that_is_meant_or_for_nobody() {
    Mortal {
        machine: || {
            let Made { kernel, backend } = Made::default();
            (kernel, backend)
        },
        asked: Asked { pid: USERS, root: CHILD, path: "/", resource: 8 },
        alike: &["process.memoryPercent"],
        reaped: |kernel| {
            kernel.ends(USERS, Errno::ESRCH);
            kernel.set(one(USERS), Vec::<u8>::new());
        },
        replaced: |kernel| {
            kernel.takes_number(OTHERS, USERS);
            // Its sockets are gone with it.
            kernel.set(table_of("net.inet.tcp.pcblist"), Vec::<u8>::new());
            kernel.set(table_of("net.local.stream.pcblist"), Vec::<u8>::new());
            let start = i64::from(BOOTED) + 999;
            kernel.set(
                one(USERS),
                process(USERS, &[("p_ppid", CHILD.into()), ("p_ustart_sec", start)]),
            );
        },
        ended: becomes_a_zombie,
        // Of this one the kernel says no more either.
        other_ended: becomes_a_zombie,
    }
    .check();
}

fn becomes_a_zombie(kernel: &Replay) {
    kernel.ends(USERS, Errno::ESRCH);
    let zombie =
        [("p_stat", 5), ("p_realstat", 5), ("p_uvalid", 0), ("p_ustart_sec", 0), ("p_nlwps", 0)];
    kernel.set(one(USERS), process(USERS, &zombie));
    kernel.set(files_of(USERS), Vec::<u8>::new());
}
