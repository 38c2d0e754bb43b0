//! `struct kinfo_file` of `sys/sysctl.h` (OpenBSD 7), `KERN_FILE` of sysctl(2): an open file of a process.
//!
//! Addresses of the kernel are zero for all but root, so nothing is told by them.

use std::net::{IpAddr, Ipv6Addr, SocketAddr, SocketAddrV6};

use crate::bsd::char_array;
use crate::record::record;

/// `fd_fd` of what is no descriptor.
#[expect(missing_docs, reason = "the names are the header's own")]
pub mod fd {
    pub const KERN_FILE_TEXT: i32 = -1;
    pub const KERN_FILE_CDIR: i32 = -2;
    pub const KERN_FILE_RDIR: i32 = -3;
    pub const KERN_FILE_TRACE: i32 = -4;
}

/// `f_type`, of `sys/file.h`.
#[expect(missing_docs, reason = "the names are the header's own")]
pub mod dtype {
    pub const DTYPE_VNODE: u32 = 1;
    pub const DTYPE_SOCKET: u32 = 2;
    pub const DTYPE_PIPE: u32 = 3;
    pub const DTYPE_KQUEUE: u32 = 4;
    pub const DTYPE_DMABUF: u32 = 5;
    pub const DTYPE_SYNC: u32 = 6;
}

/// `v_type`, of `sys/vnode.h`.
#[expect(missing_docs, reason = "the names are the header's own")]
pub mod vtype {
    pub const VREG: u32 = 1;
    pub const VDIR: u32 = 2;
    pub const VBLK: u32 = 3;
    pub const VCHR: u32 = 4;
    pub const VLNK: u32 = 5;
    pub const VSOCK: u32 = 6;
    pub const VFIFO: u32 = 7;
}

/// `f_flag`, of `sys/fcntl.h`: the kernel's own, where reading and writing are a bit each. `fd_ofileflags`, of
/// `sys/filedesc.h`.
#[expect(missing_docs, reason = "the names are the header's own")]
pub mod flags {
    pub const FREAD: u32 = 1;
    pub const FWRITE: u32 = 2;
    pub const UF_EXCLOSE: u32 = 1;
}

/// `so_family`, of `sys/socket.h`.
#[expect(missing_docs, reason = "the names are the header's own")]
pub mod family {
    pub const AF_UNIX: u32 = 1;
    pub const AF_INET: u32 = 2;
    pub const AF_INET6: u32 = 24;
}

/// `t_state`, of `netinet/tcp_fsm.h`.
#[expect(missing_docs, reason = "the names are the header's own")]
pub mod tcp {
    pub const TCPS_CLOSED: u32 = 0;
    pub const TCPS_LISTEN: u32 = 1;
    pub const TCPS_SYN_SENT: u32 = 2;
    pub const TCPS_SYN_RECEIVED: u32 = 3;
    pub const TCPS_ESTABLISHED: u32 = 4;
    pub const TCPS_CLOSE_WAIT: u32 = 5;
    pub const TCPS_FIN_WAIT_1: u32 = 6;
    pub const TCPS_CLOSING: u32 = 7;
    pub const TCPS_LAST_ACK: u32 = 8;
    pub const TCPS_FIN_WAIT_2: u32 = 9;
    pub const TCPS_TIME_WAIT: u32 = 10;
}

