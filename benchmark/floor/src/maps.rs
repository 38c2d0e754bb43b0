//! The mappings of one process.

use std::cell::RefCell;
use std::ffi::CStr;
use std::hint::black_box;

use crate::one::absolute;
use crate::sys;
use crate::text::{Path, Words, hexadecimal, lines};

/// The sizes that are told of a mapping, in the kernel's order.
const SIZES: [&[u8]; 10] = [
    b"Size:",
    b"Rss:",
    b"Pss:",
    b"Shared_Clean:",
    b"Shared_Dirty:",
    b"Private_Clean:",
    b"Private_Dirty:",
    b"Referenced:",
    b"Anonymous:",
    b"Swap:",
];

#[expect(dead_code, reason = "picked out because a caller wants to know, and here nobody asks")]
#[derive(Default)]
struct Mapping {
    start: u64,
    end: u64,
    permissions: [u8; 4],
    offset: u64,
    path: Vec<u8>,
    sizes: [u64; SIZES.len()],
}

thread_local! {
    static TEXT: RefCell<Vec<u8>> = RefCell::new(vec![0; 1 << 20]);
}

/// `smaps`: sizes and all.
pub fn with_sizes(pid: i32) -> Option<usize> {
    whole(absolute(u32::try_from(pid).ok()?, "/smaps"), |text| {
        let mut mappings: Vec<Mapping> = Vec::new();
        let mut expected = 0;
        for line in lines(text) {
            // only the first lines of each mapping begin with an address, in small letters
            if !line[0].is_ascii_uppercase() {
                mappings.push(mapping(line)?);
                expected = 0;
                continue;
            }
            let rest = SIZES.get(expected).and_then(|name| line.strip_prefix(*name));
            if let (Some(rest), Some(last)) = (rest, mappings.last_mut()) {
                last.sizes[expected] = Words(rest).number()?;
                expected += 1;
            }
        }
        Some(black_box(mappings).len())
    })
}

/// `maps`: only what is where.
pub fn without_sizes(pid: i32) -> Option<usize> {
    whole(absolute(u32::try_from(pid).ok()?, "/maps"), |text| {
        let mappings: Option<Vec<Mapping>> = lines(text).map(mapping).collect();
        Some(black_box(mappings?).len())
    })
}

fn mapping(line: &[u8]) -> Option<Mapping> {
    let mut words = Words(line);
    let range = words.next()?;
    let dash = range.iter().position(|&byte| byte == b'-')?;
    let permissions = words.next()?.try_into().ok()?;
    let offset = hexadecimal(words.next()?);
    words.pass(2);
    Some(Mapping {
        start: hexadecimal(range),
        end: hexadecimal(&range[dash + 1..]),
        permissions,
        offset,
        path: words.0.trim_ascii().to_vec(),
        ..Mapping::default()
    })
}

/// Reads a file to its end into a buffer that is kept.
fn whole(path: Path, parse: impl Fn(&[u8]) -> Option<usize>) -> Option<usize> {
    let path: &CStr = path.as_c_str();
    TEXT.with_borrow_mut(|buffer| {
        let file = sys::open(sys::ANYWHERE, path, libc::O_RDONLY)?;
        let mut length = 0;
        loop {
            if buffer.len() - length < 65536 {
                buffer.resize(buffer.len() * 2, 0);
            }
            match sys::read(&file, &mut buffer[length..])? {
                0 => return parse(&buffer[..length]),
                more => length += more,
            }
        }
    })
}
