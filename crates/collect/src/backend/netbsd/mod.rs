//! NetBSD: `sysctl(3)`, a procfs where one is mounted, and `envsys(4)`.

mod busy;
mod cpu;
mod disk;
mod disk_io;
mod memory;
mod mib;
mod mounts;
mod net;
mod process;
mod procfs;
mod sensors;
mod system;
mod users;

pub use process::Snapshot;

use psutil_parse::record::{Field, rows};

use super::bsd::sysctl;
use crate::port::{NetBsdKernel, Port};
use crate::{Error, Paths, Result};

/// The collector of NetBSD.
#[derive(Debug)]
pub struct NetBsd<K: NetBsdKernel> {
    kernel: K,
    paths: Paths,
}

impl<K: NetBsdKernel + Default> NetBsd<K> {
    /// The collector, reading from these paths.
    pub fn new(paths: Paths) -> Self {
        Self::with(K::default(), paths)
    }
}

impl<K: NetBsdKernel> NetBsd<K> {
    /// The same with this kernel.
    pub const fn with(kernel: K, paths: Paths) -> Self {
        Self { kernel, paths }
    }

    /// A struct that is about the whole machine; `name` is what sysctl(7) calls it.
    fn machine_record<T: Field>(&self, name: &'static str, mib: &[i32]) -> Result<T> {
        let bytes = sysctl::record(&self.kernel, mib, T::WIDTH)?;
        T::read(&bytes).ok_or_else(|| {
            let reason = format!("sysctl: {} bytes of {}", bytes.len(), T::WIDTH);
            Error::senseless(name.into(), reason)
        })
    }

    /// A number that is about the whole machine, however wide it is here.
    fn machine_number(&self, name: &'static str, mib: &[i32]) -> Result<u64> {
        let bytes = sysctl::record(&self.kernel, mib, size_of::<u64>())?;
        let number = psutil_parse::bsd::number::unsigned(&bytes);
        number.map_err(|error| Error::kernel_data(name.into(), error))
    }
}

/// The structs of a table; `name` is what sysctl(7) calls it.
fn structs<T: Field>(name: &'static str, bytes: &[u8]) -> Result<Vec<T>> {
    let rows = rows(name, bytes, T::WIDTH).collect::<psutil_parse::Result<_>>();
    rows.map_err(|error| Error::kernel_data(name.into(), error))
}

/// A table that this kernel need not have.
fn if_there(read: Port<Vec<u8>>) -> Result<Option<Vec<u8>>> {
    match read {
        Err(error) if sysctl::is_missing(&error) => Ok(None),
        read => Ok(Some(read?)),
    }
}

/// A count of the kernel's that never is negative.
fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
