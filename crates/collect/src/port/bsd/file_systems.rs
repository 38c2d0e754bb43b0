//! `statvfs(3)` of the BSDs, whose counts have 64 bits.

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
                    let failed = |errno| PortError::at("statvfs", errno, path.to_path_buf());
                    return answer.map_err(failed);
                }
            }
        }
    }

    fn current_dir(&self) -> Port<PathBuf> {
        nix::unistd::getcwd().map_err(|errno| PortError::new("getcwd", errno))
    }
}

#[allow(clippy::useless_conversion, reason = "the widths of the counts differ between systems")]
fn ask(path: &Path) -> Result<Statvfs, Errno> {
    let raw = nix::sys::statvfs::statvfs(path)?;
    Ok(Statvfs {
        frsize: raw.fragment_size().into(),
        blocks: raw.blocks().into(),
        bfree: raw.blocks_free().into(),
        bavail: raw.blocks_available().into(),
        files: raw.files().into(),
        ffree: raw.files_free().into(),
    })
}
