//! Disks of made-up machines (`__test__/fixtures/disks-*`), whole and with files missing or cut off.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests make and read their own files")]

mod common;

use std::path::Path;

use common::kernels::{Change, Changed};
use common::tree::{Tree, fixture, paths};
use nix::errno::Errno;
use psutil_collect::backend::DiskCollector;
use psutil_collect::backend::linux::Linux;
use psutil_collect::host::{Host, host};
use psutil_collect::model::disk::{DiskIo, DiskPartition};
use psutil_collect::model::field::Field;
use psutil_collect::{Error, Paths};

fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap()
}

fn names(rows: &[DiskIo]) -> Vec<&str> {
    rows.iter().map(|row| text(&row.name)).collect()
}

fn physical(host: &Host) -> Vec<String> {
    let rows = host.disk_io_counters().unwrap();
    rows.into_iter().map(|row| String::from_utf8(row.name).unwrap()).collect()
}

/// Device, mount point and kind of each.
fn shown(partitions: &[DiskPartition]) -> Vec<(Option<&str>, &str, &str)> {
    partitions
        .iter()
        .map(|each| (each.device.as_deref().map(text), text(&each.mountpoint), text(&each.fstype)))
        .collect()
}

fn at<'a>(partitions: &'a [DiskPartition], mountpoint: &str) -> &'a DiskPartition {
    partitions.iter().find(|each| each.mountpoint == mountpoint.as_bytes()).unwrap()
}

fn opts(partition: &DiskPartition) -> Vec<&str> {
    partition.opts.iter().map(|option| text(option)).collect()
}

#[test]
fn e_f17_what_is_mounted_from_devices() {
    let partitions = fixture("disks-server").disk_partitions().unwrap();
    let expected = [
        (Some("/dev/mapper/vg-root"), "/", "ext4"),
        (Some("/dev/nvme0n1p1"), "/boot/efi", "vfat"),
        (Some("/dev/nvme2n1p1"), "/srv/data one", "xfs"),
        (Some("/dev/nvme2n1p1"), "/mnt/back\\slash", "xfs"), // a bind mount
        (Some("tank/data"), "/tank", "zfs"),                 // nodev, and yet on disks
        (Some("/dev/nvme1n1p1"), "/home", "btrfs"),          // device numbers of none
        (Some("/dev/loop0"), "/snap/core\t1", "squashfs"),
    ];
    assert_eq!(shown(&partitions), expected);
}

#[test]
fn e_f17_all_that_is_mounted() {
    let partitions = fixture("disks-server").disk_partitions_all().unwrap();
    assert_eq!(partitions.len(), 16);
    for (mountpoint, device, fstype) in [
        ("/mnt/auto", Some("systemd-1"), "autofs"),
        ("/mnt/nfs", Some("files.example:/export"), "nfs4"),
        ("/var/lib/c/merged", Some("overlay"), "overlay"),
        ("/mnt/none", None, "tmpfs"),
        ("/mnt/nothing", None, "tmpfs"),
        ("/mnt/ssh", Some("ann@files.example:/home"), "fuse.sshfs"),
    ] {
        let partition = at(&partitions, mountpoint);
        assert_eq!(partition.device.as_deref().map(text), device, "{mountpoint}");
        assert_eq!(text(&partition.fstype), fstype);
    }
}

#[test]
fn e_f17_options_of_the_mount_and_of_its_file_system() {
    let partitions = fixture("disks-server").disk_partitions_all().unwrap();
    assert_eq!(opts(at(&partitions, "/")), ["rw", "relatime", "errors=remount-ro"]);
    // one of its mounts may be read-only where the file system is not
    assert_eq!(opts(at(&partitions, "/srv/data one")), ["ro", "relatime", "attr2", "noquota"]);
    assert_eq!(opts(at(&partitions, "/mnt/none")), ["rw"]);
    let overlay = opts(at(&partitions, "/var/lib/c/merged"));
    assert_eq!(overlay[2], "lowerdir=/l/one,two:/l/three four");
}

