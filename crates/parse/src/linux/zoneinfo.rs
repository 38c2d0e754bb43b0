//! `/proc/zoneinfo`: the watermarks of each memory zone, in pages.

use crate::text;

/// The sum of all zones' `low` watermarks, in pages; `None` where the file names none.
///
/// The kernel keeps that much free; it is part of the sum behind `MemAvailable`
/// (`si_mem_available` in `mm/show_mem.c`).
pub fn low_watermarks(bytes: &[u8]) -> Option<u64> {
    text::lines(bytes)
        .filter_map(|line| {
            let mut words = text::words(line);
            (words.next()? == b"low").then(|| words.next().and_then(text::unsigned))?
        })
        .reduce(u64::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_the_zones_up() {
        let zones = b"Node 0, zone      DMA\n  pages free     3000\n        min      8\n        low      11\n\
            Node 0, zone   Normal\n        low      100\n        high     200\n";
        assert_eq!(low_watermarks(zones), Some(111));
    }

    #[test]
    fn no_watermark_is_unknown() {
        assert_eq!(low_watermarks(b""), None);
        assert_eq!(low_watermarks(b"low x\nlow 3"), None);
    }
}
