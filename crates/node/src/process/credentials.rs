//! Whose process it is; `src/process/records.ts` says what the records hold.

use crate::thin::napi;
use napi::Either;
use napi::bindgen_prelude::{Float64Array, Null};
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::Host;

use crate::machine::integers;
use crate::oneshot::answer;
use crate::outcome::Outcome;
use crate::record::{Room, record};
use crate::value::lossy;

/// User ids.
#[napi(catch_unwind)]
pub fn process_uids(#[napi(ts_arg_type = "Float64Array")] handle: Room) -> Outcome<()> {
    record(handle, Host::uids)
}

/// Group ids.
#[napi(catch_unwind)]
pub fn process_gids(#[napi(ts_arg_type = "Float64Array")] handle: Room) -> Outcome<()> {
    record(handle, Host::gids)
}

/// The name of the real user.
#[napi(catch_unwind)]
pub fn process_username(handle: &[f64]) -> Outcome<String> {
    answer(handle, Host::username, lossy)
}

/// The user whose rights it has for files.
#[napi(catch_unwind)]
pub fn process_fsuid(handle: &[f64]) -> Outcome<u32> {
    answer(handle, Host::fsuid, |uid| uid)
}

/// The group whose rights it has for files.
#[napi(catch_unwind)]
pub fn process_fsgid(handle: &[f64]) -> Outcome<u32> {
    answer(handle, Host::fsgid, |gid| gid)
}

/// The supplementary groups.
#[napi(catch_unwind)]
pub fn process_groups(handle: &[f64]) -> Outcome<Float64Array> {
    answer(handle, Host::groups, integers)
}

/// What is taken from the permissions of new files.
#[napi(catch_unwind)]
pub fn process_umask(handle: &[f64]) -> Outcome<Either<u32, Null>> {
    answer(handle, Host::umask, |umask| umask.map_or(Either::B(Null), Either::A))
}
