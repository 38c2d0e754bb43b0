//! `/proc/diskstats`, `proc_diskstats(5)` and `Documentation/admin-guide/iostats.rst`: one block device a line.
//!
//! The format has grown, and a line tells by the count of its words which one it is:
//!
//! | words | since | what |
//! |---|---|---|
//! | 15 | 2.4 | as the next, with the size in blocks before the name |
//! | 14 | 2.6 | `major minor name` and eleven counters |
//! | 7 | 2.6 to 2.6.24 | a partition: reads, sectors read, writes, sectors written |
//! | 18 | 4.18 | and four counters of discards |
//! | 20 | 5.5 | and two of flushes |
//!
//! `/sys/block/NAME/stat` has the same counters without the numbers and the name.
//!
//! Parsed here and not by `procfs-core`, which knows neither the first format nor the third.

use crate::text;
use crate::{ParseError, Result};

/// One line: a disk, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diskstats {
    /// As below `/dev`: `sda1`, `cciss/c0d0`.
    pub name: Vec<u8>,
    /// What it did.
    pub counters: Counters,
}

/// What a device did since it appeared. A sector is 512 bytes, whatever the device's own are.
///
/// Partitions before Linux 2.6.25 had four of these only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of struct disk_stats and iostats.rst")]
pub struct Counters {
    pub reads: u64,
    pub reads_merged: Option<u64>,
    pub sectors_read: u64,
    pub read_ms: Option<u64>,
    pub writes: u64,
    pub writes_merged: Option<u64>,
    pub sectors_written: u64,
    pub write_ms: Option<u64>,
    /// Milliseconds in which there was anything to do.
    pub io_ms: Option<u64>,
}

/// The devices, in the order of the file. A file that breaks off in the midst of a line is an error, for a sum
/// without one of the disks is a wrong sum.
pub fn parse(bytes: &[u8]) -> Result<Vec<Diskstats>> {
    if !bytes.is_empty() && !bytes.ends_with(b"\n") {
        return Err(error("is cut off"));
    }
    text::lines(bytes).filter(|line| !line.trim_ascii().is_empty()).map(line).collect()
}

/// The counters of `/sys/block/NAME/stat`.
pub fn parse_sys_stat(bytes: &[u8]) -> Result<Counters> {
    let (line, _) = text::split_line(bytes).ok_or_else(|| error("is cut off"))?;
    let (words, count) = text::first_words::<MOST>(line);
    let words = words.get(..count).unwrap_or_default();
    let counters = if words.len() == 4 { partition(words) } else { device(words) };
    counters.ok_or_else(|| error("has too few numbers"))
}

/// One more than the words that tell the formats with names apart: what follows them is not read.
const MOST: usize = 16;

fn line(line: &[u8]) -> Result<Diskstats> {
    let (words, count) = text::first_words::<MOST>(line);
    let words = words.get(..count).unwrap_or_default();
    // Linux 2.4 has a number where the others have the name, which may itself be a number.
    let old = words.len() == 15;
    let (head, counters) = words
        .split_at_checked(if old { 4 } else { 3 })
        .ok_or_else(|| error("has a line of too few words"))?;
    let name = head.last().filter(|_| head.iter().take(2).all(|word| is_number(word)));
    let counters = if counters.len() == 4 { partition(counters) } else { device(counters) };
    match (name, counters) {
        (Some(name), Some(counters)) => Ok(Diskstats { name: name.to_vec(), counters }),
        _ => Err(error("has a line of an unknown format")),
    }
}

fn device(words: &[&[u8]]) -> Option<Counters> {
    // The ninth, requests in flight, went below zero in some kernels, and nobody asks for it here.
    let &[reads, merged, sectors, ms, writes, w_merged, w_sectors, w_ms, _, io, _, ..] = words
    else {
        return None;
    };
    Some(Counters {
        reads: text::unsigned(reads)?,
        reads_merged: Some(text::unsigned(merged)?),
        sectors_read: text::unsigned(sectors)?,
        read_ms: Some(text::unsigned(ms)?),
        writes: text::unsigned(writes)?,
        writes_merged: Some(text::unsigned(w_merged)?),
        sectors_written: text::unsigned(w_sectors)?,
        write_ms: Some(text::unsigned(w_ms)?),
        io_ms: Some(text::unsigned(io)?),
    })
}

