//! What a program may use of the CPUs of made-up machines, and of this one.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests make and read their own files")]

mod common;

use common::tree::{Tree, fixture};
use psutil_collect::Error;
use psutil_collect::backend::CpuCollector;
use psutil_collect::host::Host;

const CGROUP: &str = "sys/fs/cgroup";

#[track_caller]
fn usable(host: &Host, expected: f64) {
    let answer = host.usable_cpu_count().unwrap();
    assert!((answer - expected).abs() < 1e-9, "{answer}, and not {expected}");
}

#[test]
fn v2_the_smallest_quota_of_all_levels_counts() {
    usable(&fixture("cgroup-v2"), 1.5);
    let tree = Tree::of("cgroup-v2");
    tree.write(&format!("{CGROUP}/a.slice/cpu.max"), "max 100000\n");
    usable(&tree.host(), 2.0); // two CPUs in the set of b.scope, whose quota is 2.5
    tree.write(&format!("{CGROUP}/a.slice/b.scope/cpu.max"), "max 100000\n");
    usable(&tree.host(), 2.0);
    tree.remove(&format!("{CGROUP}/a.slice/b.scope/cpuset.cpus.effective"));
    usable(&tree.host(), 4.0);
    tree.write(&format!("{CGROUP}/a.slice/b.scope/c/cpu.max"), "25000 100000\n");
    usable(&tree.host(), 0.25);
}

#[test]
fn v1_each_controller_has_a_cgroup_of_its_own() {
    usable(&fixture("cgroup-v1"), 2.5);
    let tree = Tree::of("cgroup-v1");
    tree.write(&format!("{CGROUP}/cpu,cpuacct/outer/cpu.cfs_quota_us"), "-1\n");
    usable(&tree.host(), 5.0); // effective_cpus, not cpus
    tree.remove(&format!("{CGROUP}/cpuset/set/cpuset.effective_cpus"));
    usable(&tree.host(), 6.0);
    tree.write(&format!("{CGROUP}/cpuset/set/cpuset.cpus"), "\n");
    usable(&tree.host(), 8.0); // not set yet
    tree.remove(&format!("{CGROUP}/cpuset/set/cpuset.cpus"))
        .write(&format!("{CGROUP}/cpuset/set/cpus"), "0-2\n");
    usable(&tree.host(), 3.0); // mounted with noprefix
}

#[test]
fn hybrid_a_controller_on_v1_is_not_looked_for_on_v2() {
    usable(&fixture("cgroup-hybrid"), 3.5);
    let tree = Tree::of("cgroup-hybrid");
    tree.write(&format!("{CGROUP}/cpu/jobs/cpu.cfs_quota_us"), "-1\n");
    usable(&tree.host(), 4.0);
}

#[test]
fn a_container_with_a_namespace_has_its_limits_at_the_mount() {
    usable(&fixture("cgroup-v2-container"), 0.5);
}

#[test]
fn a_container_without_a_namespace_takes_the_root_of_the_mount_off_the_path() {
    usable(&fixture("cgroup-v1-container"), 1.5);
    let tree = Tree::of("cgroup-v1-container");
    tree.write(&format!("{CGROUP}/cpu,cpuacct/worker/cpu.cfs_quota_us"), "30000\n");
    usable(&tree.host(), 0.3);
    tree.remove(&format!("{CGROUP}/cpu,cpuacct"));
    usable(&tree.host(), 3.0);
}

/// Another `mountinfo` for the tree of a container.
fn mounted(tree: &Tree, mounts: &str) -> Host {
    tree.write("proc/self/mountinfo", mounts);
    tree.host()
}

#[test]
fn a_mount_from_outside_of_the_namespace_is_above_the_program() {
    let tree = Tree::of("cgroup-v2-container");
    let outer = "30 23 0:26 /../.. /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n";
    usable(&mounted(&tree, outer), 0.5);
    // but a mount that shows the cgroup itself is better
    tree.write(&format!("{CGROUP}/own/cpu.max"), "20000 100000\n");
    let both = format!("{outer}31 23 0:26 / /sys/fs/cgroup/own rw - cgroup2 cgroup2 rw\n");
    usable(&mounted(&tree, &both), 0.2);
    // of the cgroups that far below it is the one that has the program among its members
    tree.remove(&format!("{CGROUP}/own"))
        .write("proc/self/status", "Tgid:\t77\nUid:\t0 0 0 0\nGid:\t0 0 0 0\n")
        .write("proc/self/cgroup", "0::/leaf\n");
    for (name, members) in [("a/x", "7\n777\n"), ("a/y", ""), ("b/z", "1\n77\n")] {
        tree.write(&format!("{CGROUP}/{name}/leaf/cgroup.procs"), members)
            .write(&format!("{CGROUP}/{name}/leaf/cpu.max"), "max 100000\n");
    }
    tree.write(&format!("{CGROUP}/a/cpu.max"), "10000 100000\n")
        .write(&format!("{CGROUP}/b/cpu.max"), "40000 100000\n");
    usable(&mounted(&tree, outer), 0.4);
    tree.write(&format!("{CGROUP}/b/z/leaf/cgroup.procs"), "1\n");
    usable(&tree.host(), 0.5); // not found: what is above all the same
    // what is next to it, or not below the mount at all, has nothing to do with it
    usable(&mounted(&tree, &outer.replace("/../..", "/../other")), 8.0);
    tree.write("proc/self/cgroup", "0::/../..\n");
    usable(&mounted(&tree, &outer.replace("/../..", "/")), 8.0);
}