record! {
    /// What has nothing to do with its type is zero.
    pub struct KinfoFile("kinfo_file", 632) {
        _f_fileaddr: u64,
        pub f_flag: u32,
        _f_iflags: u32,
        pub f_type: u32,
        pub f_count: u32,
        _f_msgcount: [u8; 16],
        pub f_uid: u32,
        pub f_gid: u32,
        _f_ops: u64,
        pub f_offset: u64,
        pub f_data: u64,
        pub f_rxfer: u64,
        pub f_rwfer: u64,
        pub f_seek: u64,
        pub f_rbytes: u64,
        pub f_wbytes: u64,
        _v_un: u64,
        pub v_type: u32,
        pub v_tag: u32,
        pub v_flag: u32,
        pub va_rdev: u32,
        _v_data: [u8; 16],
        pub va_fileid: u64,
        pub va_size: u64,
        /// With the type of the file, as `st_mode`.
        pub va_mode: u32,
        pub va_fsid: u32,
        pub f_mntonname: [u8; 96],
        pub so_type: u32,
        pub so_state: u32,
        _so_pcb: u64,
        pub so_protocol: u32,
        pub so_family: u32,
        _inp_ppcb: u64,
        pub inp_lport: u32,
        pub inp_laddru: [u32; 4],
        pub inp_fport: u32,
        pub inp_faddru: [u32; 4],
        _unp_conn: [u8; 16],
        pub pipe_state: u32,
        pub kq_count: u32,
        pub kq_state: u32,
        _unused1: u32,
        pub p_pid: u32,
        pub fd_fd: i32,
        pub fd_ofileflags: u32,
        pub p_uid: u32,
        pub p_gid: u32,
        pub p_tid: u32,
        pub p_comm: [u8; 24],
        pub inp_rtableid: u32,
        _pad: u32,
        _so_splice: [u8; 16],
        pub so_rcv_cc: u64,
        pub so_snd_cc: u64,
        _unp_refs: [u8; 24],
        pub unp_path: [u8; 104],
        pub inp_proto: u32,
        pub t_state: u32,
        _t_rcv_wnd: [u8; 24],
        pub va_nlink: u32,
        _pad_of_end: u32,
    }
}

impl KinfoFile {
    /// Where it is in the file; the kernel keeps that from all but root and the owner.
    pub fn offset(&self) -> Option<u64> {
        Some(self.f_offset).filter(|&offset| offset != u64::MAX)
    }

    /// Where its file system is mounted.
    pub fn mntonname(&self) -> &[u8] {
        char_array::text(&self.f_mntonname)
    }

    /// The path that a Unix socket is bound to; empty for none.
    pub fn unp_path(&self) -> &[u8] {
        char_array::text(&self.unp_path)
    }

    /// Its own end, if it is of IPv4 or IPv6.
    pub fn laddr(&self) -> Option<SocketAddr> {
        self.end(self.inp_laddru, self.inp_lport)
    }

    /// The other end, all zero where there is none.
    pub fn faddr(&self) -> Option<SocketAddr> {
        self.end(self.inp_faddru, self.inp_fport)
    }

    /// Both are in network order: an address as its bytes stand there, a port in the first two bytes of a short.
    fn end(&self, address: [u32; 4], port: u32) -> Option<SocketAddr> {
        let port = u16::from_be(u16::try_from(port).ok()?);
        let [first, second, third, fourth] = address.map(u32::to_ne_bytes);
        match self.so_family {
            family::AF_INET => Some(SocketAddr::new(IpAddr::from(first), port)),
            family::AF_INET6 => {
                let segments: [[u8; 4]; 4] = [first, second, third, fourth];
                Some(SocketAddr::V6(scoped(Ipv6Addr::from_bits(joined(segments)), port)))
            }
            _ => None,
        }
    }
}

/// The bytes of an address one behind the other.
fn joined(words: [[u8; 4]; 4]) -> u128 {
    words.iter().fold(0, |bits, word| bits << 32 | u128::from(u32::from_be_bytes(*word)))
}

/// Within the kernel the second 16 bits of a link-local address are the interface's number.
fn scoped(address: Ipv6Addr, port: u16) -> SocketAddrV6 {
    let [first, scope, rest @ ..] = address.segments();
    if !address.is_unicast_link_local() || scope == 0 {
        return SocketAddrV6::new(address, port, 0, 0);
    }
    let [third, fourth, fifth, sixth, seventh, eighth] = rest;
    let address = Ipv6Addr::new(first, 0, third, fourth, fifth, sixth, seventh, eighth);
    SocketAddrV6::new(address, port, 0, scope.into())
}

#[cfg(test)]
mod tests;
