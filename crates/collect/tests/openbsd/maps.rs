//! Mappings, a piece at a time.

use psutil_collect::backend::ProcessCollector;
use psutil_collect::model::process::{Counts, MapFile, MapUse, MemoryMap};
use psutil_parse::openbsd::kinfo_vmentry::KinfoVmentry;

use crate::machine::{Machine, SHELL, SWAPPER, maps};
use crate::record;

/// As many records as fit into 64 KiB.
const PIECE: u64 = 819;

fn entry(number: u64) -> Vec<u8> {
    record!(KinfoVmentry {
        kve_start: number * 0x1000,
        kve_end: (number + 1) * 0x1000,
        kve_protection: 1
    })
}

#[test]
fn mappings_are_told_without_their_files() {
    let machine = Machine::default();
    let found = machine.openbsd.memory_maps(&machine.snapshot(SHELL)).unwrap();
    let file = MapFile { path: None, dev: None, ino: None };
    let text = MemoryMap {
        addr_start: 0x1000,
        addr_end: 0x3000,
        perms: *b"r-xp",
        offset: 0x200_0000_0000,
        file: file.clone(),
        memory: MapUse { size: 0x2000, ..MapUse::default() },
        counts: Counts::of(&[("wiredCount", 0)]),
    };
    let shared = MemoryMap {
        addr_start: 0x8000,
        addr_end: 0x9000,
        perms: *b"rw-s",
        offset: 0,
        file,
        memory: MapUse { size: 0x1000, ..MapUse::default() },
        counts: Counts::of(&[("wiredCount", 1)]),
    };
    assert_eq!(found, [text, shared]);
    assert_eq!(machine.openbsd.memory_maps(&machine.snapshot(SWAPPER)), Ok(Vec::new()));
}

#[test]
fn a_long_list_goes_on_where_it_ended() {
    let machine = Machine::default();
    let piece = |numbers: std::ops::Range<u64>| numbers.flat_map(entry).collect::<Vec<_>>();
    machine.kernel.set(maps(SHELL), piece(1..PIECE + 1));
    machine.kernel.then(maps(SHELL), piece(PIECE + 1..PIECE + 3));
    let found = machine.openbsd.memory_maps(&machine.snapshot(SHELL)).unwrap();
    assert_eq!(found.len(), usize::try_from(PIECE + 2).unwrap());
    assert!(found.windows(2).all(|pair| pair[0].addr_end == pair[1].addr_start));
    let told: Vec<_> = machine.kernel.deeds().into_iter().map(|deed| deed.bytes).collect();
    assert_eq!(told, [((PIECE + 1) * 0x1000).to_ne_bytes().to_vec()]);
}

#[test]
fn a_kernel_that_repeats_itself_is_not_asked_for_ever() {
    let machine = Machine::default();
    machine.kernel.set(maps(SHELL), (1..=PIECE).flat_map(entry).collect::<Vec<_>>());
    let found = machine.openbsd.memory_maps(&machine.snapshot(SHELL)).unwrap();
    assert_eq!(found.len(), usize::try_from(PIECE).unwrap());
}
