//! Rows of which each part may be of another kind, or missing: one stream of numbers and one of text, in the order
//! in which `src/cells.ts` reads them.
//!
//! Columns ([`crate::table`]) are for rows that are all alike. Here nobody has to know how wide a part is.

use napi::bindgen_prelude::Float64Array;
use napi_derive::napi;
use psutil_collect::model::field::Field;

use crate::table::{Table, push_cell};
use crate::value::number;

/// A field that this platform lacks. No number that is counted is less than nothing without end.
const LACKING: f64 = f64::NEG_INFINITY;

/// Rows in streams, for `src/cells.ts` to make objects of.
#[napi(object, object_from_js = false)]
pub struct Stream {
    /// How many rows.
    pub rows: u32,
    /// NaN is `null`, -Infinity a field that the platform lacks.
    pub numbers: Float64Array,
    /// Each cell followed by a NUL. U+FFFF is `null`.
    pub text: String,
    /// What is itself a table.
    pub tables: Vec<Table>,
}

/// The cells of some rows.
#[derive(Default)]
pub struct Cells {
    numbers: Vec<f64>,
    text: String,
    tables: Vec<Table>,
}

/// What can be written into cells.
pub trait Put {
    fn put(self, cells: &mut Cells);
}

impl Cells {
    pub fn put(&mut self, value: impl Put) {
        value.put(self);
    }

    /// A part that may fail, and whether it is there.
    pub fn attempt<E>(&mut self, write: impl FnOnce(&mut Self) -> Result<(), E>) -> Result<(), E> {
        let begun = (self.numbers.len(), self.text.len(), self.tables.len());
        self.put(true);
        let written = write(self);
        if written.is_err() {
            self.numbers.truncate(begun.0);
            self.text.truncate(begun.1);
            self.tables.truncate(begun.2);
            self.put(false);
        }
        written
    }

    /// How many there are, then each of them.
    pub fn list<T: Put>(
        &mut self,
        items: impl IntoIterator<Item = T, IntoIter: ExactSizeIterator>,
    ) {
        let items = items.into_iter();
        self.put(items.len());
        for item in items {
            self.put(item);
        }
    }

    /// Rows one after the other.
    pub fn stream(rows: Vec<Self>) -> Stream {
        let count = rows.len();
        let mut all = Self::default();
        for Self { numbers, text, tables } in rows {
            all.numbers.extend(numbers);
            all.text.push_str(&text);
            all.tables.extend(tables);
        }
        Stream {
            rows: u32::try_from(count).unwrap_or(u32::MAX),
            numbers: all.numbers.into(),
            text: all.text,
            tables: all.tables,
        }
    }
}

impl Put for f64 {
    fn put(self, cells: &mut Cells) {
        cells.numbers.push(self);
    }
}

impl Put for i32 {
    fn put(self, cells: &mut Cells) {
        cells.put(f64::from(self));
    }
}

impl Put for u32 {
    fn put(self, cells: &mut Cells) {
        cells.put(f64::from(self));
    }
}

impl Put for u64 {
    fn put(self, cells: &mut Cells) {
        cells.put(number(self));
    }
}

impl Put for usize {
    fn put(self, cells: &mut Cells) {
        cells.put(u64::try_from(self).unwrap_or(u64::MAX));
    }
}

impl Put for bool {
    fn put(self, cells: &mut Cells) {
        cells.put(u32::from(self));
    }
}

impl Put for Option<u32> {
    fn put(self, cells: &mut Cells) {
        cells.put(self.map_or(f64::NAN, f64::from));
    }
}

impl Put for Option<u64> {
    fn put(self, cells: &mut Cells) {
        cells.put(self.map_or(f64::NAN, number));
    }
}

impl Put for Field<f64> {
    fn put(self, cells: &mut Cells) {
        cells.put(match self {
            Self::Lacking => LACKING,
            Self::Unknown => f64::NAN,
            Self::Known(value) => value,
        });
    }
}

impl Put for Field<u64> {
    fn put(self, cells: &mut Cells) {
        cells.put(self.map(number));
    }
}

impl Put for &[u8] {
    fn put(self, cells: &mut Cells) {
        cells.put(Some(self));
    }
}

impl Put for Option<&[u8]> {
    fn put(self, cells: &mut Cells) {
        push_cell(&mut cells.text, self);
        cells.text.push('\0');
    }
}

impl Put for Vec<u8> {
    fn put(self, cells: &mut Cells) {
        cells.put(self.as_slice());
    }
}

impl Put for Option<Vec<u8>> {
    fn put(self, cells: &mut Cells) {
        cells.put(self.as_deref());
    }
}

impl Put for String {
    fn put(self, cells: &mut Cells) {
        cells.put(self.as_bytes());
    }
}

impl Put for Table {
    fn put(self, cells: &mut Cells) {
        cells.tables.push(self);
    }
}
