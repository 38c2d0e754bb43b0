//! What the one record of a process says.

use nix::errno::Errno;
use psutil_collect::Error;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::model::field::Field;
use psutil_collect::model::process::{
    CtxSwitches, Ids, MemoryFullInfo, PageFaults, ProcessCpuTimes, ProcessStatus, SignalSet,
};
use psutil_collect::port::replay::Question;

use psutil_parse::openbsd::kinfo_proc::KinfoProc;

use crate::machine::{DAEMON, INIT, Machine, SHELL, SWAPPER, WORKER, ZOMBIE, by, one};
use crate::record;

#[test]
fn who_it_is_and_whose() {
    let machine = Machine::default();
    let (openbsd, shell) = (&*machine.openbsd, machine.snapshot(SHELL));
    assert_eq!(openbsd.ppid(&shell), Ok(INIT));
    assert_eq!((openbsd.sid(&shell), openbsd.pgid(&shell)), (Ok(90), Ok(91)));
    let uids = Ids { real: 500, effective: 501, saved: 502 };
    assert_eq!(openbsd.uids(&shell), Ok(uids));
    assert_eq!(openbsd.gids(&shell), Ok(Ids { real: 21, effective: 20, saved: 22 }));
    assert_eq!(openbsd.groups(&shell), Ok(vec![20, 0, 9]));
    assert_eq!(openbsd.username(&shell), Ok(b"ann".to_vec()));
    assert_eq!(openbsd.username(&machine.snapshot(WORKER)), Ok(b"505".to_vec()));
    assert_eq!(openbsd.has_terminal(&shell), Ok(true));
    assert_eq!(openbsd.terminal(&shell), Ok(Some(b"/dev/ttyp0".to_vec())));
    assert_eq!(openbsd.terminal(&machine.snapshot(DAEMON)), Ok(None));
    assert_eq!(openbsd.own_pid(), Ok(SHELL));
    assert_eq!(openbsd.open(None).map(|own| own.pid), Ok(SHELL));
}

#[test]
fn what_it_does_and_has_done() {
    let machine = Machine::default();
    let (openbsd, shell) = (&*machine.openbsd, machine.snapshot(SHELL));
    assert_eq!(openbsd.status(&shell), Ok(ProcessStatus::Running));
    assert_eq!(openbsd.status(&machine.snapshot(INIT)), Ok(ProcessStatus::Sleeping));
    assert_eq!(openbsd.cpu_num(&shell), Ok(Some(1)));
    assert_eq!(openbsd.cpu_num(&machine.snapshot(INIT)), Ok(None));
    let times = ProcessCpuTimes {
        user: 3.5,
        system: 1.25,
        children_user: 7.125,
        children_system: 7.125,
        iowait: Field::Lacking,
    };
    assert_eq!(openbsd.cpu_times(&shell), Ok(times));
    assert_eq!(openbsd.page_faults(&shell), Ok(PageFaults { minor: 11, major: 12 }));
    let io = openbsd.io_counters(&shell).unwrap();
    assert_eq!((io.read_count, io.write_count), (Some(13), Some(14)));
    assert_eq!((io.read_bytes, io.write_bytes, io.read_chars), (None, None, Field::Lacking));
    let switches = CtxSwitches::by_reason(15, 16);
    assert_eq!(openbsd.num_ctx_switches(&shell), Ok(switches));
    let masks = openbsd.sigmasks(&shell).unwrap();
    assert_eq!(masks.pending, Field::Known(SignalSet::from_mask(2_u32)));
    assert_eq!(masks.blocked, Field::Known(SignalSet::from_mask(1_u32 << 31)));
    assert_eq!(masks.ignored.map(|set| set.numbers().collect()), Some(vec![13]));
    assert_eq!(masks.caught.map(|set| set.numbers().collect()), Some(vec![1, 2]));
    assert_eq!(masks.process_pending, Field::Lacking);
}

#[test]
fn memory_is_in_pages_and_the_peak_in_kilobytes() {
    let machine = Machine::default();
    let (openbsd, shell) = (&*machine.openbsd, machine.snapshot(SHELL));
    let memory = openbsd.memory_info(&shell).unwrap();
    assert_eq!((memory.rss, memory.vms), (300 * 4096, 158 * 4096));
    assert_eq!((memory.text, memory.data), (Field::Known(100 * 4096), Field::Known(50 * 4096)));
    assert_eq!((memory.stack, memory.shared), (Field::Known(8 * 4096), Field::Lacking));
    assert_eq!(memory.peak_rss, Field::Known(2048 * 1024));
    let full = MemoryFullInfo { info: memory, ..MemoryFullInfo::default() };
    assert_eq!(openbsd.memory_full_info(&shell), Ok(full));
    assert_eq!(openbsd.memory_total(&shell), Ok(4 << 30));
}

#[test]
fn trap_28_the_nice_value_is_counted_from_20() {
    let machine = Machine::default();
    let openbsd = &*machine.openbsd;
    assert_eq!(openbsd.priority(&machine.snapshot(SHELL)), Ok(-5));
    assert_eq!(openbsd.priority(&machine.snapshot(SWAPPER)), Ok(0));
    assert_eq!(openbsd.set_priority(&machine.snapshot(SHELL), 7), Ok(()));
    let deed = Question::of("setpriority", &[SHELL, 7]);
    assert!(machine.kernel.deeds().iter().any(|it| it.question == deed));
    let to_kernel = openbsd.set_priority(&machine.snapshot(SWAPPER), 7);
    assert!(matches!(to_kernel, Err(Error::AccessDenied { pid: Some(SWAPPER), .. })));
}

