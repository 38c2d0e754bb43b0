//! CPUs of made-up machines: how many, how fast, and what they counted.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests make and read their own files")]

mod common;

use std::fmt::Write;

use common::tree::{Tree, fixture};
use psutil_collect::Error;
use psutil_collect::backend::CpuCollector;
use psutil_collect::host::Host;
use psutil_collect::model::cpu::{CpuFreq, CpuStats};
use psutil_collect::model::field::Field;

const CPU: &str = "sys/devices/system/cpu";

fn freq(current: impl Into<Option<f64>>, min: f64, max: f64) -> CpuFreq {
    CpuFreq { current: current.into(), min: Some(min), max: Some(max) }
}

/// A machine whose only frequencies are those of `/proc/cpuinfo`.
fn current(mhz: f64) -> CpuFreq {
    CpuFreq { current: Some(mhz), min: None, max: None }
}

fn counts(host: &Host) -> (usize, Option<usize>) {
    (host.logical_cpu_count().unwrap(), host.physical_cpu_count().unwrap())
}

#[test]
fn a_laptop_has_two_threads_to_a_core_and_a_policy_for_each() {
    let host = fixture("cpu-laptop");
    assert_eq!(counts(&host), (4, Some(2)));
    let each = host.percpu_freq().unwrap();
    let expected = [1000.0, 1100.0, 1200.0, 1300.0].map(|mhz| freq(mhz, 400.0, 3100.0));
    assert_eq!(each, expected, "that of /sys, not of cpuinfo");
    assert_eq!(host.cpu_freq(), Ok(Some(freq(1150.0, 400.0, 3100.0))));
    let expected = CpuStats {
        ctx_switches: 234_567,
        interrupts: 123_456,
        soft_interrupts: Field::Known(34_567),
        syscalls: Field::Lacking,
    };
    assert_eq!(host.cpu_stats(), Ok(expected));
}

#[test]
fn e_f13_e_k4_a_raspberry_pi_shares_one_policy() {
    let host = fixture("cpu-raspberry-pi");
    assert_eq!(counts(&host), (4, Some(4)));
    assert_eq!(host.percpu_freq().unwrap(), [freq(1500.0, 600.0, 1800.0); 4]);
    // without /sys nothing is known, as cpuinfo of ARM tells neither
    let tree = Tree::of("cpu-raspberry-pi");
    tree.remove("sys");
    assert_eq!(counts(&tree.host()), (4, None));
    assert_eq!(tree.host().percpu_freq(), Ok(vec![]));
    assert_eq!(tree.host().cpu_freq(), Ok(None));
}

#[test]
fn e_f13_s390x_counts_each_cpu_once_and_prefers_the_dynamic_frequency() {
    let host = fixture("cpu-s390x");
    assert_eq!(counts(&host), (4, Some(2)));
    let expected = [5000.0, 5000.0, 5000.0, 5200.0].map(current);
    assert_eq!(host.percpu_freq().unwrap(), expected);
    assert_eq!(host.cpu_freq(), Ok(Some(current(5050.0))));
}

#[test]
fn e_k4_an_offline_cpu_is_left_out() {
    let tree = Tree::of("cpu-laptop");
    tree.write(&format!("{CPU}/online"), "0-1,3\n")
        .write(&format!("{CPU}/cpu2/online"), "0\n")
        .remove(&format!("{CPU}/cpu2/topology"))
        .write(&format!("{CPU}/cpu0/topology/core_cpus_list"), "0\n")
        .write(&format!("{CPU}/cpufreq/policy2/affected_cpus"), "\n");
    assert_eq!(counts(&tree.host()), (3, Some(2)));
    let expected = [1000.0, 1100.0, 1300.0].map(|mhz| freq(mhz, 400.0, 3100.0));
    assert_eq!(tree.host().percpu_freq().unwrap(), expected);
    // some kernels go on listing it in its policy
    tree.write(&format!("{CPU}/cpufreq/policy2/affected_cpus"), "2\n");
    assert_eq!(tree.host().percpu_freq().unwrap(), expected);
    tree.remove(&format!("{CPU}/cpufreq/policy2"));
    assert_eq!(tree.host().percpu_freq().unwrap(), expected);
}

