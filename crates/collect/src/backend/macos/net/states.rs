//! The state of interfaces: `NET_RT_IFLIST2` of route(4), and what their drivers say.

use crate::Result;
use crate::backend::bsd::net;
use crate::backend::macos::MacOs;
use crate::model::net::NetIfStats;
use crate::port::MacOsKernel;

/// `IFF_UP` and `IFF_RUNNING` of `net/if.h`.
const UP: u32 = 0x1;
const RUNNING: u32 = 0x40;

impl<K: MacOsKernel> MacOs<K> {
    pub(super) fn states(&self) -> Result<Vec<NetIfStats>> {
        let mut states = Vec::new();
        for (header, interface) in self.interfaces()? {
            let flags = header.ifm_flags.cast_unsigned();
            let (has_line, duplex, speed) = net::link(self, &interface)?;
            // Drivers of wireless interfaces keep to themselves how fast the line is, and tell the kernel.
            let rate = u32::try_from(header.ifm_data.ifi_baudrate / 1_000_000).ok();
            states.push(NetIfStats {
                is_up: flags & UP != 0 && flags & RUNNING != 0 && has_line,
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
