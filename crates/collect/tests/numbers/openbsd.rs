//! The headers of OpenBSD.

use super::System;

pub const SYSTEM: System = System {
    target: "x86_64-openbsd",
    places: &[
        "collect/src/backend/openbsd",
        "collect/src/port/openbsd/numbers.rs",
        "parse/src/openbsd",
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
        "sys/file.h",
        "sys/fcntl.h",
        "sys/filedesc.h",
        "sys/mount.h",
        "sys/resource.h",
        "sys/vnode.h",
        "sys/sensors.h",
        "sys/sched.h",
        "sys/ioctl.h",
        "sys/sockio.h",
        "net/if.h",
        "net/if_media.h",
        "net/route.h",
        "netinet/in.h",
        "netinet/tcp_fsm.h",
        "uvm/uvmexp.h",
        "machine/apmvar.h",
        "signal.h",
        "stddef.h",
    ],
    names: &[
        ("net::FLAGS::", "?IFF_"),
        // Among the bits that only FreeBSD has; here it is the sixth, which is told of nobody.
        ("net::FLAGS::STATICARP", ""),
        ("times::BOOTTIME", "CTL_KERN; KERN_BOOTTIME"),
        // NetBSD's.
        ("times::BOOTTIME_NETBSD", ""),
        ("visit::UNKNOWN", ""),
        ("sockaddr::AF_INET6_FREEBSD", ""),
        ("sockaddr::AF_INET6_OPENBSD_NETBSD", "AF_INET6"),
        ("sockaddr::AF_INET6_MACOS", ""),
        ("if_msghdr::RTA_BEFORE_IFP", ""),
        ("numbers::IFM_STATUS_AT", "offsetof(struct ifmediareq, ifm_status)"),
        ("numbers::IFM_ACTIVE_AT", "offsetof(struct ifmediareq, ifm_active)"),
        ("numbers::IFM_WIDTH", "sizeof(((struct ifmediareq *)0)->ifm_active)"),
        ("numbers::SI_CODE_AT", "offsetof(siginfo_t, si_code)"),
        ("numbers::SI_PID_AT", "offsetof(siginfo_t, si_pid)"),
        ("numbers::SI_STATUS_AT", "offsetof(siginfo_t, si_status)"),
        ("numbers::MEDIA_REQUESTS", "SIOCGIFMEDIA"),
        ("sockets::OF_SOCKETS", "DTYPE_SOCKET"),
        ("kinfo_proc::NODEV", "(unsigned)NODEV"),
        ("sockets::LENGTH", "sizeof(struct kinfo_file)"),
        ("system::LENGTH", "sizeof(struct kinfo_proc)"),
        // The first of them that is that long, of releases before.
        ("system::SHORT_LENGTH", ""),
        // What is said of them in comments and manuals.
        ("mib::EVERY_PROCESS", ""),
        ("threads::NO_THREAD", ""),
        ("apm::NO_ESTIMATE", ""),
        // Of `dev/acpi/acpidev.h`, which is the kernel's.
        ("power::BST_DISCHARGE", ""),
        ("power::BST_CHARGE", ""),
        // A number of physics.
        ("mod::ABSOLUTE_ZERO", ""),
    ],
};