#[test]
fn cpu_use_is_compared_with_clocks() {
    let machine = Machine::default();
    let used = machine.openbsd.cpu_use(&machine.snapshot(SHELL)).unwrap();
    assert!((used.cpu - 4.75).abs() < 1e-9);
    assert!((used.now - 900.5).abs() < 1e-9);
    assert!((used.age - 499.999_993).abs() < 1e-5);
}

#[test]
fn signals_go_to_the_process_and_to_no_group() {
    let machine = Machine::default();
    let openbsd = &*machine.openbsd;
    assert_eq!(openbsd.send_signal(machine.target(WORKER), 15), Ok(()));
    let sent: Vec<_> = machine.kernel.deeds().into_iter().map(|deed| deed.question).collect();
    assert_eq!(sent, [Question::of("kill", &[WORKER, 15])]);
    let denied = openbsd.send_signal(machine.target(DAEMON), 15);
    assert!(matches!(denied, Err(Error::AccessDenied { pid: Some(DAEMON), .. })));
    let swapper = openbsd.send_signal(machine.target(SWAPPER), 15);
    assert!(matches!(swapper, Err(Error::AccessDenied { pid: Some(SWAPPER), .. })));
    let worker = machine.target(WORKER);
    machine.reap(WORKER);
    assert_eq!(openbsd.send_signal(worker, 15), Err(Error::no_such_process(WORKER)));
}

#[test]
fn records_of_kernels_before_7_3_are_shorter() {
    let machine = Machine::default();
    let kernel = &machine.kernel;
    kernel.refuse(one(SHELL), Errno::EINVAL);
    kernel.refuse(by(&[1, 66, 7, 0, 648, 1_000_000]), Errno::EINVAL);
    let record = crate::machine::process(SHELL, INIT, "old", 5);
    kernel.set(by(&[1, 66, 1, SHELL, 624, 1_000_000]), record[..624].to_vec());
    let others = crate::machine::process(INIT, 0, "init", 1);
    let both = [&record[..624], &others[..624]].concat();
    kernel.set(by(&[1, 66, 7, 0, 624, 1_000_000]), both);
    let snapshot = machine.snapshot(SHELL);
    assert_eq!(machine.openbsd.name(&snapshot, true), Ok(b"old".to_vec()));
    assert_eq!(machine.openbsd.pids(), Ok(vec![INIT, SHELL]));
}

#[test]
fn a_record_that_is_cut_off_is_an_error() {
    let machine = Machine::default();
    let record = crate::machine::process(SHELL, INIT, "cut", 5);
    machine.kernel.set(one(SHELL), record[..640].to_vec());
    let opened = machine.openbsd.open(Some(SHELL));
    assert!(matches!(opened, Err(Error::KernelData { .. })), "{opened:?}");
}

#[test]
fn lists_have_everyone_once_and_in_order() {
    let machine = Machine::default();
    assert_eq!(machine.openbsd.pids(), Ok(vec![SWAPPER, INIT, SHELL, WORKER, ZOMBIE, DAEMON]));
}

#[test]
fn a_list_that_grows_while_it_is_read_is_read_again() {
    let machine = Machine::default();
    let all = crate::machine::all();
    let init = crate::machine::process(INIT, 0, "init", 1);
    let many: Vec<u8> =
        (2..50).flat_map(|pid| crate::machine::process(pid, INIT, "many", 2)).collect();
    machine.kernel.set(all.clone(), init.clone());
    machine.kernel.then(all, [init, many].concat());
    assert_eq!(machine.openbsd.pids().map(|pids| pids.len()), Ok(49));
}

#[test]
fn the_number_of_a_thread_is_no_process() {
    // kill(2) takes it, so it is not what is asked.
    let machine = Machine::default();
    machine.kernel.set(Question::of("kill", &[300_123]), ());
    machine.reap(300_123);
    assert_eq!(machine.openbsd.pid_exists(300_123), Ok(false));
    assert_eq!(machine.openbsd.pid_exists(SHELL), Ok(true));
    assert_eq!(machine.openbsd.pid_exists(ZOMBIE), Ok(true));
    assert_eq!(machine.openbsd.pid_exists(SWAPPER), Ok(true));
    assert_eq!(machine.openbsd.pid_exists(-1), Ok(false));
    assert_eq!(machine.openbsd.open(Some(300_123)), Err(Error::no_such_process(300_123)));
}

#[test]
fn each_number_of_p_stat_is_a_word() {
    use ProcessStatus::{Idle, Running, Sleeping, Stopped, Zombie};
    let machine = Machine::default();
    let words = [Idle, Running, Sleeping, Stopped, Zombie, Zombie, Running];
    for (number, word) in (1_i8..).zip(words) {
        let record = record!(KinfoProc {
            p_pid: WORKER,
            p_uvalid: 1_i64,
            p_stat: number,
            p_tid: -1,
            p_ustart_sec: 1_760_000_501_u64,
            p_ustart_usec: 250_000_u32,
        });
        machine.kernel.set(one(WORKER), record);
        assert_eq!(machine.openbsd.status(&machine.snapshot(WORKER)), Ok(word), "{number}");
    }
}

#[test]
fn a_peak_that_was_never_looked_at_is_unknown() {
    let machine = Machine::default();
    let memory = machine.openbsd.memory_info(&machine.snapshot(WORKER)).unwrap();
    assert_eq!(memory.peak_rss, Field::Unknown);
}