#[test]
fn e_f17_without_a_list_of_file_systems_device_numbers_tell() {
    let tree = Tree::of("disks-server");
    let whole = tree.host().disk_partitions().unwrap();
    std::fs::remove_file(tree.file("proc/filesystems")).unwrap();
    assert_eq!(tree.host().disk_partitions().unwrap(), whole);
    tree.write("proc/filesystems", "");
    assert_eq!(tree.host().disk_partitions().unwrap(), whole);
}

/// A hardened machine: some files are there, and not to be read.
#[derive(Default)]
struct Hardened;

impl Change for Hardened {
    fn refuse(_call: &'static str, file: &str) -> Option<Errno> {
        let refused = ["proc/filesystems", "proc/diskstats"].iter().any(|it| file.ends_with(it));
        refused.then_some(Errno::EACCES)
    }
}

#[test]
fn e_f17_a_list_of_file_systems_that_may_not_be_read() {
    let tree = Tree::of("disks-server");
    let hardened = Linux::<Changed<Hardened>>::new(paths(&tree.0));
    assert_eq!(hardened.disk_partitions(), tree.host().disk_partitions());
}

#[test]
fn e_f3_counters_that_may_not_be_read_are_those_of_sysfs_or_an_error() {
    let tree = Tree::of("disks-laptop");
    tree.write("proc/diskstats", "8 0 sda 1 2 3 4 5 6 7 8 9 10 11\n");
    let hardened = Linux::<Changed<Hardened>>::new(paths(&tree.0));
    let rows = hardened.perdisk_io_counters().unwrap();
    assert_eq!(names(&rows).len(), 6);
    std::fs::remove_dir_all(tree.file("sys")).unwrap();
    for answer in [hardened.perdisk_io_counters(), hardened.disk_io_counters()] {
        assert!(matches!(answer, Err(Error::AccessDenied { pid: None, .. })), "{answer:?}");
    }
}

#[test]
fn e_f17_the_device_of_root() {
    let laptop = Tree::of("disks-laptop");
    let root =
        |tree: &Tree| at(&tree.host().disk_partitions().unwrap(), "/").device.clone().unwrap();
    assert_eq!(text(&root(&laptop)), "/dev/nvme0n1p2");
    // then by /proc/partitions, and then not at all
    std::fs::remove_dir_all(laptop.file("sys")).unwrap();
    assert_eq!(text(&root(&laptop)), "/dev/nvme0n1p2");
    std::fs::remove_file(laptop.file("proc/partitions")).unwrap();
    assert_eq!(text(&root(&laptop)), "/dev/root");

    let pi = fixture("disks-raspberry-pi");
    let partitions = pi.disk_partitions_all().unwrap();
    let expected = [
        (Some("rootfs"), "/", "rootfs"),
        (Some("/dev/mmcblk0p2"), "/", "ext4"),
        (Some("/dev/mmcblk0p1"), "/boot", "vfat"),
    ];
    assert_eq!(shown(&partitions), expected);
    assert_eq!(shown(&pi.disk_partitions().unwrap()), expected[1..]);
}

#[test]
fn e_f17_mtab_is_never_asked() {
    let tree = Tree::of("disks-laptop");
    let whole = tree.host().disk_partitions_all().unwrap();
    tree.write("etc/mtab", "/dev/old /old ext2 rw 0 0\n");
    assert_eq!(tree.host().disk_partitions_all().unwrap(), whole);
}

#[test]
fn without_mountinfo_there_is_an_error_and_no_empty_list() {
    let tree = Tree::of("disks-laptop");
    let path = tree.file("proc/self/mountinfo");
    std::fs::remove_file(&path).unwrap();
    for answer in [tree.host().disk_partitions(), tree.host().disk_partitions_all()] {
        let Err(Error::System(error)) = answer else { panic!("{answer:?}") };
        assert_eq!((error.errno, error.path.as_deref()), (Errno::ENOENT, Some(&path)));
    }
}

