//! `KERN_PROCARGS2` of sysctl(3) (macOS 10.10 to 15): the arguments and the environment of a process, as it has them in its
//! memory.
//!
//! `int argc`, the path of the program, NULs up to a multiple of 8 bytes behind `argc`, the arguments, the environment,
//! NULs up to such a multiple again, and what the kernel tells `dyld`. Each text ends with a NUL. The environment is left
//! out for programs that Apple protects.

use crate::record::cut_off;
use crate::{ParseError, Result};

const RECORD: &str = "procargs2";

/// The size of a pointer: what both paddings end at.
const POINTER: usize = 8;

/// What the kernel tells `dyld` begins with one of these, if no padding is before it.
const APPLE: [&[u8]; 6] = [
    b"pfz=0x",
    b"stack_guard=0x",
    b"malloc_entropy=0x",
    b"ptr_munge=",
    b"main_stack=0x",
    b"executable_file=0x",
];

/// The texts, in the order of the buffer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Procargs2<'a> {
    /// The path that was given to `execve(2)`, without links resolved.
    pub exec_path: &'a [u8],
    /// No more than `argc`. Empty ones are kept, and so is one without its NUL.
    pub arguments: Vec<&'a [u8]>,
    /// `NAME=value`, or whatever else was given to `execve(2)`; an empty one ends it.
    pub environ: Vec<&'a [u8]>,
}

/// Reads the buffer.
///
/// Trap 20: that the kernel refuses to fill it, with EINVAL, does not mean that there is no process.
pub fn parse(bytes: &[u8]) -> Result<Procargs2<'_>> {
    let (argc, texts) = bytes.split_first_chunk().ok_or_else(|| cut_off(RECORD, bytes.len()))?;
    let count = usize::try_from(i32::from_ne_bytes(*argc))
        .map_err(|_| ParseError::new(RECORD, "argc is negative").at(0))?;
    let (exec_path, behind) = text(texts);
    let padding = padding(texts.len().saturating_sub(behind.len()), behind);
    let mut rest = behind.get(padding..).unwrap_or_default();
    let mut arguments = Vec::new();
    while arguments.len() < count && !rest.is_empty() {
        let (argument, others) = text(rest);
        arguments.push(argument);
        rest = others;
    }
    Ok(Procargs2 { exec_path, arguments, environ: environ(texts.len(), rest) })
}

/// The first text, and what stands behind its NUL.
fn text(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
    let (text, rest) = bytes.split_at_checked(end).unwrap_or((bytes, &[]));
    (text, rest.get(1..).unwrap_or_default())
}

/// How many of the NULs are padding. More of them are empty arguments, fewer are a 32-bit program's.
fn padding(at: usize, bytes: &[u8]) -> usize {
    let missing = at.next_multiple_of(POINTER).saturating_sub(at);
    bytes.iter().take(missing).take_while(|&&byte| byte == 0).count()
}

