//! Mappings: `KERN_PROC_VMMAP`, a piece at a time. For other processes than this one the kernel tells them to root alone.

use psutil_parse::openbsd::kinfo_vmentry::{KinfoVmentry, etype, protection};
use psutil_parse::record::rows;

use super::snapshot::Snapshot;
use crate::backend::openbsd::{OpenBsd, count, mib};
use crate::model::process::{Counts, MapFile, MapUse, MemoryMap, Pid};
use crate::port::{OpenBsdKernel, Port};
use crate::{Error, Result};

/// As many records as fit into `MAXPHYS` (64 KiB): more room is refused, and so is room for a part of one.
const ROOM: usize = 64 * 1024 / KinfoVmentry::SIZE * KinfoVmentry::SIZE;
/// How many pieces there may be: a kernel that did not go on from where it is told to would never come to an end.
const MOST_PIECES: u32 = 10_000;

type Entries = psutil_parse::Result<Vec<KinfoVmentry>>;

impl<K: OpenBsdKernel> OpenBsd<K> {
    /// In the order of their addresses; none of a process of the kernel.
    pub(super) fn maps(&self, snapshot: &Snapshot<K>) -> Result<Vec<MemoryMap>> {
        let entries = self.of_living(snapshot, |pid| self.map_entries(pid))?;
        let entries = entries.unwrap_or(Ok(Vec::new()));
        let entries =
            entries.map_err(|error| Error::kernel_data("kern.proc_vmmap".into(), error))?;
        Ok(entries.iter().map(map).collect())
    }

    /// All of them: the next piece begins at the address that the buffer begins with.
    fn map_entries(&self, pid: Pid) -> Port<Entries> {
        let mut entries: Vec<KinfoVmentry> = Vec::new();
        for _ in 0..MOST_PIECES {
            let mut buffer = vec![0; ROOM];
            let end = entries.last().map_or(0, |last| last.kve_end);
            for (place, byte) in buffer.iter_mut().zip(end.to_ne_bytes()) {
                *place = byte;
            }
            let length = self.kernel.sysctl(&mib::vmmap(pid), Some(&mut buffer), None)?;
            buffer.truncate(length);
            let piece: Entries = rows("kinfo_vmentry", &buffer, KinfoVmentry::SIZE).collect();
            let piece = match piece {
                Ok(piece) => piece,
                Err(error) => return Ok(Err(error)),
            };
            // What has been told before is no progress.
            let before = entries.len();
            entries.extend(piece.into_iter().filter(|entry| entry.kve_start >= end));
            if length < ROOM || entries.len() == before {
                break;
            }
        }
        Ok(Ok(entries))
    }
}

fn map(entry: &KinfoVmentry) -> MemoryMap {
    MemoryMap {
        addr_start: entry.kve_start,
        addr_end: entry.kve_end,
        perms: perms(entry),
        offset: entry.kve_offset,
        // The kernel tells no file: neither its name nor its numbers.
        file: MapFile { path: None, dev: None, ino: None },
        memory: MapUse { size: entry.kve_end.saturating_sub(entry.kve_start), ..MapUse::default() },
        counts: Counts::of(&[("wiredCount", count(entry.kve_wired_count))]),
    }
}

/// `rwxp`, with `s` where what is written is written for others too.
fn perms(entry: &KinfoVmentry) -> [u8; 4] {
    let letter = |bit: i32, letter: u8| if entry.kve_protection & bit == 0 { b'-' } else { letter };
    let is_private = entry.kve_etype & etype::KVE_ET_COPYONWRITE != 0;
    [
        letter(protection::KVE_PROT_READ, b'r'),
        letter(protection::KVE_PROT_WRITE, b'w'),
        letter(protection::KVE_PROT_EXEC, b'x'),
        if is_private { b'p' } else { b's' },
    ]
}
