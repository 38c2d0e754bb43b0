//! Whose process it is.

use napi::Either;
use napi::bindgen_prelude::Null;
use napi_derive::napi;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::Host;
use psutil_collect::model::process as model;

use crate::oneshot::answer;
use crate::outcome::Outcome;
use crate::value::lossy;

/// User ids.
#[napi(object, object_from_js = false)]
pub struct Uids {
    /// Who started the process.
    pub real: u32,
    /// Whose rights it has.
    pub effective: u32,
    /// Whose rights it may take back.
    pub saved: u32,
}

/// Group ids.
#[napi(object, object_from_js = false)]
pub struct Gids {
    /// The group of who started the process.
    pub real: u32,
    /// Whose rights it has.
    pub effective: u32,
    /// Whose rights it may take back.
    pub saved: u32,
}

/// User ids.
#[napi(catch_unwind)]
pub fn process_uids(handle: &[f64]) -> Outcome<Uids> {
    let uids = |model::Ids { real, effective, saved }| Uids { real, effective, saved };
    answer(handle, Host::uids, uids)
}

/// Group ids.
#[napi(catch_unwind)]
pub fn process_gids(handle: &[f64]) -> Outcome<Gids> {
    let gids = |model::Ids { real, effective, saved }| Gids { real, effective, saved };
    answer(handle, Host::gids, gids)
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
pub fn process_groups(handle: &[f64]) -> Outcome<Vec<u32>> {
    answer(handle, Host::groups, |groups| groups)
}

/// What is taken from the permissions of new files.
#[napi(catch_unwind)]
pub fn process_umask(handle: &[f64]) -> Outcome<Either<u32, Null>> {
    answer(handle, Host::umask, |umask| umask.map_or(Either::B(Null), Either::A))
}
