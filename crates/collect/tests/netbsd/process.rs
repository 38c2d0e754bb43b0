//! What the record of a process says.

use psutil_collect::Error;
use psutil_collect::backend::{ProcessCollector, Purpose};
use psutil_collect::model::field::Field;
use psutil_collect::model::process::{
    CtxSwitches, Ids, IoCounters, MapFile, MapUse, MemoryFullInfo, MemoryInfo, PageFaults,
    ProcessStatus, SignalSet,
};
use psutil_parse::netbsd::kinfo_proc2::KinfoProc2;
use psutil_parse::record::offset;

use crate::machine::{
    BOOTED, CHILD, INIT, KERNEL, Made, OTHERS, PAGE, USERS, ZOMBIE, is_zombie, one, process, sysctl,
};

#[test]
fn who_it_is() {
    let made = Made::default();
    let (backend, snapshot) = (&made.backend, made.visit(USERS));
    assert_eq!(backend.ppid(&snapshot), Ok(INIT));
    assert_eq!((backend.pgid(&snapshot), backend.sid(&snapshot)), (Ok(95), Ok(90)));
    let ids = Ids { real: 1000, effective: 1001, saved: 1002 };
    assert_eq!(backend.uids(&snapshot), Ok(ids));
    assert_eq!(backend.groups(&snapshot), Ok(vec![100, 0, 7]));
    assert_eq!(backend.username(&snapshot), Ok(b"somebody".to_vec()));
    assert_eq!(backend.name_of_user(1234), Ok(b"1234".to_vec()));
    let start = f64::from(BOOTED + 100) * 1e3 + 0.25;
    assert_eq!(backend.create_time(&snapshot), Ok(start));
    assert_eq!(backend.raw_create_time(&snapshot), Ok(f64::from(BOOTED + 100) * 1e6 + 250.0));
}

#[test]
fn trap_33_saved_ids_have_32_bits_and_what_is_behind_them_its_place() {
    let made = Made::default();
    let (backend, snapshot) = (&made.backend, made.visit(USERS));
    assert_eq!(backend.gids(&snapshot), Ok(Ids { real: 100, effective: 101, saved: 102 }));
    let memory = MemoryInfo {
        rss: 10 * PAGE,
        vms: 100 * PAGE,
        shared: Field::Lacking,
        text: Field::Known(2 * PAGE),
        data: Field::Known(3 * PAGE),
        stack: Field::Known(4 * PAGE),
        peak_rss: Field::Known(64 * 1024),
    };
    assert_eq!(backend.memory_info(&snapshot), Ok(memory));
    let full = MemoryFullInfo { info: memory, ..MemoryFullInfo::default() };
    assert_eq!(backend.memory_full_info(&snapshot), Ok(full));
    assert_eq!(backend.memory_total(&snapshot), Ok(1000 * PAGE));
    assert_eq!(offset(KinfoProc2::OFFSETS, "p_svgid"), 644);
}

#[test]
fn trap_27_all_four_words_of_a_set_are_signals() {
    let made = Made::default();
    let masks = made.backend.sigmasks(&made.visit(USERS)).unwrap();
    let numbers = |set: SignalSet| set.numbers().collect::<Vec<_>>();
    let known = |set: Field<SignalSet>| match set {
        Field::Known(set) => numbers(set),
        other => panic!("{other:?}"),
    };
    assert_eq!(known(masks.pending), [15]);
    assert_eq!(known(masks.blocked), [1, 33]);
    assert_eq!(numbers(masks.ignored.unwrap()), [13, 63]);
    assert_eq!(numbers(masks.caught.unwrap()), [128]);
    assert_eq!(masks.process_pending, Field::Lacking);
}

#[test]
fn trap_28_nice_is_counted_from_20_and_read_anew() {
    let made = Made::default();
    let snapshot = made.visit(USERS);
    assert_eq!(made.backend.priority(&snapshot), Ok(5));
    let mut record = process(USERS, &[("p_nice", 0), ("p_ustart_sec", i64::from(BOOTED) + 100)]);
    made.becomes(USERS, std::mem::take(&mut record));
    assert_eq!(made.backend.priority(&snapshot), Ok(-20));
    made.backend.set_priority(&snapshot, -3).unwrap();
    assert_eq!(made.kernel.deeds()[0].question.numbers, [i64::from(USERS), -3]);
}

