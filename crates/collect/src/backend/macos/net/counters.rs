//! What went through interfaces: `NET_RT_IFLIST2` of route(4), and `IFMIB_IFDATA`.
//!
//! Since macOS 13 the list has of counts of bytes the lower 32 bits, for programs that are not Apple's. What an interface
//! says of itself is whole.

use psutil_parse::bsd::char_array;
use psutil_parse::macos::if_data64::IfData64;
use psutil_parse::macos::if_msghdr2::{self, IfMsghdr2};
use psutil_parse::macos::ifmibdata::Ifmibdata;

use crate::backend::bsd::sysctl;
use crate::backend::macos::MacOs;
use crate::backend::macos::numbers::{
    CTL_NET, IFDATA_GENERAL, IFMIB_IFDATA, NET_RT_IFLIST2, NETLINK_GENERIC, PF_LINK, PF_ROUTE,
};
use crate::model::field::Field;
use crate::model::net::NetIoCounters;
use crate::port::MacOsKernel;
use crate::{Error, Result};

/// Of no protocol, no family and no interface in particular.
const IFLIST2: [i32; 6] = [CTL_NET, PF_ROUTE, 0, 0, NET_RT_IFLIST2, 0];

impl<K: MacOsKernel> MacOs<K> {
    pub(super) fn traffic(&self) -> Result<Vec<(Vec<u8>, NetIoCounters)>> {
        let interfaces = self.interfaces()?.into_iter().map(|(header, name)| {
            let whole = self.generic_data(header.ifm_index, &name);
            // A count of drops that has passed 2^31 is negative.
            let drops = whole.map_or(header.ifm_snd_drops.cast_unsigned(), |it| it.ifmd_snd_drops);
            let data = whole.map_or(header.ifm_data, |it| it.ifmd_data);
            (name, counters(&data, drops.into()))
        });
        Ok(interfaces.collect())
    }

    /// The interfaces and their names. One whose name the kernel does not say is none that anybody knows.
    pub(super) fn interfaces(&self) -> Result<Vec<(IfMsghdr2, Vec<u8>)>> {
        let bytes = sysctl::table(&self.kernel, &IFLIST2)?;
        let mut interfaces = Vec::new();
        for row in if_msghdr2::rows(&bytes) {
            let (header, name) =
                row.map_err(|error| Error::kernel_data("NET_RT_IFLIST2".into(), error))?;
            if !name.is_empty() {
                interfaces.push((header, name.to_vec()));
            }
        }
        Ok(interfaces)
    }

    /// What an interface says of itself; `None` if it has gone, and its number may be another's.
    fn generic_data(&self, index: u16, name: &[u8]) -> Option<Ifmibdata> {
        let index = i32::from(index);
        let mib = [CTL_NET, PF_LINK, NETLINK_GENERIC, IFMIB_IFDATA, index, IFDATA_GENERAL];
        let bytes = sysctl::record(&self.kernel, &mib, Ifmibdata::SIZE).ok()?;
        let data = Ifmibdata::parse(&bytes).ok()?;
        (char_array::text(&data.ifmd_name) == name).then_some(data)
    }
}

const fn counters(data: &IfData64, dropout: u64) -> NetIoCounters {
    NetIoCounters {
        bytes_sent: data.ifi_obytes,
        bytes_recv: data.ifi_ibytes,
        packets_sent: data.ifi_opackets,
        packets_recv: data.ifi_ipackets,
        errin: data.ifi_ierrors,
        errout: data.ifi_oerrors,
        dropin: data.ifi_iqdrops,
        dropout: Field::Known(dropout),
    }
}
