//! Mappings.

use nix::errno::Errno;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::model::process::{Counts, MapFile, MapUse, MemoryMap};

use crate::machine::files::VMMAP;
use crate::machine::processes::{KERNEL, SERVER, proc};
use crate::machine::{machine, on, visit};

fn memory(rss: u64, size: u64) -> MapUse {
    MapUse { size, rss: Some(rss), ..MapUse::default() }
}

fn file() -> MapFile {
    MapFile { path: Some(b"/usr/local/bin/server".to_vec()), dev: Some(0x77), ino: Some(99) }
}

const NONE: MapFile = MapFile { path: None, dev: Some(0), ino: Some(0) };

#[test]
fn trap_23_what_is_resident_is_in_bytes() {
    let backend = on(&machine());
    let maps = backend.memory_maps(&visit(&backend, SERVER)).unwrap();
    let map = |addr_start, perms: &[u8; 4], file| MemoryMap {
        addr_start,
        addr_end: addr_start + 0x4000,
        perms: *perms,
        offset: 0x1000,
        file,
        memory: memory(3 * 4096, 0x4000),
        counts: Counts::of(&[("private", 4096), ("refCount", 2), ("shadowCount", 1)]),
    };
    let expected = [
        map(0x20_0000, b"r-xp", file()),
        map(0x30_0000, b"rw--", NONE),
        map(0x40_0000, b"r---", file()),
    ];
    assert_eq!(maps, expected);
}

#[test]
fn trap_36_groups_are_in_the_order_of_their_first() {
    let replay = machine();
    let backend = on(&replay);
    let it = visit(&backend, SERVER);
    let groups = backend.memory_maps_grouped(&it).unwrap();
    assert_eq!(
        groups[0].counts,
        Counts::of(&[("private", 2 * 4096), ("refCount", 4), ("shadowCount", 2)])
    );
    let groups: Vec<_> = groups.into_iter().map(|group| (group.file, group.memory)).collect();
    let expected = [(file(), memory(6 * 4096, 0x8000)), (NONE, memory(3 * 4096, 0x4000))];
    assert_eq!(groups, expected);
    // Both are of one read.
    replay.refuse(proc(VMMAP, SERVER), Errno::ESRCH);
    assert_eq!(backend.memory_maps(&it).unwrap().len(), 3);
}

#[test]
fn the_kernel_has_none() {
    let backend = on(&machine());
    assert_eq!(backend.memory_maps(&visit(&backend, KERNEL)), Ok(vec![]));
}
