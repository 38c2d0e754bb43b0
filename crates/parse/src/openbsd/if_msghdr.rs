//! `struct if_msghdr` and `struct if_data` of `net/if.h` (OpenBSD 7), `NET_RT_IFLIST` of route(4): the
//! interfaces of the network, and what went over them.
//!
//! Messages of other types stand between them, as long as their first two bytes say. The name of an interface is in the
//! address behind the struct.

use crate::bsd::sockaddr::{self, AF_INET6_OPENBSD_NETBSD, Sockaddr};
use crate::bsd::timeval::Timeval;
use crate::native::at;
use crate::record::{cut_off, record};
use crate::{ParseError, Result};

/// The version of messages, of `net/route.h`.
pub const RTM_VERSION: u8 = 5;
/// `ifm_type` of an interface, of `net/route.h`.
pub const RTM_IFINFO: u8 = 0x0E;
/// The bit of `ifm_addrs` for the interface's own address, of `net/route.h`.
pub const RTA_IFP: i32 = 0x10;
/// Those of addresses that stand before it.
const RTA_BEFORE_IFP: i32 = RTA_IFP - 1;

const RECORD: &str = "if_msghdr";

record! {
    /// What an interface is, and its counters.
    pub struct IfData("if_data", 144) {
        pub ifi_type: u8,
        pub ifi_addrlen: u8,
        pub ifi_hdrlen: u8,
        pub ifi_link_state: u8,
        pub ifi_mtu: u32,
        pub ifi_metric: u32,
        pub ifi_rdomain: u32,
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
        pub ifi_iqdrops: u64,
        pub ifi_oqdrops: u64,
        pub ifi_noproto: u64,
        pub ifi_capabilities: u32,
        _pad: u32,
        pub ifi_lastchange: Timeval,
    }
}

record! {
    /// A message about an interface.
    pub struct IfMsghdr("if_msghdr", 168) {
        pub ifm_msglen: u16,
        pub ifm_version: u8,
        pub ifm_type: u8,
        pub ifm_hdrlen: u16,
        pub ifm_index: u16,
        pub ifm_tableid: u16,
        _ifm_pad1: u16,
        pub ifm_addrs: i32,
        pub ifm_flags: i32,
        pub ifm_xflags: i32,
        pub ifm_data: IfData,
    }
}

/// An interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interface<'a> {
    /// `em0`
    pub name: &'a [u8],
    /// The rest.
    pub header: IfMsghdr,
}

/// The interfaces among the messages. After an error there are no more of them.
pub fn interfaces(bytes: &[u8]) -> impl Iterator<Item = Result<Interface<'_>>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let offset = bytes.len().saturating_sub(rest.len());
            let next = split(rest).and_then(|(message, behind)| {
                rest = behind;
                interface(message)
            });
            match next {
                Ok(None) => {}
                Ok(Some(interface)) => return Some(Ok(interface)),
                Err(error) => {
                    rest = &[];
                    return Some(Err(error.at(error.offset.unwrap_or(0).saturating_add(offset))));
                }
            }
        }
        None
    })
}

/// The first message and what stands behind it.
fn split(bytes: &[u8]) -> Result<(&[u8], &[u8])> {
    let length = at(bytes, 0).map(u16::from_ne_bytes).map(usize::from);
    // A length of 0 would never come to an end; the type is in the fourth byte.
    let message = length.filter(|length| *length >= 4).and_then(|it| bytes.split_at_checked(it));
    message.ok_or(cut_off(RECORD, bytes.len()))
}

/// The interface that the message is about, if it is about one.
fn interface(message: &[u8]) -> Result<Option<Interface<'_>>> {
    let error = |reason| ParseError::new(RECORD, reason);
    let [_, _, version, kind] = at(message, 0).ok_or(cut_off(RECORD, message.len()))?;
    if version != RTM_VERSION {
        return Err(error("the version is another"));
    }
    if kind != RTM_IFINFO {
        return Ok(None);
    }
    let header = IfMsghdr::parse(message)?;
    if header.ifm_addrs & RTA_IFP == 0 || header.ifm_addrs & RTA_BEFORE_IFP != 0 {
        return Err(error("the first address is not the interface's"));
    }
    let addresses = message.get(usize::from(header.ifm_hdrlen)..);
    let address = addresses.filter(|_| usize::from(header.ifm_hdrlen) >= IfMsghdr::SIZE);
    match address.and_then(|address| sockaddr::parse(address, AF_INET6_OPENBSD_NETBSD)) {
        Some(Sockaddr::Link { name, .. }) if !name.is_empty() => {
            Ok(Some(Interface { name, header }))
        }
        _ => Err(error("the interface has no name")),
    }
}

#[cfg(test)]
mod tests;
