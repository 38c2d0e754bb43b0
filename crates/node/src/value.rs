//! Values in the forms that JavaScript has.

use napi::Either;
use napi::bindgen_prelude::{Buffer, Null};
use psutil_collect::model::field::Field;

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
pub fn number_or_null(count: Option<u64>) -> NumberOrNull {
    count.map_or(Either::B(Null), |count| Either::A(number(count)))
}

/// The same of a number with a fraction.
pub fn float_or_null(value: Option<f64>) -> NumberOrNull {
    value.map_or(Either::B(Null), Either::A)
}

/// Text that every platform has a place for, and not every kernel tells.
pub fn text_or_null(bytes: Option<Vec<u8>>) -> Either<String, Null> {
    bytes.map_or(Either::B(Null), |bytes| Either::A(lossy(bytes)))
}

/// A field of seconds.
pub fn seconds(field: Field<f64>) -> Option<NumberOrNull> {
    match field {
        Field::Lacking => None,
        Field::Unknown => Some(Either::B(Null)),
        Field::Known(value) => Some(Either::A(value)),
    }
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
