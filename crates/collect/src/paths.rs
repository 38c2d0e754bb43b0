use std::path::{Path, PathBuf};

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
    /// Configuration, `/etc`. What programs keep until the next boot is looked for in `run` beside it.
    pub etc: PathBuf,
}

impl Paths {
    /// A directory beside that of the configuration, such as `run`: where the one is another machine's, so are
    /// the others.
    pub fn beside_etc(&self, name: &str) -> PathBuf {
        self.etc.parent().unwrap_or(Path::new("/")).join(name)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn run_is_beside_etc() {
        let run = |etc: &str| Paths { etc: etc.into(), ..Paths::default() }.beside_etc("run");
        assert_eq!(Paths::default().beside_etc("run"), Path::new("/run"));
        assert_eq!(run("/host/etc"), Path::new("/host/run"));
        assert_eq!(run("/host/etc/"), Path::new("/host/run"));
        assert_eq!(run("/"), Path::new("/run"));
    }
}
