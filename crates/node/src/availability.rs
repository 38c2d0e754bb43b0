//! What exists where.

use crate::thin::napi;
use psutil_collect::host::PLATFORM;
use psutil_collect::port;

/// Everything there is, for `scripts/availability.mjs`. A line is a function (`cpuTimes`) or a member of `Process`
/// (`process.exe`), and behind it where it answers, in the words of `process.platform`.
#[cfg(feature = "feature-list")]
#[napi(catch_unwind)]
pub fn native_features() -> String {
    use psutil_collect::availability::features as all_features;

    let mut lines = String::new();
    for feature in all_features() {
        let platforms = feature.on.iter().map(|platform| platform.name());
        for word in std::iter::once(feature.name).chain(platforms) {
            lines.push_str(word);
            lines.push(' ');
        }
        lines.push('\n');
    }
    lines
}

/// The system this was built for, in the words of `process.platform`, and the version of glibc that it runs with, if it
/// was built for that: `linux 2.36`.
#[napi(catch_unwind)]
pub fn native_platform() -> String {
    let mut words = String::from(PLATFORM.name());
    if let Some(version) = port::glibc_version() {
        words.push(' ');
        words.push_str(version);
    }
    words
}
