//! `voltage-statesN-sram` of the `pmgr` of the I/O registry (Apple silicon, macOS 11 to 15): how fast a kind of core can be.
//!
//! Pairs of little-endian 32-bit numbers, the frequency and the voltage in millivolts, slowest first. Frequencies are Hz
//! up to M3, and kHz from M4 on. There is no document.

use crate::record::cut_off;
use crate::{ParseError, Result};

const RECORD: &str = "voltage-states";

/// What no core of the first kind is as slow as in Hz, and none of the others as fast in kHz.
const SLOWEST_HZ: u32 = 100_000_000;

/// The slowest and the fastest frequency in Hz. Pairs of 0 are none; a table without any is an error.
pub fn range(bytes: &[u8]) -> Result<(u64, u64)> {
    let (pairs, rest) = bytes.as_chunks::<8>();
    if !rest.is_empty() {
        return Err(cut_off(RECORD, bytes.len()));
    }
    let frequencies = pairs.iter().map(|&[a, b, c, d, ..]| u32::from_le_bytes([a, b, c, d]));
    let frequencies = frequencies.filter(|&frequency| frequency != 0);
    let (slowest, fastest) = (frequencies.clone().min(), frequencies.max());
    let range = slowest.zip(fastest).ok_or(ParseError::new(RECORD, "there is no frequency"))?;
    let unit = if range.1 < SLOWEST_HZ { 1000 } else { 1 };
    let hertz = |frequency| u64::from(frequency).saturating_mul(unit);
    Ok((hertz(range.0), hertz(range.1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(frequencies: &[u32]) -> Vec<u8> {
        let pair = |&frequency: &u32| [frequency.to_le_bytes(), 781_u32.to_le_bytes()];
        frequencies.iter().flat_map(pair).flatten().collect()
    }

    #[test]
    fn the_first_kinds_have_hertz_and_later_ones_kilohertz() {
        let table = made(&[600_000_000, 2_064_000_000, 3_204_000_000]);
        assert_eq!(range(&table), Ok((600_000_000, 3_204_000_000)));
        let table = made(&[1_260_000, 4_512_000]);
        assert_eq!(range(&table), Ok((1_260_000_000, 4_512_000_000)));
    }

    #[test]
    fn pairs_of_nothing_do_not_count() {
        let table = made(&[0, 600_000_000, 0]);
        assert_eq!(range(&table), Ok((600_000_000, 600_000_000)));
        assert!(range(&made(&[0, 0])).is_err());
        assert!(range(&[]).is_err());
        assert_eq!(range(&made(&[u32::MAX])), Ok((4_294_967_295, 4_294_967_295)));
    }

    #[test]
    fn half_a_pair_is_an_error() {
        let table = made(&[600_000_000, 3_204_000_000]);
        for length in 9..16 {
            assert_eq!(range(&table[..length]).unwrap_err().offset, Some(length));
        }
    }
}
