//! Numbers of threads, as `PROC_PIDLISTTHREADIDS` of `sys/proc_info_private.h` fills a buffer with them (macOS 15).

use crate::Result;
use crate::record;

/// The numbers, in the kernel's order. They are those that `PROC_PIDTHREADID64INFO` takes.
pub fn rows(bytes: &[u8]) -> impl Iterator<Item = Result<u64>> {
    record::rows("PROC_PIDLISTTHREADIDS", bytes, size_of::<u64>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_64_bits() {
        let bytes = [0x1_0000_0001_u64, 2].map(u64::to_ne_bytes).concat();
        assert_eq!(rows(&bytes).collect::<Vec<_>>(), [Ok(0x1_0000_0001), Ok(2)]);
        assert_eq!(rows(&[]).count(), 0);
    }

    #[test]
    fn half_a_number_is_an_error() {
        let bytes = [1_u64, 2].map(u64::to_ne_bytes).concat();
        for length in 9..16 {
            let last = rows(&bytes[..length]).last().unwrap();
            assert_eq!(last.unwrap_err().offset, Some(length));
        }
    }
}