#[test]
fn what_it_has_used() {
    let made = Made::default();
    let (backend, snapshot) = (&made.backend, made.visit(USERS));
    let times = backend.cpu_times(&snapshot).unwrap();
    assert_eq!((times.user, times.system, times.iowait), (3.5, 1.25, Field::Lacking));
    // Of children the kernel only knows both together.
    assert_eq!((times.children_user, times.children_system), (6.75, 6.75));
    let cpu = backend.cpu_use(&snapshot).unwrap();
    assert_eq!((cpu.cpu, cpu.now), (4.75, 1000.0));
    assert!((cpu.age - 899.999_75).abs() < 1e-6, "{}", cpu.age);
    assert_eq!(backend.cpu_num(&snapshot), Ok(Some(1)));
    assert_eq!(backend.page_faults(&snapshot), Ok(PageFaults { minor: 11, major: 12 }));
    let switches = CtxSwitches::by_reason(15, 16);
    assert_eq!(backend.num_ctx_switches(&snapshot), Ok(switches));
    let io = IoCounters {
        read_count: Some(13),
        write_count: Some(14),
        read_bytes: None,
        write_bytes: None,
        read_chars: Field::Lacking,
        write_chars: Field::Lacking,
    };
    assert_eq!(backend.io_counters(&snapshot), Ok(io));
    let never_ran = process(CHILD, &[("p_cpuid", -1)]);
    made.becomes(CHILD, never_ran);
    assert_eq!(backend.cpu_num(&made.visit(CHILD)), Ok(None));
}

#[test]
fn what_the_process_is_comes_before_what_its_thread_does() {
    use ProcessStatus as Status;
    let made = Made::default();
    for (realstat, stat, status) in [
        (1, 1, Status::Idle),
        (2, 1, Status::Idle),
        (2, 2, Status::Running),
        (2, 3, Status::Sleeping),
        (2, 4, Status::Stopped),
        (2, 5, Status::Dead),
        (2, 7, Status::Running),
        (2, 8, Status::Suspended),
        (3, 3, Status::Dead),
        (4, 3, Status::Stopped),
        (5, 3, Status::Zombie),
        (6, 3, Status::Dead),
    ] {
        made.becomes(300, process(300, &[("p_realstat", realstat), ("p_stat", stat)]));
        let snapshot = made.visit(300);
        assert_eq!(made.backend.status(&snapshot), Ok(status), "{realstat} {stat}");
    }
    for (realstat, stat) in [(2, 9), (7, 3), (0, 0)] {
        made.becomes(300, process(300, &[("p_realstat", realstat), ("p_stat", stat)]));
        let status = made.backend.status(&made.visit(300));
        assert!(matches!(status, Err(Error::KernelData { .. })), "{realstat} {stat}");
    }
}

#[test]
fn a_terminal_is_the_device_of_its_number() {
    let made = Made::default();
    let snapshot = made.visit(USERS);
    assert_eq!(made.backend.terminal(&snapshot), Ok(Some(b"/dev/pts/1".to_vec())));
    assert_eq!(made.backend.has_terminal(&snapshot), Ok(true));
    let child = made.visit(CHILD);
    assert_eq!(made.backend.terminal(&child), Ok(None));
    assert_eq!(made.backend.has_terminal(&child), Ok(false));
}

#[test]
fn trap_34_threads_have_one_time_for_both() {
    let made = Made::default();
    let (backend, snapshot) = (&made.backend, made.visit(USERS));
    let threads = backend.threads(&snapshot).unwrap();
    let told: Vec<_> = threads.iter().map(|it| (it.id, it.name.as_deref())).collect();
    assert_eq!(told, [(1, None), (2, Some(&b"worker"[..]))]);
    assert!(threads.iter().all(|it| (it.user_time, it.system_time) == (2.5, 2.5)));
    assert_eq!(backend.num_threads(&snapshot), Ok(4));
}

#[test]
fn mappings_are_files_and_memory() {
    let made = Made::default();
    let maps = made.backend.memory_maps(&made.visit(USERS)).unwrap();
    let perms: Vec<_> = maps.iter().map(|map| map.perms).collect();
    assert_eq!(perms, [*b"r-xp", *b"rw-p", *b"-w-s"]);
    let text = &maps[0];
    assert_eq!((text.addr_start, text.addr_end), (0x40_0000, 0x40_2000));
    assert_eq!((text.offset, text.memory), (0x1000, MapUse { size: 0x2000, ..MapUse::default() }));
    let path = Some(b"/bin/shell-of-somebody".to_vec());
    assert_eq!(text.file, MapFile { path, dev: Some(5), ino: Some(70) });
    assert_eq!(maps[1].file, MapFile { path: None, dev: Some(0), ino: Some(0) });
    // A file whose path the kernel has forgotten is still that file.
    assert_eq!(maps[2].file, MapFile { path: None, dev: Some(5), ino: Some(71) });
}

