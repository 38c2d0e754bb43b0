//! Where the files of this program's cgroups are.
//!
//! Each controller is looked for by itself: on a machine with both versions, every hierarchy of v1 and the one
//! of v2 may hold the program in another cgroup. A limit holds for all that is below, so every level counts
//! from the program's cgroup to the highest that can be seen.
//!
//! `/proc/self/mountinfo` names directories as this very program sees them, and they are used as they are. In a
//! made-up tree (a folder of files in place of a procfs) it is that of a made-up machine: what is below `/sys`
//! and `/dev` there is looked up below `paths.sysfs` and `paths.devfs`, and nothing else can be found.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use psutil_parse::linux::pid_cgroup::{self, Membership};
use psutil_parse::linux::pid_mountinfo::{self, Mountinfo};

use super::Linux;
use super::procfs::Procfs;
use crate::port::LinuxKernel;

/// A cgroup: the program's own, or one above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Level {
    /// Whether it is of cgroup v2, whose files have other names.
    pub(super) is_v2: bool,
    /// Its directory, which need not be there: a cgroup may have been removed under the program.
    pub(super) path: PathBuf,
}

/// Where a cgroup is below a mount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place<'a> {
    /// Whether the names between the mount and the cgroup are unknown.
    is_partial: bool,
    /// How far below the namespace the mounted directory is: the less, the more limits are to be seen.
    depth: i64,
    /// The names below the mount.
    names: &'a [&'a [u8]],
}

impl<K: LinuxKernel> Linux<K> {
    /// The cgroup of this program for this controller, then those above it; none that cannot be seen.
    pub(super) fn cgroup_levels(&self, controller: &[u8]) -> Vec<Level> {
        // A kernel without cgroups has no such file.
        let cgroup = self.read_proc("self/cgroup", <[u8]>::to_vec).unwrap_or_default();
        let Some(membership) = pid_cgroup::of_controller(&cgroup, controller) else {
            return Vec::new();
        };
        let mounts = self.read_proc("self/mountinfo", pid_mountinfo::parse).unwrap_or_default();
        let is_ours = |mount: &Mountinfo| {
            if membership.is_v2() {
                mount.fstype == b"cgroup2"
            } else {
                mount.fstype == b"cgroup" && has_option(mount, controller)
            }
        };
        // Another one on the very same place hides it.
        let is_hidden = |mount: &Mountinfo| {
            mounts.iter().any(|other| {
                other.parent_id == mount.mount_id
                    && other.mount_id != mount.mount_id
                    && other.mount_point == mount.mount_point
            })
        };
        let path = names(membership.path);
        let places = mounts.iter().filter(|mount| is_ours(mount) && !is_hidden(mount));
        let places = places.filter_map(|mount| {
            let place = place(&names(&mount.root), &path)?;
            Some((place, self.mount_point(mount)?))
        });
        let best = places.min_by_key(|(place, _)| *place);
        best.map(|(place, mount_point)| levels(membership, place, mount_point)).unwrap_or_default()
    }

    /// Where the mount is found from here.
    fn mount_point(&self, mount: &Mountinfo) -> Option<PathBuf> {
        let mount_point = Path::new(OsStr::from_bytes(&mount.mount_point));
        if !matches!(self.procfs(), Ok(Procfs::Files)) {
            return Some(mount_point.to_path_buf());
        }
        let below = |top: &str, path: &Path| Some(path.join(mount_point.strip_prefix(top).ok()?));
        below("/sys", &self.paths.sysfs).or_else(|| below("/dev", &self.paths.devfs))
    }
}

fn has_option(mount: &Mountinfo, option: &[u8]) -> bool {
    pid_mountinfo::options(&mount.super_options).any(|one| one == option)
}

fn names(path: &[u8]) -> Vec<&[u8]> {
    path.split(|&byte| byte == b'/').filter(|name| !name.is_empty()).collect()
}

/// Where a cgroup is below a mount of this root, both seen from the program's cgroup namespace.
fn place<'a>(root: &[&[u8]], path: &'a [&'a [u8]]) -> Option<Place<'a>> {
    let up = |names: &[&[u8]]| names.iter().take_while(|name| **name == b"..").count();
    // Every `..` leads one level up from the namespace.
    let [ups, all] = [up(root), root.len()].map(|count| i64::try_from(count).unwrap_or(i64::MAX));
    let depth = all.saturating_sub(ups).saturating_sub(ups);
    let below = path.starts_with(root).then(|| path.get(root.len()..)).flatten();
    match below {
        // Outside of the mount.
        Some(names) if names.contains(&&b".."[..]) => None,
        Some(names) => Some(Place { is_partial: false, depth, names }),
        // The mount shows more than the namespace, and nothing tells the names in between. It is above us all
        // the same.
        None if up(root) == root.len() && up(path) < root.len() => {
            Some(Place { is_partial: true, depth, names: &[] })
        }
        None => None,
    }
}

fn levels(membership: Membership<'_>, place: Place<'_>, mount_point: PathBuf) -> Vec<Level> {
    let is_v2 = membership.is_v2();
    let mut path = mount_point;
    let mut levels = vec![Level { is_v2, path: path.clone() }];
    for name in place.names {
        path.push(OsStr::from_bytes(name));
        levels.push(Level { is_v2, path: path.clone() });
    }
    levels.reverse();
    levels
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names below the mount, and whether others are unknown.
    fn placed(root: &str, path: &str) -> Option<(String, bool)> {
        let (root, path) = (names(root.as_bytes()), names(path.as_bytes()));
        let place = place(&root, &path)?;
        let text = place.names.join(&b'/');
        Some((String::from_utf8(text).unwrap(), place.is_partial))
    }

    #[test]
    fn the_root_of_the_mount_is_taken_off_the_path() {
        let known = |names: &str| Some((names.to_owned(), false));
        assert_eq!(placed("/", "/a/b"), known("a/b"));
        assert_eq!(placed("/", "/"), known(""));
        assert_eq!(placed("/docker/1", "/docker/1"), known(""));
        assert_eq!(placed("/docker/1", "/docker/1/sub"), known("sub"));
        assert_eq!(placed("/..", "/../b"), known("b"));
    }

    #[test]
    fn names_are_compared_whole() {
        assert_eq!(placed("/docker/1", "/docker/12"), None);
        assert_eq!(placed("/docker/1", "/docker"), None);
        assert_eq!(placed("/a", "/b"), None);
    }

    #[test]
    fn a_cgroup_outside_of_the_namespace_is_not_below_its_mount() {
        assert_eq!(placed("/", "/../.."), None);
        assert_eq!(placed("/a", "/../a"), None);
    }

    #[test]
    fn a_mount_that_shows_more_than_the_namespace_is_above_it() {
        let partial = Some((String::new(), true));
        assert_eq!(placed("/../..", "/"), partial);
        assert_eq!(placed("/../..", "/a"), partial);
        assert_eq!(placed("/../..", "/.."), partial);
        assert_eq!(placed("/../a", "/"), None, "next to it");
    }
}