fn environ(length: usize, mut rest: &[u8]) -> Vec<&[u8]> {
    let mut environ = Vec::new();
    while !rest.is_empty() {
        let is_aligned = length.saturating_sub(rest.len()).is_multiple_of(POINTER);
        let (entry, others) = text(rest);
        let is_apple = is_aligned && APPLE.iter().any(|key| entry.starts_with(key));
        if entry.is_empty() || is_apple {
            break;
        }
        environ.push(entry);
        rest = others;
    }
    environ
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the kernel lays them out.
    fn made(argc: i32, path: &[u8], arguments: &[&[u8]], environ: &[&[u8]]) -> Vec<u8> {
        let mut texts = [path, b"\0"].concat();
        texts.resize(texts.len().next_multiple_of(8), 0);
        for text in arguments.iter().chain(environ) {
            texts.extend([text, &b"\0"[..]].concat());
        }
        texts.resize(texts.len().next_multiple_of(8), 0);
        texts.extend(b"pfz=0x7ffffff12000\0main_stack=0x7ff7b,0x800000\0\0");
        [&argc.to_ne_bytes()[..], &texts].concat()
    }

    #[test]
    fn there_are_as_many_arguments_as_argc_says() {
        let bytes = made(3, b"/bin/sh", &[b"sh", b"-c", b"exit 1"], &[b"A=1", b"B=x=y"]);
        let read = parse(&bytes).unwrap();
        assert_eq!(read.exec_path, b"/bin/sh");
        assert_eq!(read.arguments, [&b"sh"[..], b"-c", b"exit 1"]);
        assert_eq!(read.environ, [&b"A=1"[..], b"B=x=y"]);
    }

    #[test]
    fn what_the_kernel_tells_dyld_is_no_variable() {
        // However many NULs of padding there are, none among them.
        for length in 1..20 {
            let value = vec![b'x'; length];
            let bytes = made(1, b"/bin/sh", &[b"sh"], &[&value]);
            assert_eq!(parse(&bytes).unwrap().environ, [&value[..]], "{length} bytes");
            let bytes = made(1, b"/bin/sh", &[&value], &[]);
            assert!(parse(&bytes).unwrap().environ.is_empty(), "{length} bytes");
        }
    }

    #[test]
    fn empty_arguments_are_kept_whatever_the_padding() {
        for length in 1..20 {
            let path = vec![b'/'; length];
            let bytes = made(4, &path, &[b"", b"", b"a", b""], &[b"A=1"]);
            let read = parse(&bytes).unwrap();
            assert_eq!(read.exec_path, path);
            assert_eq!(read.arguments, [&b""[..], b"", b"a", b""], "{length} bytes");
            assert_eq!(read.environ, [b"A=1"]);
        }
    }

    #[test]
    fn a_program_of_32_bits_has_less_padding() {
        let bytes = [&1_i32.to_ne_bytes()[..], b"/a\0\0prog\0A=1\0"].concat();
        let read = parse(&bytes).unwrap();
        assert_eq!((read.exec_path, &read.arguments[..]), (&b"/a"[..], &[&b"prog"[..]][..]));
        assert_eq!(read.environ, [b"A=1"]);
    }

    #[test]
    fn trap_15_text_without_its_nul_is_kept() {
        let bytes = [&2_i32.to_ne_bytes()[..], b"/bin/sh\0sh\0title: a"].concat();
        assert_eq!(parse(&bytes).unwrap().arguments, [&b"sh"[..], b"title: a"]);
    }

    #[test]
    fn texts_are_bytes() {
        let bytes = made(1, b"/a) b\n\xFF", &[b"\xC3)\n"], &[b"=\xFF", b"__proto__=1"]);
        let read = parse(&bytes).unwrap();
        assert_eq!(
            (read.exec_path, &read.arguments[..]),
            (&b"/a) b\n\xFF"[..], &[&b"\xC3)\n"[..]][..])
        );
        assert_eq!(read.environ, [&b"=\xFF"[..], b"__proto__=1"]);
    }

    #[test]
    fn argc_may_be_anything() {
        let read =
            |argc| parse(&made(argc, b"/a", &[b"x"], &[b"A=1"])).map(|it| it.arguments.len());
        assert_eq!(read(0), Ok(0));
        assert!(read(i32::MAX).unwrap() < 100);
        assert_eq!(read(-1).unwrap_err().offset, Some(0));
    }

    #[test]
    fn cut_off_anywhere_there_is_no_text_that_was_not_given() {
        let bytes = made(2, b"/bin/sh", &[b"sh", b"-c"], &[b"A=1"]);
        for length in 0..bytes.len() {
            match parse(&bytes[..length]) {
                Err(error) => assert_eq!((error.offset, length < 4), (Some(length), true)),
                Ok(read) => assert!(read.arguments.len() <= 2 && read.environ.len() <= 1),
            }
        }
    }
}
