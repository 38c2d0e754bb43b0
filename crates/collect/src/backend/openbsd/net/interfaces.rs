//! Interfaces: the messages of `NET_RT_IFLIST`.

use psutil_parse::openbsd::if_msghdr::{IfMsghdr, interfaces};

use crate::backend::bsd::{net, sysctl};
use crate::backend::openbsd::{OpenBsd, mib};
use crate::model::net::{NetIfStats, NetIoCounters};
use crate::port::OpenBsdKernel;
use crate::{Error, Result};

/// `IFF_UP` of `net/if.h`.
const IFF_UP: u32 = 1;

impl<K: OpenBsdKernel> OpenBsd<K> {
    pub(super) fn counters(&self) -> Result<Vec<(Vec<u8>, NetIoCounters)>> {
        let all = self.interfaces()?;
        Ok(all.into_iter().map(|(name, header)| (name, counters(&header))).collect())
    }

    pub(super) fn states(&self) -> Result<Vec<NetIfStats>> {
        let states = self.interfaces()?.into_iter().map(|(interface, header)| {
            let flags = header.ifm_flags.cast_unsigned();
            let (has_line, duplex, speed) = net::link(self, &interface);
            NetIfStats {
                is_up: flags & IFF_UP != 0 && has_line,
                duplex,
                speed,
                mtu: header.ifm_data.ifi_mtu,
                flags: net::flag_names(flags),
                interface,
            }
        });
        Ok(states.collect())
    }

    fn interfaces(&self) -> Result<Vec<(Vec<u8>, IfMsghdr)>> {
        let bytes = sysctl::table(&self.kernel, &mib::IFLIST)?;
        let all = interfaces(&bytes).map(|it| it.map(|it| (it.name.to_vec(), it.header)));
        all.collect::<psutil_parse::Result<_>>()
            .map_err(|error| Error::kernel_data("net.route".into(), error))
    }
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
        dropout: data.ifi_oqdrops,
    }
}
