//! Signals by name.

use napi_derive::napi;
use psutil_collect::port::signals;

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
