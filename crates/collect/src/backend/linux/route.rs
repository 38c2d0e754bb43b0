//! Which file system a path is on, found so that nobody waits for any other.
//!
//! The kernel follows a path in one go, and stands still at a server that does not answer. So it is followed
//! beforehand, link by link, by text: `/proc/self/mountinfo` tells what is mounted where and never waits. Each step
//! asks one file system only, and says beforehand which.

use std::collections::VecDeque;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Component, Path, PathBuf};

use nix::errno::Errno;
use psutil_parse::linux::pid_mountinfo::{self, Mountinfo};

use super::Linux;
use crate::Result;
use crate::backend::disk::usage;
use crate::backend::{Place, Route};
use crate::model::disk::DiskUsage;
use crate::port::{At, LinuxKernel, PortError, Statvfs};

/// Those that statvfs(2) goes by, wherever processes are looked for.
const OWN_MOUNTS: &str = "/proc/self/mountinfo";
/// As the kernel, `MAXSYMLINKS`.
const MOST_LINKS: u32 = 40;

impl<K: LinuxKernel> Linux<K> {
    /// A route at its beginning. Asks nobody.
    pub(super) fn route_to(&self, given: &Path) -> Route {
        let cwd = if given.is_absolute() { None } else { self.kernel.current_dir().ok() };
        let mut route = Route {
            given: given.to_path_buf(),
            cwd,
            followed: PathBuf::from("/"),
            rest: VecDeque::new(),
            links: 0,
            place: Place::Mounts,
        };
        route.rest = names(&whole(&route));
        route
    }

    /// Follows a route while it asks one place only; `None` if another is next. May block.
    pub(super) fn follow_route(&self, route: &mut Route) -> Result<Option<DiskUsage>> {
        // A folder that has been deleted, or is not below our root, has no path.
        let mut mounts = if whole(route).is_absolute() { self.own_mounts() } else { None };
        if mounts.is_none() && route.place == Place::Mounts {
            return Ok(ask_behind(route));
        }
        while !matches!(route.place, Place::Behind(_))
            && let Some(known) = &mounts
        {
            let (place, mount) = place_of(known, &ahead(route));
            if place != route.place {
                route.place = place;
                return Ok(None);
            }
            match self.next_turn(route, mount) {
                Turn::Elsewhere => mounts = self.own_mounts(),
                Turn::Nowhere => mounts = None,
                Turn::Unknown => return Ok(ask_behind(route)),
            }
        }
        Ok(Some(usage(self.statvfs_of(route)?)))
    }

    /// Goes on as long as it leads straight ahead.
    fn next_turn(&self, route: &mut Route, mount: Option<&Mountinfo>) -> Turn {
        let mountpoint = mount.map_or(Path::new("/"), |mount| path(&mount.mount_point));
        while let Some(name) = route.rest.pop_front() {
            if name == ".." {
                route.followed.pop();
                return Turn::Elsewhere;
            }
            route.followed.push(&name);
            // What leads to a mountpoint has no links.
            if mountpoint.starts_with(&route.followed) {
                continue;
            }
            let target = match self.kernel.read_link(At::Path(&route.followed)) {
                Ok(target) => target,
                Err(PortError { errno: Errno::EINVAL, .. }) => continue, // no link
                // statvfs(2) will say what is wrong
                Err(_) => return Turn::Nowhere,
            };
            // Links of processes do not lead where they say.
            if mount.is_some_and(|mount| mount.fstype == b"proc") {
                return Turn::Unknown;
            }
            route.links = route.links.saturating_add(1);
            if route.links > MOST_LINKS {
                return Turn::Nowhere;
            }
            let target = PathBuf::from(OsString::from_vec(target));
            route.followed = match route.followed.parent() {
                Some(folder) if target.is_relative() => folder.to_path_buf(),
                _ => PathBuf::from("/"),
            };
            names(&target).into_iter().rev().for_each(|name| route.rest.push_front(name));
            return Turn::Elsewhere;
        }
        Turn::Nowhere
    }

    fn statvfs_of(&self, route: &Route) -> Result<Statvfs> {
        let mut answer = self.kernel.statvfs(&whole(route));
        // A folder above the current one may be closed to us, or all of it too long: the path itself need not be.
        if answer.is_err() && route.cwd.is_some() && self.kernel.current_dir().ok() == route.cwd {
            answer = self.kernel.statvfs(&route.given);
        }
        Ok(answer.map_err(|error| PortError { path: Some(route.given.clone().into()), ..error })?)
    }

