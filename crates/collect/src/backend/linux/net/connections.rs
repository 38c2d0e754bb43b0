//! The sockets of all processes, as the kernel's tables have them.

use std::collections::HashMap;

use nix::errno::Errno;
use psutil_parse::linux::{net_inet, net_unix};

use super::diag::Diag;
use crate::backend::linux::Linux;
use crate::backend::linux::process::sockets::{Table, inet_socket, numbered, unix_socket};
use crate::backend::linux::procfs::Procfs;
use crate::model::net::{Family, Protocol, Socket};
use crate::model::sockets::{NumberedSocket, SocketFilter};
use crate::port::{At, LinuxKernel};
use crate::{Error, Result};

impl<K: LinuxKernel> Linux<K> {
    pub(super) fn sockets_here(&self, wanted: SocketFilter) -> Result<Vec<NumberedSocket>> {
        // The kernel speaks of its own machine and of our network namespace, whatever the paths are.
        let is_ours = self.procfs()? == Procfs::Own;
        let mut diag = Diag::new(&self.kernel, wanted);
        let mut sockets = Vec::new();
        for table in Table::ALL.iter().filter(|table| table.is_of(wanted)) {
            match if is_ours { diag.table(table.family, table.protocol) } else { None } {
                Some(found) if sockets.is_empty() => sockets = found,
                Some(found) => sockets.extend(found),
                None => sockets.extend(self.text_table(table)?),
            }
        }
        if wanted.statuses.is_some() {
            sockets.retain(|each| wanted.admits(&each.socket));
        }
        Ok(sockets)
    }

    /// A table as text. One that is not there has no rows: without IPv6 there is no `tcp6`.
    fn text_table(&self, table: &Table) -> Result<Vec<NumberedSocket>> {
        let path = self.proc_path(self.net_folder()?).join(table.name());
        let read = self.kernel.read_to_end(At::Path(&path), |bytes| match table.family {
            Family::Ipv4 | Family::Ipv6 => inet_rows(bytes, table.protocol),
            Family::Unix => Ok(unix_rows(bytes)),
        });
        match read {
            Err(error) if error.errno == Errno::ENOENT => Ok(Vec::new()),
            read => read?.map_err(|reason| Error::senseless(path, reason)),
        }
    }
}

fn inet_rows(bytes: &[u8], protocol: Protocol) -> std::result::Result<Vec<NumberedSocket>, String> {
    let mut rows = Rows::default();
    // The heading is line 1.
    for (line, row) in (2_u64..).zip(net_inet::rows(bytes)) {
        let row = row.map_err(|error| format!("line {line}: {error}"))?;
        // A table is read in pieces, and a socket may move on meanwhile: the last row is the newest.
        rows.add(row.inode, inet_socket(&row, protocol), |known, socket| *known = socket);
    }
    Ok(rows.found)
}

fn unix_rows(bytes: &[u8]) -> Vec<NumberedSocket> {
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
    found: Vec<NumberedSocket>,
    places: HashMap<u64, usize>,
}

impl Rows {
    fn add(&mut self, inode: u64, socket: Socket, merge: impl FnOnce(&mut Socket, Socket)) {
        let known = self.places.get(&inode).copied().filter(|_| inode != 0);
        if let Some(known) = known.and_then(|place| self.found.get_mut(place)) {
            merge(&mut known.socket, socket);
        } else {
            self.places.insert(inode, self.found.len());
            self.found.push(numbered(inode, socket));
        }
    }
}