#[test]
fn e_k4_e_k5_128_cpus_are_in_the_order_of_their_numbers() {
    let tree = Tree::empty();
    tree.write(&format!("{CPU}/online"), "0-127\n");
    let mut stat = String::from("cpu  1 2 3 4\n");
    for cpu in 0..128 {
        tree.write(&format!("{CPU}/cpu{cpu}/topology/core_cpus_list"), format!("{}\n", cpu % 64));
        // old kernels: a folder of each CPU's own
        let folder = format!("{CPU}/cpu{cpu}/cpufreq");
        tree.write(&format!("{folder}/scaling_cur_freq"), format!("{}000\n", 1000 + cpu));
        writeln!(stat, "cpu{cpu} {cpu} 2 3 4").unwrap();
    }
    tree.write("proc/stat", stat + "intr 1\n");
    let host = tree.host();
    assert_eq!(counts(&host), (128, Some(64)));
    let each = host.percpu_freq().unwrap();
    let expected: Vec<_> = (1000..1128).map(|mhz| current(f64::from(mhz))).collect();
    assert_eq!(each, expected);
    let numbers: Vec<_> = host.percpu_times().unwrap().iter().map(|cpu| cpu.number).collect();
    assert_eq!(numbers, (0..128).collect::<Vec<_>>());
}

#[test]
fn e_k4_a_frequency_that_cannot_be_read_is_taken_from_elsewhere() {
    let tree = Tree::of("cpu-laptop");
    let policy = format!("{CPU}/cpufreq/policy0");
    // what drivers write that do not know, and what is cut off
    for bad in ["<unknown>\n", "0\n", "", "1000", "-1\n", "4294967296\n"] {
        tree.write(&format!("{policy}/scaling_cur_freq"), bad);
        let each = tree.host().percpu_freq().unwrap();
        assert_eq!(each[0], freq(900.123, 400.0, 3100.0), "{bad:?}: of cpuinfo");
        assert_eq!(each[1], freq(1100.0, 400.0, 3100.0));
    }
    tree.remove(&format!("{policy}/scaling_min_freq"))
        .write(&format!("{policy}/scaling_max_freq"), "0\n");
    assert_eq!(tree.host().percpu_freq().unwrap()[0], freq(900.123, 300.0, 3200.0));
    tree.remove("proc/cpuinfo");
    assert_eq!(tree.host().percpu_freq().unwrap()[0], freq(None, 300.0, 3200.0));
    let mean = tree.host().cpu_freq().unwrap().unwrap();
    assert_eq!(mean.current, Some(1200.0), "of those that are known");
}

#[test]
fn e_k4_a_cpufreq_folder_may_be_empty() {
    let tree = Tree::of("cpu-laptop");
    tree.remove(&format!("{CPU}/cpufreq")).write(&format!("{CPU}/cpufreq/policy0/nothing"), "");
    tree.remove(&format!("{CPU}/cpufreq/policy0/nothing"));
    let expected = [900.123, 901.123, 902.123, 903.123].map(current);
    assert_eq!(tree.host().percpu_freq().unwrap(), expected);
}