fn partition(words: &[&[u8]]) -> Option<Counters> {
    let &[reads, sectors_read, writes, sectors_written] = words else { return None };
    Some(Counters {
        reads: text::unsigned(reads)?,
        sectors_read: text::unsigned(sectors_read)?,
        writes: text::unsigned(writes)?,
        sectors_written: text::unsigned(sectors_written)?,
        ..Counters::default()
    })
}

fn is_number(word: &[u8]) -> bool {
    text::unsigned(word).is_some()
}

const fn error(reason: &'static str) -> ParseError {
    ParseError::new("diskstats", reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNTERS: Counters = Counters {
        reads: 1,
        reads_merged: Some(2),
        sectors_read: 3,
        read_ms: Some(4),
        writes: 5,
        writes_merged: Some(6),
        sectors_written: 7,
        write_ms: Some(8),
        io_ms: Some(10),
    };

    #[test]
    fn e_f3_every_format_there_was() {
        for (line, name) in [
            (&b"   3    0   39082680 hda 1 2 3 4 5 6 7 8 9 10 11\n"[..], &b"hda"[..]),
            (b"   8       0 sda 1 2 3 4 5 6 7 8 9 10 11\n", b"sda"),
            (b" 104    0 cciss/c0d0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15\n", b"cciss/c0d0"),
            (b" 179  8 mmcblk0boot0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\n", b"mmcblk0boot0"),
        ] {
            let expected = [Diskstats { name: name.to_vec(), counters: COUNTERS }];
            assert_eq!(parse(line).unwrap(), expected);
        }
        let old = Counters {
            reads: 1,
            sectors_read: 2,
            writes: 3,
            sectors_written: 4,
            ..Counters::default()
        };
        let expected = [Diskstats { name: b"hda1".to_vec(), counters: old }];
        assert_eq!(parse(b"   3    1 hda1 1 2 3 4\n").unwrap(), expected);
    }

    #[test]
    fn e_f3_a_file_of_sysfs_has_the_same_counters() {
        assert_eq!(parse_sys_stat(b"  1  2 3 4 5 6 7 8 9 10 11\n"), Ok(COUNTERS));
        assert_eq!(parse_sys_stat(b"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\n"), Ok(COUNTERS));
        assert_eq!(parse_sys_stat(b"1 2 3 4\n").map(|stat| stat.sectors_written), Ok(4));
        for bad in
            [&b""[..], b"\n", b"1 2 3\n", b"1 2 3 4", b"1 2 3 4 5 6 7 8 9 10\n", b"a b c d\n"]
        {
            assert!(parse_sys_stat(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn e_f3_no_devices_are_no_lines() {
        assert_eq!(parse(b""), Ok(vec![]));
        assert_eq!(parse(b"\n\n"), Ok(vec![]));
    }

    #[test]
    fn requests_in_flight_may_be_below_zero() {
        assert_eq!(parse(b"8 0 sda 1 2 3 4 5 6 7 8 -1 10 11\n").unwrap()[0].counters, COUNTERS);
    }

    #[test]
    fn hostile_lines_are_errors() {
        for bad in [
            &b"8 0\n"[..],
            b"8 0 sda\n",
            b"8 0 sda 1 2 3\n",
            b"8 0 sda 1 2 3 4 5\n",
            b"8 x sda 1 2 3 4 5 6 7 8 9 10 11\n",
            b"8 0 sda 1 2 3 4 5 6 7 8 9 10\n",
            b"8 0 sda 1 2 3 4 5 6 7 8 9 18446744073709551616 11\n",
            b"8 0 sda -1 2 3 4 5 6 7 8 9 10 11\n",
            b"\xff\xff\xff\n",
        ] {
            assert!(parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn cut_off_at_any_length_no_number_is_half_read() {
        let file = b"8 0 sda 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15\n8 1 sda1 10 20 30 40\n";
        let whole = parse(file).unwrap();
        for length in 1..file.len() {
            match parse(&file[..length]) {
                Ok(devices) => assert_eq!(devices, whole[..1], "{length}"),
                Err(error) => assert_eq!(error.reason, "is cut off"),
            }
        }
    }
}
