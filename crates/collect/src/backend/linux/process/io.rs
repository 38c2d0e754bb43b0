//! Reads and writes: `/proc/PID/io`.

use psutil_parse::linux::pid_io;

use super::snapshot::Snapshot;
use crate::backend::linux::Linux;
use crate::model::field::Field;
use crate::model::process::IoCounters;
use crate::port::LinuxKernel;
use crate::{Error, Result};

impl<K: LinuxKernel> Linux<K> {
    pub(super) fn reads_and_writes(&self, snapshot: &Snapshot<K>) -> Result<IoCounters> {
        let read = self.kernel.read_record(snapshot.file("io"), pid_io::parse);
        let io = self
            .about(snapshot, read)?
            .map_err(|error| Error::kernel_data(snapshot.path.join("io"), error))?;
        Ok(IoCounters {
            read_count: io.syscr,
            write_count: io.syscw,
            read_bytes: io.read_bytes,
            write_bytes: io.write_bytes,
            read_chars: Field::from(io.rchar),
            write_chars: Field::from(io.wchar),
        })
    }
}
