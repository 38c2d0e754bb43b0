use std::fmt;
use std::path::PathBuf;

use nix::errno::Errno;
use psutil_parse::ParseError;

use crate::availability::Feature;
use crate::model::process::Pid;
use crate::port::PortError;

/// Everything that can go wrong, in the user's terms.
///
/// Ports say which call failed with which errno on which path; collectors know the process and add it.
/// [`PortError::about`] is the one place that turns an errno into a kind.
///
/// It is as small as can be, since every call hands it on: what it says at length stands elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The process has ended.
    NoSuchProcess {
        /// Its number.
        pid: Pid,
        /// Whether its number is now that of another process.
        reused: bool,
    },
    /// The process has ended, its parent has not asked for its exit status, and what was asked for is gone.
    ZombieProcess {
        /// Its number.
        pid: Pid,
    },
    /// The kernel does not let this user see or do that.
    AccessDenied {
        /// The process in question, if it is about one.
        pid: Option<Pid>,
        /// What was refused, as the end of a sentence.
        what: Box<str>,
    },
    /// This operating system has no such thing, or this library does not read it there.
    Unsupported(&'static Feature),
    /// The kernel's answer is missing its essential part or cannot be understood.
    KernelData {
        /// The file.
        path: Box<PathBuf>,
        /// What is wrong with it.
        reason: Box<String>,
    },
    /// The text is not the identity of a process.
    InvalidIdentity,
    /// An argument that only the kernel can judge is none of those allowed.
    OutOfRange(Box<OutOfRange>),
    /// Its tree was to be ended, and this program is in it.
    HoldsThisProgram {
        /// The number of the process whose tree it is.
        pid: Pid,
    },
    /// Any other failure of the kernel.
    System(Box<PortError>),
    /// A bug of ours, and what it says.
    Bug(Box<str>),
}

/// An argument that is none of those allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutOfRange {
    /// The argument, as the user knows it.
    pub argument: &'static str,
    /// What is allowed, as the end of "It must be".
    pub allowed: String,
    /// What was given.
    pub value: String,
}

/// The result of everything in this crate.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// The process is gone and its number free, or not known to be taken.
    pub const fn no_such_process(pid: Pid) -> Self {
        Self::NoSuchProcess { pid, reused: false }
    }

    /// What the parser could not understand, and in which file.
    #[cold]
    #[inline(never)]
    pub fn kernel_data(path: PathBuf, error: ParseError) -> Self {
        Self::senseless(path, error.to_string())
    }

    /// What is wrong with a file.
    #[cold]
    #[inline(never)]
    pub fn senseless(path: PathBuf, reason: String) -> Self {
        Self::KernelData { path: path.into(), reason: reason.into() }
    }
}

impl PortError {
    /// What the failure means for this process.
    #[cold]
    #[inline(never)]
    pub fn about(self, pid: Pid) -> Error {
        match self.errno {
            Errno::ESRCH => Error::no_such_process(pid),
            Errno::EPERM | Errno::EACCES => {
                Error::AccessDenied { pid: Some(pid), what: self.to_string().into() }
            }
            _ => Error::System(self.into()),
        }
    }
}

impl From<PortError> for Error {
    /// What the failure means where no process is concerned.
    #[cold]
    #[inline(never)]
    fn from(error: PortError) -> Self {
        match error.errno {
            Errno::EPERM | Errno::EACCES => {
                Self::AccessDenied { pid: None, what: error.to_string().into() }
            }
            _ => Self::System(error.into()),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchProcess { pid, reused: false } => {
                write!(formatter, "process {pid} does not exist")
            }
            Self::NoSuchProcess { pid, reused: true } => {
                write!(formatter, "the process has ended and its number {pid} is now another's")
            }
            Self::ZombieProcess { pid } => {
                write!(formatter, "process {pid} has ended and is only waiting to be reaped")
            }
            Self::AccessDenied { pid: Some(pid), what } => {
                write!(formatter, "access to process {pid} denied: {what}")
            }
            Self::AccessDenied { pid: None, what } => write!(formatter, "access denied: {what}"),
            Self::Unsupported(feature) => {
                write!(formatter, "{} is not available on this platform", feature.name)
            }
            Self::KernelData { path, reason } => {
                write!(formatter, "cannot understand {}: {reason}", path.display())
            }
            Self::InvalidIdentity => write!(formatter, "this is not the identity of a process"),
            Self::OutOfRange(it) => {
                let OutOfRange { argument, allowed, value } = &**it;
                write!(
                    formatter,
                    "The value of \"{argument}\" is out of range. It must be {allowed}. Received {value}"
                )
            }
            Self::HoldsThisProgram { pid } => {
                write!(
                    formatter,
                    "this program is process {pid} or descends from it, and would end itself"
                )
            }
            Self::System(error) => write!(formatter, "{error}"),
            Self::Bug(text) => write!(formatter, "{text}"),
        }
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    fn port_error(errno: Errno) -> PortError {
        PortError::at("openat", errno, "/proc/7/stat".into())
    }

    #[test]
    fn an_errno_means_one_kind() {
        assert_eq!(port_error(Errno::ESRCH).about(7), Error::no_such_process(7));
        for errno in [Errno::EPERM, Errno::EACCES] {
            assert!(matches!(port_error(errno).about(7), Error::AccessDenied { pid: Some(7), .. }));
            assert!(matches!(port_error(errno).into(), Error::AccessDenied { pid: None, .. }));
        }
        assert_eq!(
            port_error(Errno::EMFILE).about(7),
            Error::System(port_error(Errno::EMFILE).into())
        );
    }

    #[test]
    fn an_error_is_small() {
        assert!(size_of::<Error>() <= 24);
        assert!(size_of::<PortError>() <= 32);
    }

    #[test]
    fn messages_name_what_failed() {
        let text = Error::System(port_error(Errno::ENOENT).into()).to_string();
        assert_eq!(text, "ENOENT: No such file or directory, openat '/proc/7/stat'");
        assert!(Error::NoSuchProcess { pid: 7, reused: true }.to_string().contains("another"));
    }
}
