use std::path::PathBuf;

/// Where the kernel's and the administrator's files are.
///
/// Other paths than the usual ones show a host from within a container, or a made-up tree in a test.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Paths {
    /// The process file system, `/proc`.
    pub procfs: PathBuf,
    /// The device model, `/sys`.
    pub sysfs: PathBuf,
    /// Device files, `/dev`.
    pub devfs: PathBuf,
    /// Configuration, `/etc`.
    pub etc: PathBuf,
}

impl Default for Paths {
    fn default() -> Self {
        Self {
            procfs: "/proc".into(),
            sysfs: "/sys".into(),
            devfs: "/dev".into(),
            etc: "/etc".into(),
        }
    }
}
