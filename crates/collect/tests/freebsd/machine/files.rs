//! Synthesised after `sys/user.h` of FreeBSD 14.1: the descriptors, folders and mappings of the server.

use psutil_collect::port::replay::Replay;
use psutil_parse::freebsd::kf_file::KfFile;
use psutil_parse::freebsd::kf_un::{KfEventfd, KfPipe, KfProc};
use psutil_parse::freebsd::kinfo_file::KinfoFile;
use psutil_parse::freebsd::kinfo_vmentry::KinfoVmentry;

use super::processes::{CWD, SERVER, proc};
use super::{packed, sockets};
use crate::record;

/// `KERN_PROC_FILEDESC` and `KERN_PROC_VMMAP`.
pub const FILEDESC: i32 = 33;
pub const VMMAP: i32 = 32;

/// `KF_TYPE_*`.
const VNODE: i32 = 1;
const PIPE: i32 = 3;
const KQUEUE: i32 = 5;
const SHM: i32 = 8;
const PTS: i32 = 10;
const PROCDESC: i32 = 11;
const EVENTFD: i32 = 13;

fn vnode(vtype: i32, mode: u16, rdev: u64) -> Vec<u8> {
    record!(KfFile {
        kf_file_type: vtype,
        kf_file_nlink: 1_u64,
        kf_file_fsid: 0x1_0000_0005_u64,
        kf_file_rdev: rdev,
        kf_file_fileid: 4711_u64,
        kf_file_size: 8192_u64,
        kf_file_mode: mode,
    })
}

/// A descriptor: its type and number, its flags and position, what it leads to, and the path of that.
pub fn file(kind: i32, fd: i32, (flags, offset): (i32, i64), un: Vec<u8>, path: &str) -> Vec<u8> {
    let record = record!(KinfoFile {
        kf_type: kind,
        kf_fd: fd,
        kf_ref_count: 1,
        kf_flags: flags,
        kf_offset: offset,
        kf_un: un,
        kf_status: 1_u16,
    });
    packed(record, path)
}

fn folder(fd: i32, path: &str) -> Vec<u8> {
    file(VNODE, fd, (1, -1), vnode(2, 0o040_755, u64::MAX), path)
}

/// What the server has open, in the order of the kernel.
pub fn opened() -> Vec<u8> {
    let regular = || vnode(1, 0o100_644, u64::MAX);
    let eventfd = record!(KfEventfd { kf_eventfd_value: 7_u64, kf_eventfd_flags: 1_u32 });
    let process = record!(KfProc { kf_pid: 101 });
    let files = [
        folder(-5, "/usr/local/bin/server"),
        folder(-1, "/home/u"),
        folder(-2, "/"),
        file(VNODE, 0, (0x3, 0), vnode(4, 0o020_620, 0x1_0000_0042), "/dev/pts/1"),
        file(VNODE, 1, (0x2 | 0x4 | 0x800, 512), regular(), "/home/u/log"),
        file(PIPE, 2, (0x2 | 0x20, -1), record!(KfPipe { kf_pipe_buffer_cnt: 9_u32 }), ""),
        file(KQUEUE, 3, (0x3, -1), vec![], ""),
        file(EVENTFD, 4, (0x3, -1), eventfd, ""),
        sockets::descriptors(),
        file(VNODE, 10, (0x1, -1), vnode(7, 0o010_600, 0), "/tmp/fifo"),
        file(PROCDESC, 11, (0x3, -1), process, ""),
        file(SHM, 12, (0x3, 0), vec![], "/shared"),
        file(VNODE, 13, (0x1, 0), regular(), ""),
        file(PTS, 14, (0x3, -1), vec![], "pts/3"),
    ];
    files.concat()
}

fn mapping(kind: i32, start: u64, protection: i32, flags: i32, path: &str) -> Vec<u8> {
    let record = record!(KinfoVmentry {
        kve_type: kind,
        kve_start: start,
        kve_end: start + 0x4000,
        kve_offset: 0x1000_u64,
        kve_vn_fileid: 99_u64,
        kve_flags: flags,
        kve_resident: 3,
        kve_private_resident: 1,
        kve_ref_count: 2,
        kve_shadow_count: 1,
        kve_protection: protection,
        kve_vn_fsid: 0x77_u64,
    });
    packed(record, path)
}

pub fn put(replay: &Replay) {
    replay.set(proc(FILEDESC, SERVER), opened());
    replay.set(proc(CWD, SERVER), folder(-1, "/home/u"));
    let maps = [
        mapping(2, 0x20_0000, 1 | 4, 1, "/usr/local/bin/server"),
        mapping(3, 0x30_0000, 1 | 2, 0, ""),
        mapping(2, 0x40_0000, 1, 0, "/usr/local/bin/server"),
    ];
    replay.set(proc(VMMAP, SERVER), maps.concat());
}
