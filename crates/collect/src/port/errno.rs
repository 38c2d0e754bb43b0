//! Names of `errno(3)`, which the codes of errors are.

use nix::errno::Errno;

/// The name of an errno, if it is one of these.
macro_rules! named {
    ($errno:expr; $($name:ident)+) => {
        match $errno {
            $(nix::errno::Errno::$name => Some(stringify!($name)),)+
            _ => None,
        }
    };
}
#[allow(unused_imports, reason = "of the other systems only the common ones are named yet")]
pub(super) use named;

/// Its name, `ENOENT`; `UNKNOWN`, as libuv has it, for one that this does not know.
pub fn errno_name(errno: Errno) -> &'static str {
    everywhere(errno).or_else(|| super::of_this_system(errno)).unwrap_or("UNKNOWN")
}

/// Those that every system has.
const fn everywhere(errno: Errno) -> Option<&'static str> {
    named! { errno;
        EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT
        ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG
        ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY
        ELOOP ENOMSG EIDRM EREMOTE EPROTO EBADMSG EOVERFLOW EILSEQ EUSERS ENOTSOCK EDESTADDRREQ
        EMSGSIZE EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT EPFNOSUPPORT EAFNOSUPPORT
        EADDRINUSE EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS
        EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN EHOSTUNREACH
        EALREADY EINPROGRESS ESTALE EDQUOT ECANCELED
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_errno_has_the_name_of_its_constant() {
        for errno in (1..=4095).map(Errno::from_raw).filter(|errno| *errno != Errno::UnknownErrno) {
            assert_eq!(errno_name(errno), format!("{errno:?}"));
        }
    }

    #[test]
    fn one_that_nobody_knows_is_unknown() {
        assert_eq!(errno_name(Errno::from_raw(4000)), "UNKNOWN");
    }
}
