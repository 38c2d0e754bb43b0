//! Files by their paths: `read` is a `Vec<u8>`, `readlink` likewise, `stat` a [`FileStatus`], `readdir` a
//! `Vec<Vec<u8>>`, `access` a `()` for a file that may be run. `statvfs` is a [`Statvfs`], `getcwd` a path,
//! `getfsstat` a `Vec<u8>`. Of devices `ioctl` with the request is a `Vec<u8>`, which is copied into the buffer.

use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use nix::errno::Errno;

use super::{Question, Replay, copy};
use crate::port::{
    Devices, Envsys, FileStatus, FileSystems, Mounts, PlainFiles, Port, PortError, Statvfs,
};

fn at(call: &'static str, path: &Path) -> Question {
    Question::about(call, path.as_os_str().as_bytes())
}

fn placed<T>(answer: Port<T>, path: &Path) -> Port<T> {
    answer.map_err(|error| PortError::at(error.call, error.errno, path.to_path_buf()))
}

impl PlainFiles for Replay {
    fn read_file(&self, path: &Path) -> Port<Vec<u8>> {
        placed(self.ask(&at("read", path), Errno::ENOENT), path)
    }

    fn read_link(&self, path: &Path) -> Port<Vec<u8>> {
        placed(self.ask(&at("readlink", path), Errno::ENOENT), path)
    }

    fn file_status(&self, path: &Path) -> Port<FileStatus> {
        placed(self.ask(&at("stat", path), Errno::ENOENT), path)
    }

    fn names(&self, path: &Path) -> Port<Vec<Vec<u8>>> {
        placed(self.ask(&at("readdir", path), Errno::ENOENT), path)
    }

    fn is_executable(&self, path: &Path) -> bool {
        self.ask::<()>(&at("access", path), Errno::ENOENT).is_ok()
    }
}

impl FileSystems for Replay {
    fn statvfs(&self, path: &Path) -> Port<Statvfs> {
        placed(self.ask(&at("statvfs", path), Errno::ENOENT), path)
    }

    fn current_dir(&self) -> Port<PathBuf> {
        self.ask(&Question::about("getcwd", ""), Errno::ENOENT)
    }
}

impl Mounts for Replay {
    fn getfsstat(&self) -> Port<Vec<u8>> {
        self.ask(&Question::about("getfsstat", ""), Errno::ENOSYS)
    }
}

impl Devices for Replay {
    fn ask_device(&self, path: &Path, request: u64, buffer: &mut [u8]) -> Port<()> {
        let numbers = vec![request.cast_signed()];
        let question = Question { numbers, ..at("ioctl", path) };
        let answer: Vec<u8> = placed(self.ask(&question, Errno::ENOENT), path)?;
        copy(&answer, buffer);
        Ok(())
    }
}

impl Envsys for Replay {
    fn envsys(&self, path: &Path) -> Port<Vec<u8>> {
        placed(self.ask(&at("envsys", path), Errno::ENOENT), path)
    }
}
