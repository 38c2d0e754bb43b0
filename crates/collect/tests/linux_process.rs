//! What the processes of a made-up machine answer (`__test__/fixtures/linux-6.18-x86_64`).
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests make and read their own files")]

mod common;

use common::made_up::{MACHINE, ask, fixture, spoilable};
use common::tree::folder;
use psutil_collect::Error;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::Host;
use psutil_collect::model::field::Field;
use psutil_collect::model::process::{
    CtxSwitches, Ids, IoCounters, Limits, MemoryExtras, PageFaults, ProcessStatus, SignalMasks,
    SignalSet, Thread,
};
use psutil_collect::port::limits::resources;

#[test]
fn a_program_of_an_odd_name() {
    let host = fixture();
    assert_eq!(ask(&host, 42, |host, it| host.name(it, false)).unwrap(), b"a) R (b");
    assert_eq!(ask(&host, 42, Host::ppid), Ok(1));
    assert_eq!(ask(&host, 42, Host::status), Ok(ProcessStatus::Running));
    assert_eq!(ask(&host, 42, Host::uids), Ok(Ids { real: 1000, effective: 1001, saved: 1002 }));
    assert_eq!(ask(&host, 42, Host::gids), Ok(Ids { real: 100, effective: 101, saved: 102 }));
    assert_eq!(ask(&host, 42, Host::username).unwrap(), b"ann");
    assert_eq!(ask(&host, 42, Host::num_threads), Ok(3));
    assert_eq!(ask(&host, 42, Host::cmdline).unwrap(), [&b"/opt/odd"[..], b"", b"last"]);
    assert_eq!(ask(&host, 42, |host, it| host.exe(it, false)).unwrap().unwrap(), b"/opt/odd");
    assert_eq!(ask(&host, 42, Host::cwd).unwrap().unwrap(), b"/home/ann");
    let times = ask(&host, 42, ProcessCollector::cpu_times).unwrap();
    assert_eq!([times.user, times.system].map(f64::to_bits), [12.34, 5.67].map(f64::to_bits));
    assert_eq!(times.iowait, Field::Known(0.5));
    // btime and 100000 ticks of 10 ms
    let created = ask(&host, 42, Host::create_time).unwrap();
    assert_eq!(created.to_bits(), 1_700_001_000_000_f64.to_bits());
    let memory = ask(&host, 42, Host::memory_info).unwrap();
    let page = memory.rss / 500;
    assert_eq!((memory.vms, memory.shared), (2000 * page, Field::Known(300 * page)));
    assert_eq!((memory.text, memory.data), (Field::Known(100 * page), Field::Known(400 * page)));
}

#[test]
fn whose_it_is_and_where_it_belongs() {
    let host = fixture();
    assert_eq!(ask(&host, 42, Host::fsuid), Ok(1003));
    assert_eq!(ask(&host, 42, Host::fsgid), Ok(103));
    assert_eq!(ask(&host, 42, Host::groups).unwrap(), [4, 24, 100, 4_294_967_294]);
    assert_eq!(ask(&host, 1, Host::groups), Ok(vec![]));
    assert_eq!(ask(&host, 42, Host::umask), Ok(Some(0o027)));
    assert_eq!(ask(&host, 42, Host::root).unwrap().unwrap(), b"/srv/root-of-the-fixture");
    assert_eq!(ask(&host, 42, Host::pgid), Ok(41));
    assert_eq!(ask(&host, 42, Host::sid), Ok(40));
}

#[test]
fn what_it_does_with_signals() {
    let masks = ask(&fixture(), 42, Host::sigmasks).unwrap();
    let set = |numbers: &[i32]| {
        SignalSet::from_mask(numbers.iter().map(|number| 1_u64 << (number - 1)).sum::<u64>())
    };
    let expected = SignalMasks {
        pending: Field::Known(set(&[10])),
        process_pending: Field::Known(set(&[12])),
        blocked: Field::Known(set(&[17])),
        ignored: Some(set(&[3, 64])),
        caught: Some(set(&[2, 32, 33])),
    };
    assert_eq!(masks, expected);
    // A kernel that tells none of it.
    let none = SignalMasks {
        pending: Field::Unknown,
        process_pending: Field::Unknown,
        blocked: Field::Unknown,
        ignored: None,
        caught: None,
    };
    assert_eq!(ask(&fixture(), 1, Host::sigmasks), Ok(none));
}

#[test]
fn a_terminal_whose_device_is_not_found_has_no_name() {
    let tree = spoilable();
    let terminal = |number: &str| {
        let stat = std::fs::read_to_string(folder(MACHINE).join("proc/42/stat")).unwrap();
        tree.write("proc/42/stat", stat.replacen(" 34820 ", &format!(" {number} "), 1));
        let host = tree.host();
        let named = ask(&host, 42, Host::terminal).unwrap();
        assert_eq!(ask(&host, 42, Host::has_terminal), Ok(named.is_some()));
        named
    };
    // pts/4, tty1 and ttyS0: the first two are there, but files.
    for number in ["34820", "1025", "1088"] {
        assert_eq!(terminal(number), Some(vec![]), "{number}");
    }
    assert_eq!(terminal("0"), None);
    std::fs::remove_dir_all(tree.file("dev")).unwrap();
    for number in ["34820", "1025"] {
        assert_eq!(terminal(number), Some(vec![]), "{number}");
    }
}

