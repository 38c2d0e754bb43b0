//! `/proc/net/dev`.

use psutil_parse::linux::net_dev::{self, NetDev};

use crate::backend::linux::Linux;
use crate::model::net::NetIoCounters;
use crate::port::LinuxKernel;
use crate::{Error, Result};

impl<K: LinuxKernel> Linux<K> {
    pub(super) fn counters(&self) -> Result<Vec<(Vec<u8>, NetIoCounters)>> {
        self.interfaces_with(|row| (row.name.to_vec(), counters(row)))
    }

    /// The names of the interfaces.
    pub(super) fn interface_names(&self) -> Result<Vec<Vec<u8>>> {
        self.interfaces_with(|row| row.name.to_vec())
    }

    fn interfaces_with<T>(&self, each: impl Fn(&NetDev<'_>) -> T) -> Result<Vec<T>> {
        let name = format!("{}/dev", self.net_folder()?);
        let read = self.read_proc(&name, |bytes| {
            // The heading has two lines.
            let rows = (3_u64..).zip(net_dev::rows(bytes));
            let rows = rows.map(|(line, row)| match row {
                Ok(row) => Ok(each(&row)),
                Err(error) => Err(format!("line {line}: {error}")),
            });
            rows.collect::<std::result::Result<Vec<T>, String>>()
        })?;
        read.map_err(|reason| Error::KernelData { path: self.proc_path(name), reason })
    }
}

const fn counters(row: &NetDev<'_>) -> NetIoCounters {
    NetIoCounters {
        bytes_sent: row.transmit.bytes,
        bytes_recv: row.receive.bytes,
        packets_sent: row.transmit.packets,
        packets_recv: row.receive.packets,
        errin: row.receive.errs,
        errout: row.transmit.errs,
        dropin: row.receive.drop,
        dropout: row.transmit.drop,
    }
}
