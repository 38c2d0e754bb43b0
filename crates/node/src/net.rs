//! Sockets, row by row, for `src/socket-table.ts`.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::net::{IpAddr, SocketAddr};

use crate::thin::napi;
use psutil_collect::backend::NetCollector;
use psutil_collect::background::connections::connections;
use psutil_collect::model::net::{Connection, ConnectionKind, ConnectionStatus, Endpoint, Socket};
use psutil_collect::model::sockets::{NumberedSocket, SocketFilter};

use crate::outcome::{Outcome, outcome};
use crate::paths::collector;
use crate::promise::{Promised, off_thread};
use crate::table::{Table, push_cell};

/// How many numbers a row has.
const COLUMNS: usize = 9;

/// Sockets in the making: row after row, and each address once, however many sockets have it.
///
/// The numbers of a row: its words, its ports, its addresses, the user, the owner. An address is the place of its cell;
/// NaN is none.
#[derive(Default)]
pub struct Sockets {
    rows: u32,
    numbers: Vec<f64>,
    text: String,
    cells: u32,
    inet: HashMap<IpAddr, u32>,
    /// The address that was written last: rows come in bunches.
    last: Option<(IpAddr, u32)>,
}

impl Sockets {
    pub fn with_capacity(rows: usize) -> Self {
        Self { numbers: Vec::with_capacity(rows.saturating_mul(COLUMNS)), ..Self::default() }
    }

    /// Adds a socket and two numbers that tell whose it is.
    pub fn push(&mut self, socket: &Socket, owner: [f64; 2]) {
        let [laddr, raddr] = [&socket.laddr, &socket.raddr];
        let [of_laddr, of_raddr] = [laddr, raddr].map(|end| self.place(end.as_ref()));
        self.numbers.extend([
            words(socket),
            f64::from(socket.protocol.number()),
            port(laddr.as_ref()),
            port(raddr.as_ref()),
            of_laddr,
            of_raddr,
            socket.uid.map_or(f64::NAN, f64::from),
            owner[0],
            owner[1],
        ]);
        self.rows = self.rows.saturating_add(1);
    }

    fn place(&mut self, end: Option<&Endpoint>) -> f64 {
        match end {
            None => f64::NAN,
            Some(Endpoint::Unix(path)) => f64::from(self.cell(path)),
            Some(Endpoint::Inet(address)) => f64::from(self.place_of(address.ip())),
        }
    }

    fn place_of(&mut self, ip: IpAddr) -> u32 {
        if let Some((last, place)) = self.last
            && last == ip
        {
            return place;
        }
        let place = match self.inet.entry(ip) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                let place = *new.insert(self.cells);
                self.cell(ip.to_string().as_bytes());
                place
            }
        };
        self.last = Some((ip, place));
        place
    }

    /// Writes a cell, and says which it is.
    fn cell(&mut self, text: &[u8]) -> u32 {
        push_cell(&mut self.text, Some(text));
        self.text.push('\0');
        let place = self.cells;
        self.cells = self.cells.saturating_add(1);
        place
    }

    pub fn table(self) -> Table {
        Table { rows: self.rows, numbers: self.numbers.into(), text: self.text }
    }
}

/// Family, type and status as one number: each word is its place in the enum, and `src/socket-table.ts` has the same
/// words in the same order.
fn words(socket: &Socket) -> f64 {
    let status = socket.status.map_or(15, |status| status as u8);
    f64::from(u16::from(status) << 8 | u16::from(socket.socket_type as u8) << 4)
        + f64::from(socket.family as u8)
}

/// Connections; the owner is the descriptor and the process.
pub fn connection_table(connections: &[Connection]) -> Table {
    let mut sockets = Sockets::with_capacity(connections.len());
    let or_nan = |number: Option<i32>| number.map_or(f64::NAN, f64::from);
    for each in connections {
        sockets.push(&each.socket, [or_nan(each.fd), or_nan(each.pid)]);
    }
    sockets.table()
}

/// Sockets without owners.
fn socket_table(found: &[NumberedSocket]) -> Table {
    let mut sockets = Sockets::with_capacity(found.len());
    for each in found {
        sockets.push(&each.socket, [f64::NAN; 2]);
    }
    sockets.table()
}

/// The sockets of a kind and in these states, of all processes; or the same whoever has them, without owners.
#[napi(catch_unwind)]
pub fn net_connections(
    paths: u32,
    of_kind: u32,
    statuses: u32,
    with_owners: bool,
) -> Outcome<Table> {
    let (host, wanted) = (collector(paths), filter(of_kind, statuses));
    outcome(if with_owners {
        connections(&host, wanted).map(|all| connection_table(&all))
    } else {
        host.sockets(wanted).map(|all| socket_table(&all))
    })
}

/// [`net_connections`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Table>>")]
pub fn net_connections_async(
    paths: u32,
    of_kind: u32,
    statuses: u32,
    with_owners: bool,
) -> Promised<Table> {
    off_thread(move || net_connections(paths, of_kind, statuses, with_owners))
}

/// What is asked for: a kind by its place in `KINDS` of `src/net.ts`; a bit for each of `STATUSES` of `src/socket-table.ts`,
/// none if all are wanted.
pub fn filter(kind: u32, statuses: u32) -> SocketFilter {
    let place = usize::try_from(kind).ok();
    let kind = place.and_then(|place| ConnectionKind::ALL.get(place));
    let wanted = |status: &ConnectionStatus| statuses >> *status as u32 & 1 == 1;
    SocketFilter {
        kind: kind.copied().unwrap_or(ConnectionKind::All),
        statuses: (statuses != 0)
            .then(|| ConnectionStatus::ALL.into_iter().filter(wanted).collect()),
    }
}

fn port(end: Option<&Endpoint>) -> f64 {
    match end {
        Some(Endpoint::Inet(address)) => f64::from(SocketAddr::port(address)),
        Some(Endpoint::Unix(_)) | None => f64::NAN,
    }
}