#[test]
fn mounts_of_a_cut_off_file_are_whole() {
    let tree = Tree::of("disks-server");
    let whole = tree.host().disk_partitions_all().unwrap();
    let file = std::fs::read(tree.file("proc/self/mountinfo")).unwrap();
    for length in 0..file.len() {
        tree.write("proc/self/mountinfo", &file[..length]);
        let partitions = tree.host().disk_partitions_all().unwrap();
        assert_eq!(partitions, whole[..partitions.len()], "{length} bytes");
    }
}

#[test]
fn e_f5_b8_a_request_is_counted_once() {
    let host = fixture("disks-server");
    assert_eq!(host.perdisk_io_counters().unwrap().len(), 14);
    let expected = ["nvme0n1", "nvme1n1", "nvme2c2n1", "nvme2c3n1", "sr0"];
    assert_eq!(physical(&host), expected);
    let disks = host.disk_io_counters().unwrap();
    assert_eq!(disks.iter().map(|row| row.counters.read_count).sum::<u64>(), 1100);
}

#[test]
fn b8_a_disk_of_several_paths_is_counted_itself_where_they_are_not_shown() {
    let tree = Tree::of("disks-server");
    let file = std::fs::read_to_string(tree.file("proc/diskstats")).unwrap();
    let shown: Vec<_> =
        file.split_inclusive('\n').filter(|line| !line.contains("nvme2c")).collect();
    tree.write("proc/diskstats", shown.concat());
    assert_eq!(physical(&tree.host()), ["nvme0n1", "nvme1n1", "nvme2n1", "sr0"]);
    // in one of the two places only
    tree.write("proc/diskstats", file);
    for path in ["nvme2c2n1", "nvme2c3n1"] {
        std::fs::remove_dir_all(tree.file(&format!("sys/block/{path}"))).unwrap();
    }
    assert_eq!(physical(&tree.host()), ["nvme0n1", "nvme1n1", "nvme2n1", "sr0"]);
}

#[test]
fn b8_names_tell_where_there_is_no_sysfs() {
    let tree = Tree::of("disks-server");
    std::fs::remove_dir_all(tree.file("sys")).unwrap();
    let expected = ["nvme0n1", "nvme1n1", "nvme2c2n1", "nvme2c3n1", "sr0"];
    assert_eq!(physical(&tree.host()), expected);
    assert_eq!(physical(&fixture("disks-2.6")), ["hda", "sda", "cciss/c0d0", "fd0"]);
}

#[test]
fn b8_what_is_made_of_disks_is_none_even_with_a_device() {
    let tree = Tree::of("disks-server");
    for disk in ["md127", "dm-0"] {
        std::os::unix::fs::symlink("nowhere", tree.file(&format!("sys/block/{disk}/device")))
            .unwrap();
    }
    assert!(!physical(&tree.host()).iter().any(|name| name == "md127" || name == "dm-0"));
}

#[test]
fn e_f3_boot_partitions_of_an_emmc_are_disks_to_the_kernel() {
    let pi = fixture("disks-raspberry-pi");
    assert_eq!(physical(&pi), ["mmcblk0", "mmcblk0boot0", "mmcblk0boot1"]);
    assert_eq!(pi.perdisk_io_counters().unwrap().len(), 7);
}

#[test]
fn e_f4_a_sector_is_512_bytes() {
    let rows = fixture("disks-server").perdisk_io_counters().unwrap();
    let counters = rows[0].counters;
    assert_eq!((counters.read_bytes, counters.write_bytes), (800 * 512, 1600 * 512));
    assert_eq!((counters.read_count, counters.write_count), (100, 200));
    assert_eq!((counters.read_time, counters.write_time), (Field::Known(50), Field::Known(80)));
    let merged = (counters.read_merged_count, counters.write_merged_count);
    assert_eq!(merged, (Field::Known(10), Field::Known(20)));
    assert_eq!(counters.busy_time, Field::Known(90));
}

#[test]
fn e_k14_counters_of_64_bits_do_not_overflow() {
    let tree = Tree::of("disks-2.6");
    tree.write("proc/diskstats", format!("8 0 sda 1 2 {0} 4 5 6 {0} 8 9 10 11\n", u64::MAX));
    let counters = tree.host().disk_io_counters().unwrap()[0].counters;
    assert_eq!((counters.read_bytes, counters.write_bytes), (u64::MAX, u64::MAX));
}

