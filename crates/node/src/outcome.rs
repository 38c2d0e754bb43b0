//! Failures as data: Node-API errors have room for a message and a code only.

use crate::thin::napi;
use napi::Either;
use psutil_collect::Error;
use psutil_collect::port::errno_name;

/// Which class of error TypeScript throws.
#[napi(string_enum)]
pub enum NativeErrorKind {
    NoSuchProcess,
    ZombieProcess,
    AccessDenied,
    Unsupported,
    KernelData,
    InvalidIdentity,
    OutOfRange,
    InvalidState,
    System,
    Bug,
}

/// What failed, for `src/errors.ts` to throw.
#[napi(object, object_from_js = false)]
pub struct NativeError {
    /// The class. Also what tells a failure from an answer.
    pub failure: NativeErrorKind,
    pub message: String,
    pub pid: Option<i32>,
    /// The errno's name: `ENOENT`.
    pub code: Option<String>,
    /// Negative, as in Node's own errors.
    pub errno: Option<i32>,
    pub syscall: Option<String>,
    pub path: Option<String>,
    pub feature: Option<String>,
    pub platforms: Option<Vec<String>>,
}

/// An answer, or what failed.
pub type Outcome<T> = Either<NativeError, T>;

/// Hands a result over.
pub fn outcome<T>(result: psutil_collect::Result<T>) -> Outcome<T> {
    match result {
        Ok(value) => Either::B(value),
        Err(error) => Either::A(failed(error)),
    }
}

/// Out of line: there are as many kinds of answers as there are questions.
#[cold]
#[inline(never)]
fn failed(error: Error) -> NativeError {
    error.into()
}

impl From<Error> for NativeError {
    fn from(error: Error) -> Self {
        let mut native = Self {
            failure: NativeErrorKind::System,
            message: error.to_string(),
            pid: None,
            code: None,
            errno: None,
            syscall: None,
            path: None,
            feature: None,
            platforms: None,
        };
        native.failure = match error {
            Error::NoSuchProcess { pid, reused: _ } => {
                native.pid = Some(pid);
                NativeErrorKind::NoSuchProcess
            }
            Error::ZombieProcess { pid } => {
                native.pid = Some(pid);
                NativeErrorKind::ZombieProcess
            }
            Error::AccessDenied { pid, what: _ } => {
                native.pid = pid;
                NativeErrorKind::AccessDenied
            }
            Error::Unsupported(feature) => {
                native.feature = Some(feature.name.into());
                native.platforms = Some(feature.on.iter().map(|on| on.name().into()).collect());
                NativeErrorKind::Unsupported
            }
            Error::KernelData { path, reason: _ } => {
                native.path = Some(path.to_string_lossy().into_owned());
                NativeErrorKind::KernelData
            }
            Error::InvalidIdentity => NativeErrorKind::InvalidIdentity,
            Error::OutOfRange { .. } => NativeErrorKind::OutOfRange,
            Error::HoldsThisProgram { pid } => {
                native.pid = Some(pid);
                NativeErrorKind::InvalidState
            }
            Error::System(failure) => {
                native.code = Some(errno_name(failure.errno).into());
                native.errno = (failure.errno as i32).checked_neg();
                native.syscall = Some(failure.call.into());
                native.path = failure.path.map(|path| path.to_string_lossy().into_owned());
                NativeErrorKind::System
            }
            Error::Bug(_) => NativeErrorKind::Bug,
        };
        native
    }
}
