//! `struct bcachestats` of `sys/mount.h` (OpenBSD 7), `VFS_GENERIC`, `VFS_BCACHESTAT` of sysctl(2): the
//! cache of disk blocks.
//!
//! What follows is not the same in any two of 5.x, 6.x and 7.x.

use crate::record::record;

record! {
    /// The beginning, which never moved.
    pub struct Bcachestats("bcachestats", 16) {
        pub numbufs: i64,
        /// Pages of memory.
        pub numbufpages: i64,
    }
}

#[cfg(test)]
mod tests {
    use super::super::by_hand::lengths_are_checked;
    use super::*;

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let offsets = [("numbufs", 0), ("numbufpages", 8), ("", 16)];
        assert_eq!(Bcachestats::OFFSETS, offsets);
        let bytes = [5_i64, 1 << 40].map(i64::to_ne_bytes).concat();
        assert_eq!(
            Bcachestats::parse(&bytes),
            Ok(Bcachestats { numbufs: 5, numbufpages: 1 << 40 })
        );
        lengths_are_checked(&bytes, Bcachestats::parse);
    }

    #[test]
    fn the_rest_of_any_release_does_not_matter() {
        let words: Vec<i64> = (1..=18).collect();
        for count in [10, 13, 15, 18] {
            let bytes: Vec<u8> =
                words[..count].iter().flat_map(|word| word.to_ne_bytes()).collect();
            assert_eq!(Bcachestats::parse(&bytes).map(|it| it.numbufpages), Ok(2), "{count} words");
        }
    }
}
