//! What went through interfaces, and their states: `ifmib(4)`.

use psutil_parse::freebsd::ifmibdata::Ifmibdata;

use crate::Error;
use crate::Result;
use crate::backend::bsd::{net, sysctl};
use crate::backend::freebsd::FreeBsd;
use crate::backend::freebsd::mib::{self, IFF_UP, LINK_STATE_DOWN};
use crate::backend::freebsd::sysctl::if_there;
use crate::model::field::Field;
use crate::model::net::{NetIfStats, NetIoCounters};
use crate::port::FreeBsdKernel;

impl<K: FreeBsdKernel> FreeBsd<K> {
    pub(super) fn counters(&self) -> Result<Vec<(Vec<u8>, NetIoCounters)>> {
        let interfaces = self.interfaces()?;
        Ok(interfaces.iter().map(|it| (it.name().to_vec(), counters(it))).collect())
    }

    pub(super) fn states(&self) -> Result<Vec<NetIfStats>> {
        self.interfaces()?.iter().map(|interface| self.state(interface)).collect()
    }

    /// The interfaces by number. One that was taken away leaves its number free.
    fn interfaces(&self) -> Result<Vec<Ifmibdata>> {
        let count = self.count_of(&mib::IFCOUNT, "net.link.generic")?;
        let mut interfaces = Vec::new();
        for row in 1..=i32::try_from(count).unwrap_or(i32::MAX) {
            let read =
                if_there(sysctl::record(&self.kernel, &mib::interface(row), Ifmibdata::SIZE))?;
            let Some(bytes) = read else { continue };
            let interface = Ifmibdata::parse(&bytes);
            let about = |error| Error::kernel_data("net.link.generic.ifdata".into(), error);
            interfaces.push(interface.map_err(about)?);
        }
        Ok(interfaces)
    }

    fn state(&self, interface: &Ifmibdata) -> Result<NetIfStats> {
        let name = interface.name();
        let flags = interface.ifmd_flags.cast_unsigned();
        let data = &interface.ifmd_data;
        let (has_line, duplex, speed) = net::link(self, name)?;
        let is_down = data.ifi_link_state == LINK_STATE_DOWN;
        // Where the medium does not say, the driver may have said how fast it is.
        let baudrate = u32::try_from(data.ifi_baudrate / 1_000_000).ok().filter(|&mbit| mbit > 0);
        Ok(NetIfStats {
            interface: name.to_vec(),
            is_up: flags & IFF_UP != 0 && has_line && !is_down,
            duplex,
            speed: speed.or(baudrate),
            mtu: data.ifi_mtu,
            flags: net::flag_names(flags),
        })
    }
}

fn counters(interface: &Ifmibdata) -> NetIoCounters {
    let data = &interface.ifmd_data;
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
