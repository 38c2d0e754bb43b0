//! Numbers of macOS's headers that the `libc` crate has not, and in which it differs from its relatives.

use std::mem::offset_of;

use nix::sys::event::FilterFlag;

/// What is asked to be told of a process: with its end how it ended, which only the parent may ask; else its end.
pub const NOTES: &[FilterFlag] =
    &[FilterFlag::NOTE_EXIT.union(FilterFlag::NOTE_EXITSTATUS), FilterFlag::NOTE_EXIT];
/// With this an event bears the status.
pub const BEARS_STATUS: FilterFlag = FilterFlag::NOTE_EXITSTATUS;

/// `SIOCGIFXMEDIA`, `_IOWR('i', 72, struct ifmediareq)`, which knows all variants, and `SIOCGIFMEDIA`, 56, which knows
/// the first 31. The struct is packed.
pub const MEDIA_REQUESTS: &[libc::c_ulong] = &[0xc02c_6948, 0xc02c_6938];
/// Where `ifm_status` and `ifm_active` of `struct ifmediareq` stand, and how wide they are.
pub const IFM_STATUS_AT: usize = 24;
/// See [`IFM_STATUS_AT`].
pub const IFM_ACTIVE_AT: usize = 28;
/// See [`IFM_STATUS_AT`].
pub const IFM_WIDTH: usize = 4;

/// The clock since boot.
pub const CLOCK_SINCE_BOOT: libc::clockid_t = libc::CLOCK_MONOTONIC_RAW;
/// The clock without the time that it was suspended.
pub const CLOCK_AWAKE: libc::clockid_t = libc::CLOCK_UPTIME_RAW;

/// Where `si_code`, `si_pid` and `si_status` of `siginfo_t` stand.
pub const SI_CODE_AT: usize = 8;
/// See [`SI_CODE_AT`].
pub const SI_PID_AT: usize = 12;
/// See [`SI_CODE_AT`].
pub const SI_STATUS_AT: usize = 20;

pub use psutil_parse::bsd::sockaddr::AF_INET6_MACOS as AF_INET6;

const _: () = assert!(offset_of!(libc::siginfo_t, si_code) == SI_CODE_AT);
const _: () = assert!(offset_of!(libc::siginfo_t, si_pid) == SI_PID_AT);
const _: () = assert!(offset_of!(libc::siginfo_t, si_status) == SI_STATUS_AT);
