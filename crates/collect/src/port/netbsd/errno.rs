//! Names of the errnos that NetBSD has and not every system.

use nix::errno::Errno;

use crate::port::errno::named;

/// Its name, if it is one of NetBSD.
pub const fn of_this_system(errno: Errno) -> Option<&'static str> {
    named! { errno;
        EOPNOTSUPP EPROCLIM EBADRPC ERPCMISMATCH EPROGUNAVAIL EPROGMISMATCH EPROCUNAVAIL EFTYPE
        EAUTH ENEEDAUTH ENOTSUP ENODATA ENOSR ENOSTR ETIME ENOATTR EMULTIHOP ENOLINK
    }
}
