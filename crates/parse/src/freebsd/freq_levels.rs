//! `dev.cpu.N.freq_levels` of sysctl(3), cpufreq(4): the frequencies that a CPU can have, `2400/35000 2300/32872`, in MHz
//! and milliwatts; -1 milliwatts is unknown.

use crate::text::{narrow, words};

/// The frequencies in MHz, in the order in which they stand there. A word that is none is left out.
pub fn mhz(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let line = bytes.split(|byte| matches!(byte, 0 | b'\n')).next().unwrap_or_default();
    words(line).filter_map(|level| {
        let slash = level.iter().position(|&byte| byte == b'/')?;
        narrow(level.get(..slash)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> Vec<u32> {
        mhz(bytes).collect()
    }

    #[test]
    fn each_level_begins_with_its_frequency() {
        assert_eq!(told(b"2400/35000 2300/32872 800/-1\0"), [2400, 2300, 800]);
        assert_eq!(told(b"2400/35000"), [2400]);
    }

    #[test]
    fn what_is_no_level_is_left_out() {
        for none in [&b""[..], b"\0", b" ", b"2400", b"/35000", b"-1/-1", b"x/1", b"4294967296/1"] {
            assert!(told(none).is_empty(), "{none:?}");
        }
        assert_eq!(told(b"1/1 24"), [1]);
        assert_eq!(told(b"1/1\0 2/2"), [1]);
    }
}
