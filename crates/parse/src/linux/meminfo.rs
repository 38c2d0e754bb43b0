//! `/proc/meminfo`, `proc_meminfo(5)`: `Key:   number kB` lines.
//!
//! Parsed here and not by `procfs-core`, which refuses the whole file where one of its usual lines is
//! missing, as in containers and on vendors' kernels, and builds a map of it at every call.

use crate::text;

/// Memory in kibibytes. Every line may be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the file's own keys")]
pub struct Meminfo {
    pub mem_total: Option<u64>,
    pub mem_free: Option<u64>,
    pub mem_available: Option<u64>,
    pub buffers: Option<u64>,
    pub cached: Option<u64>,
    pub active: Option<u64>,
    pub inactive: Option<u64>,
    pub active_file: Option<u64>,
    pub inactive_file: Option<u64>,
    /// `Inact_dirty` + `Inact_clean` + `Inact_laundry`, which Linux 2.4 had instead of `Inactive`.
    pub inact_all: Option<u64>,
    pub shmem: Option<u64>,
    /// `MemShared`, which Linux 2.4 had instead of `Shmem`.
    pub mem_shared: Option<u64>,
    pub slab: Option<u64>,
    pub s_reclaimable: Option<u64>,
    pub swap_total: Option<u64>,
    pub swap_free: Option<u64>,
}

/// Reads the lines that are there and whole. Some kernels leave out the space after the colon.
pub fn parse(bytes: &[u8]) -> Meminfo {
    let mut meminfo = Meminfo::default();
    for (key, value) in text::lines(bytes).filter_map(text::key_value) {
        let field = match key {
            b"MemTotal" => &mut meminfo.mem_total,
            b"MemFree" => &mut meminfo.mem_free,
            b"MemAvailable" => &mut meminfo.mem_available,
            b"Buffers" => &mut meminfo.buffers,
            b"Cached" => &mut meminfo.cached,
            b"Active" => &mut meminfo.active,
            b"Inactive" => &mut meminfo.inactive,
            b"Active(file)" => &mut meminfo.active_file,
            b"Inactive(file)" => &mut meminfo.inactive_file,
            b"Shmem" => &mut meminfo.shmem,
            b"MemShared" => &mut meminfo.mem_shared,
            b"Slab" => &mut meminfo.slab,
            b"SReclaimable" => &mut meminfo.s_reclaimable,
            b"SwapTotal" => &mut meminfo.swap_total,
            b"SwapFree" => &mut meminfo.swap_free,
            b"Inact_dirty" | b"Inact_clean" | b"Inact_laundry" => {
                let more = text::first_number(value).unwrap_or(0);
                meminfo.inact_all = Some(meminfo.inact_all.unwrap_or(0).saturating_add(more));
                continue;
            }
            _ => continue,
        };
        *field = text::first_number(value);
        if key == b"SReclaimable" && meminfo.is_complete() {
            break; // half of the file is behind it
        }
    }
    meminfo
}

impl Meminfo {
    /// Whether all is known that today's kernels tell.
    const fn is_complete(&self) -> bool {
        self.mem_total.is_some()
            && self.mem_free.is_some()
            && self.mem_available.is_some()
            && self.buffers.is_some()
            && self.cached.is_some()
            && self.active.is_some()
            && self.inactive.is_some()
            && self.active_file.is_some()
            && self.inactive_file.is_some()
            && self.shmem.is_some()
            && self.slab.is_some()
            && self.s_reclaimable.is_some()
            && self.swap_total.is_some()
            && self.swap_free.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_lines_by_their_whole_key() {
        let meminfo = parse(
            b"MemTotal:       24600000 kB\nMemFree:  1 kB\nMemAvailable:   2 kB\nBuffers: 3 kB\n\
            Cached: 4 kB\nSwapCached: 99 kB\nActive: 5 kB\nInactive: 6 kB\nActive(anon): 99 kB\n\
            Active(file): 7 kB\nInactive(file): 8 kB\nShmem: 9 kB\nSlab: 10 kB\nSReclaimable: 11 kB\n\
            SwapTotal: 12 kB\nSwapFree: 13 kB\nShmemHugePages: 99 kB\nHugePages_Total: 0\n",
        );
        let expected = Meminfo {
            mem_total: Some(24_600_000),
            mem_free: Some(1),
            mem_available: Some(2),
            buffers: Some(3),
            cached: Some(4),
            active: Some(5),
            inactive: Some(6),
            active_file: Some(7),
            inactive_file: Some(8),
            shmem: Some(9),
            slab: Some(10),
            s_reclaimable: Some(11),
            swap_total: Some(12),
            swap_free: Some(13),
            ..Meminfo::default()
        };
        assert_eq!(meminfo, expected);
    }

    #[test]
    fn e_f1_a_missing_space_a_missing_line_and_an_empty_file_are_borne() {
        assert_eq!(parse(b"ShadowCallStack:10373888 kB\nMemTotal:7 kB\n").mem_total, Some(7));
        assert_eq!(parse(b""), Meminfo::default());
    }

    #[test]
    fn a_cut_off_line_and_a_line_without_a_number_are_unknown() {
        let meminfo = parse(b"MemTotal: x kB\nMemFree:\nSwapTotal: 123");
        assert_eq!(meminfo, Meminfo::default());
    }

    #[test]
    fn linux_2_4_had_three_inactive_lists() {
        let meminfo =
            parse(b"MemShared: 3 kB\nInact_dirty: 1 kB\nInact_laundry: 2 kB\nInact_clean: 4 kB\n");
        assert_eq!((meminfo.inact_all, meminfo.mem_shared), (Some(7), Some(3)));
    }
}
