//! Files, as the standard library reads them.
#![expect(clippy::disallowed_methods, reason = "this is where they belong")]

use std::fs;
use std::io::{Error, Read};
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use nix::errno::Errno;
use nix::unistd::{AccessFlags, access};

use super::Kernel;
use crate::port::{FileKind, FileStatus, PlainFiles, Port, PortError};

impl PlainFiles for Kernel {
    fn read_file(&self, path: &Path) -> Port<Vec<u8>> {
        // Not waiting for a writer is for made-up trees: a FIFO in one must not stop the program.
        let open = fs::OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK).open(path);
        let mut bytes = Vec::new();
        let read = open.and_then(|mut file| file.read_to_end(&mut bytes));
        read.map_err(|error| failed("read", path, &error))?;
        Ok(bytes)
    }

    fn read_link(&self, path: &Path) -> Port<Vec<u8>> {
        let target = fs::read_link(path).map_err(|error| failed("readlink", path, &error))?;
        Ok(target.into_os_string().into_vec())
    }

    fn file_status(&self, path: &Path) -> Port<FileStatus> {
        let status = fs::metadata(path).map_err(|error| failed("stat", path, &error))?;
        Ok(FileStatus {
            dev: status.dev(),
            ino: status.ino(),
            rdev: status.rdev(),
            mode: status.mode(),
            size: status.size(),
            nlink: status.nlink(),
        })
    }

    fn names(&self, path: &Path) -> Port<Vec<Vec<u8>>> {
        let failed = |error| failed("readdir", path, &error);
        let entries = fs::read_dir(path).map_err(failed)?;
        entries.map(|entry| Ok(entry.map_err(failed)?.file_name().into_vec())).collect()
    }

    fn is_executable(&self, path: &Path) -> bool {
        let is_file = |status: FileStatus| status.kind() == FileKind::Regular;
        self.file_status(path).is_ok_and(is_file) && access(path, AccessFlags::X_OK).is_ok()
    }
}

fn failed(call: &'static str, path: &Path, error: &Error) -> PortError {
    let errno = error.raw_os_error().map_or(Errno::EIO, Errno::from_raw);
    PortError::at(call, errno, path.to_path_buf())
}
