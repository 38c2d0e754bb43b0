//! Sockets, as `KERN_FILE` has them.
//!
//! The kernel tells their addresses to root alone, so by those nobody could say who has a socket. A socket is known by
//! who has it instead: the process and the descriptor, which is one row for each owner to begin with.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use nix::errno::Errno;
use psutil_parse::openbsd::kinfo_file::{KinfoFile, dtype, family};
use psutil_parse::record::rows;

use crate::backend::bsd::{net, sysctl};
use crate::backend::openbsd::{OpenBsd, mib};
use crate::model::net::{Endpoint, Family, Protocol, Socket, SocketType};
use crate::model::sockets::{NumberedSocket, SocketFilter};
use crate::port::{OpenBsdKernel, Port};
use crate::{Error, Result};

/// The bytes of a record.
const LENGTH: i32 = 632;
/// `DTYPE_SOCKET`, where a number of the MIB tells what files are asked for.
const OF_SOCKETS: i32 = 2;

impl<K: OpenBsdKernel> OpenBsd<K> {
    /// The sockets of all processes, a row for each descriptor, and those that nobody has any more: connections of TCP
    /// that are closing, and sockets of the kernel itself.
    pub(super) fn all_sockets(&self, wanted: SocketFilter) -> Result<Vec<NumberedSocket>> {
        // First those that need no owner: a socket that is made in between has one then.
        let by_file = self.files_of(mib::KERN_FILE_BYFILE, OF_SOCKETS)?;
        let by_process = match self.files_of(mib::KERN_FILE_BYPID, mib::EVERY_PROCESS) {
            // No process but the kernel's own.
            Err(Error::System(error)) if error.errno == Errno::ESRCH => Vec::new(),
            files => files?,
        };
        let mut seen = BTreeSet::new();
        let mut sockets = Vec::new();
        for file in by_process.iter().filter(|file| file.fd_fd >= 0) {
            let Some(socket) = socket(file) else { continue };
            seen.extend(ends(file));
            let number = Some(number(file.p_pid, file.fd_fd));
            sockets.push(NumberedSocket { number, socket });
        }
        // Of Unix sockets only those are listed that have a descriptor, if only one on its way to another process.
        let ownerless =
            by_file.iter().filter(|file| ends(file).is_some_and(|it| !seen.contains(&it)));
        sockets.extend(ownerless.filter_map(|file| {
            // Whose it was is not told where there is no file any more.
            let socket = Socket { uid: None, ..socket(file)? };
            Some(NumberedSocket { number: None, socket })
        }));
        sockets.retain(|each| is_wanted(&each.socket, wanted));
        Ok(sockets)
    }

    fn files_of(&self, operation: i32, argument: i32) -> Result<Vec<KinfoFile>> {
        let bytes = self.read_files(operation, argument)?;
        parsed(&bytes)
    }

    /// Records of files, whole ones.
    pub(in crate::backend::openbsd) fn read_files(
        &self,
        operation: i32,
        argument: i32,
    ) -> Port<Vec<u8>> {
        sysctl::table(&self.kernel, &mib::files(operation, argument, LENGTH))
    }
}

/// The records in their order.
pub fn parsed(bytes: &[u8]) -> Result<Vec<KinfoFile>> {
    rows("kinfo_file", bytes, KinfoFile::SIZE)
        .collect::<psutil_parse::Result<_>>()
        .map_err(|error| Error::kernel_data("kern.file".into(), error))
}

/// What a descriptor of a process stands for.
pub fn number(pid: u32, fd: i32) -> u64 {
    u64::from(pid) << 32 | u64::from(fd.cast_unsigned())
}

/// Whether it is asked for.
pub fn is_wanted(socket: &Socket, wanted: SocketFilter) -> bool {
    wanted.includes(socket.family, socket.protocol) && wanted.admits(socket)
}

/// The socket, if it is one of TCP, UDP, or Unix.
pub fn socket(file: &KinfoFile) -> Option<Socket> {
    if file.f_type != dtype::DTYPE_SOCKET {
        return None;
    }
    let family = match file.so_family {
        family::AF_INET => Family::Ipv4,
        family::AF_INET6 => Family::Ipv6,
        family::AF_UNIX => Family::Unix,
        _ => return None,
    };
    let protocol = match (family, file.so_protocol) {
        (Family::Unix, _) => Protocol::Default,
        (_, 6) => Protocol::Tcp,
        (_, 17) => Protocol::Udp,
        _ => return None,
    };
    let status = match protocol {
        Protocol::Tcp => i32::try_from(file.t_state).ok().and_then(net::status_of),
        Protocol::Udp | Protocol::Default => None,
    };
    let path = Some(file.unp_path()).filter(|path| family == Family::Unix && !path.is_empty());
    Some(Socket {
        family,
        socket_type: socket_type(file.so_type),
        protocol,
        laddr: path.map(|path| Endpoint::Unix(path.to_vec())).or_else(|| endpoint(file.laddr())),
        raddr: endpoint(file.faddr()),
        status,
        uid: Some(file.f_uid),
    })
}

/// What `SOCK_…` of `sys/socket.h` is.
const fn socket_type(number: u32) -> SocketType {
    match number {
        1 => SocketType::Stream,
        2 => SocketType::Dgram,
        5 => SocketType::Seqpacket,
        _ => SocketType::Other,
    }
}

/// An address without its scope; `None` for no address and no port.
fn endpoint(end: Option<SocketAddr>) -> Option<Endpoint> {
    let end = end.filter(|end| end.port() != 0 || !end.ip().is_unspecified())?;
    Some(Endpoint::Inet(SocketAddr::new(end.ip(), end.port())))
}

/// What a socket of TCP or UDP is known by without an owner: protocol, routing table, and both ends.
type Ends = (u32, u32, SocketAddr, SocketAddr);

fn ends(file: &KinfoFile) -> Option<Ends> {
    let is_socket = file.f_type == dtype::DTYPE_SOCKET;
    let ends = is_socket.then(|| file.laddr().zip(file.faddr())).flatten();
    ends.map(|(local, foreign)| (file.so_protocol, file.inp_rtableid, local, foreign))
}
