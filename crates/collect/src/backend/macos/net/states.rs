//! The state of interfaces: `NET_RT_IFLIST2` of route(4), and what their drivers say.

use crate::Result;
use crate::backend::bsd::net;
use crate::backend::macos::MacOs;
use crate::backend::macos::numbers::{IFF_RUNNING, IFF_UP};
use crate::model::net::NetIfStats;
use crate::port::MacOsKernel;

impl<K: MacOsKernel> MacOs<K> {
    pub(super) fn states(&self) -> Result<Vec<NetIfStats>> {
        let mut states = Vec::new();
        for (header, interface) in self.interfaces()? {
            let flags = header.ifm_flags.cast_unsigned();
            let (has_line, duplex, speed) = net::link(self, &interface)?;
            // Drivers of wireless interfaces keep to themselves how fast the line is, and tell the kernel.
            let rate = u32::try_from(header.ifm_data.ifi_baudrate / 1_000_000).ok();
            states.push(NetIfStats {
                is_up: flags & IFF_UP != 0 && flags & IFF_RUNNING != 0 && has_line,
                duplex,
                speed: speed.or(rate.filter(|rate| *rate > 0)),
                mtu: header.ifm_data.ifi_mtu,
                flags: net::flag_names(flags),
                interface,
            });
        }
        Ok(states)
    }
}
