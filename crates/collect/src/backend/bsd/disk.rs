//! How full disks are.

use std::collections::VecDeque;
use std::path::Path;

use super::System;
use crate::Result;
pub(in crate::backend) use crate::backend::disk::usage;
use crate::backend::{Place, Route};
use crate::model::disk::DiskUsage;
use crate::port::{FileSystems, PortError};

/// How full the file system is that the path is on.
pub(in crate::backend) fn disk_usage<S: System>(system: &S, path: &Path) -> Result<DiskUsage> {
    Ok(usage(system.kernel().statvfs(path)?))
}

/// The way to the file system that the path is on. Nobody knows beforehand who will be asked, so it is asked apart from
/// all others.
#[expect(clippy::unnecessary_wraps, reason = "as the collectors have it")]
pub(in crate::backend) fn route<S: System>(system: &S, path: &Path) -> Result<Route> {
    let cwd = if path.is_absolute() { None } else { system.kernel().current_dir().ok() };
    let whole = cwd.as_ref().map_or_else(|| path.to_path_buf(), |cwd| cwd.join(path));
    Ok(Route {
        given: path.to_path_buf(),
        cwd,
        followed: whole.clone(),
        rest: VecDeque::new(),
        links: 0,
        place: Place::Behind(whole),
    })
}

/// Asks how full it is. May block for as long as a server does not answer.
pub(in crate::backend) fn follow<S: System>(
    system: &S,
    route: &mut Route,
) -> Result<Option<DiskUsage>> {
    let mut answer = system.kernel().statvfs(&route.followed);
    // A folder above the current one may be closed to us, or all of it too long: the path itself need not be.
    if answer.is_err() && route.cwd.is_some() && system.kernel().current_dir().ok() == route.cwd {
        answer = system.kernel().statvfs(&route.given);
    }
    let at_given = |error| PortError { path: Some(route.given.clone().into()), ..error };
    Ok(Some(usage(answer.map_err(at_given)?)))
}
