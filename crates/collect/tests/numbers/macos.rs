//! The headers of macOS, as far as zig has them: it lacks `sys/vnode.h`, `sys/socketvar.h` and all of `IOKit` and Core
//! Foundation, so what `port/macos/core_foundation.rs` and `iokit.rs` say of those has been held against nothing.

use super::System;

pub const SYSTEM: System = System {
    target: "x86_64-macos",
    places: &[
        "collect/src/backend/macos",
        "collect/src/port/macos/numbers.rs",
        "parse/src/macos",
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
        "sys/proc_info.h",
        "libproc.h",
        "sys/file.h",
        "sys/fcntl.h",
        "sys/mount.h",
        "sys/resource.h",
        "sys/vnode.h",
        "sys/ioctl.h",
        "sys/sockio.h",
        "net/if.h",
        "net/if_mib.h",
        "net/if_media.h",
        "net/route.h",
        "netinet/in.h",
        "netinet/tcp_fsm.h",
        "mach/mach.h",
        "mach/vm_region.h",
        "utmpx.h",
        "signal.h",
        "stddef.h",
    ],
    names: &[
        ("net::FLAGS::", "?IFF_"),
        ("times::BOOTTIME", "CTL_KERN; KERN_BOOTTIME"),
        // NetBSD's.
        ("times::BOOTTIME_NETBSD", ""),
        ("visit::UNKNOWN", ""),
        ("sockaddr::AF_INET6_FREEBSD", ""),
        ("sockaddr::AF_INET6_OPENBSD_NETBSD", ""),
        ("sockaddr::AF_INET6_MACOS", "AF_INET6"),
        // Of `sys/proc_info_private.h`, which Apple publishes with the source of the kernel only.
        ("numbers::PROC_PIDLISTTHREADIDS", ""),
        // Of the part of `sys/fcntl.h` that is the kernel's.
        ("fd_kinds::INTERNAL", ""),
        ("sockets::TCP", "IPPROTO_TCP"),
        ("sockets::UDP", "IPPROTO_UDP"),
        // As `sockaddr` has them.
        ("in_sockinfo::AF_INET", ""),
        ("in_sockinfo::AF_INET6", ""),
        ("tcp_sockinfo::TSI_S_CLOSE_WAIT", "TSI_S__CLOSE_WAIT"),
        // What tells Hz from kHz.
        ("voltage_states::SLOWEST_HZ", ""),
        // Of `sys/vnode.h`, which zig lacks, and which has them for the kernel only.
        ("vnode_info::VNON", ""),
        ("vnode_info::VREG", ""),
        ("vnode_info::VDIR", ""),
        ("vnode_info::VBLK", ""),
        ("vnode_info::VCHR", ""),
        ("vnode_info::VLNK", ""),
        ("vnode_info::VSOCK", ""),
        ("vnode_info::VFIFO", ""),
        ("numbers::IFM_STATUS_AT", "offsetof(struct ifmediareq, ifm_status)"),
        ("numbers::IFM_ACTIVE_AT", "offsetof(struct ifmediareq, ifm_active)"),
        ("numbers::IFM_WIDTH", "sizeof(((struct ifmediareq *)0)->ifm_active)"),
        ("numbers::SI_CODE_AT", "offsetof(siginfo_t, si_code)"),
        ("numbers::SI_PID_AT", "offsetof(siginfo_t, si_pid)"),
        ("numbers::SI_STATUS_AT", "offsetof(siginfo_t, si_status)"),
        ("numbers::MEDIA_REQUESTS", "SIOCGIFXMEDIA; SIOCGIFMEDIA"),
    ],
};
