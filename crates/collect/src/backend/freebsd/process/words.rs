//! What a process was started as and with, and its folders.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use nix::errno::Errno;
use psutil_parse::bsd::{char_array, nul_list};
use psutil_parse::freebsd::kinfo_file::{self, fd};

use super::snapshot::Snapshot;
use crate::backend::bsd::words;
use crate::backend::freebsd::FreeBsd;
use crate::backend::freebsd::mib::{
    KERN_PROC_ARGS, KERN_PROC_CWD, KERN_PROC_ENV, KERN_PROC_PATHNAME,
};
use crate::port::FreeBsdKernel;
use crate::{Error, Result};

impl<K: FreeBsdKernel> FreeBsd<K> {
    /// The arguments; none of a process of the kernel.
    pub(super) fn arguments(&self, snapshot: &Snapshot<K>) -> Result<Vec<Vec<u8>>> {
        if let Some(known) = snapshot.arguments.get() {
            return Ok(known.clone());
        }
        snapshot.must_live()?;
        let bytes = self.told_of_user(snapshot, KERN_PROC_ARGS)?;
        if bytes.is_empty() && !snapshot.record().is_kernel {
            self.still_lives(snapshot)?; // they go before it is a zombie
        }
        let arguments: Vec<_> = nul_list::parse(&bytes).into_iter().map(<[u8]>::to_vec).collect();
        Ok(snapshot.arguments.get_or_init(|| arguments).clone())
    }

    pub(super) fn environment(&self, snapshot: &Snapshot<K>) -> Result<Vec<(Vec<u8>, Vec<u8>)>> {
        snapshot.must_live()?;
        let bytes = self.told_of_user(snapshot, KERN_PROC_ENV)?;
        Ok(words::environment(nul_list::parse(&bytes).into_iter()))
    }

    /// The program's file; `None` of a process of the kernel, and of a file that has lost its name, or whose name the
    /// kernel does not remember.
    pub(super) fn program(
        &self,
        snapshot: &Snapshot<K>,
        fallback_cmdline: bool,
    ) -> Result<Option<Vec<u8>>> {
        snapshot.must_live()?;
        match self.told(snapshot, KERN_PROC_PATHNAME) {
            Ok(path) if path.is_empty() && !snapshot.record().is_kernel => {
                self.still_lives(snapshot)?; // it goes before it is a zombie
                Ok(None)
            }
            Ok(path) => Ok(known(char_array::text(&path))),
            Err(Error::System(error)) if error.errno == Errno::ENOENT => Ok(None),
            Err(denied @ Error::AccessDenied { .. }) if fallback_cmdline => {
                self.guessed_program(snapshot)?.map_or(Err(denied), |path| Ok(Some(path)))
            }
            Err(error) => Err(error),
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

    /// The current folder; `None` if it has lost its name, and of a process without one.
    pub(super) fn current_folder(&self, snapshot: &Snapshot<K>) -> Result<Option<Vec<u8>>> {
        snapshot.must_live()?;
        match self.told(snapshot, KERN_PROC_CWD) {
            Ok(bytes) => folder(&bytes, fd::CWD),
            Err(Error::System(error)) if matches!(error.errno, Errno::EINVAL | Errno::ENOENT) => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// The root; `None` if it has lost its name, and of a process without one.
    pub(super) fn root_folder(&self, snapshot: &Snapshot<K>) -> Result<Option<Vec<u8>>> {
        snapshot.must_live()?;
        folder(self.files(snapshot)?, fd::ROOT)
    }
}

/// The path of what stands for this folder.
fn folder(bytes: &[u8], number: i32) -> Result<Option<Vec<u8>>> {
    for row in kinfo_file::rows(bytes) {
        let (file, path) = row.map_err(super::fds::about_files)?;
        if file.kf_fd == number {
            return Ok(known(path));
        }
    }
    Ok(None)
}

fn known(path: &[u8]) -> Option<Vec<u8>> {
    (!path.is_empty()).then(|| path.to_vec())
}
