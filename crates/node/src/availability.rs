//! What exists where.

use std::iter;

use crate::thin::napi;
use psutil_collect::availability::features as all_features;
use psutil_collect::host::PLATFORM;
use psutil_collect::port;

/// Everything there is, for `scripts/availability.mjs`: a function (`cpuTimes`) or a member of `Process`
/// (`process.exe`), and behind it where it answers, in the words of `process.platform`.
#[napi(catch_unwind)]
pub fn native_features() -> Vec<Vec<&'static str>> {
    let words = |feature: &psutil_collect::availability::Feature| {
        let platforms = feature.on.iter().map(|platform| platform.name());
        iter::once(feature.name).chain(platforms).collect()
    };
    all_features().map(words).collect()
}

/// The system this was built for, in the words of `process.platform`.
#[napi(catch_unwind)]
pub fn native_platform() -> String {
    PLATFORM.name().into()
}

/// The version of glibc that this runs with; null if it was built for another C library.
#[napi(catch_unwind)]
pub fn native_glibc() -> Option<String> {
    port::glibc_version().map(Into::into)
}
