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

use psutil_parse::linux::pid_mountinfo::{self, Mountinfo};
use psutil_parse::linux::{dirent64, pid_cgroup, pid_status};
use psutil_parse::text;

use super::Linux;
use super::procfs::Procfs;
use crate::model::process::Pid;
use crate::port::{At, LinuxKernel};

/// So many cgroups are looked through for the program's own, and not more.
const MOST_SEARCHED: usize = 1 << 16;

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
    /// How many names between the mount and those below are unknown, as the mount shows what is above the
    /// program's namespace.
    unknown: usize,
    /// How far below the namespace the mounted directory is: the less, the more limits are to be seen.
    depth: i64,
    /// The names that follow.
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
            let is_on_it = |other: &Mountinfo| other.parent_id == mount.mount_id;
            mounts.iter().any(|other| is_on_it(other) && other.mount_point == mount.mount_point)
        };
        let path = names(membership.path);
        let places = mounts.iter().filter(|mount| is_ours(mount) && !is_hidden(mount));
        let places = places.filter_map(|mount| {
            let place = place(&names(&mount.root), &path)?;
            Some((place, self.mount_point(mount)?))
        });
        let best = places.min_by_key(|(place, _)| *place);
        let Some((place, top)) = best else {
            return Vec::new();
        };
        let known = place.names;
        if place.unknown == 0 {
            return levels(membership.is_v2(), &top, known);
        }
        // Where nothing is found the mount at least is above us.
        let way = self.search(&top, place).unwrap_or_default();
        levels(membership.is_v2(), &top, &way)
    }

    /// The way to the cgroup of this program when only its end is known, by looking who is in which.
    fn search(&self, top: &Path, place: Place<'_>) -> Option<Vec<Vec<u8>>> {
        let pid = self.number_in_cgroups()?;
        let pid = pid.to_string();
        let mut ways = vec![Vec::new()];
        for _ in 0..place.unknown {
            let further = ways.iter().flat_map(|way| self.below(top, way));
            ways = further.take(MOST_SEARCHED).collect();
        }
        let whole = ways.into_iter().map(|mut way: Vec<Vec<u8>>| {
            way.extend(place.names.iter().map(|name| name.to_vec()));
            way
        });
        whole.into_iter().find(|way| {
            let members = folder(top, way).join("cgroup.procs");
            let is_member = |bytes: &[u8]| text::lines(bytes).any(|line| line == pid.as_bytes());
            self.kernel.read_to_end(At::Path(&members), is_member).unwrap_or(false)
        })
    }

    /// The number that `cgroup.procs` has for this program.
    fn number_in_cgroups(&self) -> Option<Pid> {
        if matches!(self.procfs(), Ok(Procfs::Files)) {
            let status = self.parse_proc("self/status", pid_status::parse).ok()?;
            return Some(status.tgid);
        }
        Some(self.kernel.getpid())
    }

    /// The ways that lead one level further. Files are among them, and lead nowhere.
    fn below(&self, top: &Path, way: &[Vec<u8>]) -> Vec<Vec<Vec<u8>>> {
        let mut ways = Vec::new();
        // Cgroups come and go.
        let _ = self.kernel.getdents(At::Path(&folder(top, way)), |records| {
            let names = dirent64::names(records).filter(|name| !matches!(*name, b"." | b".."));
            ways.extend(names.map(|name| [way, &[name.to_vec()]].concat()));
        });
        ways
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

fn folder(top: &Path, way: &[Vec<u8>]) -> PathBuf {
    let names = way.iter().map(|name| OsStr::from_bytes(name));
    std::iter::once(top.as_os_str()).chain(names).collect()
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
    let (unknown, known) = if path.starts_with(root) {
        (0, root.len())
    } else if up(root) == root.len() {
        (root.len().checked_sub(up(path))?, up(path))
    } else {
        return None;
    };
    let names = path.get(known..)?;
    // Outside of the mount.
    (!names.contains(&&b".."[..])).then_some(Place { unknown, depth, names })
}

/// The directories on a way, the last one first.
fn levels(is_v2: bool, top: &Path, names: &[impl AsRef<[u8]>]) -> Vec<Level> {
    let mut path = top.to_path_buf();
    let mut levels = vec![Level { is_v2, path: path.clone() }];
    for name in names {
        path.push(OsStr::from_bytes(name.as_ref()));
        levels.push(Level { is_v2, path: path.clone() });
    }
    levels.reverse();
    levels
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many names are unknown, and those that follow.
    fn placed(root: &str, path: &str) -> Option<(usize, String)> {
        let (root, path) = (names(root.as_bytes()), names(path.as_bytes()));
        let place = place(&root, &path)?;
        Some((place.unknown, String::from_utf8(place.names.join(&b'/')).unwrap()))
    }

    #[test]
    fn the_root_of_the_mount_is_taken_off_the_path() {
        for (root, path, expected) in [
            ("/", "/a/b", "a/b"),
            ("/", "/", ""),
            ("/docker/1", "/docker/1", ""),
            ("/docker/1", "/docker/1/sub", "sub"),
            ("/..", "/../b", "b"),
            ("/../..", "/../..", ""),
        ] {
            assert_eq!(placed(root, path), Some((0, expected.into())), "{root} {path}");
        }
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
        assert_eq!(placed("/..", "/../../x"), None);
    }

    #[test]
    fn a_mount_that_shows_more_than_the_namespace_leaves_names_unknown() {
        for (root, path, unknown, names) in [
            ("/../..", "/", 2, ""),
            ("/../..", "/a", 2, "a"),
            ("/../..", "/..", 1, ""),
            ("/../..", "/../a/b", 1, "a/b"),
        ] {
            assert_eq!(placed(root, path), Some((unknown, names.into())), "{root} {path}");
        }
        assert_eq!(placed("/../a", "/"), None, "next to it");
    }
}
