//! Memory of made-up machines (`__test__/fixtures`): containers, and kernels that tell less.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests make and read their own files")]

mod common;

use common::kernels::{Change, Changed};
use common::tree::{Tree, fixture, paths};
use psutil_collect::Error;
use psutil_collect::backend::MemoryCollector;
use psutil_collect::backend::linux::Linux;
use psutil_collect::model::field::Field;

const KIB: u64 = 1024;

#[test]
fn e_f1_e_k2_a_container_shows_its_own() {
    let memory = fixture("memory-lxc").virtual_memory().unwrap();
    assert_eq!((memory.total, memory.available), (524_288 * KIB, 300_000 * KIB));
    assert_eq!((memory.used, memory.free), (224_288 * KIB, 200_000 * KIB));
    assert_eq!((memory.cached, memory.buffers), (Field::Known(120_000 * KIB), Field::Known(0)));
}

#[test]
fn e_f1_e_k2_an_available_amount_over_the_total_is_the_hosts() {
    let tree = Tree::of("memory-lxc");
    std::fs::copy(tree.file("proc/meminfo-host"), tree.file("proc/meminfo")).unwrap();
    let memory = tree.host().virtual_memory().unwrap();
    assert_eq!(memory.available, 200_000 * KIB);
    assert_eq!(memory.used + memory.available, memory.total);
    assert_eq!((memory.active, memory.shared), (Field::Unknown, Field::Known(8000 * KIB)));
}

#[test]
fn e_f1_a_negative_available_amount_is_computed() {
    let tree = Tree::of("memory-lxc");
    let text = std::fs::read_to_string(tree.file("proc/meminfo")).unwrap();
    tree.write("proc/meminfo", text.replace("    300000 kB", "    -12345 kB"));
    // no zoneinfo: free and caches
    assert_eq!(tree.host().virtual_memory().unwrap().available, 320_000 * KIB);
}

#[test]
fn e_f2_without_vmstat_swap_is_known_and_its_traffic_is_not() {
    let swap = fixture("memory-lxc").swap_memory().unwrap();
    assert_eq!((swap.total, swap.used), (524_288 * KIB, 8 * KIB));
    assert_eq!((swap.sin, swap.sout), (None, None));
}

/// A machine with pages of 16 KiB, as many of arm64 have.
#[derive(Default)]
struct LargePages;

impl Change for LargePages {
    fn units(_page_size: u64, clock_ticks: u64) -> (u64, u64) {
        (16 * KIB, clock_ticks)
    }
}

#[test]
fn e_f2_e_k6_b6_traffic_is_counted_in_pages_of_the_machine() {
    let tree = Tree::of("memory-lxc");
    let swap = || {
        let machine = Linux::<Changed<LargePages>>::new(paths(&tree.0));
        let swap = machine.swap_memory().unwrap();
        (swap.sin, swap.sout)
    };
    tree.write("proc/vmstat", "nr_free_pages 1\npswpin 3\npswpout 5\n");
    assert_eq!(swap(), (Some(48 * KIB), Some(80 * KIB)));
    tree.write("proc/vmstat", "nr_free_pages 1\n");
    assert_eq!(swap(), (None, None));
}

#[test]
fn e_f1_e_k6_watermarks_are_counted_in_pages_of_the_machine() {
    let tree = Tree::of("memory-lxc");
    let text = std::fs::read_to_string(tree.file("proc/meminfo")).unwrap();
    tree.write("proc/meminfo", text.replace("MemAvailable:", "MemUnavailable:"));
    tree.write("proc/zoneinfo", "Node 0, zone   Normal\n        low      1000\n");
    let machine = Linux::<Changed<LargePages>>::new(paths(&tree.0));
    let low = 1000 * 16;
    let expected = (200_000 - low) + (100_000 - low);
    assert_eq!(machine.virtual_memory().unwrap().available, expected * KIB);
}

#[test]
fn e_f1_linux_2_4_has_three_lists_of_inactive_memory() {
    let memory = fixture("disks-2.4").virtual_memory().unwrap();
    assert_eq!(memory.inactive, Field::Known((152_808 + 20_000 + 10_104) * KIB));
    assert_eq!((memory.shared, memory.slab), (Field::Known(0), Field::Unknown));
    assert_eq!(memory.available, (12_968 + 338_060) * KIB);
}

#[test]
fn e_f1_memory_of_a_cut_off_file_is_whole_or_an_error() {
    let tree = Tree::of("memory-lxc");
    let whole = tree.host().virtual_memory().unwrap();
    let file = std::fs::read(tree.file("proc/meminfo")).unwrap();
    for length in 0..file.len() {
        tree.write("proc/meminfo", &file[..length]);
        match tree.host().virtual_memory() {
            Ok(memory) => {
                assert_eq!((memory.total, memory.free), (whole.total, whole.free));
                for (cut, all) in [(memory.active, whole.active), (memory.slab, whole.slab)] {
                    assert!(cut == Field::Unknown || cut == all, "{length} bytes");
                }
            }
            Err(error) => assert!(matches!(error, Error::KernelData { .. }), "{error:?}"),
        }
    }
}
