//! Structs as the kernels of macOS and the BSDs hand them out: fields of fixed widths, one behind the other.
//!
//! [`record!`] takes a struct as its header declares it, with the padding written out, and the size that the C
//! compiler gives it; both must agree, or it does not compile. That is checked wherever this crate is built, since
//! widths are fixed: what a system calls `long` is `i64` here.

use crate::{ParseError, Result};

/// What stands in a struct: a number, an array, or another struct.
pub trait Field: Sized {
    /// Its bytes, padding included.
    const WIDTH: usize;

    /// Reads it from where it begins; `None` if the bytes end before it does.
    fn read(bytes: &[u8]) -> Option<Self>;
}

macro_rules! numbers {
    ($($number:ty),+) => {
        $(impl Field for $number {
            const WIDTH: usize = size_of::<$number>();

            fn read(bytes: &[u8]) -> Option<Self> {
                bytes.first_chunk().map(|bytes| Self::from_ne_bytes(*bytes))
            }
        })+
    };
}
numbers!(u8, i8, u16, i16, u32, i32, u64, i64);

impl<T: Field + Copy + Default, const N: usize> Field for [T; N] {
    const WIDTH: usize = T::WIDTH.saturating_mul(N);

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut array = [T::default(); N];
        let bytes = bytes.get(..Self::WIDTH)?;
        for (place, bytes) in array.iter_mut().zip(bytes.chunks_exact(T::WIDTH)) {
            *place = T::read(bytes)?;
        }
        Some(array)
    }
}

/// What a field of a struct is missing when the bytes end too early.
pub(crate) fn cut_off(record: &'static str, offset: usize) -> ParseError {
    ParseError::new(record, "the struct is cut off").at(offset)
}

/// The records of a buffer, each as long as the kernel says its structs are; that may be longer than ours.
///
/// What follows the last whole one is an error, and so is a length that is shorter than ours.
pub fn rows<T: Field>(
    record: &'static str,
    bytes: &[u8],
    length: usize,
) -> impl Iterator<Item = Result<T>> {
    // A length of 0 would never come to an end.
    let length = length.max(1);
    bytes.chunks(length).enumerate().map(move |(index, row)| {
        let whole = row.len() == length;
        let start = index.saturating_mul(length);
        T::read(row)
            .filter(|_| whole)
            .ok_or_else(|| cut_off(record, start.saturating_add(row.len())))
    })
}

/// Where a field of `OFFSETS` begins, for comparing it with the system's own header when that is compiled;
/// `usize::MAX` if there is none of this name.
#[must_use]
pub const fn offset(fields: &[(&str, usize)], name: &str) -> usize {
    let mut rest = fields;
    while let [(field, offset), others @ ..] = rest {
        if same(field.as_bytes(), name.as_bytes()) {
            return *offset;
        }
        rest = others;
    }
    usize::MAX
}

/// `==`, which constants cannot use yet.
const fn same(mut left: &[u8], mut right: &[u8]) -> bool {
    while let ([first, left_rest @ ..], [second, right_rest @ ..]) = (left, right) {
        if *first != *second {
            return false;
        }
        (left, right) = (left_rest, right_rest);
    }
    left.is_empty() && right.is_empty()
}

/// Of the widths of fields.
pub(crate) const fn sum(widths: &[usize]) -> usize {
    let (mut sum, mut rest) = (0_usize, widths);
    while let [width, others @ ..] = rest {
        sum = sum.saturating_add(*width);
        rest = others;
    }
    sum
}

