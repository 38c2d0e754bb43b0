//! Memory and swap.

use psutil_collect::Error;
use psutil_collect::backend::MemoryCollector;
use psutil_collect::model::field::Field;
use psutil_collect::model::memory::{SwapMemory, VirtualMemory};
use psutil_collect::port::replay::Question;
use psutil_parse::freebsd::xswdev::Xswdev;

use crate::machine::cpus::SWAP_INFO;
use crate::machine::{machine, named, number_of, on, sysctl, unnamed};
use crate::record;

#[test]
fn memory_is_counted_in_pages_and_told_in_bytes() {
    let replay = machine();
    let total = 8 << 30;
    let expected = VirtualMemory {
        total,
        available: 4000 * 4096,
        used: total - 4000 * 4096,
        free: 1000 * 4096,
        active: Field::Known(2000 * 4096),
        inactive: Field::Known(3000 * 4096),
        buffers: Field::Known(777_000),
        cached: Field::Lacking,
        shared: Field::Known(500 * 4096),
        slab: Field::Lacking,
        wired: Field::Known(4000 * 4096),
    };
    assert_eq!(on(&replay).virtual_memory(), Ok(expected));
    replay.set(Question::about("getpagesize", ""), 16_384_u64);
    assert_eq!(on(&replay).virtual_memory().unwrap().free, 1000 * 16_384);
    unnamed(&replay, "vfs.bufspace");
    assert_eq!(on(&replay).virtual_memory().unwrap().buffers, Field::Unknown);
}

#[test]
fn trap_29_pages_and_not_how_often_are_swapped() {
    let replay = machine();
    let expected = SwapMemory {
        total: 1500 * 4096,
        used: 100 * 4096,
        free: 1400 * 4096,
        sin: Some(11 * 4096),
        sout: Some(22 * 4096),
    };
    assert_eq!(on(&replay).swap_memory(), Ok(expected));
}

#[test]
fn a_machine_without_swap() {
    let replay = machine();
    for name in ["vm.swap_info", "vm.dmmax", "vm.stats.vm.v_swappgsin"] {
        unnamed(&replay, name);
    }
    let swap = on(&replay).swap_memory().unwrap();
    assert_eq!((swap.total, swap.used, swap.free, swap.sin), (0, 0, 0, None));
}

#[test]
fn another_version_of_the_struct_is_an_error() {
    let replay = machine();
    let mib = [&number_of(&replay, SWAP_INFO)[..], &[0]].concat();
    replay.set(sysctl(&mib), record!(Xswdev { xsw_version: 1_u32 }));
    assert!(matches!(on(&replay).swap_memory(), Err(Error::KernelData { .. })));
    named(&replay, "vm.stats.vm.v_free_count", vec![1; 3]);
    assert!(matches!(on(&replay).virtual_memory(), Err(Error::KernelData { .. })));
}
