//! All sockets, whoever has them: `net.inet.tcp.pcblist64` and its kin. Everybody may read them, and they have those
//! that no descriptor stands for any more; whose the others are, only root learns of all processes.

use psutil_parse::macos::pcblist64;
use psutil_parse::macos::xinpcb64::Xinpcb64;
use psutil_parse::macos::xsocket64::Xsocket64;
use psutil_parse::macos::xtcpcb64::Xtcpcb64;
use psutil_parse::macos::xunpcb64::Xunpcb64;
use psutil_parse::record::Field;

use crate::backend::bsd::sysctl;
use crate::backend::macos::MacOs;
use crate::backend::macos::process::sockets::{inet, kind, unix};
use crate::model::net::{Family, Protocol, Socket};
use crate::model::sockets::{NumberedSocket, SocketFilter};
use crate::port::MacOsKernel;
use crate::{Error, Result};

impl<K: MacOsKernel> MacOs<K> {
    pub(super) fn all_sockets(&self, wanted: SocketFilter) -> Result<Vec<NumberedSocket>> {
        let of_inet = |protocol| {
            wanted.includes(Family::Ipv4, protocol) || wanted.includes(Family::Ipv6, protocol)
        };
        let mut sockets = Vec::new();
        if of_inet(Protocol::Tcp) {
            sockets.extend(self.list("net.inet.tcp.pcblist64", |tcp: &Xtcpcb64| {
                (tcp.xt_inpcb.xi_socket, inet_socket(&tcp.xt_inpcb, Some(tcp.t_state)))
            })?);
        }
        if of_inet(Protocol::Udp) {
            sockets.extend(self.list("net.inet.udp.pcblist64", |udp: &Xinpcb64| {
                (udp.xi_socket, inet_socket(udp, None))
            })?);
        }
        if wanted.includes(Family::Unix, Protocol::Default) {
            for name in ["net.local.stream.pcblist64", "net.local.dgram.pcblist64"] {
                sockets.extend(
                    self.list(name, |it: &Xunpcb64| (it.xu_socket, Some(unix_socket(it))))?,
                );
            }
        }
        sockets.retain(|NumberedSocket { socket, .. }| {
            wanted.includes(socket.family, socket.protocol) && wanted.admits(socket)
        });
        Ok(sockets)
    }

    /// One list. Those that have been given up while it was written are left out.
    fn list<T: Field>(
        &self,
        name: &str,
        read: impl Fn(&T) -> (Xsocket64, Option<Socket>),
    ) -> Result<Vec<NumberedSocket>> {
        let bytes = sysctl::named_table(&self.kernel, name)?;
        let mut sockets = Vec::new();
        for row in pcblist64::rows::<T>(&bytes) {
            let row = row.map_err(|error| Error::kernel_data(name.into(), error))?;
            let (raw, socket) = read(&row);
            let socket = socket.filter(|_| raw.xso_len != 0);
            let number = Some(raw.xso_so).filter(|number| *number != 0);
            sockets.extend(socket.map(|socket| NumberedSocket { number, socket }));
        }
        Ok(sockets)
    }
}

fn inet_socket(raw: &Xinpcb64, state: Option<i32>) -> Option<Socket> {
    let socket = &raw.xi_socket;
    let kind = kind(socket.xso_family, socket.xso_protocol)?;
    Some(inet(kind, (raw.local(), raw.foreign()), state, Some(socket.so_uid)))
}

fn unix_socket(raw: &Xunpcb64) -> Socket {
    let socket = &raw.xu_socket;
    let (local, foreign) = (raw.local(), raw.foreign());
    unix(socket.so_type.into(), local, foreign, Some(socket.so_uid))
}
