//! What a process is called: `comm`, `cmdline`, `environ`, and the links `exe` and `cwd`.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use psutil_parse::linux::{pid_cmdline, pid_comm};
use psutil_parse::posix::environ;

use super::snapshot::Snapshot;
use crate::backend::linux::Linux;
use crate::backend::words::made_whole;
use crate::port::{FileStatus, LinuxKernel};
use crate::{Error, Result};

/// The most that a program can call itself, `TASK_COMM_LEN` - 1. What is that long may have been cut off.
const COMM_LENGTH: usize = 15;
/// What the kernel adds to the path of a file that has been removed.
const DELETED: &[u8] = b" (deleted)";

impl<K: LinuxKernel> Linux<K> {
    /// The kernel's name of the process.
    pub(super) fn comm(&self, snapshot: &Snapshot<K>) -> Result<Vec<u8>> {
        // It stands in `stat` too, newlines and backslashes written with a backslash.
        if let Some(known) = snapshot.known_comm().filter(|comm| !comm.contains(&b'\\')) {
            return Ok(known.to_vec());
        }
        let read = self
            .kernel
            .read_record(snapshot.file("comm"), |bytes| pid_comm::parse(bytes).map(<[u8]>::to_vec));
        let parsed = self.about(snapshot, read)?;
        parsed.map_err(|error| Error::kernel_data(snapshot.path.join("comm"), error))
    }

    /// The same, made whole from the first argument where the kernel cut it off.
    pub(super) fn whole_name(&self, snapshot: &Snapshot<K>) -> Result<Vec<u8>> {
        let comm = self.comm(snapshot)?;
        if comm.len() < COMM_LENGTH {
            return Ok(comm);
        }
        made_whole(comm, self.arguments(snapshot))
    }

    pub(super) fn arguments(&self, snapshot: &Snapshot<K>) -> Result<Vec<Vec<u8>>> {
        if snapshot.is_known_of_kernel() {
            return Ok(Vec::new());
        }
        let read = self.kernel.read_to_end(snapshot.file("cmdline"), |bytes| {
            pid_cmdline::parse(bytes).into_iter().map(<[u8]>::to_vec).collect::<Vec<_>>()
        });
        let arguments = self.about(snapshot, read)?;
        if arguments.is_empty() {
            self.without_memory(snapshot)?;
        }
        Ok(arguments)
    }

    pub(super) fn environment(&self, snapshot: &Snapshot<K>) -> Result<Vec<(Vec<u8>, Vec<u8>)>> {
        let read = self.kernel.read_to_end(snapshot.file("environ"), |bytes| {
            let entries = environ::parse(bytes);
            entries.map(|(name, value)| (name.to_vec(), value.to_vec())).collect::<Vec<_>>()
        });
        // Since Linux 6.18 a process without memory answers ESRCH here, kernel threads among them.
        let entries = self.of_memory(snapshot, read)?.unwrap_or_default();
        if entries.is_empty() {
            self.without_memory(snapshot)?;
        }
        Ok(entries)
    }

    /// The program's file; `None` for a kernel thread.
    pub(super) fn program(
        &self,
        snapshot: &Snapshot<K>,
        fallback_cmdline: bool,
    ) -> Result<Option<Vec<u8>>> {
        match self.link(snapshot, "exe") {
            Err(denied @ Error::AccessDenied { .. }) if fallback_cmdline => {
                self.guessed_program(snapshot)?.map_or(Err(denied), |path| Ok(Some(path)))
            }
            known => known,
        }
    }

    /// The first argument, if it is the absolute path of a file that can be run.
    fn guessed_program(&self, snapshot: &Snapshot<K>) -> Result<Option<Vec<u8>>> {
        let first = self.arguments(snapshot)?.into_iter().next();
        Ok(first.filter(|path| {
            let path = Path::new(OsStr::from_bytes(path));
            path.is_absolute() && self.kernel.is_executable(path)
        }))
    }

    /// Where one of the process's links leads; `None` where a kernel thread has none.
    pub(super) fn link(&self, snapshot: &Snapshot<K>, name: &str) -> Result<Option<Vec<u8>>> {
        let read = self.kernel.read_link(snapshot.file(name));
        let path = self.of_memory(snapshot, read)?;
        Ok(path.map(|path| self.without_mark(snapshot, name, path)))
    }

    fn without_mark(&self, snapshot: &Snapshot<K>, name: &str, path: Vec<u8>) -> Vec<u8> {
        if !path.ends_with(DELETED) {
            return path;
        }
        let really = self.kernel.file_status(snapshot.file(name)).ok();
        self.unmarked(snapshot, path, really.as_ref()).0
    }

    /// The path without ` (deleted)`, and whether that was the kernel's mark and not the file's real name.
    pub(super) fn unmarked(
        &self,
        snapshot: &Snapshot<K>,
        path: Vec<u8>,
        really: Option<&FileStatus>,
    ) -> (Vec<u8>, bool) {
        let Some(unmarked) = path.strip_suffix(DELETED) else {
            return (path, false);
        };
        // With names left it may be one of them. Looked at through the process's own root: its "/" need not be ours.
        let is_its_name = really.is_some_and(|it| {
            let in_its_root = [b"root", path.as_slice()].concat();
            let named = str::from_utf8(&in_its_root).ok().filter(|_| it.nlink > 0);
            let named = named.and_then(|named| self.kernel.file_status(snapshot.file(named)).ok());
            named.is_some_and(|named| named.is_same_file(it))
        });
        if is_its_name { (path, false) } else { (unmarked.to_vec(), true) }
    }
}
