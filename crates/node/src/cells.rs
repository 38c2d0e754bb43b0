//! Rows of which each part may be of another kind, or missing: one stream of numbers and one of text, in the order
//! in which `src/cells.ts` reads them.
//!
//! Tables ([`crate::table`]) are for rows that are all alike. Here nobody has to know how wide a part is.

use crate::thin::napi;
use napi::bindgen_prelude::Float64Array;
use psutil_collect::model::field::Field;

use crate::table::{Table, lower, push_cell, upper};
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
    /// Each cell followed by a NUL. CAN SUB is `null`.
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

/// How much has been written.
#[derive(Clone, Copy)]
pub struct Mark {
    numbers: usize,
    text: usize,
    tables: usize,
}

/// A row among the cells that a thread has written.
pub struct Piece {
    /// The place of those cells.
    pub thread: usize,
    pub begin: Mark,
    pub end: Mark,
}

/// What can be written into cells.
pub trait Put {
    fn put(self, cells: &mut Cells);
}

impl Cells {
    /// None yet, and room for the numbers of one record.
    pub fn for_one() -> Self {
        Self { numbers: Vec::with_capacity(16), ..Self::default() }
    }

    pub fn put(&mut self, value: impl Put) {
        value.put(self);
    }

    /// A part that may fail, and whether it is there.
    pub fn attempt<E>(&mut self, write: impl FnOnce(&mut Self) -> Result<(), E>) -> Result<(), E> {
        let begun = self.mark();
        self.put(true);
        let written = write(self);
        if written.is_err() {
            self.back_to(begun);
            self.put(false);
        }
        written
    }

    /// How much has been written so far.
    pub const fn mark(&self) -> Mark {
        Mark { numbers: self.numbers.len(), text: self.text.len(), tables: self.tables.len() }
    }

    /// Takes back what has been written since.
    pub fn back_to(&mut self, mark: Mark) {
        self.numbers.truncate(mark.numbers);
        self.text.truncate(mark.text);
        self.tables.truncate(mark.tables);
    }

    /// All of it as so many rows that are alike.
    pub fn into_table(self, rows: usize) -> Table {
        let Self { numbers, text, .. } = self;
        Table { rows: u32::try_from(rows).unwrap_or(u32::MAX), numbers: numbers.into(), text }
    }

    /// The text alone.
    pub fn into_text(self) -> String {
        self.text
    }

    /// All of it as one row.
    pub fn into_stream(self) -> Stream {
        let Self { numbers, text, tables } = self;
        Stream { rows: 1, numbers: numbers.into(), text, tables }
    }

    /// The numbers alone.
    pub fn numbers(&self) -> &[f64] {
        &self.numbers
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

    /// Rows one after the other, each a piece of what a thread has written. The rows of one thread are in its order.
    pub fn stream(threads: Vec<Self>, rows: &[Piece]) -> Stream {
        let size = |of: fn(&Self) -> usize| threads.iter().map(of).sum();
        let mut numbers = Vec::with_capacity(size(|cells| cells.numbers.len()));
        let mut text = String::with_capacity(size(|cells| cells.text.len()));
        let mut tables = Vec::with_capacity(size(|cells| cells.tables.len()));
        let mut threads: Vec<_> = threads
            .into_iter()
            .map(|cells| (cells.numbers, cells.text, cells.tables.into_iter()))
            .collect();
        for Piece { thread, begin, end } in rows {
            let Some(written) = threads.get_mut(*thread) else { continue };
            numbers
                .extend_from_slice(written.0.get(begin.numbers..end.numbers).unwrap_or_default());
            text.push_str(written.1.get(begin.text..end.text).unwrap_or_default());
            tables.extend(written.2.by_ref().take(end.tables.saturating_sub(begin.tables)));
        }
        let rows = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        Stream { rows, numbers: numbers.into(), text, tables }
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

impl Put for Option<f64> {
    fn put(self, cells: &mut Cells) {
        cells.put(self.unwrap_or(f64::NAN));
    }
}

impl Put for Option<i32> {
    fn put(self, cells: &mut Cells) {
        cells.put(self.map(f64::from));
    }
}

impl Put for Option<u32> {
    fn put(self, cells: &mut Cells) {
        cells.put(self.map(f64::from));
    }
}

impl Put for Option<u64> {
    fn put(self, cells: &mut Cells) {
        cells.put(self.map(number));
    }
}

impl Put for Option<bool> {
    fn put(self, cells: &mut Cells) {
        cells.put(self.map(u32::from));
    }
}

/// A number that has more bits than a double: its upper and its lower half.
pub struct Wide<T>(pub T);

impl Put for Wide<u64> {
    fn put(self, cells: &mut Cells) {
        cells.put(Wide(Some(self.0)));
    }
}

impl Put for Wide<Option<u64>> {
    fn put(self, cells: &mut Cells) {
        cells.put(self.0.map(upper));
        cells.put(self.0.map(lower));
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

impl Put for &str {
    fn put(self, cells: &mut Cells) {
        cells.put(self.as_bytes());
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
