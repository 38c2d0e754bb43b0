//! Numbers of NetBSD's headers that the `libc` crate has not, and in which it differs from its relatives.

use std::mem::offset_of;

use nix::sys::event::FilterFlag;

/// What is asked to be told of a process: with its end how it ended.
pub const NOTES: &[FilterFlag] = &[FilterFlag::NOTE_EXIT];
/// With this an event bears the status.
pub const BEARS_STATUS: FilterFlag = FilterFlag::NOTE_EXIT;

/// `SIOCGIFMEDIA`, `_IOWR('i', 56, struct ifmediareq)`; 54 before NetBSD 9, and where later ones have compatibility.
pub const MEDIA_REQUESTS: &[libc::c_ulong] = &[0xc030_6938, 0xc030_6936];
/// Where `ifm_status` and `ifm_active` of `struct ifmediareq` stand, and how wide they are.
pub const IFM_STATUS_AT: usize = 24;
/// See [`IFM_STATUS_AT`].
pub const IFM_ACTIVE_AT: usize = 28;
/// See [`IFM_STATUS_AT`].
pub const IFM_WIDTH: usize = 4;

/// The clock since boot. It is the only one, and stands still while the machine is suspended.
pub const CLOCK_SINCE_BOOT: libc::clockid_t = libc::CLOCK_MONOTONIC;
/// The clock without the time that it was suspended.
pub const CLOCK_AWAKE: libc::clockid_t = libc::CLOCK_MONOTONIC;

/// Where `si_code`, `si_pid` and `si_status` of `siginfo_t` stand.
pub const SI_CODE_AT: usize = 4;
/// See [`SI_CODE_AT`].
pub const SI_PID_AT: usize = 16;
/// See [`SI_CODE_AT`].
pub const SI_STATUS_AT: usize = 24;

pub use psutil_parse::bsd::sockaddr::AF_INET6_OPENBSD_NETBSD as AF_INET6;

const _: () = assert!(offset_of!(libc::siginfo_t, si_code) == SI_CODE_AT);
// Of the same union as the number of the process.
const _: () = assert!(offset_of!(libc::siginfo_t, si_addr) == SI_PID_AT);
