//! A process as JavaScript holds it: six numbers in a `Float64Array`, read in one call.

use napi::bindgen_prelude::Float64Array;
use psutil_collect::model::identity::{Key, Target};
use psutil_collect::model::process::Pid;

use crate::table::{lower, upper};

/// `[paths, pid, kind of key, upper half of key, lower half of key, oneshot]`.
///
/// `src/handle.ts` names the places. A 64-bit key is kept in halves: a double has 53 bits.
pub const LENGTH: usize = 6;

const KIND_UNKNOWN: f64 = 0.0;
const KIND_PIDFS: f64 = 1.0;
const KIND_START: f64 = 2.0;

/// What a handle says.
#[derive(Clone, Copy)]
pub struct Handle {
    /// The number of the paths it is read from.
    pub paths: u32,
    /// The process.
    pub target: Target,
    /// The number of its oneshot, 0 outside of one.
    pub oneshot: u32,
}

impl Handle {
    /// Reads the numbers. Ours are always whole and in range; others make a process that does not exist.
    pub fn read(numbers: &[f64]) -> Self {
        let at = |index: usize| numbers.get(index).copied().unwrap_or(0.0);
        let key = (u64::from(whole(at(3))) << 32) | u64::from(whole(at(4)));
        let kind = if at(2).total_cmp(&KIND_PIDFS).is_eq() { Key::Pidfs } else { Key::Start };
        Self {
            paths: whole(at(0)),
            target: Target { pid: Pid::try_from(whole(at(1))).unwrap_or(0), key: kind(key) },
            oneshot: whole(at(5)),
        }
    }
}

/// Processes as handles, one after the other.
pub fn handles(paths: u32, targets: impl IntoIterator<Item = Target>) -> Float64Array {
    let numbers =
        targets.into_iter().flat_map(|target| numbers(paths, target.pid, Some(target.key)));
    numbers.collect::<Vec<_>>().into()
}

/// One handle; without a key it names a process that may not be read.
pub fn numbers(paths: u32, pid: Pid, key: Option<Key>) -> [f64; LENGTH] {
    let (kind, key) = match key {
        Some(Key::Pidfs(inode)) => (KIND_PIDFS, inode),
        Some(Key::Start(ticks)) => (KIND_START, ticks),
        None => (KIND_UNKNOWN, 0),
    };
    [f64::from(paths), f64::from(pid), kind, upper(key), lower(key), 0.0]
}

/// A double as a number of 32 bits; 0 for what is none.
pub fn whole(number: f64) -> u32 {
    let fits = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
    if fits { number as u32 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_keeps_all_64_bits() {
        for key in [Key::Pidfs(u64::MAX - 1), Key::Start((1 << 53) + 1), Key::Pidfs(250_916)] {
            let handle = Handle::read(&numbers(3, 31_001, Some(key)));
            assert_eq!((handle.paths, handle.oneshot), (3, 0));
            assert_eq!(handle.target, Target { pid: 31_001, key });
        }
    }

    #[test]
    fn no_number_is_out_of_bounds() {
        for wrong in [f64::NAN, -1.0, 0.5, f64::INFINITY, 1e300] {
            assert_eq!(whole(wrong), 0);
        }
        assert_eq!(Handle::read(&[]).target.pid, 0);
    }
}
