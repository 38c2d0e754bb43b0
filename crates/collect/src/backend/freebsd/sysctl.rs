//! Numbers and texts of `sysctl(3)`, by name or by number.

use psutil_parse::bsd::{char_array, number};

use super::FreeBsd;
use crate::backend::bsd::sysctl;
use crate::port::{FreeBsdKernel, Port};
use crate::{Error, Result};

/// As long as any number is.
const NUMBER: usize = 8;

impl<K: FreeBsdKernel> FreeBsd<K> {
    /// A number that is never negative.
    pub(super) fn count(&self, name: &str) -> Result<u64> {
        let bytes = sysctl::named_record(&self.kernel, name, NUMBER)?;
        number::unsigned(&bytes).map_err(|error| Error::kernel_data(name.into(), error))
    }

    /// The same; `None` where this kernel has no such number.
    pub(super) fn count_if_there(&self, name: &str) -> Result<Option<u64>> {
        if_there(sysctl::named_record(&self.kernel, name, NUMBER))?
            .map(|bytes| number::unsigned(&bytes))
            .transpose()
            .map_err(|error| Error::kernel_data(name.into(), error))
    }

    /// A number that may be negative; `None` where this kernel has no such number.
    pub(super) fn number_if_there(&self, name: &str) -> Result<Option<i64>> {
        if_there(sysctl::named_record(&self.kernel, name, NUMBER))?
            .map(|bytes| number::signed(&bytes))
            .transpose()
            .map_err(|error| Error::kernel_data(name.into(), error))
    }

    /// A number that is never negative, by number.
    pub(super) fn count_of(&self, mib: &[i32], name: &str) -> Result<u64> {
        let bytes = sysctl::record(&self.kernel, mib, NUMBER)?;
        number::unsigned(&bytes).map_err(|error| Error::kernel_data(name.into(), error))
    }

    /// A table by its name; `None` where this kernel has no such table.
    pub(super) fn table_if_there(&self, name: &str) -> Result<Option<Vec<u8>>> {
        if_there(sysctl::named_table(&self.kernel, name))
    }

    /// A text by its name; `None` where this kernel has no such text.
    pub(super) fn text_if_there(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let bytes = self.table_if_there(name)?;
        Ok(bytes.map(|bytes| char_array::text(&bytes).to_vec()))
    }

    /// A struct by number.
    pub(super) fn record_of<T>(
        &self,
        mib: &[i32],
        size: usize,
        name: &str,
        parse: impl FnOnce(&[u8]) -> psutil_parse::Result<T>,
    ) -> Result<T> {
        let bytes = sysctl::record(&self.kernel, mib, size)?;
        parse(&bytes).map_err(|error| Error::kernel_data(name.into(), error))
    }
}

/// What was read; `None` of what this kernel does not have.
pub(super) fn if_there<T>(read: Port<T>) -> Result<Option<T>> {
    match read {
        Err(error) if sysctl::is_missing(&error) => Ok(None),
        read => Ok(Some(read?)),
    }
}
