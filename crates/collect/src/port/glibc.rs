//! Which C library this program runs with.

/// The version of glibc, such as `2.36`; `None` where the C library is another one.
///
/// Only glibc has the function that tells it, and a build for glibc cannot be loaded without. So it cannot be loaded
/// into a program of musl either, where symbols have the same names and structs are laid out otherwise; whoever
/// loads may simply try both builds.
#[cfg(target_env = "gnu")]
pub fn glibc_version() -> Option<&'static str> {
    // SAFETY: it takes nothing, and what it points to is a constant of the library.
    let version = unsafe { libc::gnu_get_libc_version() };
    // SAFETY: the manual page says a string, which is never freed.
    let version = unsafe { std::ffi::CStr::from_ptr(version) };
    version.to_str().ok()
}

/// None: this is built for another C library.
#[cfg(not(target_env = "gnu"))]
pub fn glibc_version() -> Option<&'static str> {
    None
}
