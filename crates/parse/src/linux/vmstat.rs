//! `/proc/vmstat`, `proc_vmstat(5)`: `name number` lines, some 180 of them.
//!
//! Parsed here and not by `procfs-core`, which builds a map of all lines where two are asked for.

use crate::text;

/// Counters since boot. A line that the kernel does not have is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Vmstat {
    /// Pages read from swap.
    pub pswpin: Option<u64>,
    /// Pages written to swap.
    pub pswpout: Option<u64>,
}

/// Reads the lines that are there and whole.
pub fn parse(bytes: &[u8]) -> Vmstat {
    let mut vmstat = Vmstat::default();
    for line in text::lines(bytes) {
        if let Some(value) = line.strip_prefix(b"pswpin ") {
            vmstat.pswpin = text::first_number(value);
        } else if let Some(value) = line.strip_prefix(b"pswpout ") {
            vmstat.pswpout = text::first_number(value);
            break;
        }
    }
    vmstat
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_two_lines() {
        let vmstat = parse(b"pgpgin 9\npswpin 1\npswpout 2\npgalloc_dma 3\n");
        assert_eq!((vmstat.pswpin, vmstat.pswpout), (Some(1), Some(2)));
    }

    #[test]
    fn e_f2_missing_lines_and_a_cut_off_file_are_unknown() {
        assert_eq!(parse(b""), Vmstat::default());
        assert_eq!(parse(b"pgpgin 9\npswpin 12"), Vmstat::default());
    }
}
