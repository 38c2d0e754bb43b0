//! What a cgroup may use of the CPUs: `cpu.max` of cgroup v2, `cpu.cfs_quota_us` and `cpu.cfs_period_us` of v1,
//! `admin-guide/cgroup-v2.rst` and `scheduler/sched-bwc.rst` of the kernel's documentation.

use crate::{ParseError, Result, text};

/// Microseconds of CPU time in each period of that many microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// CPU time, of all CPUs together. Never 0.
    pub quota: u64,
    /// Never 0.
    pub period: u64,
}

const fn error(reason: &'static str) -> ParseError {
    ParseError::new("cpu_max", reason)
}

/// `150000 100000`; `None` for `max 100000`, no limit.
pub fn parse(bytes: &[u8]) -> Result<Option<Quota>> {
    let (line, _) = text::split_line(bytes).ok_or(error("is cut off"))?;
    let mut words = text::words(line);
    let (quota, period) = (words.next(), words.next());
    let period = period.and_then(text::unsigned).filter(|&period| period > 0);
    let period = period.ok_or(error("has no period"))?;
    match quota {
        Some(b"max") => Ok(None),
        word => {
            let quota = word.and_then(text::unsigned).filter(|&quota| quota > 0);
            let quota = quota.ok_or(error("has no quota"))?;
            Ok(Some(Quota { quota, period }))
        }
    }
}

/// `cpu.cfs_quota_us` and `cpu.cfs_period_us`; `None` for a quota of -1, no limit.
pub fn parse_v1(quota: &[u8], period: &[u8]) -> Result<Option<Quota>> {
    let number = |bytes| text::signed(text::split_line(bytes)?.0);
    let quota = number(quota).filter(|&quota| quota != 0).ok_or(error("has no quota"))?;
    let Ok(quota) = u64::try_from(quota) else {
        return Ok(None);
    };
    let period = number(period).and_then(|period| u64::try_from(period).ok());
    let period = period.filter(|&period| period > 0).ok_or(error("has no period"))?;
    Ok(Some(Quota { quota, period }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quota_is_of_a_period() {
        let quota = Quota { quota: 150_000, period: 100_000 };
        assert_eq!(parse(b"150000 100000\n"), Ok(Some(quota)));
        assert_eq!(parse(b"max 100000\n"), Ok(None));
        assert_eq!(parse_v1(b"150000\n", b"100000\n"), Ok(Some(quota)));
        assert_eq!(parse_v1(b"-1\n", b"100000\n"), Ok(None));
    }

    #[test]
    fn cut_off_anywhere_it_is_an_error() {
        for whole in [&b"150000 100000\n"[..], b"max 100000\n"] {
            for length in 0..whole.len() {
                assert!(parse(&whole[..length]).is_err(), "{length} bytes");
            }
        }
        for length in 0..7 {
            assert!(parse_v1(&b"150000\n"[..length], b"100000\n").is_err(), "{length} bytes");
            assert!(parse_v1(b"150000\n", &b"100000\n"[..length]).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn nonsense_is_an_error_and_never_divides_by_0() {
        for bad in
            ["max\n", "max 0\n", "1 0\n", "0 1\n", "-1 1\n", "x 1\n", "1 x\n", "\n", "0x1 1\n"]
        {
            assert!(parse(bad.as_bytes()).is_err(), "{bad:?}");
        }
        assert!(parse_v1(b"0\n", b"1\n").is_err());
        assert!(parse_v1(b"1\n", b"0\n").is_err());
        assert!(parse_v1(b"1\n", b"-1\n").is_err());
        assert!(parse_v1(b"max\n", b"1\n").is_err());
    }
}