/// Declares a struct of a kernel's header, and how it is read.
///
/// ```ignore
/// record! {
///     /// What it is.
///     pub struct Timeval("timeval", 16) {
///         /// Seconds.
///         pub tv_sec: i64,
///         /// Microseconds.
///         pub tv_usec: i32,
///         _pad: u32,
///     }
/// }
/// ```
///
/// A longer buffer is accepted, for later releases put more behind; a shorter one is an error that says where it
/// ends. `Timeval::OFFSETS` has the offset of each field by its name.
macro_rules! record {
    (
        $(#[$attribute:meta])*
        pub struct $name:ident($record:literal, $size:literal) {
            $($(#[$of_field:meta])* $visibility:vis $field:ident: $type:ty),+ $(,)?
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "the fields are the header's own")]
        pub struct $name {
            $($(#[$of_field])* $visibility $field: $type),+
        }

        impl $name {
            /// The bytes of the struct, as `sizeof` tells.
            pub const SIZE: usize = $size;

            /// The fields and where they begin, as `offsetof` tells.
            pub const OFFSETS: &'static [(&'static str, usize)] = &{
                let mut offset = 0_usize;
                [$((stringify!($field), {
                    let here = offset;
                    offset = offset.saturating_add(<$type as $crate::record::Field>::WIDTH);
                    here
                })),+, ("", offset)]
            };

            /// Reads one from the beginning of the bytes.
            pub fn parse(bytes: &[u8]) -> $crate::Result<Self> {
                <Self as $crate::record::Field>::read(bytes)
                    .ok_or_else(|| $crate::record::cut_off($record, bytes.len()))
            }
        }

        impl $crate::record::Field for $name {
            const WIDTH: usize = $size;

            fn read(bytes: &[u8]) -> Option<Self> {
                let mut rest = bytes.get(..$size)?;
                $(
                    let $field = <$type as $crate::record::Field>::read(rest)?;
                    rest = rest.get(<$type as $crate::record::Field>::WIDTH..)?;
                )+
                let _ = rest;
                Some(Self { $($field),+ })
            }
        }

        const _: () = {
            let widths = [$(<$type as $crate::record::Field>::WIDTH),+];
            let sum = $crate::record::sum(&widths);
            assert!(sum == $size, "the fields do not add up to the size of the struct");
        };
    };
}
pub(crate) use record;

#[cfg(test)]
mod tests {
    use super::*;

    record! {
        /// One that has everything.
        pub struct Sample("sample", 16) {
            pub number: u16,
            pub small: [u8; 2],
            pub inner: Inner,
            _pad: u32,
        }
    }

    record! {
        /// Within another.
        #[derive(Default)]
        pub struct Inner("inner", 8) {
            pub first: i32,
            pub second: u32,
        }
    }

    const BYTES: [u8; 16] = [1, 0, 2, 3, 255, 255, 255, 255, 4, 0, 0, 0, 9, 9, 9, 9];

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let sample = Sample::parse(&BYTES).unwrap();
        assert_eq!((sample.number, sample.small), (1, [2, 3]));
        assert_eq!(sample.inner, Inner { first: -1, second: 4 });
        let offsets = [("number", 0), ("small", 2), ("inner", 4), ("_pad", 12), ("", 16)];
        assert_eq!(Sample::OFFSETS, offsets);
        assert_eq!((Sample::SIZE, Inner::SIZE, Inner::OFFSETS.len()), (16, 8, 3));
    }

    #[test]
    fn a_field_is_found_by_its_whole_name() {
        let found = ["inner", "_pad", "in", "inner_", ""].map(|name| offset(Sample::OFFSETS, name));
        assert_eq!(found, [4, 12, usize::MAX, usize::MAX, 16]);
    }

    #[test]
    fn longer_is_accepted_and_shorter_is_an_error_with_the_offset() {
        assert_eq!(Sample::parse(&[BYTES, BYTES].concat()), Sample::parse(&BYTES));
        assert_eq!(Inner::parse(&BYTES[4..]).map(|inner| inner.first), Ok(-1));
        for length in 0..BYTES.len() {
            let error = Sample::parse(&BYTES[..length]).unwrap_err();
            assert_eq!((error.record, error.offset), ("sample", Some(length)));
        }
    }

    #[test]
    fn rows_are_as_long_as_the_kernel_says() {
        let bytes = [&BYTES[..], &[7; 4], &BYTES, &[7; 4]].concat();
        let rows: Vec<_> = rows::<Sample>("sample", &bytes, 20).collect();
        assert_eq!(rows, [Sample::parse(&BYTES), Sample::parse(&BYTES)]);
    }

    #[test]
    fn rows_that_end_in_the_middle_or_are_shorter_than_ours_are_errors() {
        let offsets = |bytes: &[u8], length| -> Vec<_> {
            rows::<Inner>("inner", bytes, length)
                .map(|row| row.err().and_then(|error| error.offset))
                .collect()
        };
        assert_eq!(offsets(&BYTES[..11], 8), [None, Some(11)]);
        assert_eq!(offsets(&BYTES[..8], 4), [Some(4), Some(8)]);
        assert_eq!(offsets(&BYTES[..2], 0), [Some(1), Some(2)]);
        assert!(rows::<Inner>("inner", &[], 8).next().is_none());
    }
}