#[test]
fn what_it_has_done() {
    let host = fixture();
    let used = ask(&host, 42, Host::cpu_use).unwrap();
    assert_eq!(used.cpu.to_bits(), (18.01_f64).to_bits());
    assert_eq!(used.age.to_bits(), (2000.5_f64 - 1000.0).to_bits());
    assert_eq!(ask(&host, 42, Host::cpu_num), Ok(Some(1)));
    assert_eq!(ask(&host, 42, Host::page_faults), Ok(PageFaults { minor: 100, major: 3 }));
    let switches =
        CtxSwitches { total: 123, voluntary: Field::Known(106), involuntary: Field::Known(17) };
    assert_eq!(ask(&host, 42, Host::num_ctx_switches), Ok(switches));
}

#[test]
fn e_k14_reads_and_writes_beyond_53_bits() {
    let expected = IoCounters {
        read_count: Some(632_687),
        write_count: Some(632_675),
        read_bytes: Some((1 << 53) + 1),
        write_bytes: Some(323_932_160),
        read_chars: Field::Known(323_934_931),
        write_chars: Field::Known(323_929_600),
    };
    assert_eq!(ask(&fixture(), 42, Host::io_counters), Ok(expected));
}

#[test]
fn more_about_memory() {
    let expected = MemoryExtras {
        peak_rss: Some(4032 * 1024),
        peak_vms: Field::Known(9001 * 1024),
        rss_anon: Some(776 * 1024),
        rss_file: Some(1156 * 1024),
        rss_shmem: Field::Known(68 * 1024),
        swap: Field::Known(512 * 1024),
        hugetlb: Field::Known(4096 * 1024),
        locked: Field::Known(64 * 1024),
    };
    assert_eq!(ask(&fixture(), 42, Host::memory_extras), Ok(expected));
    let none = MemoryExtras {
        peak_vms: Field::Unknown,
        rss_shmem: Field::Unknown,
        swap: Field::Unknown,
        hugetlb: Field::Unknown,
        locked: Field::Unknown,
        ..MemoryExtras::default()
    };
    assert_eq!(ask(&fixture(), 43, Host::memory_extras), Ok(none));
    assert_eq!(ask(&fixture(), 42, Host::memory_total), Ok(8_192_000_000));
}

#[test]
fn how_it_is_treated() {
    let host = fixture();
    assert_eq!(ask(&host, 42, Host::priority), Ok(5));
    assert_eq!(ask(&host, 1, Host::priority), Ok(0));
    let is_denied = |error| matches!(error, Error::AccessDenied { pid: Some(42), .. });
    assert!(ask(&host, 42, Host::io_priority).is_err_and(is_denied));
    let limits = |name| {
        let (_, resource) = resources().iter().find(|(known, _)| *known == name).unwrap();
        ask(&host, 42, |host, it| host.rlimit(it, *resource)).unwrap()
    };
    for (name, soft, hard) in [
        ("cpu", None, None),
        ("fsize", Some(u64::MAX - 1), Some(u64::MAX - 1)),
        ("data", None, None),
        ("stack", Some(8_388_608), None),
        ("core", Some(0), None),
        ("rss", None, None),
        ("nproc", Some(31_234), Some(31_235)),
        ("nofile", Some(1024), Some(524_288)),
        ("memlock", Some(8_388_608), Some(8_388_609)),
        ("as", Some(1 << 32), Some(1 << 33)),
        ("locks", None, None),
        ("sigpending", Some(31_234), Some(31_236)),
        ("msgqueue", Some(819_200), Some(819_201)),
        ("nice", Some(1), Some(20)),
        ("rtprio", Some(2), Some(99)),
        ("rttime", Some(200_000), None),
    ] {
        assert_eq!(limits(name), Limits { soft, hard }, "{name}");
    }
}

#[test]
fn e_k5_cpus_beyond_1024() {
    assert_eq!(ask(&fixture(), 42, Host::cpu_affinity).unwrap(), [0, 1, 1024, 1025]);
}

#[test]
fn b1_e_f9_a_thread_may_call_itself_anything() {
    let threads = ask(&fixture(), 42, Host::threads).unwrap();
    let thread = |id, name: &[u8], user_time, system_time| Thread {
        id,
        name: Some(name.to_vec()),
        user_time,
        system_time,
    };
    let expected = [
        thread(42, b"a) R (b", 10.0, 5.0),
        thread(50, b") R 1", 2.0, 0.6),
        thread(51, b"x\ny\xFF", 0.34, 0.07),
    ];
    assert_eq!(threads, expected);
}

#[test]
fn a_thread_of_the_kernel_a_zombie_and_names_that_were_changed() {
    let host = fixture();
    assert_eq!(ask(&host, 2, |host, it| host.exe(it, false)), Ok(None));
    assert_eq!(ask(&host, 2, Host::cmdline), Ok(vec![]));
    assert_eq!(ask(&host, 2, Host::environ), Ok(vec![]));
    assert_eq!(ask(&host, 2, Host::root), Ok(None));
    for zombie in [
        ask(&host, 43, Host::cmdline).map(drop),
        ask(&host, 43, Host::environ).map(drop),
        ask(&host, 43, Host::cwd).map(drop),
        ask(&host, 43, |host, it| host.exe(it, false)).map(drop),
        ask(&host, 43, Host::root).map(drop),
        ask(&host, 43, Host::umask).map(drop),
    ] {
        assert_eq!(zombie, Err(Error::ZombieProcess { pid: 43 }));
    }
    assert_eq!(ask(&host, 43, Host::status), Ok(ProcessStatus::Zombie));
    assert_eq!(ask(&host, 44, Host::cmdline).unwrap(), [b"nginx: worker process"]);
    assert_eq!(ask(&host, 44, Host::username).unwrap(), b"4242");
    assert_eq!(ask(&host, 45, |host, it| host.name(it, false)).unwrap(), b"a-name-that-is-cut-off");
    assert_eq!(ask(&host, 45, |host, it| host.name(it, true)).unwrap(), b"a-name-that-is-");
}