    fn own_mounts(&self) -> Option<Vec<Mountinfo>> {
        let mounts = self.kernel.read_to_end(At::Path(Path::new(OWN_MOUNTS)), pid_mountinfo::parse);
        mounts.ok().filter(|mounts| !mounts.is_empty())
    }
}

/// Why a route cannot just go on.
enum Turn {
    /// It may be on another file system from here.
    Elsewhere,
    /// It has come to its end, or cannot be followed any further.
    Nowhere,
    /// Only the kernel knows where it leads.
    Unknown,
}

/// Nobody knows whom to ask: then it is done apart from all others.
fn ask_behind<T>(route: &mut Route) -> Option<T> {
    route.place = Place::Behind(whole(route));
    None
}

/// The path from the root.
fn whole(route: &Route) -> PathBuf {
    route.cwd.as_ref().map_or_else(|| route.given.clone(), |cwd| cwd.join(&route.given))
}

/// How far a route leads if there are no links on it: to its end, or to where it turns back.
fn ahead(route: &Route) -> PathBuf {
    let names = route.rest.iter().take_while(|name| *name != "..");
    names.fold(route.followed.clone(), |path, name| path.join(name))
}

fn names(path: &Path) -> VecDeque<OsString> {
    let names = path.components().filter_map(|component| match component {
        Component::Normal(name) => Some(name.to_owned()),
        Component::ParentDir => Some("..".into()),
        Component::RootDir | Component::CurDir | Component::Prefix(_) => None,
    });
    names.collect()
}

fn path(bytes: &[u8]) -> &Path {
    Path::new(OsStr::from_bytes(bytes))
}

/// What a path without links is on; the mount, unless the root folder itself is none.
fn place_of<'a>(mounts: &'a [Mountinfo], at: &Path) -> (Place, Option<&'a Mountinfo>) {
    let above = mounts.iter().filter(|mount| at.starts_with(path(&mount.mount_point)));
    // The last of several at one place hides the others.
    let mount = above.max_by_key(|mount| path(&mount.mount_point).components().count());
    let place = match mount {
        None => Place::Root,
        // Asking for it has something else mounted there, whose server may not answer.
        Some(mount) if mount.fstype == b"autofs" => Place::Behind(at.to_path_buf()),
        Some(mount) => Place::Device(mount.major, mount.minor),
    };
    (place, mount)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &[u8] = b"1 1 0:1 / / rw - rootfs rootfs rw\n\
        2 1 8:1 / / rw - ext4 /dev/sda1 rw\n\
        3 2 0:40 / /mnt/nfs rw - nfs4 host:/ rw\n\
        4 2 0:40 /a /srv/a\\040b rw - nfs4 host:/a rw\n\
        5 3 8:2 / /mnt/nfs/disk rw - ext4 /dev/sda2 rw\n\
        6 2 0:50 / /net rw - autofs systemd-1 rw\n\
        7 6 0:51 / /net/host rw - nfs4 host:/ rw\n";

    fn at(path: &str) -> Place {
        place_of(&pid_mountinfo::parse(MOUNTS), Path::new(path)).0
    }

    #[test]
    fn the_last_mount_on_the_way_is_asked() {
        for (path, expected) in [
            ("/", Place::Device(8, 1)), // which hides the first
            ("/mnt", Place::Device(8, 1)),
            ("/mnt/nfs2", Place::Device(8, 1)),
            ("/mnt/nfs", Place::Device(0, 40)),
            ("/mnt/nfs/disk0", Place::Device(0, 40)),
            ("/mnt/nfs/disk/x", Place::Device(8, 2)),
            ("/srv/a b/c", Place::Device(0, 40)), // the same server
        ] {
            assert_eq!(at(path), expected, "{path}");
        }
    }

    #[test]
    fn e_k15_what_is_mounted_by_asking_for_it_is_asked_apart() {
        assert_eq!(at("/net/other"), Place::Behind("/net/other".into()));
        assert_eq!(at("/net/host/x"), Place::Device(0, 51));
    }

    #[test]
    fn the_root_of_a_chroot_need_not_be_a_mountpoint() {
        let within = pid_mountinfo::parse(b"3 2 0:5 / /proc rw - proc proc rw\n");
        assert_eq!(place_of(&within, Path::new("/usr")).0, Place::Root);
        assert_eq!(place_of(&within, Path::new("/proc/1")).0, Place::Device(0, 5));
    }
}
