//! Records of one process: numbers that are written behind its handle, where `src/process/records.ts` reads them.
//! An object that is made here, name by name, would cost as much as the system calls that it tells of.

use napi::bindgen_prelude::Float64Array;
use psutil_collect::host::Host;
use psutil_collect::{Error, Result};

use crate::cells::{Cells, Put};
use crate::handle::LENGTH;
use crate::oneshot::{Snapshot, ask};
use crate::outcome::{Outcome, outcome};
use crate::promise::{Promised, off_thread_of};

/// A handle and the room behind it. Not written out: napi takes a reference for an object of a class.
pub type Room<'a> = &'a mut [f64];

/// Asks one question about a process and writes the answer behind its handle.
pub fn record<T: Put>(
    handle: Room,
    question: impl Fn(&Host, &Snapshot) -> Result<T>,
) -> Outcome<()> {
    record_behind(handle, &|host, snapshot, cells| put(question(host, snapshot), cells))
}

/// The same on another thread, whose answer is no place in anybody's handle.
pub fn record_of<T: Put>(
    handle: &[f64],
    question: impl Fn(&Host, &Snapshot) -> Result<T> + Send + 'static,
) -> Promised<Float64Array> {
    off_thread_of::<Float64Array>(handle, move |handle| {
        let cells = asked(handle, &|host, snapshot, cells| put(question(host, snapshot), cells));
        outcome(cells.map(|cells| cells.numbers().to_vec().into()))
    })
}

/// An answer as cells.
pub fn cells_of(answer: impl Put) -> Cells {
    let mut cells = Cells::for_one();
    cells.put(answer);
    cells
}

/// A question whose answer is written into cells.
type Question<'a> = &'a dyn Fn(&Host, &Snapshot, &mut Cells) -> Result<()>;

fn put(answer: Result<impl Put>, cells: &mut Cells) -> Result<()> {
    answer.map(|answer| cells.put(answer))
}

/// Out of line: there are many records.
#[inline(never)]
fn record_behind(handle: Room, question: Question) -> Outcome<()> {
    outcome(asked(handle, question).and_then(|cells| write_behind(handle, &cells)))
}

fn asked(handle: &[f64], question: Question) -> Result<Cells> {
    let mut cells = Cells::for_one();
    ask(handle, |host, snapshot| question(host, snapshot, &mut cells))?;
    Ok(cells)
}

fn write_behind(handle: Room, cells: &Cells) -> Result<()> {
    write(handle.get_mut(LENGTH..).unwrap_or_default(), cells)
}

/// Writes numbers where there is room, all or none of them.
pub fn write(room: Room, cells: &Cells) -> Result<()> {
    let Some(room) = room.get_mut(..cells.numbers().len()) else {
        return Err(Error::Bug("a record is longer than the room for it".into()));
    };
    room.copy_from_slice(cells.numbers());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_stands_behind_the_handle_or_nowhere() {
        let mut handle = [7.0; LENGTH + 2];
        assert_eq!(write_behind(&mut handle, &cells_of((1, 2))), Ok(()));
        assert!(handle.iter().eq([7.0; LENGTH].iter().chain(&[1.0, 2.0])));
        for room in 0..2 {
            let mut short = vec![7.0; LENGTH + room];
            assert!(matches!(write_behind(&mut short, &cells_of((1, 2))), Err(Error::Bug(_))));
            assert!(short.iter().eq(&vec![7.0; LENGTH + room]));
        }
        assert!(write_behind(&mut [], &cells_of((1, 2))).is_err());
    }
}