#[test]
fn mappings_that_we_may_not_see_are_denied() {
    let made = Made::default();
    made.refuse(&[2, 16, 1, OTHERS, 1128], nix::errno::Errno::EPERM);
    let denied = made.backend.memory_maps(&made.visit(OTHERS));
    assert!(matches!(denied, Err(Error::AccessDenied { pid: Some(OTHERS), .. })));
}

#[test]
fn a_zombie_keeps_its_numbers_and_has_no_use_of_anything() {
    let made = Made::default();
    let (backend, zombie) = (&made.backend, made.visit(ZOMBIE));
    assert_eq!(backend.status(&zombie), Ok(ProcessStatus::Zombie));
    assert_eq!(backend.name(&zombie, false), Ok(b"done".to_vec()));
    assert_eq!(backend.ppid(&zombie), Ok(USERS));
    assert_eq!(backend.memory_info(&zombie).map(|it| (it.rss, it.vms)), Ok((0, 0)));
    assert_eq!(backend.num_threads(&zombie), Ok(0));
    assert_eq!(backend.num_fds(&zombie), Ok(0));
    assert_eq!(backend.open_files(&zombie), Ok(Vec::new()));
    assert!(is_zombie(&backend.cpu_times(&zombie), ZOMBIE));
    assert!(is_zombie(&backend.cpu_use(&zombie), ZOMBIE));
    assert!(is_zombie(&backend.page_faults(&zombie), ZOMBIE));
    assert!(is_zombie(&backend.io_counters(&zombie), ZOMBIE));
    assert!(is_zombie(&backend.num_ctx_switches(&zombie), ZOMBIE));
    assert!(is_zombie(&backend.memory_maps(&zombie), ZOMBIE));
    // Who asks for its threads or its limits finds nobody.
    made.refuse(&[1, 64, ZOMBIE, 128, i32::MAX], nix::errno::Errno::ESRCH);
    made.refuse(&[10, ZOMBIE, 2, 9, 1], nix::errno::Errno::ESRCH);
    assert_eq!(backend.threads(&zombie), Ok(Vec::new()));
    assert!(is_zombie(&backend.rlimit(&zombie, 8), ZOMBIE));
}

#[test]
fn the_kernels_own_process_is_one_too() {
    let made = Made::default();
    let (backend, system) = (&made.backend, made.visit(KERNEL));
    assert_eq!(backend.name(&system, false), Ok(b"system".to_vec()));
    assert_eq!(backend.exe(&system, true), Ok(None));
    assert_eq!(backend.cmdline(&system), Ok(Vec::new()));
    assert_eq!(backend.environ(&system), Ok(Vec::new()));
    assert_eq!(backend.cwd(&system), Ok(Some(b"/".to_vec())));
    assert_eq!(backend.root(&system), Ok(None));
    let target = backend.target(&system).unwrap();
    for refused in [backend.send_signal(target, 9), backend.set_priority(&system, 1)] {
        assert!(matches!(refused, Err(Error::AccessDenied { pid: Some(KERNEL), .. })));
    }
}

#[test]
fn a_record_that_is_cut_off_or_anothers_is_no_answer() {
    let made = Made::default();
    made.kernel.set(one(USERS), vec![1_u8; 679]);
    assert!(matches!(made.backend.open(Some(USERS)), Err(Error::KernelData { .. })));
    made.becomes(USERS, process(CHILD, &[]));
    assert_eq!(made.backend.open(Some(USERS)), Err(Error::no_such_process(USERS)));
    made.kernel.refuse(one(USERS), nix::errno::Errno::ESRCH);
    assert_eq!(made.backend.open(Some(USERS)), Err(Error::no_such_process(USERS)));
    made.kernel.refuse(one(USERS), nix::errno::Errno::EPERM);
    let denied = made.backend.snapshot_of(USERS, Purpose::default()).err();
    assert!(matches!(denied, Some(Error::AccessDenied { pid: Some(USERS), .. })));
    assert_eq!(made.backend.pid_exists(USERS), Ok(true));
}

#[test]
fn a_table_that_grows_is_asked_for_again() {
    let made = Made::default();
    let question = sysctl(&[1, 64, CHILD, 128, i32::MAX]);
    made.kernel.set(question.clone(), crate::machine::lwp(CHILD, 1, 3));
    let ten: Vec<u8> = (1..=10).flat_map(|lid| crate::machine::lwp(CHILD, lid, 3)).collect();
    made.kernel.then(question, ten);
    assert_eq!(made.backend.threads(&made.visit(CHILD)).map(|it| it.len()), Ok(10));
}
