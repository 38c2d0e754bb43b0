//! Answers about the machine: numbers in room that `src/machine.ts` owns, and text in one piece.
//!
//! An object that is made here, name by name, would cost as much as the system calls that it tells of.

use napi::Either;
use napi::bindgen_prelude::Float64Array;
use psutil_collect::Result;

use crate::cells::{Cells, Put, Stream};
use crate::outcome::{Outcome, outcome};
use crate::record::{Room, cells_of, write};

/// The text of an answer; or, where its numbers find no room, how much they need.
pub type Written = Either<String, u32>;

/// Rows one after the other, as many as there are.
pub struct Rows<T>(pub Vec<T>);

/// Rows, and before them how many there are.
pub struct Counted<T>(pub Vec<T>);

impl<T: Put> Put for Rows<T> {
    fn put(self, cells: &mut Cells) {
        for row in self.0 {
            cells.put(row);
        }
    }
}

impl<T: Put> Put for Counted<T> {
    fn put(self, cells: &mut Cells) {
        cells.list(self.0);
    }
}

/// Writes a record of a few numbers.
pub fn record(room: Room, answer: Result<impl Put>) -> Outcome<()> {
    outcome(answer.map(cells_of).and_then(|cells| write(room, &cells)))
}

/// Writes rows, as many numbers as there may be.
pub fn rows(room: Room, answer: Result<impl Put>) -> Outcome<Written> {
    outcome(answer.map(|answer| written(room, cells_of(answer))))
}

/// Hands over what is seldom asked for, or worked out on another thread: in room of its own.
pub fn stream(answer: Result<impl Put>) -> Outcome<Stream> {
    outcome(answer.map(|answer| cells_of(answer).into_stream()))
}

/// Numbers of a record that nobody has room for yet.
pub fn numbers<T: Put>(answer: T) -> Float64Array {
    cells_of(answer).numbers().to_vec().into()
}

/// Numbers of processes, descriptors, groups or CPUs. In the one kind of array that everything else is in too.
pub fn integers<T: Into<f64>>(numbers: Vec<T>) -> Float64Array {
    numbers.into_iter().map(Into::into).collect::<Vec<_>>().into()
}

fn written(room: Room, cells: Cells) -> Written {
    let needed = cells.numbers().len();
    match write(room, &cells) {
        Ok(()) => Either::A(cells.into_text()),
        Err(_) => Either::B(u32::try_from(needed).unwrap_or(u32::MAX)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_finds_no_room_says_how_much_it_needs() {
        let answer = || cells_of(Counted(vec![7_u64, 8]));
        let mut room = [0.0; 4];
        assert!(matches!(written(&mut room, answer()), Either::A(text) if text.is_empty()));
        assert!(room.iter().eq(&[2.0, 7.0, 8.0, 0.0]));
        let mut short = [0.0; 2];
        assert!(matches!(written(&mut short, answer()), Either::B(3)));
        assert!(short.iter().eq(&[0.0, 0.0]));
    }

    #[test]
    fn rows_have_their_text_in_one_piece() {
        let rows = Rows(vec![b"a".to_vec(), b"b".to_vec()]);
        assert!(matches!(written(&mut [], cells_of(rows)), Either::A(text) if text == "a\0b\0"));
    }
}
