//! `struct linux_dirent64`, `getdents64(2)`: what the kernel writes for the entries of a directory.
//!
//! `u64 d_ino; i64 d_off; u16 d_reclen; u8 d_type; char d_name[]`, one after the other, `d_reclen` bytes each.

use crate::{native, text};

const RECLEN_AT: usize = 16;
const NAME_AT: usize = 19;

/// The names in a buffer that `getdents64` filled. Stops at a record that does not fit.
pub fn names(buffer: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = buffer;
    std::iter::from_fn(move || {
        let length = usize::from(native::at(rest, RECLEN_AT).map(u16::from_ne_bytes)?);
        let (record, next) = rest.split_at_checked(length)?;
        let name = record.get(NAME_AT..)?;
        rest = next;
        name.split(|&byte| byte == 0).next()
    })
}

/// The entries of `/proc` that are process ids: names of digits only.
pub fn pids(buffer: &[u8]) -> impl Iterator<Item = i32> {
    names(buffer).filter_map(text::narrow)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(name: &[u8]) -> Vec<u8> {
        let length = (NAME_AT + name.len() + 1).next_multiple_of(8);
        let mut bytes = vec![0; length];
        bytes[RECLEN_AT..NAME_AT - 1]
            .copy_from_slice(&u16::try_from(length).unwrap().to_ne_bytes());
        bytes[NAME_AT..NAME_AT + name.len()].copy_from_slice(name);
        bytes
    }

    #[test]
    fn takes_only_the_names_that_are_numbers() {
        let names: [&[u8]; 6] = [b".", b"self", b"1", b"4194304", b"12x", b"99999999999"];
        let buffer: Vec<u8> = names.iter().flat_map(|name| record(name)).collect();
        assert_eq!(pids(&buffer).collect::<Vec<_>>(), [1, 4_194_304]);
    }

    #[test]
    fn a_broken_record_ends_the_list() {
        let mut buffer = record(b"1");
        buffer.extend(&record(b"2")[..18]);
        assert_eq!(pids(&buffer).collect::<Vec<_>>(), [1]);
        assert_eq!(pids(&[0; 64]).count(), 0);
        assert_eq!(pids(&[]).count(), 0);
    }
}
