//! Lists of CPUs as the kernel prints them, `cpuset(7)`: `0-3,8,10-11`.

use std::ops::RangeInclusive;

use crate::{ParseError, Result, text};

/// The highest number of a CPU that is believed, well above `CONFIG_NR_CPUS` of any kernel.
const MOST: u32 = 1 << 20;

/// The numbers, in their order; none for an empty list.
pub fn parse(bytes: &[u8]) -> Result<Vec<u32>> {
    let list = bytes.trim_ascii();
    if list.is_empty() {
        return Ok(Vec::new());
    }
    let mut cpus: Vec<u32> = Vec::new();
    for part in list.split(|&byte| byte == b',') {
        let range = range(part).ok_or(ParseError::new("cpulist", "has a part that is no range"))?;
        // The list is that of a bitmap. It is also what keeps a short one from taking memory without end.
        if cpus.last().is_some_and(|last| last >= range.start()) {
            return Err(ParseError::new(
                "cpulist",
                "has a part that does not follow the one before",
            ));
        }
        cpus.extend(range);
    }
    Ok(cpus)
}

fn range(part: &[u8]) -> Option<RangeInclusive<u32>> {
    let mut ends = part.splitn(2, |&byte| byte == b'-').map(text::narrow::<u32>);
    let first = ends.next()??;
    let last = ends.next().unwrap_or(Some(first))?;
    (first <= last && last <= MOST).then_some(first..=last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e_f14_numbers_and_ranges() {
        assert_eq!(parse(b"0-3,8,10-11\n"), Ok(vec![0, 1, 2, 3, 8, 10, 11]));
        assert_eq!(parse(b"5"), Ok(vec![5]));
        assert_eq!(parse(b"2000-2001\n"), Ok(vec![2000, 2001]));
    }

    #[test]
    fn e_f14_an_empty_list_is_no_cpu() {
        assert_eq!(parse(b""), Ok(vec![]));
        assert_eq!(parse(b"\n"), Ok(vec![]));
    }

    #[test]
    fn e_f14_a_reversed_range_and_nonsense_are_errors() {
        for bad in [&b"3-0"[..], b"0-", b"-3", b"0,,1", b"0-1-2", b"a", b"0-4294967295"] {
            assert!(parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_list_that_names_a_cpu_twice_or_too_late_is_an_error() {
        for bad in [&b"1,0"[..], b"3,3", b"0-3,3-5", b"0-3,2", b"8-9,0-3"] {
            assert!(parse(bad).is_err(), "{bad:?}");
        }
        // A megabyte of this would be 32 gigabytes of numbers.
        assert!(parse(&b"0-65535,".repeat(1 << 17)).is_err());
    }
}
