//! What the tests of the records share.

use std::fmt::Debug;

use crate::Result;
use crate::record::offset;

/// A struct as the kernel writes it: each field at its place, and what was there before between them.
pub fn written(size: usize, fields: &[(usize, &[u8])]) -> Vec<u8> {
    let mut bytes = vec![0xAA; size];
    for (at, field) in fields {
        bytes[*at..][..field.len()].copy_from_slice(field);
    }
    bytes
}

/// A `char[N]`: the text, NULs behind it if there is room.
pub fn chars<const N: usize>(text: &[u8]) -> [u8; N] {
    let mut array = [0; N];
    array[..text.len()].copy_from_slice(text);
    array
}

/// The fields stand where the header puts them.
pub fn stand(offsets: &[(&str, usize)], places: &[(&str, usize)]) {
    for &(field, at) in places {
        assert_eq!(offset(offsets, field), at, "{field}");
    }
}

/// Cut off anywhere it is an error that says where, and what stands behind it changes nothing.
pub fn ends<T: Debug + PartialEq>(bytes: &[u8], parse: impl Fn(&[u8]) -> Result<T>) {
    for length in 0..bytes.len() {
        let error = parse(&bytes[..length]).unwrap_err();
        assert_eq!(error.offset, Some(length));
    }
    assert_eq!(parse(&[bytes, &[0x55; 9]].concat()), parse(bytes));
    assert!(parse(bytes).is_ok());
}

/// Text that a program may choose: no NUL behind it, and bytes that mean something elsewhere.
pub fn hostile<const N: usize>() -> [u8; N] {
    std::array::from_fn(|at| b") \n\xFF("[at % 5])
}
