//! `statvfs(3)`, with room for large file systems where numbers have 32 bits.

use std::ffi::CString;
use std::mem::MaybeUninit;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use nix::errno::Errno;

use super::Kernel;
use crate::port::{FileSystems, Port, PortError, Statvfs};

// glibc counts in 32 bits on 32-bit machines unless it is asked for 64; the other libcs know only one way.
#[cfg(not(target_env = "gnu"))]
use libc::{statvfs, statvfs as Raw};
#[cfg(target_env = "gnu")]
use libc::{statvfs64 as statvfs, statvfs64 as Raw};

impl FileSystems for Kernel {
    fn statvfs(&self, path: &Path) -> Port<Statvfs> {
        let failed = |errno| PortError::at("statvfs", errno, path.to_path_buf());
        let name = CString::new(path.as_os_str().as_bytes()).map_err(|_| failed(Errno::EINVAL))?;
        let mut answer = MaybeUninit::<Raw>::uninit();
        loop {
            // SAFETY: the name ends with a NUL and outlives the call, and answer has room for the struct
            // that belongs to this function.
            let result = unsafe { statvfs(name.as_ptr(), answer.as_mut_ptr()) };
            match Errno::result(result) {
                Ok(_) => break,
                // A server that is slow to answer may be interrupted.
                Err(Errno::EINTR) => {}
                Err(errno) => return Err(failed(errno)),
            }
        }
        // SAFETY: the call succeeded, so all of the struct has been written.
        Ok(convert(&unsafe { answer.assume_init() }))
    }

    fn current_dir(&self) -> Port<PathBuf> {
        nix::unistd::getcwd().map_err(|errno| PortError::new("getcwd", errno))
    }
}

/// The widths of these fields differ between architectures and libcs.
#[allow(clippy::useless_conversion, reason = "not everywhere")]
fn convert(raw: &Raw) -> Statvfs {
    Statvfs {
        frsize: raw.f_frsize.into(),
        blocks: raw.f_blocks.into(),
        bfree: raw.f_bfree.into(),
        bavail: raw.f_bavail.into(),
        files: raw.f_files.into(),
        ffree: raw.f_ffree.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_nix_says() {
        let path = Path::new("/proc");
        // On machines of 32 bits theirs are narrower.
        #[allow(clippy::useless_conversion, reason = "not everywhere")]
        let theirs = |path: &Path| {
            let theirs = nix::sys::statvfs::statvfs(path).unwrap();
            (u64::from(theirs.blocks()), u64::from(theirs.files()))
        };
        let ours = Kernel.statvfs(path).unwrap();
        assert_eq!((ours.blocks, ours.files), theirs(path));
        let root = Path::new("/");
        assert_eq!(Kernel.statvfs(root).unwrap().blocks, theirs(root).0);
    }

    #[test]
    fn errors_name_call_and_path() {
        let error = Kernel.statvfs(Path::new("/none")).unwrap_err();
        assert_eq!((error.call, error.errno), ("statvfs", Errno::ENOENT));
        assert_eq!(error.path, Some(Box::new("/none".into())));
        assert_eq!(Kernel.statvfs(Path::new("/a\0b")).unwrap_err().errno, Errno::EINVAL);
    }
}
