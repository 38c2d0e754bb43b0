//! What a process is called: `KERN_PROCARGS2`, `proc_pidpath`, and its directories.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use nix::errno::Errno;
use psutil_parse::macos::proc_vnodepathinfo::ProcVnodepathinfo;
use psutil_parse::macos::procargs2;
use psutil_parse::macos::vnode_info::VNON;

use super::snapshot::{Snapshot, once};
use crate::backend::bsd::{sysctl, words};
use crate::backend::macos::MacOs;
use crate::backend::macos::numbers::{
    CTL_KERN, KERN_ARGMAX, KERN_PROCARGS2, PROC_PIDVNODEPATHINFO,
};
use crate::port::{MacOsKernel, PortError};
use crate::{Error, Result};

/// What stands in the memory of a process.
#[derive(Debug, Default)]
pub(super) struct Texts {
    arguments: Vec<Vec<u8>>,
    environment: Vec<(Vec<u8>, Vec<u8>)>,
}

/// The directories of a process; `None` where the kernel does not know a path any more.
#[derive(Debug)]
pub(super) struct Places {
    cwd: Option<Vec<u8>>,
    root: Option<Vec<u8>>,
}

impl<K: MacOsKernel> MacOs<K> {
    /// The name, made whole where the kernel cut it off.
    pub(super) fn whole_name(&self, snapshot: &Snapshot<K>) -> Result<Vec<u8>> {
        words::whole_name(snapshot.record(), || match self.arguments(snapshot) {
            // The path of the program is for everybody to see, and may end with the name.
            Err(denied @ Error::AccessDenied { .. }) => {
                self.program_file(snapshot)?.map_or(Err(denied), |path| Ok(vec![path]))
            }
            arguments => arguments,
        })
    }

    pub(super) fn arguments(&self, snapshot: &Snapshot<K>) -> Result<Vec<Vec<u8>>> {
        Ok(self.texts(snapshot)?.arguments.clone())
    }

    pub(super) fn environment(&self, snapshot: &Snapshot<K>) -> Result<Vec<(Vec<u8>, Vec<u8>)>> {
        Ok(self.texts(snapshot)?.environment.clone())
    }

    fn texts<'s>(&self, snapshot: &'s Snapshot<K>) -> Result<&'s Texts> {
        once(&snapshot.texts, || {
            if snapshot.record().is_kernel {
                return Ok(Texts::default()); // it never had any
            }
            let bytes = self.procargs2(snapshot)?;
            let texts = procargs2::parse(&bytes)
                .map_err(|error| Error::kernel_data("kern.procargs2".into(), error))?;
            Ok(Texts {
                arguments: texts.arguments.into_iter().map(<[u8]>::to_vec).collect(),
                environment: words::environment(texts.environ.into_iter()),
            })
        })
    }

    /// The kernel copies them from the top of the stack, so there has to be room for the longest that there may be.
    ///
    /// Trap 20: EINVAL is for a number that nobody has, for a zombie, and for a process of somebody else. EIO is for one
    /// whose memory is being replaced, or is none of our business; and some releases tell nothing, and no errno.
    fn procargs2(&self, snapshot: &Snapshot<K>) -> Result<Vec<u8>> {
        let room = sysctl::record(&self.kernel, &[CTL_KERN, KERN_ARGMAX], size_of::<i32>())?;
        let room = psutil_parse::bsd::number::unsigned(&room)
            .map_err(|error| Error::kernel_data("kern.argmax".into(), error))?;
        let room = usize::try_from(room).unwrap_or(0);
        let read = self.by_number(snapshot, |kernel, pid| {
            match sysctl::record(kernel, &[CTL_KERN, KERN_PROCARGS2, pid], room) {
                Err(PortError { errno: Errno::EINVAL | Errno::EIO, .. }) => Ok(Vec::new()),
                read => read,
            }
        })?;
        if read.len() >= size_of::<i32>() {
            return Ok(read);
        }
        self.must_live(snapshot)?;
        let what = "the kernel does not show its arguments to this user".into();
        Err(Error::AccessDenied { pid: Some(snapshot.pid()), what })
    }

    /// The program's file; `None` for the kernel, and where its path is not known any more.
    pub(super) fn program(
        &self,
        snapshot: &Snapshot<K>,
        fallback_cmdline: bool,
    ) -> Result<Option<Vec<u8>>> {
        if snapshot.record().is_kernel {
            return Ok(None);
        }
        match self.program_file(snapshot) {
            Ok(None) if fallback_cmdline => match self.guessed_program(snapshot) {
                Err(Error::AccessDenied { .. }) => Ok(None),
                guessed => guessed,
            },
            Err(denied @ Error::AccessDenied { .. }) if fallback_cmdline => {
                self.guessed_program(snapshot)?.map_or(Err(denied), |path| Ok(Some(path)))
            }
            known => known,
        }
    }

    fn program_file(&self, snapshot: &Snapshot<K>) -> Result<Option<Vec<u8>>> {
        let path = self.by_number(snapshot, |kernel, pid| match kernel.proc_pidpath(pid) {
            Err(error) if error.errno == Errno::ENOENT => Ok(Vec::new()),
            path => path,
        })?;
        Ok(Some(path).filter(|path| !path.is_empty()))
    }

    /// The first argument, if it is the absolute path of a file that can be run.
    fn guessed_program(&self, snapshot: &Snapshot<K>) -> Result<Option<Vec<u8>>> {
        let first = self.arguments(snapshot)?.into_iter().next();
        Ok(first.filter(|path| {
            let path = Path::new(OsStr::from_bytes(path));
            path.is_absolute() && self.kernel.is_executable(path)
        }))
    }

    pub(super) fn working_directory(&self, snapshot: &Snapshot<K>) -> Result<Option<Vec<u8>>> {
        Ok(self.places(snapshot)?.cwd.clone())
    }

    pub(super) fn root_directory(&self, snapshot: &Snapshot<K>) -> Result<Option<Vec<u8>>> {
        Ok(self.places(snapshot)?.root.clone())
    }

    fn places<'s>(&self, snapshot: &'s Snapshot<K>) -> Result<&'s Places> {
        once(&snapshot.places, || {
            let size = ProcVnodepathinfo::SIZE;
            let bytes = self.pidinfo(snapshot, PROC_PIDVNODEPATHINFO, 0, size)?;
            let places = ProcVnodepathinfo::parse(&bytes)
                .map_err(|error| Error::kernel_data("PROC_PIDVNODEPATHINFO".into(), error))?;
            let path = |place: Option<&[u8]>| place.map(<[u8]>::to_vec);
            // Nothing is told of the root of a process that is not in a jail of chroot(2).
            let is_jailed = places.pvi_rdir.vip_vi.vi_type != VNON;
            let root = if is_jailed { places.pvi_rdir.path() } else { Some(&b"/"[..]) };
            Ok(Places { cwd: path(places.pvi_cdir.path()), root: path(root) })
        })
    }
}
