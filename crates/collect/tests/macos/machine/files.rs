//! Synthesised after `sys/proc_info.h` and `sys/fcntl.h` of macOS 15 (xnu-11417).

use nix::errno::Errno;
use psutil_collect::port::replay::Replay;
use psutil_parse::macos::kqueue_fdinfo::KqueueFdinfo;
use psutil_parse::macos::pipe_fdinfo::PipeFdinfo;
use psutil_parse::macos::proc_fdinfo::ProcFdinfo;
use psutil_parse::macos::proc_fileinfo::ProcFileinfo;
use psutil_parse::macos::vinfo_stat::VinfoStat;
use psutil_parse::macos::vnode_fdinfowithpath::VnodeFdinfowithpath;
use psutil_parse::macos::vnode_info::VnodeInfo;
use psutil_parse::macos::vnode_info_path::VnodeInfoPath;

use super::{PROGRAM, pidfdinfo, pidinfo};
use crate::record;

/// The descriptors of the program and their types; the kernel need not list them in order.
const FDS: [(i32, u32); 11] =
    [(0, 1), (2, 1), (1, 6), (3, 2), (4, 2), (5, 2), (6, 5), (7, 3), (8, 1), (9, 1), (10, 99)];

/// A file of a type, mode and path.
pub fn vnode(kind: i32, mode: u16, path: &str) -> Vec<u8> {
    linked(kind, mode, path, 1)
}

fn linked(kind: i32, mode: u16, path: &str, links: u16) -> Vec<u8> {
    let status = record!(VinfoStat {
        vst_dev: 0x100_0004_u32,
        vst_mode: mode,
        vst_nlink: links,
        vst_ino: 4_000_000_000_000_u64,
        vst_size: 1234_i64,
        vst_rdev: if kind == 4 { 0x1000_0003_u32 } else { 0 },
    });
    let info = record!(VnodeInfo { vi_stat: status, vi_type: kind });
    record!(VnodeInfoPath { vip_vi: info, vip_path: path })
}

/// How a descriptor was opened.
pub fn opened(flags: u32, close_on_exec: bool, offset: i64) -> Vec<u8> {
    let status = if close_on_exec { 2_u32 } else { 0 };
    record!(ProcFileinfo { fi_openflags: flags, fi_status: status, fi_offset: offset })
}

pub fn put(kernel: &Replay) {
    let list =
        FDS.iter().flat_map(|(fd, kind)| record!(ProcFdinfo { proc_fd: *fd, proc_fdtype: *kind }));
    kernel.set(pidinfo(PROGRAM, 1, 0), list.collect::<Vec<u8>>());
    let file =
        |open: Vec<u8>, file: Vec<u8>| record!(VnodeFdinfowithpath { pfi: open, pvip: file });
    let at = |fd: i32, flavor: i32| pidfdinfo(PROGRAM, fd, flavor);
    // A terminal, read and written.
    kernel.set(at(0, 2), file(opened(3, false, 0), vnode(4, 0o020_620, "/dev/ttys003")));
    let pipe = record!(VinfoStat { vst_mode: 0o010_600_u16, vst_size: 7_i64, vst_blksize: 16_384 });
    let pipe = record!(PipeFdinfo { pfi: opened(2, true, 0), pipe_stat: pipe });
    kernel.set(at(1, 6), pipe);
    // A log, appended to, and locked.
    let log = vnode(1, 0o100_644, "/tmp/a log");
    kernel.set(at(2, 2), file(opened(0x2 | 0x8 | 0x4000 | 0x1_0000, true, 1234), log));
    let kqueue = record!(VinfoStat { vst_mode: 0o010_000_u16, vst_size: 2_i64 });
    kernel.set(at(6, 7), record!(KqueueFdinfo { pfi: opened(3, true, 0), kq_stat: kqueue }));
    // A file that has lost its name.
    kernel.set(at(8, 2), file(opened(1, false, 99), linked(1, 0o100_600, "/tmp/lost", 0)));
    // One that is closed while the others are looked at.
    kernel.refuse(at(9, 2), Errno::EBADF);
}
