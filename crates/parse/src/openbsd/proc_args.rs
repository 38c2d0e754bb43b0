//! `KERN_PROC_ARGS` of sysctl(2) (OpenBSD 7): the arguments or the environment of a process.
//!
//! The kernel fills the buffer with an array of pointers, each to a text in the same buffer, and a null pointer after
//! them; then the texts, with a NUL behind each. There is room for more pointers than are filled if the process has
//! ended its own list early, and what stands in that room is from somebody else.

use crate::native::at;
use crate::record::cut_off;
use crate::{ParseError, Result};

const RECORD: &str = "proc_args";
const POINTER: usize = size_of::<u64>();

/// The texts of a buffer that the kernel filled when it was at this address.
pub fn parse(bytes: &[u8], address: u64) -> Result<Vec<&[u8]>> {
    let mut texts = Vec::new();
    let mut expected = None;
    for (index, pointer) in bytes.chunks(POINTER).enumerate() {
        let here = index.saturating_mul(POINTER);
        let pointer = at(pointer, 0).map(u64::from_ne_bytes).ok_or(cut_off(RECORD, bytes.len()))?;
        if pointer == 0 {
            return Ok(texts);
        }
        let start = pointer.checked_sub(address).and_then(|start| usize::try_from(start).ok());
        // The first text may begin anywhere behind the null pointer, each other one behind the one before it.
        let start = match expected {
            None => start.filter(|start| *start > here),
            Some(expected) => start.filter(|start| *start == expected),
        };
        let start = start.ok_or(ParseError::new(RECORD, "a pointer leads elsewhere").at(here))?;
        let rest = bytes.get(start..).ok_or(cut_off(RECORD, bytes.len()))?;
        let length = rest.iter().position(|&byte| byte == 0);
        let text = length.and_then(|length| rest.get(..length));
        let text = text.ok_or(cut_off(RECORD, bytes.len()))?;
        expected = Some(start.saturating_add(text.len()).saturating_add(1));
        texts.push(text);
    }
    Err(cut_off(RECORD, bytes.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: u64 = 0x0000_7F7F_FFFF_0000;

    /// As the kernel writes it: with room for some pointers more, which it leaves as they were.
    fn written(texts: &[&[u8]], room: usize) -> Vec<u8> {
        let mut start = (texts.len() + room + 1) * POINTER;
        let (mut bytes, mut behind) = (Vec::new(), Vec::new());
        for text in texts {
            bytes.extend((ADDRESS + u64::try_from(start).unwrap()).to_ne_bytes());
            behind.extend([text, &b"\0"[..]].concat());
            start += text.len() + 1;
        }
        bytes.extend([0; POINTER]);
        bytes.extend(vec![0xA5; room * POINTER]);
        bytes.extend(behind);
        bytes
    }

    #[test]
    fn texts_are_bytes_with_a_nul_behind_each() {
        let texts: [&[u8]; 5] = [b"/bin/sh", b"-c", b"", b"a\nb) \xFF\xFE", b"=x="];
        assert_eq!(parse(&written(&texts, 0), ADDRESS).unwrap(), texts);
        assert_eq!(parse(&written(&[b""], 0), ADDRESS).unwrap(), [b""]);
    }

    #[test]
    fn no_arguments_are_an_empty_list() {
        assert_eq!(parse(&written(&[], 0), ADDRESS).unwrap(), [b""; 0]);
        assert_eq!(parse(&written(&[], 3), ADDRESS).unwrap(), [b""; 0]);
    }

    #[test]
    fn trap_15_a_title_instead_of_arguments_is_one_text() {
        let title: &[&[u8]] = &[b"postgres: idle (postgres)"];
        assert_eq!(parse(&written(title, 0), ADDRESS).unwrap(), title);
        // The process has put a null pointer into its own list.
        assert_eq!(parse(&written(title, 4), ADDRESS).unwrap(), title);
    }

    #[test]
    fn what_stands_behind_the_last_text_belongs_to_nobody() {
        let bytes = [written(&[b"a", b"b"], 0), b"old\0".to_vec()].concat();
        assert_eq!(parse(&bytes, ADDRESS).unwrap(), [b"a", b"b"]);
    }

    #[test]
    fn pointers_that_lead_elsewhere_are_errors() {
        let reason = |bytes: &[u8], address| parse(bytes, address).unwrap_err().reason;
        let bytes = written(&[b"a", b"b"], 0);
        for address in [0, ADDRESS - 1, ADDRESS + 24, ADDRESS + 25, u64::MAX] {
            assert!(parse(&bytes, address).is_err(), "{address:#x}");
        }
        let mut twice = bytes.clone();
        let (first, second) = twice.split_at_mut(POINTER);
        second[..POINTER].copy_from_slice(first);
        assert_eq!(reason(&twice, ADDRESS), "a pointer leads elsewhere");
        let mut itself = bytes;
        itself[..POINTER].copy_from_slice(&ADDRESS.to_ne_bytes());
        assert_eq!(reason(&itself, ADDRESS), "a pointer leads elsewhere");
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        let bytes = written(&[b"/bin/sh", b"-c", b"exit"], 0);
        for length in 0..bytes.len() {
            assert!(parse(&bytes[..length], ADDRESS).is_err(), "{length} bytes");
        }
    }
}