#[test]
fn e_k2_cpus_are_counted_in_sys_then_in_cpuinfo_then_in_stat() {
    let tree = Tree::of("cpu-laptop");
    tree.write(&format!("{CPU}/online"), "0-1\n");
    assert_eq!(tree.host().logical_cpu_count(), Ok(2));
    tree.write(&format!("{CPU}/online"), "\n");
    assert_eq!(tree.host().logical_cpu_count(), Ok(4), "an empty list");
    tree.remove(&format!("{CPU}/online")).write("proc/stat", "cpu 1 2 3 4\ncpu9 1 2 3 4\nintr 1\n");
    assert_eq!(tree.host().logical_cpu_count(), Ok(4));
    // E-F13: sparc and alpha do not number theirs
    tree.write("proc/cpuinfo", "cpu\t\t: TI UltraSparc\nncpus active\t: 1\n");
    assert_eq!(tree.host().logical_cpu_count(), Ok(1));
    tree.write("proc/stat", "intr 1\n");
    assert!(matches!(tree.host().logical_cpu_count(), Err(Error::KernelData { .. })));
    tree.remove("proc/stat");
    assert!(matches!(tree.host().logical_cpu_count(), Err(Error::System(_))));
    assert_eq!(tree.host().physical_cpu_count(), Ok(None));
}

#[test]
fn e_f14_a_list_of_cpus_that_is_none_is_an_error() {
    let tree = Tree::of("cpu-laptop");
    for bad in ["3-0\n", "x\n", "0-\n"] {
        tree.write(&format!("{CPU}/online"), bad);
        let path = tree.file(&format!("{CPU}/online"));
        let answer = tree.host().logical_cpu_count();
        assert!(
            matches!(answer, Err(Error::KernelData { path: at, .. }) if *at == path),
            "{bad:?}"
        );
    }
}

#[test]
fn cores_are_unknown_unless_known_of_every_cpu() {
    let tree = Tree::of("cpu-laptop");
    tree.remove(&format!("{CPU}/cpu1/topology/core_cpus_list"));
    assert_eq!(tree.host().physical_cpu_count(), Ok(Some(2)), "by the list's older name");
    tree.remove(&format!("{CPU}/cpu2/topology/thread_siblings_list"));
    assert_eq!(tree.host().physical_cpu_count(), Ok(Some(2)), "by package and core");
    for cpu in 0..4 {
        tree.write(&format!("{CPU}/cpu{cpu}/topology/die_id"), format!("{}\n", cpu / 2));
    }
    assert_eq!(tree.host().physical_cpu_count(), Ok(Some(4)), "each die numbers its cores");
    tree.write(&format!("{CPU}/cpu3/topology/physical_package_id"), "-1\n");
    assert_eq!(tree.host().physical_cpu_count(), Ok(Some(2)), "by cpuinfo");
    let cpuinfo = std::fs::read_to_string(tree.file("proc/cpuinfo")).unwrap();
    // the blocks of CPUs 2 and 3 come last
    let (first, last) = cpuinfo.split_at(cpuinfo.find("processor\t: 2").unwrap());
    let last = last.replace("physical id\t: 0", "physical id\t: 1");
    tree.write("proc/cpuinfo", format!("{first}{last}"));
    assert_eq!(tree.host().physical_cpu_count(), Ok(Some(4)), "core ids are those of a package");
    tree.write("proc/cpuinfo", cpuinfo.replacen("core id", "core", 1));
    assert_eq!(tree.host().physical_cpu_count(), Ok(None), "one CPU does not tell");
    tree.remove("proc/cpuinfo");
    assert_eq!(tree.host().physical_cpu_count(), Ok(None));
}

#[test]
fn counters_of_an_old_kernel_and_of_a_broken_file() {
    let tree = Tree::empty();
    tree.write("proc/stat", "cpu 1 2 3 4\nintr 7 1\nctxt 8\n");
    let stats = tree.host().cpu_stats().unwrap();
    assert_eq!((stats.interrupts, stats.ctx_switches), (7, 8));
    assert_eq!((stats.soft_interrupts, stats.syscalls), (Field::Unknown, Field::Lacking));
    tree.write("proc/stat", "cpu 1 2 3 4\nintr 7 1\nctxt 8");
    assert!(matches!(tree.host().cpu_stats(), Err(Error::KernelData { .. })));
    tree.remove("proc/stat");
    assert!(matches!(tree.host().cpu_stats(), Err(Error::System(_))));
}
