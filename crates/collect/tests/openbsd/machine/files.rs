//! Descriptors. Synthesised after `fill_file` and `sysctl_file` of `kern/kern_sysctl.c` (OpenBSD 7.6), which shows
//! addresses of the kernel to root alone: they are zero.

use nix::errno::Errno;
use psutil_collect::model::process::Pid;
use psutil_collect::port::replay::Replay;
use psutil_parse::openbsd::kinfo_file::{KinfoFile, dtype, family, fd, flags, vtype};

use super::{DAEMON, INIT, SHELL, SWAPPER, WORKER, ZOMBIE, files, sockets};
use crate::record;
use crate::replay::records::u32s;

/// A file on a disk: opened for reading and appending, if it is a descriptor.
pub fn file(pid: Pid, number: i32, kind: u32, mode: u32) -> Vec<u8> {
    record!(KinfoFile {
        p_pid: pid,
        fd_fd: number,
        f_type: dtype::DTYPE_VNODE,
        f_flag: flags::FREAD | flags::FWRITE | 0x8,
        fd_ofileflags: flags::UF_EXCLOSE,
        f_offset: 4096_u64,
        f_rxfer: 3_u64,
        f_rwfer: 4_u64,
        f_rbytes: 30_u64,
        f_wbytes: 40_u64,
        v_type: kind,
        va_mode: mode,
        va_fileid: 77_u64,
        va_fsid: 0x400_u32,
        va_rdev: 0x500_u32,
        va_size: 1_u64 << 33,
        va_nlink: 2_u32,
        f_mntonname: "/home",
    })
}

pub fn pipe(pid: Pid, number: i32) -> Vec<u8> {
    record!(KinfoFile {
        p_pid: pid,
        fd_fd: number,
        f_type: dtype::DTYPE_PIPE,
        f_flag: flags::FWRITE | 0x4,
        f_offset: u64::MAX,
    })
}

pub fn kqueue(pid: Pid, number: i32) -> Vec<u8> {
    record!(KinfoFile {
        p_pid: pid,
        fd_fd: number,
        f_type: dtype::DTYPE_KQUEUE,
        f_flag: flags::FREAD,
        kq_count: 3_u32,
    })
}

/// A socket of TCP or UDP over IPv4: ends as address and port.
fn inet(protocol: u32, state: u32, local: ([u8; 4], u16), foreign: ([u8; 4], u16)) -> Vec<u8> {
    record!(KinfoFile {
        f_type: dtype::DTYPE_SOCKET,
        so_type: if protocol == 6 { 1_u32 } else { 2 },
        so_protocol: protocol,
        so_family: family::AF_INET,
        inp_lport: u32::from(local.1.to_be()),
        inp_laddru: local.0.to_vec(),
        inp_fport: u32::from(foreign.1.to_be()),
        inp_faddru: foreign.0.to_vec(),
        t_state: state,
        f_uid: 500_u32,
    })
}

/// The same as a descriptor.
fn socket_file(pid: Pid, number: i32, mut socket: Vec<u8>) -> Vec<u8> {
    let fields =
        record!(KinfoFile { p_pid: pid, fd_fd: number, f_flag: flags::FREAD | flags::FWRITE });
    for (place, byte) in socket.iter_mut().zip(fields) {
        *place |= byte;
    }
    socket
}

/// IPv6, link-local: the kernel has the number of the interface in it.
fn inet6() -> Vec<u8> {
    let address = [0xfe80_0003_u32.to_be(), 0, 0, 1_u32.to_be()];
    record!(KinfoFile {
        f_type: dtype::DTYPE_SOCKET,
        so_type: 2_u32,
        so_protocol: 17_u32,
        so_family: family::AF_INET6,
        inp_lport: u32::from(546_u16.to_be()),
        inp_laddru: u32s(&address),
        f_uid: 77_u32,
    })
}

fn unix(path: &str) -> Vec<u8> {
    record!(KinfoFile {
        f_type: dtype::DTYPE_SOCKET,
        so_type: 5_u32,
        so_family: family::AF_UNIX,
        unp_path: path,
        f_uid: 500_u32,
    })
}

/// A socket of routing messages.
fn route() -> Vec<u8> {
    record!(KinfoFile { f_type: dtype::DTYPE_SOCKET, so_type: 3_u32, so_family: 17_u32 })
}

/// The kernel lists what is no descriptor first.
fn files_of_shell() -> Vec<Vec<u8>> {
    let established = inet(6, 4, ([127, 0, 0, 1], 80), ([127, 0, 0, 1], 50_000));
    let listens = inet(6, 1, ([0, 0, 0, 0], 80), ([0, 0, 0, 0], 0));
    vec![
        file(SHELL, fd::KERN_FILE_TEXT, vtype::VREG, 0o100_755),
        file(SHELL, fd::KERN_FILE_CDIR, vtype::VDIR, 0o040_755),
        file(SHELL, 0, vtype::VCHR, 0o020_620),
        file(SHELL, 1, vtype::VREG, 0o100_644),
        file(SHELL, 2, vtype::VFIFO, 0o010_600),
        pipe(SHELL, 3),
        kqueue(SHELL, 4),
        socket_file(SHELL, 5, listens),
        socket_file(SHELL, 6, established.clone()),
        socket_file(SHELL, 7, inet6()),
        socket_file(SHELL, 8, unix("/tmp/x11")),
        socket_file(SHELL, 9, unix("")),
        socket_file(SHELL, 10, route()),
        socket_file(SHELL, 11, established),
    ]
}

pub fn set(kernel: &Replay) {
    let of_shell = files_of_shell().concat();
    // The worker has one of the connections, too.
    let shared = inet(6, 4, ([127, 0, 0, 1], 80), ([127, 0, 0, 1], 50_000));
    let of_worker = socket_file(WORKER, 4, shared.clone());
    let of_daemon = file(DAEMON, 0, vtype::VREG, 0o100_600);
    kernel.set(files(SHELL), of_shell.clone());
    kernel.set(files(WORKER), of_worker.clone());
    kernel.set(files(DAEMON), of_daemon.clone());
    kernel.set(files(INIT), Vec::<u8>::new());
    for pid in [SWAPPER, ZOMBIE] {
        kernel.refuse(files(pid), Errno::ESRCH);
    }
    kernel.set(files(-1), [of_worker, of_daemon, of_shell].concat());
    // Closing connections have no file any more, and sockets of the kernel none yet.
    let of_kernel = [
        inet(6, 10, ([10, 0, 0, 1], 80), ([10, 0, 0, 2], 4000)),
        inet(6, 10, ([10, 0, 0, 1], 80), ([10, 0, 0, 2], 4001)),
        inet(17, 0, ([0, 0, 0, 0], 4500), ([0, 0, 0, 0], 0)),
    ];
    let known = [
        inet(6, 1, ([0, 0, 0, 0], 80), ([0, 0, 0, 0], 0)),
        shared,
        inet6(),
        unix("/tmp/x11"),
        unix(""),
    ];
    kernel.set(sockets(), [known.concat(), of_kernel.concat()].concat());
}
