//! Interfaces: the messages of `NET_RT_IFLIST`.

use psutil_parse::openbsd::if_msghdr::{IfMsghdr, interfaces};

use crate::backend::bsd::{net, sysctl};
use crate::backend::openbsd::{OpenBsd, mib};
use crate::model::field::Field;
use crate::model::net::{Duplex, NetIfStats, NetIoCounters};
use crate::port::OpenBsdKernel;
use crate::{Error, Result};

/// `IFF_UP` of `net/if.h`.
const IFF_UP: u32 = 1;
/// `LINK_STATE_*` of `net/if.h`: no line, with what stands in for one; and what can be said on it at once.
const LINK_STATES_DOWN: std::ops::RangeInclusive<u8> = 1..=3;
const LINK_STATE_HALF_DUPLEX: u8 = 5;
const LINK_STATE_FULL_DUPLEX: u8 = 6;

impl<K: OpenBsdKernel> OpenBsd<K> {
    pub(super) fn counters(&self) -> Result<Vec<(Vec<u8>, NetIoCounters)>> {
        let all = self.interfaces()?;
        Ok(all.into_iter().map(|(name, header)| (name, counters(&header))).collect())
    }

    pub(super) fn states(&self) -> Result<Vec<NetIfStats>> {
        let states = self.interfaces()?.into_iter().map(|(interface, header)| {
            let flags = header.ifm_flags.cast_unsigned();
            let data = header.ifm_data;
            // What the driver has told the kernel of the line, where it answers no questions about it.
            let (has_line, duplex, speed) = net::link(self, &interface)?;
            let has_line = has_line && !LINK_STATES_DOWN.contains(&data.ifi_link_state);
            let duplex = match (duplex, data.ifi_link_state) {
                (Duplex::Unknown, LINK_STATE_FULL_DUPLEX) => Duplex::Full,
                (Duplex::Unknown, LINK_STATE_HALF_DUPLEX) => Duplex::Half,
                _ => duplex,
            };
            Ok(NetIfStats {
                is_up: flags & IFF_UP != 0 && has_line,
                duplex,
                speed: speed.or_else(|| megabits(data.ifi_baudrate).filter(|_| has_line)),
                mtu: data.ifi_mtu,
                flags: net::flag_names(flags),
                interface,
            })
        });
        states.collect()
    }

    fn interfaces(&self) -> Result<Vec<(Vec<u8>, IfMsghdr)>> {
        let bytes = sysctl::table(&self.kernel, &mib::IFLIST)?;
        let all = interfaces(&bytes).map(|it| it.map(|it| (it.name.to_vec(), it.header)));
        all.collect::<psutil_parse::Result<_>>()
            .map_err(|error| Error::kernel_data("net.route".into(), error))
    }
}

/// Bits of a second in millions of them; `None` of an interface that has no speed.
fn megabits(bits: u64) -> Option<u32> {
    u32::try_from(bits / 1_000_000).ok().filter(|speed| *speed > 0)
}

const fn counters(header: &IfMsghdr) -> NetIoCounters {
    let data = &header.ifm_data;
    NetIoCounters {
        bytes_sent: data.ifi_obytes,
        bytes_recv: data.ifi_ibytes,
        packets_sent: data.ifi_opackets,
        packets_recv: data.ifi_ipackets,
        errin: data.ifi_ierrors,
        errout: data.ifi_oerrors,
        dropin: data.ifi_iqdrops,
        dropout: Field::Known(data.ifi_oqdrops),
    }
}
