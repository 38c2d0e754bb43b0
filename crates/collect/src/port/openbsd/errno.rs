//! Names of the errnos that not every system has.

use nix::errno::Errno;

use crate::port::errno::named;

/// Its name, if it is one of OpenBSD.
pub const fn of_this_system(errno: Errno) -> Option<&'static str> {
    named! { errno;
        EOPNOTSUPP ENOTSUP EPROCLIM EBADRPC ERPCMISMATCH EPROGUNAVAIL EPROGMISMATCH EPROCUNAVAIL
        EFTYPE EAUTH ENEEDAUTH EIPSEC ENOATTR ENOMEDIUM EMEDIUMTYPE EOWNERDEAD ENOTRECOVERABLE
    }
}
