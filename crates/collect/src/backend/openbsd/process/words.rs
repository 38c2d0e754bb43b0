//! What a process is called: arguments, environment, and its current directory.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::thread::yield_now;

use nix::errno::Errno;
use psutil_parse::bsd::char_array;
use psutil_parse::openbsd::proc_args;

use super::snapshot::{Snapshot, once};
use crate::backend::bsd::{sysctl, words};
use crate::backend::openbsd::{OpenBsd, mib};
use crate::model::process::Pid;
use crate::port::{OpenBsdKernel, Port, PortError};
use crate::{Error, Result};

/// The room for arguments, at first and at most: the kernel says of all of them that they may be as long as can be.
const LEAST_ROOM: usize = 8 * 1024;
const MOST_ROOM: usize = 8 * 1024 * 1024;
/// How often to ask again while a process begins another program.
const TRIES: u32 = 100;
/// `MAXPATHLEN` times 4, more than which the kernel does not fill.
const PATH_ROOM: usize = 4096;

/// What texts were read, or why they make no sense.
type Texts = psutil_parse::Result<Vec<Vec<u8>>>;

impl<K: OpenBsdKernel> OpenBsd<K> {
    pub(super) fn whole_name(&self, snapshot: &Snapshot<K>) -> Result<Vec<u8>> {
        words::whole_name(snapshot.record(), || self.arguments(snapshot).map(<[_]>::to_vec))
    }

    /// None of a process of the kernel.
    pub(super) fn arguments<'s>(&self, snapshot: &'s Snapshot<K>) -> Result<&'s [Vec<u8>]> {
        once(&snapshot.arguments, || self.texts_of(snapshot, mib::KERN_PROC_ARGV)).map(|it| &**it)
    }

    pub(super) fn environment(&self, snapshot: &Snapshot<K>) -> Result<Vec<(Vec<u8>, Vec<u8>)>> {
        let texts = self.texts_of(snapshot, mib::KERN_PROC_ENV)?;
        Ok(words::environment(texts.iter().map(|text| &**text)))
    }

    fn texts_of(&self, snapshot: &Snapshot<K>, which: i32) -> Result<Vec<Vec<u8>>> {
        let texts = self.of_living(snapshot, |pid| self.texts(pid, which))?;
        texts.map_or(Ok(Vec::new()), |texts| {
            texts.map_err(|error| Error::kernel_data("kern.procargs".into(), error))
        })
    }

    /// The texts of a process, in a buffer that the kernel writes its own address into.
    fn texts(&self, pid: Pid, which: i32) -> Port<Texts> {
        let (mut room, mut tries) = (LEAST_ROOM, TRIES);
        loop {
            let mut buffer = vec![0; room];
            match self.kernel.sysctl_in_place(&mib::args(pid, which), &mut buffer) {
                Ok((0, _)) => return Ok(Ok(Vec::new())),
                Ok((length, address)) => {
                    let bytes = buffer.get(..length).unwrap_or(&buffer);
                    let texts = proc_args::parse(bytes, address);
                    return Ok(texts.map(|all| all.into_iter().map(<[u8]>::to_vec).collect()));
                }
                Err(error) if error.errno == Errno::ENOMEM && room < MOST_ROOM => {
                    room = room.saturating_mul(4);
                }
                // It is in the middle of execve(2).
                Err(error) if error.errno == Errno::EBUSY && tries > 0 => {
                    tries = tries.saturating_sub(1);
                    yield_now();
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// The current directory; `None` if it has been removed, and of a process of the kernel.
    pub(super) fn folder(&self, snapshot: &Snapshot<K>) -> Result<Option<Vec<u8>>> {
        let path = self.of_living(snapshot, |pid| {
            match sysctl::record(&self.kernel, &mib::cwd(pid), PATH_ROOM) {
                Err(PortError { errno: Errno::ENOENT, .. }) => Ok(Vec::new()),
                path => path,
            }
        })?;
        let path = path.map(|path| char_array::text(&path).to_vec());
        Ok(path.filter(|path| !path.is_empty()))
    }

    /// The program's file. The kernel does not tell it: it can only be guessed.
    pub(super) fn program(
        &self,
        snapshot: &Snapshot<K>,
        fallback_cmdline: bool,
    ) -> Result<Option<Vec<u8>>> {
        if snapshot.record().is_zombie {
            return Err(snapshot.has_ended());
        }
        if fallback_cmdline { self.guessed_program(snapshot) } else { Ok(None) }
    }

    /// The first argument, if it is the path of a file that can be run, or the name of one in a folder where the shell
    /// would have looked for it. A path relative to a folder that the process may have left leads nowhere.
    fn guessed_program(&self, snapshot: &Snapshot<K>) -> Result<Option<Vec<u8>>> {
        let Some(first) = self.arguments(snapshot)?.first().filter(|it| !it.is_empty()) else {
            return Ok(None);
        };
        if first.contains(&b'/') {
            return Ok(Some(first.clone()).filter(|path| self.is_program(path)));
        }
        let folders = match self.environment(snapshot) {
            Err(gone @ (Error::NoSuchProcess { .. } | Error::ZombieProcess { .. })) => {
                return Err(gone);
            }
            variables => variables.ok().and_then(|variables| search_path(&variables)),
        };
        let folders = folders.or_else(|| self.own_search_path()).unwrap_or_default();
        let paths = folders.split(|&byte| byte == b':').map(|folder| [folder, first].join(&b'/'));
        Ok(paths.into_iter().find(|path| self.is_program(path)))
    }

    fn is_program(&self, path: &[u8]) -> bool {
        let path = Path::new(OsStr::from_bytes(path));
        path.is_absolute() && self.kernel.is_executable(path)
    }

    /// Where this program was looked for.
    fn own_search_path(&self) -> Option<Vec<u8>> {
        let texts = self.texts(self.kernel.getpid(), mib::KERN_PROC_ENV).ok()?.ok()?;
        search_path(&words::environment(texts.iter().map(|text| &**text)))
    }
}

fn search_path(variables: &[(Vec<u8>, Vec<u8>)]) -> Option<Vec<u8>> {
    variables.iter().find(|(name, _)| name == b"PATH").map(|(_, folders)| folders.clone())
}
