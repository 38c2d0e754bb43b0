//! What exists where.

use crate::thin::napi;
use psutil_collect::availability::features as all_features;
use psutil_collect::host::PLATFORM;
use psutil_collect::port;

/// A function (`cpuTimes`) or a member of `Process` (`process.exe`).
#[napi(object, object_from_js = false)]
pub struct NativeFeature {
    pub name: String,
    /// Where it answers, in the words of `process.platform`.
    pub platforms: Vec<String>,
}

/// Everything there is, for `scripts/availability.mjs`.
#[napi(catch_unwind)]
pub fn native_features() -> Vec<NativeFeature> {
    let feature = |feature: &psutil_collect::availability::Feature| NativeFeature {
        name: feature.name.into(),
        platforms: feature.on.iter().map(|platform| platform.name().into()).collect(),
    };
    all_features().map(feature).collect()
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
