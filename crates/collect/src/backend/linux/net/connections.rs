//! The sockets of all processes: the kernel's tables, and who has a descriptor of each.

use std::collections::{HashMap, HashSet};

use nix::errno::Errno;
use psutil_parse::linux::{net_inet, net_unix};

use crate::backend::linux::Linux;
use crate::backend::linux::process::sockets::{INET_TABLES, UNIX_TABLE, inet_socket, unix_socket};
use crate::backend::linux::procfs::Procfs;
use crate::model::net::{Connection, ConnectionKind, Family, Protocol, Socket};
use crate::port::{At, LinuxKernel};
use crate::{Error, Result};

/// A socket of a table and the inode that descriptors name; 0 for one that has none.
pub(in crate::backend::linux) struct Found {
    pub(in crate::backend::linux) inode: u64,
    pub(in crate::backend::linux) socket: Socket,
}

impl<K: LinuxKernel> Linux<K> {
    /// The tables first and the owners after: then only the owners of sockets that are wanted are kept in mind.
    pub(super) fn everyones_connections(&self, kind: ConnectionKind) -> Result<Vec<Connection>> {
        let mut sockets = Vec::new();
        for (file, family, protocol) in INET_TABLES {
            if kind.includes(family, protocol) {
                sockets.extend(self.table(file, family, protocol)?);
            }
        }
        if kind.includes(Family::Unix, Protocol::Default) {
            sockets.extend(self.table(UNIX_TABLE, Family::Unix, Protocol::Default)?);
        }
        let inodes: HashSet<u64> =
            sockets.iter().map(|found| found.inode).filter(|&inode| inode != 0).collect();
        let owners = self.owners_of(&inodes)?;
        let mut rows = Vec::with_capacity(sockets.len());
        for Found { inode, socket } in sockets {
            match owners.get(&inode) {
                Some(owners) => rows.extend(owners.iter().map(|&(pid, fd)| {
                    let socket = socket.clone();
                    Connection { fd: Some(fd), pid: Some(pid), socket }
                })),
                None => rows.push(Connection { fd: None, pid: None, socket }),
            }
        }
        Ok(rows)
    }

    fn table(&self, file: &str, family: Family, protocol: Protocol) -> Result<Vec<Found>> {
        // The kernel speaks of its own machine and of our network namespace, whatever the paths are.
        if self.procfs()? == Procfs::Own
            && let Some(found) = self.diag_table(family, protocol)
        {
            return Ok(found);
        }
        self.text_table(file, family, protocol)
    }

    /// A table as text. One that is not there has no rows: without IPv6 there is no `tcp6`.
    fn text_table(&self, file: &str, family: Family, protocol: Protocol) -> Result<Vec<Found>> {
        let name = file.strip_prefix("net/").unwrap_or(file);
        let path = self.proc_path(self.net_folder()?).join(name);
        let read = self.kernel.read_to_end(At::Path(&path), |bytes| match family {
            Family::Ipv4 | Family::Ipv6 => inet_rows(bytes, protocol),
            Family::Unix => Ok(unix_rows(bytes)),
        });
        match read {
            Err(error) if error.errno == Errno::ENOENT => Ok(Vec::new()),
            read => read?.map_err(|reason| Error::KernelData { path, reason }),
        }
    }
}

fn inet_rows(bytes: &[u8], protocol: Protocol) -> std::result::Result<Vec<Found>, String> {
    let mut rows = Rows::default();
    // The heading is line 1.
    for (line, row) in (2_u64..).zip(net_inet::rows(bytes)) {
        let row = row.map_err(|error| format!("line {line}: {error}"))?;
        // A table is read in pieces, and a socket may move on meanwhile: the last row is the newest.
        rows.add(row.inode, inet_socket(&row, protocol), |known, socket| *known = socket);
    }
    Ok(rows.found)
}

fn unix_rows(bytes: &[u8]) -> Vec<Found> {
    let mut rows = Rows::default();
    for row in net_unix::rows(bytes) {
        rows.add(row.inode, unix_socket(&row), |known, socket| {
            // One of the two may be part of a name that looks like a row: it must not pass for the other.
            if *known != socket {
                known.laddr = None;
            }
        });
    }
    rows.found
}

/// Rows in the order of a table, one for each inode. Those without an inode are sockets of their own, all of them.
#[derive(Default)]
struct Rows {
    found: Vec<Found>,
    places: HashMap<u64, usize>,
}

impl Rows {
    fn add(&mut self, inode: u64, socket: Socket, merge: impl FnOnce(&mut Socket, Socket)) {
        let known = self.places.get(&inode).copied().filter(|_| inode != 0);
        if let Some(known) = known.and_then(|place| self.found.get_mut(place)) {
            merge(&mut known.socket, socket);
        } else {
            self.places.insert(inode, self.found.len());
            self.found.push(Found { inode, socket });
        }
    }
}
