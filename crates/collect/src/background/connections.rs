//! The sockets of all processes: the system's tables first, then who has a descriptor of each.
//!
//! In this order only the owners of sockets that are wanted are kept in mind, and nobody is visited for none.

use std::sync::Arc;

use super::rows::{Tour, rows};
use crate::backend::{NetCollector, ProcessCollector};
use crate::model::net::Connection;
use crate::model::process::Pid;
use crate::model::sockets::{NumberedSocket, SocketFilter};
use crate::order;
use crate::{Error, Result};

/// The sockets that are wanted: a row for each descriptor of every process, and one for a socket without any.
///
/// Every process is visited, to its last descriptor, however few sockets are wanted: any of them may be shared, and
/// nothing but a look at the last process tells that it is not one of the owners.
pub fn connections<C>(collector: &Arc<C>, wanted: SocketFilter) -> Result<Vec<Connection>>
where
    C: NetCollector + ProcessCollector + Send + Sync + 'static,
{
    let sockets = collector.sockets(wanted)?;
    let owners = owners(collector, Arc::new(Places::of(&sockets)))?;
    Ok(joined(sockets, &owners))
}

/// A descriptor of the socket that is at this place of the list.
#[derive(Clone, Copy)]
struct Owner {
    place: usize,
    pid: Pid,
    fd: i32,
}

/// At which places of a list the sockets are, by their numbers.
struct Places(Vec<(u64, usize)>);

impl Places {
    fn of(sockets: &[NumberedSocket]) -> Self {
        let numbered = sockets.iter().enumerate();
        let mut places: Vec<_> =
            numbered.filter_map(|(place, socket)| Some((socket.number?, place))).collect();
        order::sort_numbered(&mut places);
        Self(places)
    }

    fn find(&self, number: u64) -> impl Iterator<Item = usize> {
        let first = self.0.partition_point(|(other, _)| *other < number);
        let from = self.0.get(first..).unwrap_or_default().iter();
        from.take_while(move |(other, _)| *other == number).map(|(_, place)| *place)
    }
}

/// Who has these sockets, as far as this user may know; those of one socket by process and descriptor.
///
/// Each process is looked at through a visit, so that no descriptor is ascribed to another that gets its number.
/// Those that vanish or may not be looked at have none.
fn owners<C>(collector: &Arc<C>, places: Arc<Places>) -> Result<Vec<Owner>>
where
    C: ProcessCollector + Send + Sync + 'static,
{
    if places.0.is_empty() {
        return Ok(Vec::new());
    }
    let visitor = Arc::clone(collector);
    // One process alone may have more descriptors than all others together.
    let tour = Tour { takes_long: true, ..Tour::default() };
    let found = rows(collector, tour, move |pid, snapshot, (): &mut ()| {
        let fds = match visitor.socket_fds(snapshot) {
            Err(Error::AccessDenied { .. }) => Vec::new(),
            fds => fds?,
        };
        let owners = fds.into_iter().flat_map(|each| {
            places.find(each.number).map(move |place| Owner { place, pid, fd: each.fd })
        });
        Ok(owners.collect::<Vec<_>>())
    })?;
    let mut owners: Vec<_> = found.rows.into_iter().flat_map(|row| row.row).collect();
    // Stable: they come by process and descriptor.
    order::sort_by_key(&mut owners, |owner| owner.place);
    Ok(owners)
}

