//! What must hold for every parser of a kind, whatever the bytes. What a parser tells is compared by its `Debug`.

use std::fmt::Debug;

use psutil_parse::record::{Field, rows as rows_of};

/// A line that no parser of lines knows.
const FOREIGN: &[u8] = b"Foreign_line_of_another_kernel: 7 kB\n";

/// The bytes without a last line that is cut off.
pub fn whole(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
    bytes.get(..end).unwrap_or_default()
}

/// What is told, as text.
pub fn told(what: impl Debug) -> String {
    format!("{what:?}")
}

/// What is told unless it is refused.
pub fn told_if<T: Debug, E>(what: Result<T, E>) -> Option<String> {
    what.ok().map(told)
}

/// A parser says the same of the same bytes, wherever they are.
pub fn steady(bytes: &[u8], parse: impl Fn(&[u8]) -> String) {
    let elsewhere = Vec::from(bytes);
    assert_eq!(parse(bytes), parse(&elsewhere), "twice the same");
}

/// A parser that looks for lines it knows: half a line is none, and a foreign line changes nothing. `None` is an error.
pub fn keyed(bytes: &[u8], parse: impl Fn(&[u8]) -> Option<String>) {
    let whole = whole(bytes);
    let read = parse(whole);
    if let Some(cut) = parse(bytes) {
        assert_eq!(Some(cut), read, "half a line counts");
    }
    if read.is_some() {
        assert_eq!(parse(&[whole, FOREIGN].concat()), read, "a foreign line counts");
    }
    assert_eq!(parse(whole), read, "twice the same");
}

/// A parser of rows: there are no more of them than lines, half a line is none, and one more row changes none of
/// those before it.
pub fn rows(bytes: &[u8], one_more: &[u8], parse: impl Fn(&[u8]) -> Vec<String>) {
    let whole = whole(bytes);
    let read = parse(whole);
    assert!(read.len() <= lines(whole), "more rows than lines");
    assert_eq!(parse(bytes), read, "half a line counts");
    let more = parse(&[whole, one_more].concat());
    assert!(more.starts_with(&read), "a row changes another");
    assert!(more.len() <= read.len() + lines(one_more), "a row becomes more");
}

/// How many lines are whole.
#[expect(clippy::naive_bytecount, reason = "a crate for it would be the only one")]
pub fn lines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte == b'\n').count()
}

/// What is handed out is part of what was given.
pub fn within<'a>(bytes: &[u8], parts: impl IntoIterator<Item = &'a [u8]>) {
    let place = bytes.as_ptr_range();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        let part = part.as_ptr_range();
        assert!(place.start <= part.start && part.end <= place.end, "a slice of something else");
    }
}

/// Numbers to ask for: some that stand there, and some that any may have.
pub fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let words = bytes.split(|byte| !byte.is_ascii_digit()).filter(|word| !word.is_empty());
    let numbers = words.filter_map(|word| str::from_utf8(word).ok()?.parse().ok());
    numbers.take(4).chain([0, 1, 1000, u32::MAX])
}

/// A struct: it is read if it is whole, what stands behind it changes nothing, and a list has as many of them as the
/// length of one says.
pub fn record<T: Field + Debug + PartialEq>(
    bytes: &[u8],
    parse: impl Fn(&[u8]) -> psutil_parse::Result<T>,
) -> Option<T> {
    let read = parse(bytes);
    assert_eq!(read.is_ok(), bytes.len() >= T::WIDTH, "whole or not");
    if let Some(itself) = bytes.get(..T::WIDTH) {
        assert_eq!(parse(&Vec::from(itself)), read, "what stands behind it counts");
    }
    // More of them are more of the same.
    let bytes = bytes.get(..1 << 12).unwrap_or(bytes);
    for length in [0, T::WIDTH - 1, T::WIDTH, T::WIDTH + 1, bytes.len()] {
        let (mut all, mut whole) = (0, 0);
        for row in rows_of::<T>("list", bytes, length) {
            all += 1;
            whole += usize::from(row.is_ok());
        }
        assert_eq!(all, bytes.len().div_ceil(length.max(1)), "rows of {length} bytes");
        let room = if length < T::WIDTH { 0 } else { bytes.len() / length };
        assert_eq!(whole, room, "whole rows of {length} bytes");
    }
    read.ok()
}