#[test]
fn e_f3_partitions_of_old_kernels_have_four_counters() {
    let rows = fixture("disks-2.6").perdisk_io_counters().unwrap();
    let counters = rows.iter().find(|row| row.name == b"hda2").unwrap().counters;
    assert_eq!((counters.read_count, counters.read_bytes), (90, 720 * 512));
    assert_eq!((counters.write_count, counters.write_bytes), (180, 1440 * 512));
    for unknown in [counters.read_time, counters.write_merged_count, counters.busy_time] {
        assert_eq!(unknown, Field::Unknown);
    }
}

#[test]
fn e_f3_linux_2_4_has_the_size_before_the_name() {
    let rows = fixture("disks-2.4").perdisk_io_counters().unwrap();
    assert_eq!(names(&rows), ["hda", "hda1", "hdc"]);
    assert_eq!(physical(&fixture("disks-2.4")), ["hda", "hdc"]);
    // as the columns of iostats.txt say; 39082680 is the size
    let counters = rows[0].counters;
    assert_eq!((counters.read_count, counters.write_count), (446_216, 424_847));
    assert_eq!(counters.busy_time, Field::Known(3_376_340));
}

#[test]
fn e_f3_without_diskstats_sysfs_tells() {
    let laptop = fixture("disks-laptop");
    let rows = laptop.perdisk_io_counters().unwrap();
    let expected = ["cciss/c0d0", "cciss/c0d0p1", "nvme0n1", "nvme0n1p1", "nvme0n1p2", "zram0"];
    assert_eq!(names(&rows), expected);
    assert_eq!(physical(&laptop), ["cciss/c0d0", "nvme0n1"]);
    assert_eq!(rows[2].counters.read_count, 200);
}

#[test]
fn e_f3_neither_diskstats_nor_sysfs_is_no_disks() {
    let tree = Tree::of("disks-laptop");
    std::fs::remove_dir_all(tree.file("sys")).unwrap();
    let none = |host: &Host| {
        assert_eq!(host.perdisk_io_counters(), Ok(vec![]));
        assert_eq!(host.disk_io_counters(), Ok(vec![]));
    };
    none(&tree.host());
    tree.write("proc/diskstats", "");
    none(&tree.host());
}

#[test]
fn e_f3_counters_are_whole_or_an_error() {
    let tree = Tree::of("disks-2.6");
    let whole = tree.host().perdisk_io_counters().unwrap();
    let file = std::fs::read(tree.file("proc/diskstats")).unwrap();
    for length in 0..file.len() {
        tree.write("proc/diskstats", &file[..length]);
        match tree.host().perdisk_io_counters() {
            Ok(rows) => {
                let same = rows.iter().zip(&whole).all(|(row, all)| row.counters == all.counters);
                assert!(same, "{length} bytes");
            }
            Err(Error::KernelData { path, .. }) => assert_eq!(*path, tree.file("proc/diskstats")),
            Err(error) => panic!("{error:?}"),
        }
    }
}

#[test]
fn a_file_is_as_good_as_its_file_system() {
    let host = host(Paths::default());
    let all = host.disk_usage(Path::new("/")).unwrap();
    assert!(all.total > 0 && all.used <= all.total && all.free <= all.total);
    let of_file = host.disk_usage(Path::new("/proc/self/stat")).unwrap();
    assert_eq!((of_file.total, of_file.inodes_total), (0, None));
    assert_eq!(of_file.percent().to_bits(), 0_f64.to_bits());
}

#[test]
fn how_full_what_is_not_there_is() {
    let host = host(Paths::default());
    for (path, errno) in [("/nowhere/at/all", Errno::ENOENT), ("/proc/self/stat/x", Errno::ENOTDIR)]
    {
        let Err(Error::System(error)) = host.disk_usage(Path::new(path)) else { panic!("{path}") };
        assert_eq!((error.call, error.errno), ("statvfs", errno));
        assert_eq!(error.path, Some(Box::new(path.into())));
    }
}
