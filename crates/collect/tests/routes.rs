//! The way of a path to its file system: whom it asks on the way.
#![cfg(target_os = "linux")]
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests make and read their own files")]

mod common;

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use common::kernels::{Change, Changed};
use common::tree::Tree;
use nix::errno::Errno;
use psutil_collect::backend::linux::Linux;
use psutil_collect::backend::{DiskCollector, Place};
use psutil_collect::host::{Host, host};
use psutil_collect::model::disk::DiskUsage;
use psutil_collect::port::{At, Files, Kernel, LinuxKernel};
use psutil_collect::{Error, Paths, Result};

fn machine() -> Host {
    host(Paths::default())
}

/// The places that a path asks one after the other, and the answer of the last.
fn follow<K: LinuxKernel>(host: &Linux<K>, path: &Path) -> (Vec<Place>, Result<DiskUsage>) {
    let mut route = host.route(path).unwrap();
    let mut places = vec![route.place().clone()];
    loop {
        match host.follow(&mut route).transpose() {
            Some(answer) => return (places, answer),
            None => places.push(route.place().clone()),
        }
        assert!(places.len() < 100, "{places:?}");
    }
}

fn places(path: impl AsRef<Path>) -> Vec<Place> {
    follow(&machine(), path.as_ref()).0
}

fn errno(answer: Result<DiskUsage>) -> (Errno, Option<PathBuf>) {
    let Err(Error::System(error)) = answer else { panic!("{answer:?}") };
    assert_eq!(error.call, "statvfs");
    (error.errno, error.path.map(|path| *path))
}

/// The file system of a mountpoint.
fn at(path: &str) -> Place {
    let dev = Kernel.file_status(At::Path(Path::new(path))).unwrap().dev;
    let [major, minor] = [nix::sys::stat::major(dev), nix::sys::stat::minor(dev)];
    Place::Device(major.try_into().unwrap(), minor.try_into().unwrap())
}

/// A folder with links to elsewhere.
fn tree() -> Tree {
    let tree = Tree::of("disks-2.4");
    for (name, target) in [
        ("link", "/proc"),
        ("far", "/proc/sys"),
        ("twice", "link/sys"),
        ("loop", "./loop"),
        ("dangling", "nowhere"),
        ("up", ".."),
    ] {
        symlink(target, tree.file(name)).unwrap();
    }
    tree
}

#[test]
fn who_is_asked_is_known_beforehand() {
    for path in ["/proc", "/proc/", "/proc/sys/kernel", "//proc/./stat", "/../proc"] {
        let places = places(path);
        assert_eq!(places.last(), Some(&at("/proc")), "{path}");
        assert_eq!(places[0], Place::Mounts);
    }
    // not by the look of it
    assert_ne!(places("/proc-x").last(), Some(&at("/proc")));
}

#[test]
fn e_k15_links_are_followed_one_file_system_at_a_time() {
    let tree = tree();
    let here = places(tree.file("proc"));
    assert_eq!(here.len(), 2);
    let folder = tree.0.file_name().unwrap().display();
    let up = format!("up/{folder}/link/stat");
    for name in ["link", "far", "twice", &up, "link/sys/../stat"] {
        let expected = [&here[..], &[at("/proc")]].concat();
        assert_eq!(places(tree.file(name)), expected, "{name}");
    }
    // and back again
    let back = format!("far/../..{}", tree.file("proc").display());
    let expected = [&here[..], &[at("/proc")], &here[1..]].concat();
    assert_eq!(places(tree.file(&back)), expected);
}

#[test]
fn what_leads_nowhere_has_the_error_of_the_kernel() {
    let tree = tree();
    for (name, expected) in [
        ("loop/x", Errno::ELOOP),
        ("dangling", Errno::ENOENT),
        ("none/../proc", Errno::ENOENT),
        ("proc/diskstats/x", Errno::ENOTDIR),
    ] {
        let path = tree.file(name);
        let (_, answer) = follow(&machine(), &path);
        assert_eq!(answer, machine().disk_usage(&path));
        assert_eq!(errno(answer), (expected, Some(path)));
    }
    let long = PathBuf::from(format!("/{}", "x".repeat(5000)));
    assert_eq!(errno(follow(&machine(), &long).1), (Errno::ENAMETOOLONG, Some(long)));
}

#[test]
fn links_of_processes_do_not_lead_where_they_say() {
    for path in ["/proc/self/root", "/proc/self/cwd/x", "/proc/self/fd/0"].map(PathBuf::from) {
        let places = places(&path);
        assert_eq!(places.last(), Some(&Place::Behind(path)));
        assert_eq!(places[1], at("/proc"));
    }
}

#[derive(Default)]
struct NoMounts;

impl Change for NoMounts {
    fn refuse(_call: &'static str, file: &str) -> Option<Errno> {
        (file == "/proc/self/mountinfo").then_some(Errno::ENOENT)
    }
}

#[test]
fn without_a_list_of_mounts_each_path_is_asked_apart() {
    let host = Linux::<Changed<NoMounts>>::new(Paths::default());
    let path = Path::new("/proc");
    let (places, answer) = follow(&host, path);
    assert_eq!(places, [Place::Mounts, Place::Behind(path.into())]);
    assert_eq!(answer, machine().disk_usage(path));
}

/// A program whose folder has no path, or that may not search the folders above it.
#[derive(Default)]
struct Relative<const HAS_PATH: bool>;

impl<const HAS_PATH: bool> Change for Relative<HAS_PATH> {
    fn refuse(call: &'static str, file: &str) -> Option<Errno> {
        match call {
            "current_dir" if !HAS_PATH => Some(Errno::ENOENT),
            "statvfs" if file.starts_with('/') => Some(Errno::EACCES),
            _ => None,
        }
    }
}

#[test]
fn a_relative_path_is_as_good_as_the_folder_that_it_begins_at() {
    let path = Path::new("src");
    let expected = machine().disk_usage(path).map(|usage| usage.total);
    let total = |answer: Result<DiskUsage>| answer.map(|usage| usage.total);
    let closed = Linux::<Changed<Relative<true>>>::new(Paths::default());
    assert_eq!(total(follow(&closed, path).1), expected);
    assert!(matches!(follow(&closed, Path::new("/")).1, Err(Error::AccessDenied { .. })));
    let deleted = Linux::<Changed<Relative<false>>>::new(Paths::default());
    let (places, answer) = follow(&deleted, path);
    assert_eq!(places, [Place::Mounts, Place::Behind(path.into())]);
    assert_eq!(total(answer), expected);
    let none = Path::new("no/such/file");
    assert_eq!(errno(follow(&machine(), none).1), (Errno::ENOENT, Some(none.into())));
}
