//! Names, arguments, environment and paths: `KERN_PROC_ARGS` of `sysctl(3)`, and links of a procfs.
//!
//! Errnos have several meanings there. `EINVAL` and `EFAULT`: it is not there, or a zombie, or has no memory to read from
//! as it is of the kernel; or this release does not know the question. `ESRCH`: it is not there, or a zombie. `ENOSPC`:
//! the path is longer than the room for it.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use nix::errno::Errno;
use psutil_parse::bsd::{char_array, nul_list};

use super::snapshot::{Snapshot, about};
use crate::backend::bsd::sysctl;
use crate::backend::bsd::words::{environment, whole_name};
use crate::backend::netbsd::NetBsd;
use crate::backend::netbsd::mib::{self, Words};
use crate::model::process::Pid;
use crate::port::{NetBsdKernel, Port, PortError};
use crate::{Error, Result};

/// How often a path may grow.
const TRIES: u32 = 16;

/// `MAXPATHLEN`: what nearly every path fits into.
const USUAL_ROOM: usize = 1024;

impl<K: NetBsdKernel> NetBsd<K> {
    pub(super) fn name_of(&self, snapshot: &Snapshot<K>, raw: bool) -> Result<Vec<u8>> {
        if raw {
            return Ok(snapshot.record.comm.clone());
        }
        whole_name(&snapshot.record, || self.arguments(snapshot))
    }

    pub(super) fn arguments(&self, snapshot: &Snapshot<K>) -> Result<Vec<Vec<u8>>> {
        if let Some(known) = snapshot.arguments.get() {
            return Ok(known.clone());
        }
        let bytes = self.texts(snapshot, Words::Arguments)?;
        let arguments: Vec<_> = nul_list::parse(&bytes).into_iter().map(<[u8]>::to_vec).collect();
        Ok(snapshot.arguments.get_or_init(|| arguments).clone())
    }

    pub(super) fn variables(&self, snapshot: &Snapshot<K>) -> Result<Vec<(Vec<u8>, Vec<u8>)>> {
        let bytes = self.texts(snapshot, Words::Environment)?;
        Ok(environment(nul_list::parse(&bytes).into_iter()))
    }

    /// Texts one behind the other; none of a process that has no memory of its own, or has spoilt it.
    fn texts(&self, snapshot: &Snapshot<K>, words: Words) -> Result<Vec<u8>> {
        snapshot.unless_ended()?;
        let read =
            self.by_number(snapshot, |pid| sysctl::table(&self.kernel, &mib::words(pid, words)))?;
        match read {
            Err(error) if has_no_memory(&error) => {
                self.unless_ended_now(snapshot)?;
                Ok(Vec::new())
            }
            read => read.map_err(|error| about(snapshot, error)),
        }
    }

    /// The program's file; `None` of the kernel's own processes, and where the kernel has not kept it.
    pub(super) fn program(
        &self,
        snapshot: &Snapshot<K>,
        fallback_cmdline: bool,
    ) -> Result<Option<Vec<u8>>> {
        snapshot.unless_ended()?;
        let read = self.by_number(snapshot, |pid| self.path(pid, Words::Program))?;
        let known = match read {
            Err(error) if has_no_memory(&error) || sysctl::is_missing(&error) => {
                self.unless_ended_now(snapshot)?;
                Ok(None)
            }
            read => read.map(not_empty).map_err(|error| about(snapshot, error)),
        };
        let is_unknown = matches!(known, Ok(None) | Err(Error::AccessDenied { .. }));
        if is_unknown && fallback_cmdline && !snapshot.record.is_kernel {
            let guess = self.guessed_program(snapshot);
            return if let Ok(Some(path)) = guess { Ok(Some(path)) } else { known };
        }
        known
    }

    /// The first argument, if it is the absolute path of a file that can be run.
    fn guessed_program(&self, snapshot: &Snapshot<K>) -> Result<Option<Vec<u8>>> {
        let first = self.arguments(snapshot)?.into_iter().next();
        Ok(first.filter(|path| {
            let path = Path::new(OsStr::from_bytes(path));
            path.is_absolute() && self.kernel.is_executable(path)
        }))
    }

    /// `None` if it has been removed, and where nothing tells.
    pub(super) fn current_directory(&self, snapshot: &Snapshot<K>) -> Result<Option<Vec<u8>>> {
        snapshot.unless_ended()?;
        let read = self.by_number(snapshot, |pid| self.path(pid, Words::Cwd))?;
        match read {
            // Older releases do not know the question; a zombie is not asked for it.
            Err(error) if has_no_memory(&error) => self.link(snapshot, "cwd"),
            Err(error) if sysctl::is_missing(&error) => {
                self.unless_ended_now(snapshot)?;
                Ok(None)
            }
            read => read.map(not_empty).map_err(|error| about(snapshot, error)),
        }
    }

    /// `None` where no procfs is mounted: nothing else tells.
    pub(super) fn root_directory(&self, snapshot: &Snapshot<K>) -> Result<Option<Vec<u8>>> {
        snapshot.unless_ended()?;
        self.link(snapshot, "root")
    }

    fn link(&self, snapshot: &Snapshot<K>, name: &str) -> Result<Option<Vec<u8>>> {
        self.unless_ended_now(snapshot)?;
        let link = |pid| self.link_in_procfs(pid, name);
        crate::backend::bsd::visit::bound(self, snapshot.target, link)
    }

    /// One path, with room that grows as long as the kernel says that it is longer.
    fn path(&self, pid: Pid, words: Words) -> Port<Vec<u8>> {
        let mib = mib::words(pid, words);
        let mut room = USUAL_ROOM;
        for _ in 0..TRIES {
            let mut buffer = vec![0; room];
            match self.kernel.sysctl(&mib, Some(&mut buffer), None) {
                Ok(length) => {
                    buffer.truncate(length);
                    return Ok(char_array::text(&buffer).to_vec());
                }
                Err(error) if matches!(error.errno, Errno::ENOSPC | Errno::ENOMEM) => {
                    let length = self.kernel.sysctl(&mib, None, None)?;
                    room = length.max(room.saturating_mul(2));
                }
                Err(error) => return Err(error),
            }
        }
        Err(PortError::new("sysctl", Errno::ENOSPC))
    }
}

const fn has_no_memory(error: &PortError) -> bool {
    matches!(error.errno, Errno::EINVAL | Errno::EFAULT)
}

fn not_empty(path: Vec<u8>) -> Option<Vec<u8>> {
    Some(path).filter(|path| !path.is_empty())
}
