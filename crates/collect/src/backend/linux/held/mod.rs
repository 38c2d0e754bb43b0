//! What is held open between two calls, since reading it again is cheaper than opening it again.
//!
//! - of processes that are asked again: the directory, the pidfd, and `stat` and `statm` once they have been read
//!   ([`Processes`]). All of them belong to one process for ever: once it has been reaped they say so (ESRCH),
//!   whoever has its number by then.
//! - of the machine: the files that monitors read again and again ([`MachineFiles`])
//!
//! Only files of a procfs are held, which say at every read what is true then. Nothing is held whose permission is
//! checked when it is opened (`maps`, `environ`): who gives up privileges gives up what they allowed. `stat` shows
//! or hides its addresses at every read, by the credentials of who reads.
//!
//! All of it is given back as soon as this program has no more descriptors.

mod entry;
mod files;
mod processes;

use std::fmt;
use std::ops::Deref;
use std::path::Path;

use nix::errno::Errno;

use crate::model::process::Pid;
use crate::port::{At, InterfaceEntry, LinuxKernel, Port, PortError};

pub use entry::Entry;
pub(super) use files::{MachineFile, MachineFiles};
pub(super) use processes::Processes;

/// The kernel, and what is held open of it. What needs a descriptor and gets none is asked for once more after all
/// that is held has been given back.
pub(super) struct Holding<K: LinuxKernel> {
    kernel: K,
    pub(super) processes: Processes<Entry<K>>,
    pub(super) files: MachineFiles<K>,
}

impl<K: LinuxKernel> fmt::Debug for Holding<K> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Holding").finish_non_exhaustive()
    }
}

impl<K: LinuxKernel> Deref for Holding<K> {
    type Target = K;

    fn deref(&self) -> &K {
        &self.kernel
    }
}

impl<K: LinuxKernel> Holding<K> {
    pub(super) fn new(kernel: K) -> Self {
        Self { kernel, processes: Processes::default(), files: MachineFiles::default() }
    }

    /// Gives back all that is held, and says whether that was anything.
    pub(super) fn release(&self) -> bool {
        let processes = self.processes.release();
        let files = self.files.release();
        processes || files
    }

    /// The descriptors of what is held.
    pub(super) fn descriptors(&self) -> Vec<i32> {
        let mut descriptors = self.processes.of_each(|entry| entry.descriptors(&self.kernel));
        descriptors.extend(self.files.descriptors(&self.kernel));
        descriptors
    }

    fn sparing<T>(&self, mut call: impl FnMut(&K) -> Port<T>) -> Port<T> {
        let mut again = false;
        loop {
            match call(&self.kernel) {
                Err(error) if !again && is_lack(&error) && self.release() => again = true,
                result => return result,
            }
        }
    }

    /// Reads a file with one that any function can be handed to. Out of line: all reads but what they read is one.
    #[inline(never)]
    fn record(&self, at: At<'_, K::Dir>, then: &mut dyn FnMut(&[u8])) -> Port<()> {
        self.sparing(|kernel| kernel.read_record(at, &mut *then))
    }

    /// The same to the end.
    #[inline(never)]
    fn whole(&self, at: At<'_, K::Dir>, then: &mut dyn FnMut(&[u8])) -> Port<()> {
        self.sparing(|kernel| kernel.read_to_end(at, &mut *then))
    }
}

/// The calls that need a descriptor, each as its port has it.
impl<K: LinuxKernel> Holding<K> {
    pub(super) fn open_dir(&self, path: &Path) -> Port<K::Dir> {
        self.sparing(|kernel| kernel.open_dir(path))
    }

    pub(super) fn open_file(&self, at: At<'_, K::Dir>) -> Port<K::File> {
        self.sparing(|kernel| kernel.open_file(at))
    }

    pub(super) fn read_record<T>(
        &self,
        at: At<'_, K::Dir>,
        then: impl FnOnce(&[u8]) -> T,
    ) -> Port<T> {
        once(then, |then| self.record(at, then))
    }

    pub(super) fn read_to_end<T>(
        &self,
        at: At<'_, K::Dir>,
        then: impl FnOnce(&[u8]) -> T,
    ) -> Port<T> {
        once(then, |then| self.whole(at, then))
    }

    pub(super) fn getdents(&self, at: At<'_, K::Dir>, mut each: impl FnMut(&[u8])) -> Port<()> {
        self.entries(at, &mut each)
    }

    #[inline(never)]
    fn entries(&self, at: At<'_, K::Dir>, each: &mut dyn FnMut(&[u8])) -> Port<()> {
        self.sparing(|kernel| kernel.getdents(at, &mut *each))
    }

    pub(super) fn pidfd_open(&self, pid: Pid) -> Port<K::Pidfd> {
        self.sparing(|kernel| kernel.pidfd_open(pid))
    }

    pub(super) fn dir_send_signal(&self, dir: &K::Dir, signal: i32) -> Port<()> {
        self.sparing(|kernel| kernel.dir_send_signal(dir, signal))
    }

    pub(super) fn poller(&self) -> Port<K::Poller> {
        self.sparing(K::poller)
    }

    pub(super) fn fd_links(
        &self,
        at: At<'_, K::Dir>,
        mut each: impl FnMut(i32, &[u8]),
    ) -> Port<bool> {
        self.sparing(|kernel| kernel.fd_links(at, &mut each))
    }

    pub(super) fn diag_socket(&self) -> Port<K::DiagSocket> {
        self.sparing(K::diag_socket)
    }

    pub(super) fn getifaddrs(&self) -> Port<Vec<InterfaceEntry>> {
        self.sparing(K::getifaddrs)
    }
}

/// Calls what takes a function that may be called again with one that may not. A file that cannot be opened is not read.
fn once<T>(
    then: impl FnOnce(&[u8]) -> T,
    read: impl FnOnce(&mut dyn FnMut(&[u8])) -> Port<()>,
) -> Port<T> {
    let (mut then, mut answer) = (Some(then), None);
    read(&mut |bytes| answer = then.take().map(|then| then(bytes)))?;
    answer.ok_or(PortError::new("read", Errno::EIO))
}

/// Whether a descriptor was asked for, and this program or the machine had none left.
const fn is_lack(error: &PortError) -> bool {
    matches!(error.errno, Errno::EMFILE | Errno::ENFILE)
}
