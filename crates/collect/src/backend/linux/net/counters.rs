//! `/proc/net/dev`.

use psutil_parse::linux::net_dev::{self, NetDev};

use super::OWN_NET;
use crate::backend::linux::Linux;
use crate::backend::linux::held::MachineFile;
use crate::model::field::Field;
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
        let folder = self.net_folder()?;
        let name = || format!("{folder}/dev");
        let parse = |bytes: &[u8]| {
            // The heading has two lines.
            let rows = (3_u64..).zip(net_dev::rows(bytes));
            let rows = rows.map(|(line, row)| match row {
                Ok(row) => Ok(each(&row)),
                Err(error) => Err(format!("line {line}: {error}")),
            });
            rows.collect::<std::result::Result<Vec<T>, String>>()
        };
        let read = match folder {
            OWN_NET => self.read_machine(MachineFile::NetDev, parse)?,
            _ => self.read_proc(&name(), parse)?,
        };
        read.map_err(|reason| Error::senseless(self.proc_path(name()), reason))
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
        dropout: Field::Known(row.transmit.drop),
    }
}
