//! Interfaces: `NET_RT_IFLIST` of `sysctl(3)`, and what their drivers say.

use psutil_parse::netbsd::if_msghdr::{self, IfMsghdr, LINK_STATE_DOWN};

use crate::backend::bsd::{net, sysctl};
use crate::backend::netbsd::{NetBsd, mib};
use crate::model::field::Field;
use crate::model::net::{NetIfStats, NetIoCounters};
use crate::port::NetBsdKernel;
use crate::{Error, Result};

/// In `ifm_flags`: switched on.
const IFF_UP: u32 = 0x1;

impl<K: NetBsdKernel> NetBsd<K> {
    /// What is dropped instead of sent the kernel does not tell.
    pub(super) fn counters(&self) -> Result<Vec<(Vec<u8>, NetIoCounters)>> {
        self.interfaces(|name, header| {
            let data = &header.ifm_data;
            let counters = NetIoCounters {
                bytes_sent: data.ifi_obytes,
                bytes_recv: data.ifi_ibytes,
                packets_sent: data.ifi_opackets,
                packets_recv: data.ifi_ipackets,
                errin: data.ifi_ierrors,
                errout: data.ifi_oerrors,
                dropin: data.ifi_iqdrops,
                dropout: Field::Lacking,
            };
            Ok((name.to_vec(), counters))
        })
    }

    /// `ifi_baudrate` is what the driver was made for, and no speed of the line.
    pub(super) fn states(&self) -> Result<Vec<NetIfStats>> {
        self.interfaces(|name, header| {
            let flags = header.ifm_flags.cast_unsigned();
            let (has_line, duplex, speed) = net::link(self, name)?;
            let is_down = header.ifm_data.ifi_link_state == LINK_STATE_DOWN;
            Ok(NetIfStats {
                interface: name.to_vec(),
                is_up: flags & IFF_UP != 0 && has_line && !is_down,
                duplex,
                speed,
                mtu: u32::try_from(header.ifm_data.ifi_mtu).unwrap_or(u32::MAX),
                flags: net::flag_names(flags),
            })
        })
    }

    /// All interfaces that have a name, in the kernel's order.
    fn interfaces<T>(&self, each: impl Fn(&[u8], &IfMsghdr) -> Result<T>) -> Result<Vec<T>> {
        let bytes = sysctl::table(&self.kernel, &mib::INTERFACES)?;
        let mut interfaces = Vec::new();
        for interface in if_msghdr::interfaces(&bytes) {
            let interface =
                interface.map_err(|error| Error::kernel_data("net.route.iflist".into(), error))?;
            if !interface.name.is_empty() {
                interfaces.push(each(interface.name, &interface.header)?);
            }
        }
        Ok(interfaces)
    }
}
