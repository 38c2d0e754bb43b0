//! Interfaces by `ioctl(2)`: `netdevice(7)`, and `linux/ethtool.h` for the line.

use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::ptr;

use nix::errno::Errno;

use super::request;
use crate::port::{InterfaceState, LinkSettings, Port, PortError};

const SIOCGIFFLAGS: libc::Ioctl = request(0x8913);
const SIOCGIFMTU: libc::Ioctl = request(0x8921);
const SIOCETHTOOL: libc::Ioctl = request(0x8946);

/// `ETHTOOL_GLINKSETTINGS`, Linux 4.6, and `ETHTOOL_GSET`, which some drivers still know alone.
const ETHTOOL_GLINKSETTINGS: u32 = 0x4C;
const ETHTOOL_GSET: u32 = 0x01;

/// A name and its NUL, `IFNAMSIZ`.
const NAME: usize = 16;
/// The masks of link modes are three, each of at most this many words: `link_mode_masks_nwords` is an `i8`.
const MASK_WORDS: usize = 3 * 127;

/// `struct ifreq`. The kernel reads and writes at most as much, and less on 32 bits.
#[repr(C)]
struct Ifreq {
    name: [u8; NAME],
    value: Value,
}

#[repr(C)]
union Value {
    flags: u16,
    mtu: i32,
    data: *mut libc::c_void,
    room: [u8; 24],
}

const _: () = assert!(size_of::<Ifreq>() >= size_of::<libc::ifreq>());

/// `struct ethtool_link_settings`, with room for the masks behind it.
#[repr(C)]
struct GLinkSettings {
    cmd: u32,
    speed: u32,
    duplex: u8,
    others: [u8; 6],
    link_mode_masks_nwords: i8,
    more: [u8; 32],
    link_mode_masks: [u32; MASK_WORDS],
}

const _: () = assert!(std::mem::offset_of!(GLinkSettings, link_mode_masks_nwords) == 15);
const _: () = assert!(std::mem::offset_of!(GLinkSettings, link_mode_masks) == 48);

/// `struct ethtool_cmd`
#[repr(C)]
#[derive(Default)]
struct GSet {
    cmd: u32,
    modes: [u32; 2],
    speed: u16,
    duplex: u8,
    others: [u8; 5],
    limits: [u32; 2],
    speed_hi: u16,
    more: [u16; 7],
}

const _: () = assert!(std::mem::offset_of!(GSet, speed) == 12);
const _: () = assert!(std::mem::offset_of!(GSet, speed_hi) == 28);
const _: () = assert!(size_of::<GSet>() == 44);

pub(super) fn state(name: &[u8]) -> Port<InterfaceState> {
    // A longer name would be cut off, and mean another.
    if name.len() >= NAME || name.contains(&0) {
        return Err(PortError::new("ioctl", Errno::ENODEV));
    }
    // Any socket will do, and a kernel need not have IPv4.
    let socket = open(libc::AF_INET).or_else(|_| open(libc::AF_UNIX))?;
    let flags = ask(&socket, name, SIOCGIFFLAGS, "ioctl(SIOCGIFFLAGS)", ptr::null_mut())?;
    // SAFETY: the kernel has set the flags; of the other fields any bytes are valid.
    let flags = unsafe { flags.flags };
    let mtu = ask(&socket, name, SIOCGIFMTU, "ioctl(SIOCGIFMTU)", ptr::null_mut())?;
    // SAFETY: the kernel has set the MTU.
    let mtu = u32::try_from(unsafe { mtu.mtu }).unwrap_or(0);
    let link = new_settings(&socket, name).or_else(|_| old_settings(&socket, name));
    Ok(InterfaceState { flags, mtu, link })
}

fn open(domain: i32) -> Port<OwnedFd> {
    // SAFETY: three numbers, no memory.
    let fd = unsafe { libc::socket(domain, libc::SOCK_DGRAM | libc::SOCK_CLOEXEC, 0) };
    let fd = Errno::result(fd).map_err(|errno| PortError::new("socket", errno))?;
    // SAFETY: the kernel has just opened this descriptor for us, and nobody else knows of it.
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

/// Asks about the interface. `data` is null, or leads to as much as the question needs.
fn ask(
    socket: &OwnedFd,
    name: &[u8],
    question: libc::Ioctl,
    call: &'static str,
    data: *mut libc::c_void,
) -> Port<Value> {
    let mut request = Ifreq { name: [0; NAME], value: Value { room: [0; 24] } };
    request.name.iter_mut().zip(name).for_each(|(place, byte)| *place = *byte);
    request.value.data = data;
    // SAFETY: request is at least a struct ifreq, and data what the caller says; both outlive the call.
    let result = unsafe { libc::ioctl(socket.as_raw_fd(), question, &raw mut request) };
    Errno::result(result).map_err(|errno| PortError::new(call, errno))?;
    Ok(request.value)
}

fn new_settings(socket: &OwnedFd, name: &[u8]) -> Port<LinkSettings> {
    const CALL: &str = "ioctl(ETHTOOL_GLINKSETTINGS)";
    let mut settings = GLinkSettings {
        cmd: ETHTOOL_GLINKSETTINGS,
        speed: 0,
        duplex: 0,
        others: [0; 6],
        link_mode_masks_nwords: 0,
        more: [0; 32],
        link_mode_masks: [0; MASK_WORDS],
    };
    // Asked for masks of no words, the kernel says how many words they have, as a negative number.
    ask(socket, name, SIOCETHTOOL, CALL, (&raw mut settings).cast())?;
    let words = settings.link_mode_masks_nwords.checked_neg().filter(|words| *words > 0);
    settings.link_mode_masks_nwords = words.ok_or(PortError::new(CALL, Errno::EOPNOTSUPP))?;
    settings.cmd = ETHTOOL_GLINKSETTINGS;
    ask(socket, name, SIOCETHTOOL, CALL, (&raw mut settings).cast())?;
    Ok(LinkSettings { speed: settings.speed, duplex: settings.duplex })
}

fn old_settings(socket: &OwnedFd, name: &[u8]) -> Port<LinkSettings> {
    let mut settings = GSet { cmd: ETHTOOL_GSET, ..GSet::default() };
    ask(socket, name, SIOCETHTOOL, "ioctl(ETHTOOL_GSET)", (&raw mut settings).cast())?;
    let speed = u32::from(settings.speed_hi) << 16 | u32::from(settings.speed);
    Ok(LinkSettings { speed, duplex: settings.duplex })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loopback_interface() {
        let lo = state(b"lo").unwrap();
        assert_ne!(lo.flags & 8, 0, "IFF_LOOPBACK");
        assert!(lo.mtu > 0);
        assert_eq!(lo.link.map_err(|error| error.errno), Err(Errno::EOPNOTSUPP));
    }

    #[test]
    fn e_k7_an_interface_that_is_not_there() {
        for name in [&b"none-such"[..], b"", b"0123456789abcdef", b"lo\0"] {
            assert_eq!(state(name).unwrap_err().errno, Errno::ENODEV, "{name:?}");
        }
    }
}