fn joined(sockets: Vec<NumberedSocket>, owners: &[Owner]) -> Vec<Connection> {
    let mut rows = Vec::with_capacity(sockets.len());
    let mut owners = owners.iter().peekable();
    for (place, NumberedSocket { socket, .. }) in sockets.into_iter().enumerate() {
        let mut owner = owners.next_if(|owner| owner.place == place);
        if owner.is_none() {
            rows.push(Connection { fd: None, pid: None, socket });
            continue;
        }
        while let Some(Owner { pid, fd, .. }) = owner {
            owner = owners.next_if(|owner| owner.place == place);
            let (fd, pid, socket) = (Some(*fd), Some(*pid), socket.clone());
            rows.push(Connection { fd, pid, socket });
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::backend::Purpose;
    use crate::model::net::{ConnectionKind, Family, Protocol, Socket, SocketType};
    use crate::model::sockets::SocketFd;

    /// Sockets by their numbers, and who has which: process, descriptor, number.
    #[derive(Default)]
    struct Port {
        sockets: Vec<Option<u64>>,
        held: BTreeMap<Pid, Vec<(i32, u64)>>,
        visits: AtomicUsize,
    }

    impl NetCollector for Port {
        fn sockets(&self, _: SocketFilter) -> Result<Vec<NumberedSocket>> {
            let socket = Socket {
                family: Family::Ipv4,
                socket_type: SocketType::Stream,
                protocol: Protocol::Tcp,
                laddr: None,
                raddr: None,
                status: None,
                uid: None,
            };
            let sockets = (0..).zip(&self.sockets).map(|(uid, number)| {
                let socket = Socket { uid: Some(uid), ..socket.clone() };
                NumberedSocket { number: *number, socket }
            });
            Ok(sockets.collect())
        }
    }

    impl ProcessCollector for Port {
        type Snapshot = Pid;

        fn pids(&self) -> Result<Vec<Pid>> {
            Ok(self.held.keys().copied().collect())
        }

        fn snapshot_of(&self, pid: Pid, _: Purpose) -> Result<Pid> {
            self.visits.fetch_add(1, Ordering::Relaxed);
            Ok(pid)
        }

        fn socket_fds(&self, pid: &Pid) -> Result<Vec<SocketFd>> {
            match pid {
                _ if pid % 10 == 8 => Err(Error::no_such_process(*pid)),
                _ if pid % 10 == 9 => Err(Error::AccessDenied { pid: Some(*pid), what: "".into() }),
                _ => {
                    let held = self.held[pid].iter();
                    Ok(held.map(|&(fd, number)| SocketFd { fd, number }).collect())
                }
            }
        }
    }

    /// The rows: the socket's place, and whose it is.
    fn rows_of(port: Port) -> Vec<(u32, Option<Pid>, Option<i32>)> {
        let rows = connections(&Arc::new(port), ConnectionKind::All.into()).unwrap();
        rows.into_iter().map(|row| (row.socket.uid.unwrap(), row.pid, row.fd)).collect()
    }

    #[test]
    fn trap_10_every_descriptor_of_every_owner_has_a_row() {
        let sockets = vec![Some(70), None, Some(30), Some(50)];
        let held = [(1, vec![(3, 30), (4, 30)]), (2, vec![(9, 99), (5, 70)]), (3, vec![(0, 30)])];
        let expected = [
            (0, Some(2), Some(5)),
            (1, None, None),
            (2, Some(1), Some(3)),
            (2, Some(1), Some(4)),
            (2, Some(3), Some(0)),
            (3, None, None),
        ];
        assert_eq!(rows_of(Port { sockets, held: held.into(), ..Port::default() }), expected);
    }

    #[test]
    fn rows_are_in_order_however_many_threads_look() {
        let held = (1..=500).map(|pid| (pid, vec![(pid, 7), (pid + 1, 7)])).collect();
        let rows = rows_of(Port { sockets: vec![Some(7)], held, ..Port::default() });
        assert_eq!(rows.len(), 2 * 400, "those that end or are not for us to see have none");
        assert!(rows.is_sorted());
    }

    #[test]
    fn nobody_is_visited_for_sockets_that_nobody_can_have() {
        let held = BTreeMap::from([(1, vec![(3, 30)])]);
        for sockets in [vec![], vec![None, None]] {
            let count = sockets.len();
            let port = Arc::new(Port { sockets, held: held.clone(), ..Port::default() });
            let rows = connections(&port, ConnectionKind::All.into()).unwrap();
            assert_eq!((rows.len(), port.visits.load(Ordering::Relaxed)), (count, 0));
        }
    }
}
