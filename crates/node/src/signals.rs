//! Signals by name.

use crate::thin::napi;
use napi::Either;
use psutil_collect::model::process::SignalSet;
use psutil_collect::port::signals;

/// A signal by name; by number if it has none.
pub type SignalName = Either<String, i32>;
/// Signals by name.
pub type SignalNames = Vec<SignalName>;

/// The name of a signal.
pub fn name_of(number: i32) -> SignalName {
    signals::name(number).map_or(Either::B(number), Either::A)
}

/// The signals of a set. Those that the C library keeps to itself have no name, and are left out unless asked
/// for.
pub fn names_of(set: SignalSet, include_internal: bool) -> SignalNames {
    let names = set.numbers().map(name_of);
    names.filter(|name| include_internal || matches!(name, Either::A(_))).collect()
}

/// The number of a signal; `null` for a name that this system does not have.
#[napi(catch_unwind)]
pub fn signal_number(name: String) -> Option<i32> {
    signals::number(&name)
}

/// The names of this system's signals.
#[napi(catch_unwind)]
pub fn signal_names() -> Vec<&'static str> {
    signals::names()
}

/// The highest number of a signal.
#[napi(catch_unwind)]
pub fn signal_last() -> i32 {
    signals::last()
}
