//! The network, as far as these systems say the same of it.

use nix::errno::Errno;
use psutil_parse::bsd::media::{self, IFM_ACTIVE, IFM_AVALID};

use super::System;
use crate::Result;
use crate::availability::Platform;
use crate::backend::addresses::by_interface;
use crate::model::net::{ConnectionStatus, Duplex, NetIfAddr};
use crate::port::Interfaces;

/// The states of TCP by their numbers, `netinet/tcp_fsm.h`.
const STATES: [ConnectionStatus; 11] = [
    ConnectionStatus::Close,
    ConnectionStatus::Listen,
    ConnectionStatus::SynSent,
    ConnectionStatus::SynRecv,
    ConnectionStatus::Established,
    ConnectionStatus::CloseWait,
    ConnectionStatus::FinWait1,
    ConnectionStatus::Closing,
    ConnectionStatus::LastAck,
    ConnectionStatus::FinWait2,
    ConnectionStatus::TimeWait,
];

/// The flags of interfaces by their bits, `net/if.h`. The sixth is another on each system, and in nobody's way; those
/// beyond 16 bits are FreeBSD's, and nobody else has any there.
const FLAGS: [(u32, &str); 21] = [
    (0x1, "up"),
    (0x2, "broadcast"),
    (0x4, "debug"),
    (0x8, "loopback"),
    (0x10, "pointopoint"),
    (0x40, "running"),
    (0x80, "noarp"),
    (0x100, "promisc"),
    (0x200, "allmulti"),
    (0x400, "oactive"),
    (0x800, "simplex"),
    (0x1000, "link0"),
    (0x2000, "link1"),
    (0x4000, "link2"),
    (0x8000, "multicast"),
    (0x1_0000, "cantconfig"),
    (0x2_0000, "ppromisc"),
    (0x4_0000, "monitor"),
    (0x8_0000, "staticarp"),
    (0x20_0000, "dying"),
    (0x40_0000, "renaming"),
];

/// The addresses of all interfaces.
pub(in crate::backend) fn addresses<S: System>(system: &S) -> Result<Vec<NetIfAddr>> {
    Ok(by_interface(&system.kernel().getifaddrs()?))
}

/// The state of a TCP connection, `TCPS_*`; `None` for a number that has none.
pub(in crate::backend) fn status_of(t_state: i32) -> Option<ConnectionStatus> {
    STATES.get(usize::try_from(t_state).ok()?).copied()
}

/// Whether the line is there, as far as the driver says, what may be said on it at once, and how fast in Mbit/s.
pub(in crate::backend) fn link<S: System>(
    system: &S,
    name: &[u8],
) -> Result<(bool, Duplex, Option<u32>)> {
    let media = match system.kernel().media(name) {
        Ok(media) => media,
        // Nothing to do with the interface: we are out of something.
        Err(error) if is_ours(error.errno) => return Err(error.into()),
        // Many drivers do not know of lines: loopback, tunnels.
        Err(_) => return Ok((true, Duplex::Unknown, None)),
    };
    if media.status & IFM_AVALID != 0 && media.status & IFM_ACTIVE == 0 {
        return Ok((false, Duplex::Unknown, None));
    }
    let words = match S::PLATFORM {
        Platform::MacOs => media::MACOS,
        Platform::NetBsd => media::NETBSD,
        Platform::OpenBsd => media::OPENBSD,
        _ => media::FREEBSD,
    };
    let duplex = match words.is_full_duplex(media.active) {
        Some(true) => Duplex::Full,
        Some(false) => Duplex::Half,
        None => Duplex::Unknown,
    };
    Ok((true, duplex, words.speed(media.active)))
}

const fn is_ours(errno: Errno) -> bool {
    matches!(errno, Errno::EMFILE | Errno::ENFILE | Errno::ENOBUFS | Errno::ENOMEM)
}

/// The flags of an interface in words.
pub(in crate::backend) fn flag_names(flags: u32) -> Vec<&'static str> {
    FLAGS.iter().filter(|(bit, _)| flags & bit != 0).map(|(_, name)| *name).collect()
}
