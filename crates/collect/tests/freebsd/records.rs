//! What the record of a process says.

use psutil_collect::Error;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::model::field::Field;
use psutil_collect::model::process::{
    CtxSwitches, Ids, IoCounters, MemoryFullInfo, MemoryInfo, PageFaults, ProcessCpuTimes,
    ProcessStatus, SignalSet, Thread,
};

use crate::machine::processes::{
    BOOT, CHILD, INIT, KERNEL, PID, SERVER, ZOMBIE, in_state, proc, server, with_more_groups,
    with_nice, with_threads,
};
use crate::machine::{machine, on, visit};

#[test]
fn who_it_is_and_whose() {
    let backend = on(&machine());
    let it = visit(&backend, SERVER);
    assert_eq!(backend.ppid(&it), Ok(INIT));
    assert_eq!((backend.pgid(&it), backend.sid(&it)), (Ok(100), Ok(99)));
    assert_eq!(backend.uids(&it), Ok(Ids { real: 1001, effective: 1001, saved: 0 }));
    assert_eq!(backend.gids(&it), Ok(Ids { real: 1001, effective: 1002, saved: 20 }));
    assert_eq!(backend.groups(&it), Ok(vec![1002, 5]));
    assert_eq!(backend.username(&it).unwrap(), b"u");
    assert_eq!(backend.name_of_user(0).unwrap(), b"root");
    assert_eq!(backend.name_of_user(7).unwrap(), b"7");
    assert_eq!(backend.umask(&it), Ok(Some(0o022)));
    assert_eq!(backend.target(&it).unwrap().pid, SERVER);
}

#[test]
fn more_groups_than_the_record_has_room_for() {
    let replay = machine();
    replay.set(proc(PID, SERVER), with_more_groups(server()));
    let backend = on(&replay);
    assert_eq!(backend.groups(&visit(&backend, SERVER)).unwrap().len(), 20);
}

#[test]
fn when_it_started() {
    let backend = on(&machine());
    let it = visit(&backend, SERVER);
    let expected = 1000.0 * (BOOT + 1000).to_string().parse::<f64>().unwrap() + 250.0;
    assert_eq!(backend.create_time(&it), Ok(expected));
    assert_eq!(backend.raw_create_time(&it), Ok(1e9));
    assert!(backend.create_time(&visit(&backend, ZOMBIE)).is_ok());
}

#[test]
fn each_state_has_a_word() {
    use ProcessStatus as S;
    let replay = machine();
    let backend = on(&replay);
    for (state, expected) in [
        (1, S::Idle),
        (2, S::Running),
        (3, S::Sleeping),
        (4, S::Stopped),
        (5, S::Zombie),
        (6, S::Waiting),
        (7, S::Locked),
    ] {
        replay.set(proc(PID, SERVER), in_state(server(), state));
        assert_eq!(backend.status(&visit(&backend, SERVER)), Ok(expected));
    }
}

#[test]
fn trap_27_signals_beyond_the_32nd() {
    let backend = on(&machine());
    let masks = backend.sigmasks(&visit(&backend, SERVER)).unwrap();
    let numbers = |set: SignalSet| set.numbers().collect::<Vec<_>>();
    assert_eq!(masks.pending, Field::Known(SignalSet::default()));
    let Field::Known(blocked) = masks.blocked else { panic!("the kernel does say") };
    assert_eq!(numbers(blocked), [15, 65]);
    assert_eq!(numbers(masks.ignored.unwrap()), [13]);
    assert_eq!(numbers(masks.caught.unwrap()), [2, 126]);
    assert_eq!(masks.process_pending, Field::Lacking);
}

#[test]
fn trap_28_a_nice_value_may_be_negative_and_is_asked_anew() {
    let replay = machine();
    let backend = on(&replay);
    let it = visit(&backend, SERVER);
    assert_eq!(backend.priority(&it), Ok(-5));
    replay.set(proc(PID, SERVER), with_nice(server(), 20));
    assert_eq!(backend.priority(&it), Ok(20));
    assert_eq!(backend.priority(&visit(&backend, KERNEL)), Ok(0));
}

