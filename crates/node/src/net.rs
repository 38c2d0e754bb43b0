//! Sockets, row by row, for `src/net.ts`.

use std::net::SocketAddr;

use napi_derive::napi;
use psutil_collect::backend::NetCollector;
use psutil_collect::model::net::{Connection, ConnectionKind, Endpoint, Socket};

use crate::outcome::{Outcome, outcome};
use crate::paths::collector;
use crate::promise::{Promised, off_thread};
use crate::table::{NumberColumn, Table, TextColumn, table};

/// A socket and numbers that tell whose it is, in the columns after its own.
pub struct Row<'a> {
    pub socket: &'a Socket,
    pub owner: [f64; 2],
    /// Both ends as text, made once for the column to point at.
    laddr: Option<Vec<u8>>,
    raddr: Option<Vec<u8>>,
}

impl<'a> Row<'a> {
    pub fn new(socket: &'a Socket, owner: [f64; 2]) -> Self {
        let laddr = socket.laddr.as_ref().map(address);
        let raddr = socket.raddr.as_ref().map(address);
        Self { socket, owner, laddr, raddr }
    }
}

/// Sockets in columns. Numbers: family, type, protocol, both ports, status, uid, owner; text: both addresses.
///
/// Words cross as their place in the enum; `src/net.ts` has the same words in the same order.
pub fn socket_table(rows: &[Row<'_>]) -> Table {
    let numbers: [NumberColumn<'_, Row<'_>>; 9] = [
        &|row| f64::from(row.socket.family as u8),
        &|row| f64::from(row.socket.socket_type as u8),
        &|row| f64::from(row.socket.protocol.number()),
        &|row| port(row.socket.laddr.as_ref()),
        &|row| port(row.socket.raddr.as_ref()),
        &|row| row.socket.status.map_or(f64::NAN, |status| f64::from(status as u8)),
        &|row| row.socket.uid.map_or(f64::NAN, f64::from),
        &|row| row.owner[0],
        &|row| row.owner[1],
    ];
    let texts: [TextColumn<'_, Row<'_>>; 2] =
        [&|row| row.laddr.as_deref(), &|row| row.raddr.as_deref()];
    table(rows, &numbers, &texts)
}

/// Connections in columns; the owner is the descriptor and the process.
pub fn connection_table(connections: &[Connection]) -> Table {
    let rows = connections.iter().map(|connection| {
        let or_nan = |number: Option<i32>| number.map_or(f64::NAN, f64::from);
        Row::new(&connection.socket, [or_nan(connection.fd), or_nan(connection.pid)])
    });
    socket_table(&rows.collect::<Vec<_>>())
}

/// The sockets of a kind of all processes.
#[napi(catch_unwind)]
pub fn net_connections(paths: u32, of_kind: u32) -> Outcome<Table> {
    let connections = collector(paths).net_connections(kind(of_kind));
    outcome(connections.map(|connections| connection_table(&connections)))
}

/// [`net_connections`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Table>>")]
pub fn net_connections_async(paths: u32, of_kind: u32) -> Promised<Table> {
    off_thread(move || net_connections(paths, of_kind))
}

/// A kind of connections by its place in `KINDS` of `src/net.ts`.
pub fn kind(place: u32) -> ConnectionKind {
    let place = usize::try_from(place).ok();
    place.and_then(|place| ConnectionKind::ALL.get(place)).copied().unwrap_or(ConnectionKind::All)
}

fn address(end: &Endpoint) -> Vec<u8> {
    match end {
        Endpoint::Inet(address) => address.ip().to_string().into_bytes(),
        Endpoint::Unix(path) => path.clone(),
    }
}

fn port(end: Option<&Endpoint>) -> f64 {
    match end {
        Some(Endpoint::Inet(address)) => f64::from(SocketAddr::port(address)),
        Some(Endpoint::Unix(_)) | None => f64::NAN,
    }
}
