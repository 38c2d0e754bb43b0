//! The files of the machine that are held: from their second read on.
//!
//! A table is given in pieces, and where its next piece begins is kept with the open file. So one thread reads it at
//! a time, and another opens a file of its own meanwhile; a forked process, which shares the open file with the one
//! that it was forked from, opens it again.

use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

use crate::backend::linux::Linux;
use crate::backend::linux::procfs::Procfs;
use crate::model::process::Pid;
use crate::port::{At, LinuxKernel, Port};
use crate::{Error, Result};

/// A file of `/proc` that is worth holding.
#[derive(Clone, Copy)]
pub enum MachineFile {
    Stat,
    Meminfo,
    /// Its head once it is held: what is wanted is there.
    Vmstat,
    Diskstats,
    NetDev,
}

const COUNT: usize = 5;
/// Bytes of `vmstat` in which the counters of swapping are, in every kernel that is known.
const HEAD: usize = 2560;

/// What is held of these files.
pub struct MachineFiles<K: LinuxKernel>([Mutex<Slot<K>>; COUNT]);

enum Slot<K: LinuxKernel> {
    /// Not read yet.
    New,
    /// Read once.
    Read,
    Held(K::File, Facts),
}

/// What must still be true for a held file to be the one that would be opened now.
#[derive(PartialEq, Eq)]
struct Facts {
    /// This process, and not one that it was forked from.
    pid: Pid,
    /// The network namespace that `self/net` leads to.
    net: Option<Vec<u8>>,
}

impl MachineFile {
    const fn name(self) -> &'static str {
        match self {
            Self::Stat => "stat",
            Self::Meminfo => "meminfo",
            Self::Vmstat => "vmstat",
            Self::Diskstats => "diskstats",
            Self::NetDev => "self/net/dev",
        }
    }
}

impl<K: LinuxKernel> Default for MachineFiles<K> {
    fn default() -> Self {
        Self(std::array::from_fn(|_| Mutex::new(Slot::New)))
    }
}

impl<K: LinuxKernel> MachineFiles<K> {
    /// `None` while another thread reads the file.
    fn slot(&self, file: MachineFile) -> Option<MutexGuard<'_, Slot<K>>> {
        match self.0.get(file as usize)?.try_lock() {
            Ok(slot) => Some(slot),
            Err(TryLockError::Poisoned(slot)) => Some(slot.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    /// Closes all, and says whether there were any.
    pub fn release(&self) -> bool {
        let mut were_any = false;
        for slot in &self.0 {
            // Whoever reads it just now is at it for some microseconds, and needs no descriptor for that.
            let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
            were_any |= matches!(*slot, Slot::Held(..));
            *slot = Slot::New;
        }
        were_any
    }

    /// The descriptors of those that are held.
    pub fn descriptors(&self, kernel: &K) -> Vec<i32> {
        let descriptor = |slot: &Mutex<Slot<K>>| match &*slot.lock().ok()? {
            Slot::Held(file, _) => Some(kernel.fd_of_file(file)),
            Slot::New | Slot::Read => None,
        };
        self.0.iter().filter_map(descriptor).collect()
    }
}

impl<K: LinuxKernel> Linux<K> {
    /// Reads a file of `/proc` that is about the whole machine and is read again and again.
    pub(in crate::backend::linux) fn read_machine<T>(
        &self,
        file: MachineFile,
        parse: impl Fn(&[u8]) -> T,
    ) -> Result<T> {
        // Files that are no procfs may be replaced.
        if self.procfs()? != Procfs::Files
            && let Some(answer) = self.reread_machine(file, &parse)
        {
            return Ok(answer);
        }
        self.read_proc(file.name(), parse)
    }

    /// The same of a file whose parser may refuse it.
    pub(in crate::backend::linux) fn parse_machine<T>(
        &self,
        file: MachineFile,
        parse: impl Fn(&[u8]) -> psutil_parse::Result<T>,
    ) -> Result<T> {
        self.read_machine(file, parse)?
            .map_err(|error| Error::kernel_data(self.proc_path(file.name()), error))
    }

    /// By the held file; `None` where there is none, or where it fails: then it is opened, which tells why.
    fn reread_machine<T>(&self, file: MachineFile, parse: impl Fn(&[u8]) -> T) -> Option<T> {
        let mut slot = self.kernel.files.slot(file)?;
        if matches!(*slot, Slot::New) {
            *slot = Slot::Read;
            return None;
        }
        let facts = self.facts(file)?;
        if !matches!(&*slot, Slot::Held(_, then) if *then == facts) {
            *slot = Slot::Read;
            *slot = Slot::Held(self.open_machine(file, &facts)?, facts);
        }
        let Slot::Held(held, _) = &*slot else { return None };
        let path = self.proc_path(file.name());
        let answer = self.reread_held(file, held, At::Path(&path), parse);
        if answer.is_err() {
            *slot = Slot::New;
        }
        answer.ok()
    }

    fn reread_held<T>(
        &self,
        file: MachineFile,
        held: &K::File,
        at: At<'_, K::Dir>,
        parse: impl Fn(&[u8]) -> T,
    ) -> Port<T> {
        match file {
            MachineFile::Stat | MachineFile::Meminfo => self.kernel.reread_record(held, at, parse),
            MachineFile::Vmstat => self.kernel.reread_head(held, at, HEAD, parse),
            MachineFile::Diskstats | MachineFile::NetDev => {
                self.kernel.reread_table(held, at, parse)
            }
        }
    }

    fn facts(&self, file: MachineFile) -> Option<Facts> {
        Some(match file {
            MachineFile::Stat | MachineFile::Meminfo | MachineFile::Vmstat => {
                Facts { pid: 0, net: None }
            }
            MachineFile::Diskstats => Facts { pid: self.kernel.getpid(), net: None },
            MachineFile::NetDev => {
                // The number in it is given to no other as long as the file is held. To follow the link would
                // cost twice as much as to read it.
                let namespace = self.kernel.read_link(At::Path(&self.proc_path("self/ns/net")));
                Facts { pid: self.kernel.getpid(), net: Some(namespace.ok()?) }
            }
        })
    }

    /// Opens a file that can be held, while these facts are true.
    fn open_machine(&self, file: MachineFile, facts: &Facts) -> Option<K::File> {
        let path = self.proc_path(file.name());
        // Not at the price of what else is held.
        let kernel: &K = &self.kernel;
        let held = kernel.open_file(At::Path(&path)).ok()?;
        // In a container any of them may be a file of another file system.
        let can_be_held = kernel.is_of_procfs(&held) && self.facts(file).as_ref() == Some(facts);
        can_be_held.then_some(held)
    }
}
