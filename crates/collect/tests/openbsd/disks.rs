//! Disks and what is mounted.

use std::path::Path;

use psutil_collect::Error;
use psutil_collect::backend::DiskCollector;
use psutil_collect::model::disk::DiskPartition;
use psutil_collect::model::field::Field;
use psutil_collect::port::replay::Question;

use crate::machine::{Machine, by, disk};
use crate::replay::records::i32s;

fn names(disks: &[psutil_collect::model::disk::DiskIo]) -> Vec<&str> {
    disks.iter().map(|disk| str::from_utf8(&disk.name).unwrap()).collect()
}

#[test]
fn what_is_mounted_from_devices_and_all() {
    let machine = Machine::default();
    let words =
        |words: &[&str]| words.iter().map(|word| word.as_bytes().to_vec()).collect::<Vec<_>>();
    let root = DiskPartition {
        device: Some(b"/dev/sd0a".to_vec()),
        mountpoint: b"/".to_vec(),
        fstype: b"ffs".to_vec(),
        opts: words(&["rw", "noatime"]),
    };
    let far = DiskPartition {
        device: Some(b"host:/far".to_vec()),
        mountpoint: b"/far".to_vec(),
        fstype: b"nfs".to_vec(),
        opts: words(&["ro", "noexec", "nosuid", "nodev"]),
    };
    let memory = DiskPartition {
        device: None,
        mountpoint: b"/tmp".to_vec(),
        fstype: b"mfs".to_vec(),
        opts: words(&["rw", "sync", "wxallowed"]),
    };
    assert_eq!(machine.openbsd.disk_partitions(), Ok(vec![root.clone()]));
    assert_eq!(machine.openbsd.disk_partitions_all(), Ok(vec![root, far, memory]));
    machine.kernel.set(Question::about("getfsstat", ""), vec![0_u8; 567]);
    assert!(matches!(machine.openbsd.disk_partitions(), Err(Error::KernelData { .. })));
}

#[test]
fn how_full_a_disk_is() {
    let machine = Machine::default();
    let usage = machine.openbsd.disk_usage(Path::new("/")).unwrap();
    assert_eq!((usage.total, usage.used, usage.free), (2_048_000, 1_228_800, 716_800));
    let nowhere = machine.openbsd.disk_usage(Path::new("/nowhere"));
    assert!(
        matches!(nowhere, Err(Error::System(error)) if error.errno == nix::errno::Errno::ENOENT)
    );
}

#[test]
fn each_disk_has_counters() {
    let disks = Machine::default().openbsd.perdisk_io_counters().unwrap();
    assert_eq!(names(&disks), ["sd0", "cd0", "vnd0", "sd1"]);
    let first = disks[0].counters;
    assert_eq!((first.read_count, first.write_count), (1, 2));
    assert_eq!((first.read_bytes, first.write_bytes), (3, 4));
    assert_eq!((first.busy_time, first.read_time), (Field::Known(12_345), Field::Lacking));
}

#[test]
fn what_is_made_of_other_disks_is_no_disk_more() {
    let machine = Machine::default();
    let disks = machine.openbsd.disk_io_counters().unwrap();
    // vnd(4) is made of a file, and softraid(4) has a sensor that says that it has made sd1.
    assert_eq!(names(&disks), ["sd0", "cd0"]);
    machine.kernel.refuse(by(&[6, 11, 0]), nix::errno::Errno::EOPNOTSUPP);
    let disks = machine.openbsd.disk_io_counters().unwrap();
    assert_eq!(names(&disks), ["sd0", "cd0", "sd1"]);
}

#[test]
fn structs_may_be_longer_and_disks_may_come() {
    let machine = Machine::default();
    let long = |name| [disk(name, [1, 2, 3, 4]), vec![0; 16]].concat();
    machine.kernel.set(by(&[6, 9]), [long("sd0"), long("sd1")].concat());
    // One less has been counted at first.
    machine.kernel.set(by(&[6, 10]), i32s(&[3]));
    machine.kernel.then(by(&[6, 10]), i32s(&[2]));
    assert_eq!(names(&machine.openbsd.perdisk_io_counters().unwrap()), ["sd0", "sd1"]);
    machine.kernel.set(by(&[6, 9]), Vec::<u8>::new());
    machine.kernel.set(by(&[6, 10]), i32s(&[0]));
    assert_eq!(machine.openbsd.perdisk_io_counters(), Ok(Vec::new()));
    machine.kernel.set(by(&[6, 10]), i32s(&[7]));
    machine.kernel.set(by(&[6, 9]), vec![1_u8; 100]);
    let odd = machine.openbsd.perdisk_io_counters();
    assert!(matches!(odd, Err(Error::KernelData { .. })), "{odd:?}");
}
