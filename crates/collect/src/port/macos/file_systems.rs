//! `statfs(2)`: the counts of `statvfs(3)` have 32 bits on macOS.

use std::path::{Path, PathBuf};

use nix::errno::Errno;

use crate::port::{FileSystems, Kernel, Port, PortError, Statvfs};

impl FileSystems for Kernel {
    fn statvfs(&self, path: &Path) -> Port<Statvfs> {
        loop {
            match ask(path) {
                // A server that is slow to answer may be interrupted.
                Err(Errno::EINTR) => {}
                answer => {
                    let failed = |errno| PortError::at("statfs", errno, path.to_path_buf());
                    return answer.map_err(failed);
                }
            }
        }
    }

    fn current_dir(&self) -> Port<PathBuf> {
        nix::unistd::getcwd().map_err(|errno| PortError::new("getcwd", errno))
    }
}

fn ask(path: &Path) -> Result<Statvfs, Errno> {
    let raw = nix::sys::statfs::statfs(path)?;
    Ok(Statvfs {
        frsize: raw.block_size().into(),
        blocks: raw.blocks(),
        bfree: raw.blocks_free(),
        bavail: raw.blocks_available(),
        files: raw.files(),
        ffree: raw.files_free(),
    })
}
