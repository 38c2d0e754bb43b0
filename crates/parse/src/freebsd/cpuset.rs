//! `cpuset_t` of `sys/_cpuset.h` (FreeBSD 14), `cpuset_getaffinity(2)`: a set of CPUs, one bit each, in words of 64
//! bits.
//!
//! It has 256 bits before FreeBSD 14 and 1024 since; the caller says how long its set is, and one that is longer than the
//! kernel's is refused (ERANGE).

use crate::bsd::number;
use crate::{ParseError, Result};

/// Bytes of a set since FreeBSD 14.
pub const SIZE: usize = 128;
/// Bytes of a set before.
pub const OLD_SIZE: usize = 32;

/// The CPUs of a set, lowest first.
pub fn parse(bytes: &[u8]) -> Result<Vec<u32>> {
    let words = number::array::<u64>(bytes)?;
    let bits = words.into_iter().flat_map(|word| (0..64).map(move |bit| word >> bit & 1 != 0));
    Ok((0_u32..).zip(bits).filter_map(|(cpu, is_in)| is_in.then_some(cpu)).collect())
}

/// The set of these CPUs in as many bytes as there is room for.
pub fn write(cpus: &[u32], set: &mut [u8]) -> Result<()> {
    set.fill(0);
    let (words, _) = set.as_chunks_mut::<8>();
    for &cpu in cpus {
        let word = usize::try_from(cpu >> 6).ok().and_then(|index| words.get_mut(index));
        let word = word.ok_or(ParseError::new("cpuset", "the set has no room for the CPU"))?;
        *word = (u64::from_ne_bytes(*word) | 1 << (cpu & 63)).to_ne_bytes();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trap_24_a_cpu_is_a_bit_of_a_word_of_64() {
        let mut set = [0xFF; OLD_SIZE];
        write(&[8, 63, 64, 255], &mut set).unwrap();
        let words = [1 << 8 | 1 << 63, 1, 0, 1 << 63].map(u64::to_ne_bytes).concat();
        assert_eq!(set[..], words);
        assert_eq!(parse(&set), Ok(vec![8, 63, 64, 255]));
    }

    #[test]
    fn trap_25_a_set_is_as_long_as_the_kernel_has_it() {
        let mut set = [0; SIZE];
        write(&[0, 1023], &mut set).unwrap();
        assert_eq!(parse(&set), Ok(vec![0, 1023]));
        assert!(write(&[1024], &mut set).is_err());
        assert!(write(&[u32::MAX], &mut set).is_err());
        assert!(write(&[256], &mut set[..OLD_SIZE]).is_err());
    }

    #[test]
    fn half_a_word_is_an_error() {
        assert_eq!(parse(&[]), Ok(vec![]));
        assert_eq!(parse(&[0xFF; 8]), Ok((0..64).collect()));
        for length in (0..32).filter(|length| length % 8 != 0) {
            assert!(parse(&[0; 32][..length]).is_err(), "{length} bytes");
        }
    }
}
