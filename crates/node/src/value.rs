//! Values in the forms that JavaScript has.

use napi::Either;
use napi::bindgen_prelude::{Buffer, Null};

/// A number that this kernel or this file may not tell.
///
/// In a record it stands in an `Option`, written out: napi leaves out the property of a field that is
/// literally an `Option` and `None`, which is what a platform without the field must look like.
pub type NumberOrNull = Either<f64, Null>;

/// Text, or the bytes it was made of.
pub type Text = Either<String, Buffer>;

/// A count or a number of bytes.
#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53: 9 PB, 285 years of microseconds")]
pub fn number(count: u64) -> f64 {
    count as f64
}

/// A number that every platform has a place for, and not every kernel tells.
pub fn float_or_null(value: Option<f64>) -> NumberOrNull {
    value.map_or(Either::B(Null), Either::A)
}

/// Bytes as they are, or as text: what is not UTF-8 becomes U+FFFD.
pub fn text(bytes: Vec<u8>, as_buffer: bool) -> Text {
    if as_buffer { Either::B(bytes.into()) } else { Either::A(lossy(bytes)) }
}

/// Bytes as text.
pub fn lossy(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
