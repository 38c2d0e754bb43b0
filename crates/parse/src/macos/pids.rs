//! Numbers of processes, as `proc_listpids` fills a buffer with them (macOS 15).
//!
//! What it says it would need is for 20 more than there are: only the bytes that it says it has written count.

use crate::Result;
use crate::record;

/// The numbers, in the kernel's order.
pub fn rows(bytes: &[u8]) -> impl Iterator<Item = Result<i32>> {
    record::rows("proc_listpids", bytes, size_of::<i32>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_an_int() {
        let bytes = [501_i32, 1, 0].map(i32::to_ne_bytes).concat();
        assert_eq!(rows(&bytes).collect::<Vec<_>>(), [Ok(501), Ok(1), Ok(0)]);
        assert_eq!(rows(&[]).count(), 0);
    }

    #[test]
    fn half_a_number_is_an_error() {
        let bytes = [501_i32, 1].map(i32::to_ne_bytes).concat();
        for length in 5..8 {
            let last = rows(&bytes[..length]).last().unwrap();
            assert_eq!(last.unwrap_err().offset, Some(length));
        }
    }
}
