//! The headers of NetBSD.

use super::System;

pub const SYSTEM: System = System {
    target: "x86_64-netbsd",
    places: &[
        "collect/src/backend/netbsd",
        "collect/src/port/netbsd/numbers.rs",
        "parse/src/netbsd",
        "collect/src/backend/bsd",
        "parse/src/bsd",
    ],
    headers: &[
        "sys/param.h",
        "sys/types.h",
        "sys/queue.h",
        "sys/socket.h",
        "sys/sysctl.h",
        "sys/proc.h",
        "sys/lwp.h",
        "sys/file.h",
        "sys/fcntl.h",
        "sys/mount.h",
        "sys/statvfs.h",
        "sys/resource.h",
        "sys/vnode.h",
        "sys/iostat.h",
        "sys/ioctl.h",
        "sys/sockio.h",
        "sys/envsys.h",
        "net/if.h",
        "net/if_media.h",
        "net/route.h",
        "netinet/in.h",
        "netinet/tcp_fsm.h",
        "uvm/uvm_param.h",
        "uvm/uvm_extern.h",
        "utmpx.h",
        "signal.h",
        "stddef.h",
    ],
    names: &[
        ("net::FLAGS::", "?IFF_"),
        // The others'.
        ("times::BOOTTIME", ""),
        ("times::BOOTTIME_NETBSD", "CTL_KERN; KERN_BOOTTIME"),
        // The header says it to the kernel only. Among them is `O_CLOFORK`, since NetBSD 11.
        (
            "fd_kinds::O_MASK",
            "O_NONBLOCK | O_APPEND | O_SHLOCK | O_EXLOCK | O_ASYNC | O_SYNC | O_CREAT | O_TRUNC | O_EXCL | O_DSYNC | O_RSYNC | O_NOCTTY | O_ALT_IO | O_NOFOLLOW | O_DIRECT | O_DIRECTORY | O_CLOEXEC | 0x08000000 | O_NOSIGPIPE | O_REGULAR | O_EXEC",
        ),
        ("visit::UNKNOWN", ""),
        ("sockaddr::AF_INET6_FREEBSD", ""),
        ("sockaddr::AF_INET6_OPENBSD_NETBSD", "AF_INET6"),
        ("sockaddr::AF_INET6_MACOS", ""),
        // More than there can be.
        ("mib::ALL", ""),
        // Gone since NetBSD 5.
        ("kinfo_lwp::LSDEAD", ""),
        ("kinfo_proc2::NODEV", "(unsigned)NODEV"),
        ("numbers::IFM_STATUS_AT", "offsetof(struct ifmediareq, ifm_status)"),
        ("numbers::IFM_ACTIVE_AT", "offsetof(struct ifmediareq, ifm_active)"),
        ("numbers::IFM_WIDTH", "sizeof(((struct ifmediareq *)0)->ifm_active)"),
        ("numbers::SI_CODE_AT", "offsetof(siginfo_t, si_code)"),
        ("numbers::SI_PID_AT", "offsetof(siginfo_t, si_pid)"),
        ("numbers::SI_STATUS_AT", "offsetof(siginfo_t, si_status)"),
        // The second is that of older releases.
        ("numbers::MEDIA_REQUESTS", "SIOCGIFMEDIA; _IOWR('i', 54, struct ifmediareq)"),
    ],
};
