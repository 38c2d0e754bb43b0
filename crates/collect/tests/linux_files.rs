//! A made-up machine (`__test__/fixtures/linux-6.18-x86_64`), and its processes as a family.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests make and read their own files")]

mod common;

use std::sync::Arc;

use common::Sleeper;
use common::made_up::{fixture, spoilable};
use common::tree::copy;
use nix::errno::Errno;
use psutil_collect::backend::{CpuCollector, HostCollector, MemoryCollector, ProcessCollector};
use psutil_collect::background::listing::children;
use psutil_collect::host::host;
use psutil_collect::model::field::Field;
use psutil_collect::model::process::Pid;
use psutil_collect::{Error, Paths};

#[test]
fn e_r9_numbers_that_no_process_has() {
    let host = fixture();
    for pid in [0, 3, i32::MAX] {
        assert_eq!(host.open(Some(pid)), Err(Error::no_such_process(pid)));
        assert_eq!(host.pid_exists(pid), Ok(false));
    }
}

#[test]
fn trap_4_a_parent_is_never_younger_than_its_child() {
    let host = Arc::new(fixture());
    let open = |pid| host.open(Some(pid)).unwrap();
    let numbers = |targets: Vec<_>| -> Vec<Pid> {
        targets
            .into_iter()
            .map(|target: psutil_collect::model::identity::Target| target.pid)
            .collect()
    };
    assert_eq!(host.parent(open(46)), Ok(None));
    assert_eq!(numbers(children(&host, open(42), false).unwrap()), [43, 44]);
    assert_eq!(numbers(children(&host, open(1), true).unwrap()), [42, 43, 44, 45]);
    assert_eq!(numbers(host.parents(open(45)).unwrap()), [44, 42, 1]);
}

#[test]
fn e_r9_a_circle_of_parents_ends() {
    let tree = spoilable();
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
    let host = Arc::new(tree.host());
    let target = host.open(Some(45)).unwrap();
    assert!(host.parents(target).unwrap().len() <= 2);
    assert!(children(&host, target, true).unwrap().len() <= 4);
}

#[test]
fn the_machine() {
    let tree = spoilable();
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
    let tree = spoilable();
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
    let tree = spoilable();
    std::fs::remove_file(tree.file("proc/vmstat")).unwrap();
    let swap = tree.host().swap_memory().unwrap();
    assert_eq!((swap.sin, swap.sout, swap.total), (None, None, 2_048_000_000));
}

#[test]
fn times_of_the_machine_are_whole_or_an_error() {
    let tree = spoilable();
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
    let tree = spoilable();
    let mut child = Sleeper::start();
    let pid = child.pid();
    copy(&tree.file("proc/42"), &tree.file(&format!("proc/{pid}")));
    let host = tree.host();
    let target = host.open(Some(pid)).unwrap();
    assert!(matches!(host.send_signal(target, libc::SIGKILL), Err(Error::AccessDenied { .. })));
    assert_eq!(child.0.try_wait().unwrap(), None);
}
