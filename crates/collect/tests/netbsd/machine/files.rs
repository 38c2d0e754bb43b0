//! Synthesised after `sys/sysctl.h` of NetBSD 10.0: `struct kinfo_file`, `struct kinfo_vmentry`; and a procfs.

use psutil_collect::model::process::Pid;
use psutil_collect::port::FileStatus;
use psutil_collect::port::replay::Replay;
use psutil_parse::netbsd::kinfo_file::KinfoFile;
use psutil_parse::netbsd::kinfo_vmentry::KinfoVmentry;

use super::{KERNEL, OTHERS, USERS, ZOMBIE, about, files_of, sysctl};
use crate::record;

/// What the kernel calls sockets.
pub const STREAM: u64 = 0xFFFF_8000_0000_0010;
pub const LISTENER: u64 = 0xFFFF_8000_0000_0020;
pub const UNIX: u64 = 0xFFFF_8000_0000_0030;
/// The other end of that one, which nobody has a descriptor of.
pub const PEER: u64 = 0xFFFF_8000_0000_0040;

/// A descriptor: its type, the type of its file, and flags of the kernel.
pub fn file(pid: Pid, fd: i32, kind: [u32; 3], data: u64) -> Vec<u8> {
    let [ftype, vtype, flag] = kind;
    record!(KinfoFile {
        ki_flag: flag,
        ki_ftype: ftype,
        ki_foffset: 4096_u64,
        ki_fdata: data,
        ki_vsize: 9000_u64,
        ki_vtype: vtype,
        ki_pid: pid,
        ki_fd: fd,
        ki_ofileflags: u32::from(fd == 4),
    })
}

fn status(mode: u32, rdev: u64) -> FileStatus {
    FileStatus { dev: 5, ino: 70, rdev, mode, size: 9000, nlink: 1 }
}

pub fn make(kernel: &Replay) {
    let (read, write, append, keeps_out) = (1, 2, 8, 0x4000);
    let files = [
        file(USERS, 12, [10, 0, 3], 0),
        file(USERS, 11, [9, 0, 3], 0),
        file(USERS, 10, [6, 0, 3], 0),
        file(USERS, 9, [4, 0, 3], 0),
        file(USERS, 8, [3, 0, read], 0),
        file(USERS, 7, [2, 0, 3], UNIX),
        file(USERS, 6, [2, 0, 3], STREAM),
        file(USERS, 5, [2, 0, 3], LISTENER),
        file(USERS, 4, [1, 1, write | append | keeps_out], 0),
        file(USERS, 3, [1, 2, read], 0),
        file(USERS, 2, [1, 7, 3], 0),
        file(USERS, 1, [1, 1, read | write], 0),
        file(USERS, 0, [1, 4, read | write], 0),
        // A second descriptor of one socket.
        file(USERS, 13, [2, 0, 3], STREAM),
    ];
    kernel.set(files_of(USERS), files.concat());
    // Of 0 all there are.
    kernel.set(files_of(KERNEL), [file(KERNEL, 0, [1, 2, 1], 0), files.concat()].concat());
    kernel.set(files_of(OTHERS), [file(OTHERS, 3, [2, 0, 3], STREAM)].concat());
    for pid in [super::INIT, super::OWN, super::CHILD, ZOMBIE] {
        kernel.set(files_of(pid), Vec::<u8>::new());
    }
    for (fd, mode, rdev) in
        [(0, 0o020_620, 0x500), (1, 0o100_644, 0), (2, 0o010_600, 0), (3, 0o040_755, 0)]
    {
        kernel.set(about("stat", format!("/proc/{USERS}/fd/{fd}")), status(mode, rdev));
    }
    // What it shows by now is a directory, and no file.
    kernel.set(about("stat", format!("/proc/{USERS}/fd/4")), status(0o040_755, 0));
    kernel.set(about("readlink", format!("/proc/{USERS}/fd/3")), b"/var/tmp".to_vec());
    kernel.set(about("readlink", format!("/proc/{USERS}/root")), b"/jail".to_vec());
    kernel.set(about("readlink", format!("/proc/{USERS}/cwd")), b"/by/procfs".to_vec());
    let devices = vec![b"0".to_vec(), b"1".to_vec()];
    kernel.set(about("readdir", "/dev/pts"), devices);
    kernel.set(about("stat", "/dev/pts/0"), status(0o020_620, 0x501));
    kernel.set(about("stat", "/dev/pts/1"), status(0o020_620, 0x500));
    kernel.set(sysctl(&[2, 16, 1, USERS, 1128]), maps().concat());
}

fn maps() -> [Vec<u8>; 3] {
    let text = record!(KinfoVmentry {
        kve_start: 0x40_0000_u64,
        kve_end: 0x40_2000_u64,
        kve_offset: 0x1000_u64,
        kve_type: 2_u32,
        kve_flags: 3_u32,
        kve_protection: 5_u32,
        kve_vn_fileid: 70_u64,
        kve_vn_fsid: 5_u64,
        kve_path: "/bin/shell-of-somebody",
    });
    let anonymous = record!(KinfoVmentry {
        kve_start: 0x60_0000_u64,
        kve_end: 0x60_1000_u64,
        kve_type: 5_u32,
        kve_flags: 1_u32,
        kve_protection: 3_u32,
    });
    let shared = record!(KinfoVmentry {
        kve_start: 0x70_0000_u64,
        kve_end: 0x70_1000_u64,
        kve_type: 2_u32,
        kve_protection: 2_u32,
        kve_vn_fileid: 71_u64,
        kve_vn_fsid: 5_u64,
    });
    [text, anonymous, shared]
}
