//! Names of the errnos that not every system has.

use nix::errno::Errno;

use crate::port::errno::named;

/// Its name, if it is one of macOS.
pub(in crate::port) const fn of_this_system(errno: Errno) -> Option<&'static str> {
    named! { errno;
        ENOTSUP EPROCLIM EBADRPC ERPCMISMATCH EPROGUNAVAIL EPROGMISMATCH EPROCUNAVAIL EFTYPE EAUTH
        ENEEDAUTH EPWROFF EDEVERR EBADEXEC EBADARCH ESHLIBVERS EBADMACHO ENOATTR EMULTIHOP ENODATA
        ENOLINK ENOSR ENOSTR ETIME EOPNOTSUPP ENOPOLICY ENOTRECOVERABLE EOWNERDEAD EQFULL
    }
}