#[test]
fn the_terminal_is_the_device_of_its_number() {
    let backend = on(&machine());
    let it = visit(&backend, SERVER);
    assert_eq!(backend.terminal(&it).unwrap().unwrap(), b"/dev/pts/1");
    assert_eq!(backend.has_terminal(&it), Ok(true));
    let kernel = visit(&backend, KERNEL);
    assert_eq!((backend.terminal(&kernel), backend.has_terminal(&kernel)), (Ok(None), Ok(false)));
}

#[test]
fn what_it_used() {
    let backend = on(&machine());
    let it = visit(&backend, SERVER);
    let times = ProcessCpuTimes {
        user: 3.5,
        system: 1.25,
        children_user: 7.0,
        children_system: 0.125,
        iowait: Field::Lacking,
    };
    assert_eq!(ProcessCollector::cpu_times(&backend, &it), Ok(times));
    let used = backend.cpu_use(&it).unwrap();
    assert_eq!((used.cpu, used.now, used.age), (4.75, 4999.75, 3999.75));
    assert_eq!(backend.cpu_num(&it), Ok(Some(1)));
    assert_eq!(backend.cpu_num(&visit(&backend, KERNEL)), Ok(None));
    assert_eq!(backend.page_faults(&it), Ok(PageFaults { minor: 700, major: 8 }));
    let switches = CtxSwitches::by_reason(500, 60);
    assert_eq!(backend.num_ctx_switches(&it), Ok(switches));
    let io = IoCounters {
        read_count: Some(12),
        write_count: Some(34),
        read_bytes: None,
        write_bytes: None,
        read_chars: Field::Lacking,
        write_chars: Field::Lacking,
    };
    assert_eq!(backend.io_counters(&it), Ok(io));
}

#[test]
fn memory_is_in_bytes() {
    let backend = on(&machine());
    let it = visit(&backend, SERVER);
    let expected = MemoryInfo {
        rss: 300 * 4096,
        vms: 123_456_789,
        shared: Field::Lacking,
        text: Field::Known(10 * 4096),
        data: Field::Known(20 * 4096),
        stack: Field::Known(30 * 4096),
        peak_rss: Field::Known(9000 * 1024),
    };
    assert_eq!(backend.memory_info(&it), Ok(expected));
    let full = MemoryFullInfo { info: expected, ..MemoryFullInfo::default() };
    assert_eq!(backend.memory_full_info(&it), Ok(full));
    assert_eq!(backend.memory_total(&it), Ok(8 << 30));
}

#[test]
fn threads_are_in_the_order_of_their_numbers() {
    let backend = on(&machine());
    let it = visit(&backend, SERVER);
    assert_eq!(backend.num_threads(&it), Ok(2));
    let thread = |id, name: &str, user_time| Thread {
        id,
        name: Some(name.into()),
        user_time,
        system_time: 0.5,
    };
    let expected = [thread(100_101, "server", 1.0), thread(100_102, "a-thread-with-a-nam", 2.0)];
    assert_eq!(backend.threads(&it).unwrap(), expected);
    assert_eq!(backend.threads(&visit(&backend, ZOMBIE)).unwrap().len(), 1);
}

#[test]
fn threads_below_none_are_not_none() {
    let replay = machine();
    let backend = on(&replay);
    replay.set(proc(PID, SERVER), with_threads(server(), -1));
    let answer = backend.num_threads(&visit(&backend, SERVER));
    assert!(matches!(answer, Err(Error::KernelData { .. })), "{answer:?}");
}

#[test]
fn a_peak_that_was_never_looked_at_is_unknown() {
    let backend = on(&machine());
    let memory = backend.memory_info(&visit(&backend, CHILD)).unwrap();
    assert_eq!(memory.peak_rss, Field::Unknown);
}
