//! Many rows at once: a tenth of the price of as many objects.

use crate::thin::napi;
use napi::bindgen_prelude::Float64Array;

use crate::cells::{Cells, Put};

/// Rows that are alike, for `src/table.ts` to make objects of.
#[napi(object, object_from_js = false)]
pub struct Table {
    /// How many rows.
    pub rows: u32,
    /// Those of the first row, then of the second, and so on; NaN is `null`.
    pub numbers: Float64Array,
    /// Those of the first row, then of the second, and so on, each cell followed by a NUL. CAN SUB is `null`.
    pub text: String,
}

/// A cell that holds nothing, not even empty text: control characters that no text means anything by. Were they not
/// ASCII, all of the text would take JavaScript twice the room and several times as long.
const NOTHING: &str = "\u{18}\u{1A}";
const REPLACEMENT: &str = "\u{FFFD}";

/// Rows of as many numbers and as many texts each.
pub fn table<T: Put>(rows: impl ExactSizeIterator<Item = T>) -> Table {
    let count = rows.len();
    let mut cells = Cells::default();
    for row in rows {
        cells.put(row);
    }
    cells.into_table(count)
}

/// The upper half of a number that has more bits than a double.
pub fn upper(number: u64) -> f64 {
    f64::from(u32::try_from(number >> 32).unwrap_or(u32::MAX))
}

/// The lower half.
pub fn lower(number: u64) -> f64 {
    f64::from(u32::try_from(number & u64::from(u32::MAX)).unwrap_or(u32::MAX))
}

/// Text as a cell.
pub fn push_cell(text: &mut String, cell: Option<&[u8]>) {
    let Some(bytes) = cell else { return text.push_str(NOTHING) };
    match std::str::from_utf8(bytes) {
        Ok(cell) if cell != NOTHING && !bytes.contains(&0) => text.push_str(cell),
        _ => push_odd_cell(text, &String::from_utf8_lossy(bytes)),
    }
}

fn push_odd_cell(text: &mut String, cell: &str) {
    if cell == NOTHING {
        text.push_str(REPLACEMENT);
    } else {
        // What separates cells cannot stand in one.
        text.push_str(&cell.replace('\0', REPLACEMENT));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(bytes: Option<&[u8]>) -> String {
        let mut text = String::new();
        push_cell(&mut text, bytes);
        text
    }

    #[test]
    fn halves_keep_all_64_bits() {
        for number in [0, 1, u64::MAX, u64::MAX - 1, (1 << 53) + 1] {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole")]
            let halves = (upper(number) as u64, lower(number) as u64);
            assert_eq!(halves.0 << 32 | halves.1, number);
        }
    }

    #[test]
    fn a_cell_is_never_taken_for_nothing_or_for_two() {
        assert_eq!(cell(None), NOTHING);
        assert_eq!(cell(Some(b"")), "");
        assert_eq!(cell(Some(NOTHING.as_bytes())), REPLACEMENT);
        assert_eq!(cell(Some(b"a\0b")), "a\u{FFFD}b");
        assert_eq!(cell(Some(b"\xff")), REPLACEMENT);
    }
}
