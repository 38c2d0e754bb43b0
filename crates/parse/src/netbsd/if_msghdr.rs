//! `struct if_msghdr` and `if_data` of `net/if.h`, messages of `net/route.h` (NetBSD 10), `NET_RT_IFLIST` of sysctl(3)
//! and route(4): what interfaces have sent and received.

use crate::bsd::sockaddr::{self, AF_INET6_OPENBSD_NETBSD, Sockaddr};
use crate::native::at;
use crate::record::record;
use crate::{ParseError, Result};

const RECORD: &str = "if_msghdr";

/// The version of messages since NetBSD 1.5.
pub const RTM_VERSION: u8 = 4;
/// A message about an interface.
pub const RTM_IFINFO: u8 = 0x14;

/// In `ifm_addrs`: the name of the interface follows. Those of lower bits stand before it.
const RTA_IFP: i32 = 0x10;

/// Where messages say of which kind they are, behind their length.
const VERSION_AT: usize = 2;
const TYPE_AT: usize = 3;

/// Addresses begin at multiples of this.
const ALIGNED: usize = 8;

/// `ifi_link_state`: the driver does not tell.
pub const LINK_STATE_UNKNOWN: i32 = 0;
/// `ifi_link_state`: nothing is connected.
pub const LINK_STATE_DOWN: i32 = 1;
/// `ifi_link_state`: connected.
pub const LINK_STATE_UP: i32 = 2;

record! {
    /// What an interface has sent and received.
    pub struct IfData("if_data", 136) {
        pub ifi_type: u8,
        pub ifi_addrlen: u8,
        pub ifi_hdrlen: u8,
        _pad: u8,
        pub ifi_link_state: i32,
        pub ifi_mtu: u64,
        pub ifi_metric: u64,
        /// Bits of a second.
        pub ifi_baudrate: u64,
        pub ifi_ipackets: u64,
        pub ifi_ierrors: u64,
        pub ifi_opackets: u64,
        pub ifi_oerrors: u64,
        pub ifi_collisions: u64,
        pub ifi_ibytes: u64,
        pub ifi_obytes: u64,
        pub ifi_imcasts: u64,
        pub ifi_omcasts: u64,
        /// Received and thrown away.
        pub ifi_iqdrops: u64,
        pub ifi_noproto: u64,
        _ifi_lastchange: [u64; 2],
    }
}

record! {
    /// A message about an interface.
    pub struct IfMsghdr("if_msghdr", 152) {
        pub ifm_msglen: u16,
        pub ifm_version: u8,
        pub ifm_type: u8,
        pub ifm_addrs: i32,
        pub ifm_flags: i32,
        pub ifm_index: u16,
        _pad: u16,
        pub ifm_data: IfData,
    }
}

/// An interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interface<'a> {
    /// The message.
    pub header: IfMsghdr,
    /// Its name, `wm0`; empty if the message has none.
    pub name: &'a [u8],
    /// Its hardware address, if it has one.
    pub address: &'a [u8],
}

/// The interfaces of a list, in the kernel's order. Other messages are left out.
///
/// After a message that is shorter than its header or longer than what is left, there is nothing more.
pub fn interfaces(bytes: &[u8]) -> impl Iterator<Item = Result<Interface<'_>>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let offset = bytes.len().saturating_sub(rest.len());
            let Some((message, others)) = split(rest) else {
                rest = &[];
                let error = ParseError::new(RECORD, "the length of a message is wrong");
                return Some(Err(error.at(offset)));
            };
            rest = others;
            if message.get(TYPE_AT) == Some(&RTM_IFINFO) {
                return Some(interface(message, offset));
            }
        }
        None
    })
}

/// The first message, and all that follow.
fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = usize::from(u16::from_ne_bytes(at(bytes, 0)?));
    bytes.split_at_checked(length).filter(|_| length > TYPE_AT)
}

fn interface(message: &[u8], offset: usize) -> Result<Interface<'_>> {
    if message.get(VERSION_AT) != Some(&RTM_VERSION) {
        return Err(ParseError::new(RECORD, "the message is of another version").at(offset));
    }
    let header = IfMsghdr::parse(message)?;
    let (mut name, mut address) = (&[][..], &[][..]);
    let addresses = message.get(IfMsghdr::SIZE..).unwrap_or_default();
    if let Some(Sockaddr::Link { name: its_name, address: its_address }) =
        link(header.ifm_addrs, addresses)
    {
        (name, address) = (its_name, its_address);
    }
    Ok(Interface { header, name, address })
}

/// The address of the interface itself, behind those that stand before it.
fn link(present: i32, mut addresses: &[u8]) -> Option<Sockaddr<'_>> {
    if present & RTA_IFP == 0 {
        return None;
    }
    let before = present & RTA_IFP.saturating_sub(1);
    for _ in 0..before.count_ones() {
        let length = usize::from(*addresses.first()?).max(1);
        addresses = addresses.get(length.next_multiple_of(ALIGNED)..)?;
    }
    sockaddr::parse(addresses, AF_INET6_OPENBSD_NETBSD)
}

#[cfg(test)]
#[path = "if_msghdr/tests.rs"]
mod tests;
