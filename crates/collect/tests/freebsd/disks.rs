//! Disks and what is mounted.

use std::path::Path;

use nix::errno::Errno;
use psutil_collect::Error;
use psutil_collect::backend::DiskCollector;
use psutil_collect::model::disk::{DiskIoCounters, DiskPartition, DiskUsage};
use psutil_collect::model::field::Field;
use psutil_collect::port::replay::{Question, Replay};

use crate::machine::devices::{device, devices};
use crate::machine::{machine, named, number_of, on, sysctl};

fn names(replay: &Replay) -> Vec<String> {
    let disks = on(replay).perdisk_io_counters().unwrap();
    disks.into_iter().map(|disk| String::from_utf8(disk.name).unwrap()).collect()
}

#[test]
fn one_that_only_hands_on_is_not_listed() {
    assert_eq!(names(&machine()), ["ada0", "nda1", "cd0", "md0"]);
}

#[test]
fn the_sum_is_of_disks() {
    let disks = on(&machine()).disk_io_counters().unwrap();
    let names: Vec<_> = disks.iter().map(|disk| &disk.name[..]).collect();
    assert_eq!(names, [b"ada0", b"nda1"]);
    let expected = DiskIoCounters {
        read_count: 10,
        write_count: 20,
        read_bytes: 4096,
        write_bytes: 8192,
        read_time: Field::Known(1500),
        write_time: Field::Known(2250),
        read_merged_count: Field::Lacking,
        write_merged_count: Field::Lacking,
        busy_time: Field::Known(3000),
    };
    assert_eq!(disks[0].counters, expected);
}

#[test]
fn a_device_that_is_just_written_is_read_again() {
    let replay = machine();
    let question = sysctl(&number_of(&replay, "kern.devstat.all"));
    let torn = devices(&[device("ada", 3, 0, 8)]);
    replay.set(question.clone(), torn.clone()); // how long it is
    replay.then(question.clone(), torn); // what it is
    replay.then(question, devices(&[device("ada", 4, 0, 7)]));
    assert_eq!(names(&replay), ["ada4"]);
}

#[test]
fn another_version_is_an_error() {
    let replay = machine();
    named(&replay, "kern.devstat.version", 7_i32.to_ne_bytes());
    assert!(matches!(on(&replay).disk_io_counters(), Err(Error::KernelData { .. })));
}

#[test]
fn a_machine_without_disks() {
    let replay = machine();
    named(&replay, "kern.devstat.all", devices(&[]));
    assert_eq!(names(&replay), Vec::<String>::new());
    named(&replay, "kern.devstat.all", vec![0; 5]);
    assert!(matches!(on(&replay).perdisk_io_counters(), Err(Error::KernelData { .. })));
}

fn partition(device: Option<&str>, on: &str, kind: &str, opts: &[&str]) -> DiskPartition {
    DiskPartition {
        device: device.map(Into::into),
        mountpoint: on.into(),
        fstype: kind.into(),
        opts: opts.iter().map(|&opt| opt.into()).collect(),
    }
}

#[test]
fn what_is_mounted_from_devices_and_what_else() {
    let backend = on(&machine());
    let root =
        partition(Some("zroot/ROOT/default"), "/", "zfs", &["rw", "local", "rootfs", "noatime"]);
    let efi = partition(Some("/dev/ada0p1"), "/boot/efi", "msdosfs", &["ro", "sync", "local"]);
    assert_eq!(backend.disk_partitions().unwrap(), [root.clone(), efi.clone()]);
    let all = [
        root,
        partition(Some("devfs"), "/dev", "devfs", &["rw", "local"]),
        efi,
        partition(Some("server:/home"), "/home", "nfs", &["rw", "nosuid"]),
        partition(Some("/dev/fuse"), "/mnt", "fusefs", &["rw"]),
        partition(None, "/odd", "nullfs", &["rw"]),
    ];
    assert_eq!(backend.disk_partitions_all().unwrap(), all);
}

#[test]
fn a_list_of_mounts_that_is_cut_off_is_an_error() {
    let replay = machine();
    replay.set(Question::about("getfsstat", ""), vec![0_u8; 2345]);
    assert!(matches!(on(&replay).disk_partitions(), Err(Error::KernelData { .. })));
}

#[test]
fn how_full_a_disk_is() {
    let replay = machine();
    let usage = DiskUsage {
        total: 4_096_000,
        used: 2_457_600,
        free: 1_228_800,
        inodes_total: Some(64),
        inodes_free: Some(60),
    };
    assert_eq!(on(&replay).disk_usage(Path::new("/")), Ok(usage));
    let missing = on(&replay).disk_usage(Path::new("/none"));
    assert!(matches!(missing, Err(Error::System(error)) if error.errno == Errno::ENOENT));
}
