//! A made-up machine (`__test__/fixtures/linux-6.18-x86_64`), whole and with any of its files missing or cut off.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests make and read their own files")]

mod common;

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use common::{NOFILE, Sleeper, everything};
use nix::errno::Errno;
use psutil_collect::backend::{CpuCollector, HostCollector, MemoryCollector, ProcessCollector};
use psutil_collect::host::{Host, host};
use psutil_collect::model::field::Field;
use psutil_collect::model::process::{
    CtxSwitches, Ids, IoCounters, Limits, MemoryExtras, PageFaults, Pid, ProcessStatus,
    SignalMasks, SignalSet, Thread,
};
use psutil_collect::port::PortError;
use psutil_collect::port::limits::resources;
use psutil_collect::{Error, Paths, Result};

const FIXTURE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../__test__/fixtures/linux-6.18-x86_64");

/// The machine as it is.
fn fixture() -> Host {
    at(Path::new(FIXTURE))
}

fn at(root: &Path) -> Host {
    host(Paths {
        procfs: root.join("proc"),
        sysfs: root.join("sys"),
        devfs: root.join("dev"),
        etc: root.join("etc"),
    })
}

/// A copy of it that a test may spoil.
struct Tree(PathBuf);

impl Tree {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name =
            format!("psutil-tree-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let root = std::env::temp_dir().join(name);
        copy(Path::new(FIXTURE), &root);
        Self(root)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.file(name), text).unwrap();
    }

    fn host(&self) -> Host {
        at(&self.0)
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
        let (kind, target) = (entry.file_type().unwrap(), to.join(entry.file_name()));
        if kind.is_dir() {
            copy(&entry.path(), &target);
        } else if kind.is_symlink() {
            symlink(std::fs::read_link(entry.path()).unwrap(), target).unwrap();
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn ask<T>(host: &Host, pid: Pid, getter: impl Fn(&Host, &Snapshot) -> Result<T>) -> Result<T> {
    getter(host, &host.snapshot(host.open(Some(pid))?)?)
}

type Snapshot = <Host as ProcessCollector>::Snapshot;

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
    let tree = Tree::new();
    let terminal = |number: &str| {
        let stat = std::fs::read_to_string(Path::new(FIXTURE).join("proc/42/stat")).unwrap();
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
    let switches = CtxSwitches { voluntary: 106, involuntary: 17 };
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
fn e_r2_a_thread_that_ends_meanwhile_is_left_out() {
    let tree = Tree::new();
    std::fs::remove_file(tree.file("proc/42/task/50/stat")).unwrap();
    std::fs::remove_dir_all(tree.file("proc/42/task/51")).unwrap();
    let threads = ask(&tree.host(), 42, Host::threads).unwrap();
    assert_eq!(threads.iter().map(|thread| thread.id).collect::<Vec<_>>(), [42]);
}

#[test]
fn a_spoiled_thread_spoils_the_list() {
    for name in THREADS {
        let tree = Tree::new();
        let path = format!("proc/42/{name}");
        let text = std::fs::read(tree.file(&path)).unwrap();
        tree.write(&path, &text[..text.len() / 2]);
        let expected = tree.file(&path);
        let threads = ask(&tree.host(), 42, Host::threads);
        assert!(
            threads.is_err_and(
                |error| matches!(error, Error::KernelData { path, .. } if path == expected)
            ),
            "{name}"
        );
    }
}

#[test]
fn a_missing_file_is_an_error_that_names_it() {
    let tree = Tree::new();
    let names =
        ["io", "limits", "status", "stat", "statm", "comm", "cmdline", "environ", "root", "cwd"];
    for name in names {
        std::fs::remove_file(tree.file(&format!("proc/42/{name}"))).unwrap();
    }
    std::fs::remove_dir_all(tree.file("proc/42/task")).unwrap();
    // The start of a process is in `stat`: without it nothing is known to be about the process.
    assert!(
        matches!(tree.host().open(Some(42)), Err(Error::System(error)) if error.errno == Errno::ENOENT)
    );
    tree.write("proc/42/stat", std::fs::read(Path::new(FIXTURE).join("proc/42/stat")).unwrap());
    let host = tree.host();
    for (getter, name) in [
        (ask(&host, 42, Host::io_counters).map(drop), "io"),
        (ask(&host, 42, |host, it| host.rlimit(it, NOFILE)).map(drop), "limits"),
        (ask(&host, 42, Host::groups).map(drop), "status"),
        (ask(&host, 42, Host::umask).map(drop), "status"),
        (ask(&host, 42, Host::sigmasks).map(drop), "status"),
        (ask(&host, 42, Host::memory_extras).map(drop), "status"),
        (ask(&host, 42, Host::num_ctx_switches).map(drop), "status"),
        (ask(&host, 42, Host::cpu_affinity).map(drop), "status"),
        (ask(&host, 42, Host::fsuid).map(drop), "status"),
        (ask(&host, 42, Host::memory_info).map(drop), "statm"),
        (ask(&host, 42, |host, it| host.name(it, true)).map(drop), "comm"),
        (ask(&host, 42, Host::cmdline).map(drop), "cmdline"),
        (ask(&host, 42, Host::environ).map(drop), "environ"),
        (ask(&host, 42, Host::root).map(drop), "root"),
        (ask(&host, 42, Host::cwd).map(drop), "cwd"),
        (ask(&host, 42, Host::threads).map(drop), "task"),
    ] {
        let expected = Some(tree.file(&format!("proc/42/{name}")));
        let is_it = |error: &PortError| error.errno == Errno::ENOENT && error.path == expected;
        assert!(matches!(&getter, Err(Error::System(error)) if is_it(error)), "{name}: {getter:?}");
    }
}

#[test]
fn a_missing_line_is_an_error_or_unknown() {
    let tree = Tree::new();
    let status = std::fs::read_to_string(tree.file("proc/42/status")).unwrap();
    let without = |key: &str| {
        let start = format!("{key}:");
        let lines = status.split_inclusive('\n').filter(|line| !line.starts_with(&start));
        tree.write("proc/42/status", lines.collect::<String>());
        tree.host()
    };
    let is_bad = |answer: Result<()>| matches!(answer, Err(Error::KernelData { path, .. }) if path == tree.file("proc/42/status"));
    assert!(is_bad(ask(&without("Groups"), 42, Host::groups).map(drop)));
    assert!(is_bad(ask(&without("Uid"), 42, Host::uids).map(drop)));
    assert!(is_bad(ask(&without("Cpus_allowed_list"), 42, Host::cpu_affinity).map(drop)));
    for key in ["voluntary_ctxt_switches", "nonvoluntary_ctxt_switches"] {
        assert!(is_bad(ask(&without(key), 42, Host::num_ctx_switches).map(drop)), "{key}");
    }
    assert_eq!(ask(&without("Umask"), 42, Host::umask), Ok(None));
    assert_eq!(ask(&without("SigBlk"), 42, Host::sigmasks).unwrap().blocked, Field::Unknown);
    assert_eq!(ask(&without("VmSwap"), 42, Host::memory_extras).unwrap().swap, Field::Unknown);
    assert_eq!(ask(&without("VmHWM"), 42, Host::memory_extras).unwrap().peak_rss, None);

    let limits = std::fs::read_to_string(tree.file("proc/42/limits")).unwrap();
    tree.write("proc/42/limits", limits.replace("Max open files", "Max open flies"));
    let nofile = ask(&tree.host(), 42, |host, it| host.rlimit(it, NOFILE));
    assert!(matches!(nofile, Err(Error::KernelData { path, .. }) if path.ends_with("42/limits")));

    tree.write("proc/42/io", "\nrchar: 1\n\n");
    let io = ask(&tree.host(), 42, Host::io_counters).unwrap();
    assert_eq!((io.read_chars, io.write_chars), (Field::Known(1), Field::Unknown));
    assert_eq!((io.read_count, io.read_bytes), (None, None));
}

#[test]
fn b2_e_f10_a_name_is_no_line_of_status() {
    let tree = Tree::new();
    let status = std::fs::read_to_string(tree.file("proc/42/status")).unwrap();
    // As the kernel escapes line ends of a name.
    let name = "Name:\tUid:\t0\t0\t0\t0\\nGroups:\t0\\nUmask:\t0777\\nThreads:\t99\n";
    tree.write("proc/42/status", status.replacen("Name:\ta) R (b\n", name, 1));
    let whole = everything(&fixture(), fixture().open(Some(42)).unwrap());
    let host = tree.host();
    let hostile = everything(&host, host.open(Some(42)).unwrap());
    for ((getter, answer), (_, expected)) in hostile.iter().zip(&whole) {
        assert_eq!(answer, expected, "{getter}");
    }
}

#[test]
fn trap_7_names_that_are_no_utf_8_break_nothing() {
    let tree = Tree::new();
    for (name, bytes) in [
        ("comm", &b"\xFF\xFE\n"[..]),
        ("stat", b"42 (\xFF\xFE) R "),
        ("status", b"Name:\t\xFF\xFE\n"),
    ] {
        let path = format!("proc/42/{name}");
        let text = std::fs::read(tree.file(&path)).unwrap();
        let text = String::from_utf8(text).unwrap();
        let rest = match name {
            "comm" => "",
            "stat" => text.split_once("(b) R ").unwrap().1,
            _ => text.split_once('\n').unwrap().1,
        };
        tree.write(&path, [bytes, rest.as_bytes()].concat());
    }
    let host = tree.host();
    assert_eq!(ask(&host, 42, |host, it| host.name(it, false)).unwrap(), b"\xFF\xFE");
    assert_eq!(ask(&host, 42, Host::uids).unwrap().real, 1000);
    assert_eq!(ask(&host, 42, Host::gids).unwrap().real, 100);
    assert_eq!(ask(&host, 42, Host::umask), Ok(Some(0o027)));
    assert_eq!(ask(&host, 42, Host::priority), Ok(5));
    assert!(ask(&host, 42, Host::sigmasks).unwrap().caught.is_some());
}

#[test]
fn trap_15_e_f11_what_follows_the_last_end_is_kept() {
    let tree = Tree::new();
    let cmdline = |text: &[u8]| {
        tree.write("proc/42/cmdline", text);
        ask(&tree.host(), 42, Host::cmdline).unwrap()
    };
    assert_eq!(cmdline(b"a\0b"), [b"a", b"b"]);
    assert_eq!(cmdline(b"a b c"), [b"a b c"]);
    assert_eq!(cmdline(b"\xFF\0"), [b"\xFF"]);
    assert_eq!(cmdline(b"\0x\0"), [&b""[..], b"x"]);
    let long = [b'x'; 10_000];
    assert_eq!(cmdline(&long), [long]);
}

#[test]
fn e_r9_numbers_that_no_process_has() {
    let host = fixture();
    for pid in [0, 3, i32::MAX] {
        assert_eq!(host.open(Some(pid)), Err(Error::no_such_process(pid)));
        assert_eq!(host.pid_exists(pid), Ok(false));
    }
}

#[test]
fn e_k13_a_user_without_a_name_is_a_number() {
    let tree = Tree::new();
    assert_eq!(ask(&tree.host(), 44, Host::username).unwrap(), b"4242");
    std::fs::remove_file(tree.file("etc/passwd")).unwrap();
    assert_eq!(ask(&tree.host(), 42, Host::username).unwrap(), b"1000");
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

#[test]
fn trap_4_a_parent_is_never_younger_than_its_child() {
    let host = fixture();
    let open = |pid| host.open(Some(pid)).unwrap();
    let numbers = |targets: Vec<_>| -> Vec<Pid> {
        targets
            .into_iter()
            .map(|target: psutil_collect::model::identity::Target| target.pid)
            .collect()
    };
    assert_eq!(host.parent(open(46)), Ok(None));
    assert_eq!(numbers(host.children(open(42), false).unwrap()), [43, 44]);
    assert_eq!(numbers(host.children(open(1), true).unwrap()), [42, 43, 44, 45]);
    assert_eq!(numbers(host.parents(open(45)).unwrap()), [44, 42, 1]);
}

#[test]
fn e_r9_a_circle_of_parents_ends() {
    let tree = Tree::new();
    let stat = std::fs::read_to_string(tree.file("proc/42/stat")).unwrap();
    tree.write(
        "proc/42/stat",
        stat.replacen(") R 1 ", ") R 45 ", 1).replace(" 100000 ", " 100300 "),
    );
    for pid in [44, 45] {
        let name = format!("proc/{pid}/stat");
        let stat = std::fs::read_to_string(tree.file(&name)).unwrap();
        tree.write(&name, stat.replace(&format!(" {} ", 100_000 + (pid - 42) * 100), " 100300 "));
    }
    let host = tree.host();
    let target = host.open(Some(45)).unwrap();
    assert!(host.parents(target).unwrap().len() <= 2);
    assert!(host.children(target, true).unwrap().len() <= 4);
}

#[test]
fn the_machine() {
    let tree = Tree::new();
    let host = tree.host();
    let times = CpuCollector::cpu_times(&host).unwrap();
    assert_eq!((times.guest_nice, times.lock_spin), (Field::Known(0.04), Field::Lacking));
    assert_eq!(host.percpu_times().unwrap().len(), 2);
    let memory = host.virtual_memory().unwrap();
    assert_eq!((memory.total, memory.available), (8_192_000_000, 5_120_000_000));
    assert_eq!((memory.used, memory.cached), (3_072_000_000, Field::Known(3_379_200_000)));
    let swap = host.swap_memory().unwrap();
    assert_eq!((swap.total, swap.used), (2_048_000_000, 512_000_000));
    assert!(swap.sin.is_some_and(|sin| sin >= 40_960));
    assert_eq!(host.boot_time().unwrap().to_bits(), 1_700_000_000_000_f64.to_bits());
    assert_eq!(host.time_since_boot().unwrap().to_bits(), 2000.5_f64.to_bits());
    assert_eq!(host.pids().unwrap(), [1, 2, 42, 43, 44, 45, 46]);
    assert_eq!(host.pid_exists(42), Ok(true));
    assert_eq!(host.pid_exists(47), Ok(false));
}

#[test]
fn e_f1_memory_where_the_kernel_tells_less() {
    let tree = Tree::new();
    let whole = std::fs::read_to_string(tree.file("proc/meminfo")).unwrap();
    let available = |text: &str| {
        tree.write("proc/meminfo", text);
        tree.host().virtual_memory().unwrap().available / 1024
    };
    // si_mem_available: free - low + caches - min(caches / 2, low), low being 12500 pages
    let low = 12_500 * 4;
    let computed = 1_000_000 - low + (3_000_000 - low) + (300_000 - low);
    let without = whole.replace("MemAvailable:    5000000 kB\n", "");
    assert_eq!(available(&without), computed);
    assert_eq!(available(&whole.replace("5000000", "0")), computed);
    // more than there is: a container that shows the host's
    assert_eq!(available(&whole.replace("5000000", "9000000")), 1_000_000);
    std::fs::remove_file(tree.file("proc/zoneinfo")).unwrap();
    assert_eq!(available(&without), 4_000_000);

    tree.write("proc/meminfo", whole.replace("Buffers:", "Bufferz:"));
    assert_eq!(tree.host().virtual_memory().unwrap().buffers, Field::Unknown);
    tree.write("proc/meminfo", whole.replace("SwapFree:", "SwapFrei:"));
    assert!(matches!(tree.host().swap_memory(), Err(Error::KernelData { .. })));
}

#[test]
fn e_f2_swap_counters_are_unknown_without_vmstat() {
    let tree = Tree::new();
    std::fs::remove_file(tree.file("proc/vmstat")).unwrap();
    let swap = tree.host().swap_memory().unwrap();
    assert_eq!((swap.sin, swap.sout, swap.total), (None, None, 2_048_000_000));
}

#[test]
fn any_file_may_be_missing_empty_or_cut_off() {
    let tree = Tree::new();
    let whole = everything(&tree.host(), tree.host().open(Some(42)).unwrap());
    let records = ["stat", "statm", "status", "comm", "io", "limits"];
    for name in records.into_iter().chain(THREADS) {
        let path = format!("proc/42/{name}");
        let text = std::fs::read(tree.file(&path)).unwrap();
        for length in 0..text.len() {
            tree.write(&path, &text[..length]);
            same_or_less(&tree.host(), &whole, &format!("{name} of {length} bytes"));
        }
        if records.contains(&name) {
            std::fs::remove_file(tree.file(&path)).unwrap();
            same_or_less(&tree.host(), &whole, &format!("no {name}"));
        }
        tree.write(&path, &text);
    }
    for name in ["cmdline", "environ", "exe", "cwd", "root"] {
        let path = tree.file(&format!("proc/42/{name}"));
        std::fs::remove_file(path).unwrap();
        same_or_less(&tree.host(), &whole, &format!("no {name}"));
    }
}

const THREADS: [&str; 3] = ["task/42/stat", "task/50/stat", "task/51/stat"];

/// Each answer is an error, or what it was; or records in which some fields are unknown, and the others what
/// they were.
fn same_or_less(host: &Host, whole: &[(&'static str, Result<String>)], case: &str) {
    let Ok(target) = host.open(Some(42)) else { return };
    for ((getter, answer), (_, expected)) in everything(host, target).iter().zip(whole) {
        let same = match (answer, expected) {
            (Ok(answer), Ok(expected)) => is_less(answer, expected),
            (answer, _) => answer.is_err(),
        };
        assert!(same, "{case}: {getter} is {answer:?}");
    }
}

/// Compares records as they are shown, field by field.
fn is_less(answer: &str, whole: &str) -> bool {
    let fields = |shown: &str| shown.split(", ").map(str::to_owned).collect::<Vec<_>>();
    let is_record = whole.contains('{');
    let (answer, whole) = (fields(answer), fields(whole));
    let is_unknown = |field: &str| {
        let value = field.trim_end_matches([' ', '}']).rsplit(' ').next();
        matches!(value, Some("None" | "Unknown"))
    };
    let is_less =
        |(field, known): (&String, &String)| field == known || is_record && is_unknown(field);
    answer.len() == whole.len() && answer.iter().zip(&whole).all(is_less)
}

#[test]
fn times_of_the_machine_are_whole_or_an_error() {
    let tree = Tree::new();
    let text = std::fs::read(tree.file("proc/stat")).unwrap();
    let (all, each) = (CpuCollector::cpu_times(&tree.host()), tree.host().percpu_times());
    for length in 0..text.len() {
        tree.write("proc/stat", &text[..length]);
        let host = tree.host();
        assert!(CpuCollector::cpu_times(&host).is_err() || CpuCollector::cpu_times(&host) == all);
        assert!(host.percpu_times().is_err() || host.percpu_times() == each, "{length} bytes");
    }
}

#[test]
fn e_k3_no_tree_at_all_is_an_error_of_the_system() {
    let host = host(Paths { procfs: "/nowhere".into(), ..Paths::default() });
    let is_enoent =
        |error: Error| matches!(error, Error::System(port) if port.errno == Errno::ENOENT);
    assert!(host.pids().is_err_and(is_enoent));
    assert!(host.virtual_memory().is_err_and(is_enoent));
    assert!(host.open(Some(1)).is_err_and(is_enoent));
}

#[test]
fn a_made_up_process_is_never_sent_a_signal() {
    let tree = Tree::new();
    let mut child = Sleeper::start();
    let pid = child.pid();
    copy(&tree.file("proc/42"), &tree.file(&format!("proc/{pid}")));
    let host = tree.host();
    let target = host.open(Some(pid)).unwrap();
    assert!(matches!(host.send_signal(target, libc::SIGKILL), Err(Error::AccessDenied { .. })));
    assert_eq!(child.0.try_wait().unwrap(), None);
}
