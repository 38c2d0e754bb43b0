//! `/proc/partitions`, `proc_partitions(5)`: `major minor #blocks name`, below a headline.

use crate::text;

/// The name of the block device with these numbers.
pub fn name_of(bytes: &[u8], major: u32, minor: u32) -> Option<Vec<u8>> {
    text::lines(bytes).find_map(|line| {
        let mut words = text::words(line);
        let numbers = (text::narrow(words.next()?)?, text::narrow(words.next()?)?);
        let name = words.nth(1)?;
        (numbers == (major, minor)).then(|| name.to_vec())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &[u8] = b"major minor  #blocks  name\n\n   8        0  976762584 sda\n   \
        8        1     524288 sda1\n 104        0   35561280 cciss/c0d0\n 259        5       1000 nvme";

    #[test]
    fn e_f17_finds_the_device_that_root_is_on() {
        assert_eq!(name_of(FILE, 8, 1).as_deref(), Some(&b"sda1"[..]));
        assert_eq!(name_of(FILE, 104, 0).as_deref(), Some(&b"cciss/c0d0"[..]));
        assert_eq!(name_of(FILE, 8, 2), None);
    }

    #[test]
    fn a_cut_off_line_is_no_device() {
        assert_eq!(name_of(FILE, 259, 5), None);
        assert_eq!(name_of(b"", 8, 1), None);
        assert_eq!(name_of(b"8 1\n8 1 5\nx 1 5 a\n", 8, 1), None);
    }
}
