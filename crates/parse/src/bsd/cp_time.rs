//! `long cp_time[CPUSTATES]` of `sys/dkstat.h`, `sys/resource.h` and `sys/sched.h`, sysctl(3): what a CPU did, in ticks.
//!
//! The order of the states is each system's own, and so is how many there are: 5 on FreeBSD (`CP_USER`, `CP_NICE`,
//! `CP_SYS`, `CP_INTR`, `CP_IDLE`) and NetBSD, 6 on OpenBSD, which has `CP_SPIN` before `CP_INTR`.

use crate::record::{cut_off, rows};
use crate::{ParseError, Result};

const RECORD: &str = "cp_time";

/// The states of one CPU, or of all together. What stands behind them belongs to somebody else.
pub fn parse<const STATES: usize>(bytes: &[u8]) -> Result<[u64; STATES]> {
    <[u64; STATES] as crate::record::Field>::read(bytes).ok_or_else(|| cut_off(RECORD, bytes.len()))
}

/// The states of one CPU after the other, as `kern.cp_times` has them. An array of none is an error.
pub fn parse_each<const STATES: usize>(bytes: &[u8]) -> Result<Vec<[u64; STATES]>> {
    if bytes.is_empty() {
        return Err(ParseError::new(RECORD, "there is no CPU"));
    }
    rows(RECORD, bytes, STATES.saturating_mul(size_of::<u64>())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(ticks: &[u64]) -> Vec<u8> {
        ticks.iter().flat_map(|ticks| ticks.to_ne_bytes()).collect()
    }

    #[test]
    fn states_keep_their_order() {
        let bytes = written(&[1, 2, 3, 4, u64::MAX, 6]);
        assert_eq!(parse(&bytes), Ok([1, 2, 3, 4, u64::MAX]));
        assert_eq!(parse(&bytes), Ok([1, 2, 3, 4, u64::MAX, 6]));
        assert_eq!(parse_each(&bytes), Ok(vec![[1, 2, 3], [4, u64::MAX, 6]]));
    }

    #[test]
    fn absent_cpus_are_all_zero_and_keep_their_place() {
        let bytes = written(&[1, 2, 3, 4, 5, 0, 0, 0, 0, 0, 6, 7, 8, 9, 10]);
        let cpus = parse_each::<5>(&bytes).unwrap();
        assert_eq!(cpus, [[1, 2, 3, 4, 5], [0; 5], [6, 7, 8, 9, 10]]);
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        let bytes = written(&[1; 10]);
        for length in 0..40 {
            assert!(parse::<5>(&bytes[..length]).is_err(), "{length} bytes");
            assert!(parse_each::<5>(&bytes[..length]).is_err(), "{length} bytes");
        }
        for length in 41..80 {
            assert!(parse_each::<5>(&bytes[..length]).is_err(), "{length} bytes");
        }
    }
}