#[test]
fn of_two_mounts_the_one_that_shows_more_levels_counts() {
    let tree = Tree::of("cgroup-v2");
    let mountinfo = std::fs::read_to_string(tree.file("proc/self/mountinfo")).unwrap();
    let part = "99 23 0:26 /a.slice/b.scope /sys/fs/part rw - cgroup2 cgroup2 rw\n";
    tree.write("sys/fs/part/cpu.max", "200000 100000\n");
    for mounts in [format!("{part}{mountinfo}"), format!("{mountinfo}{part}")] {
        usable(&mounted(&tree, &mounts), 1.5);
    }
    // on the very same place the later one hides the first
    let hidden = part.replace("99 23", "99 30").replace("/sys/fs/part", "/sys/fs/cgroup");
    tree.write(&format!("{CGROUP}/cpu.max"), "70000 100000\n")
        .write(&format!("{CGROUP}/a.slice/cpu.max"), "10000 100000\n");
    usable(&mounted(&tree, &format!("{mountinfo}{hidden}")), 0.7);
}

#[test]
fn e_f17_mount_points_are_escaped() {
    let tree = Tree::of("cgroup-v2-container");
    tree.write("sys/fs/c group\\/cpu.max", "120000 100000\n");
    let mounts = "700 23 0:26 / /sys/fs/c\\040group\\134 rw - cgroup2 cgroup2 rw\n";
    usable(&mounted(&tree, mounts), 1.2);
}

#[test]
fn a_mount_that_the_made_up_tree_does_not_hold_is_not_looked_for_here() {
    let tree = Tree::of("cgroup-v2-container");
    let mounts = format!("700 23 0:26 / {} rw - cgroup2 cgroup2 rw\n", tree.file(CGROUP).display());
    usable(&mounted(&tree, &mounts), 8.0);
    usable(&mounted(&tree, "700 23 0:26 / /system/fs/cgroup rw - cgroup2 c rw\n"), 8.0);
}

#[test]
fn a_cgroup_that_was_removed_leaves_the_limits_above() {
    let tree = Tree::of("cgroup-v2");
    tree.write("proc/self/cgroup", "0::/a.slice/b.scope/c (deleted)\n")
        .remove(&format!("{CGROUP}/a.slice/b.scope/c"));
    usable(&tree.host(), 1.5);
}

#[test]
fn without_cgroups_affinity_and_online_cpus_count() {
    let tree = Tree::of("cgroup-v2");
    tree.remove("proc/self/cgroup");
    usable(&tree.host(), 8.0);
    tree.write("proc/self/status", "Cpus_allowed_list:\t1-3,64\n");
    usable(&tree.host(), 3.0); // CPU 64 is not online
    tree.remove("proc/self/status");
    usable(&tree.host(), 8.0);
    tree.remove("sys/devices/system/cpu/online").remove("proc/stat");
    assert!(matches!(tree.host().usable_cpu_count(), Err(Error::System(_))));
}

#[test]
fn sets_that_have_no_cpu_in_common_are_about_different_machines() {
    let tree = Tree::of("cgroup-v2");
    tree.write(&format!("{CGROUP}/a.slice/b.scope/cpuset.cpus.effective"), "100-101\n");
    tree.write(&format!("{CGROUP}/a.slice/cpu.max"), "max 100000\n");
    usable(&tree.host(), 2.5);
}

#[test]
fn a_limit_that_cannot_be_understood_is_an_error_that_names_its_file() {
    for (name, bad) in [
        ("cpu.max", "150000"),
        ("cpu.max", "lots 100000\n"),
        ("cpu.max", "1 0\n"),
        ("cpuset.cpus.effective", "3-1\n"),
    ] {
        let tree = Tree::of("cgroup-v2");
        let file = format!("{CGROUP}/a.slice/{name}");
        tree.write(&file, bad);
        let path = tree.file(&file);
        let answer = tree.host().usable_cpu_count();
        assert!(
            matches!(&answer, Err(Error::KernelData { path: at, .. }) if **at == path),
            "{name} {bad:?}: {answer:?}"
        );
    }
}

#[test]
fn files_of_proc_that_are_cut_off_anywhere_lose_limits_and_make_up_none() {
    for (fixture, plausible) in [
        ("cgroup-v2", &[1.5, 8.0][..]),
        ("cgroup-v1", &[2.5, 5.0, 8.0][..]),
        ("cgroup-v1-container", &[1.5, 3.0, 8.0][..]),
    ] {
        for file in ["proc/self/cgroup", "proc/self/mountinfo", "proc/self/status"] {
            let tree = Tree::of(fixture);
            let whole = std::fs::read(tree.file(file)).unwrap();
            for length in 0..whole.len() {
                tree.write(file, &whole[..length]);
                let answer = tree.host().usable_cpu_count().unwrap();
                let near = |value: &f64| (answer - value).abs() < 1e-9;
                assert!(plausible.iter().any(near), "{fixture}/{file}: {length} bytes, {answer}");
            }
        }
    }
}

#[test]
fn e_k5_here_it_is_at_least_something_and_never_more_than_the_affinity() {
    let host = psutil_collect::host::host(psutil_collect::Paths::default());
    let usable = host.usable_cpu_count().unwrap();
    let online = u32::try_from(host.logical_cpu_count().unwrap()).unwrap();
    assert!(usable > 0.0 && usable <= f64::from(online));
}
