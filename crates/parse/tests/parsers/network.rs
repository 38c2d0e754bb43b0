//! Sockets and interfaces, and what the kernel tells over netlink.

use std::net::IpAddr;

use psutil_parse::linux;
use psutil_parse::linux::net_inet::ByteOrder;
use psutil_parse::linux::netlink::{Content, SOCK_DIAG_BY_FAMILY};

use super::check::{rows, steady, told, within};

const INET_ROW: &[u8] =
    b"   9: 0100007F:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 77\n";
const UNIX_ROW: &[u8] = b"0000000000000000: 00000002 00000000 00010000 0001 01 77 /x\n";
const DEV_ROW: &[u8] = b"eth9: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n";

pub fn cn_proc(bytes: &[u8]) {
    steady(bytes, |bytes| told(linux::cn_proc::parse(bytes)));
    // What follows the message belongs to nobody.
    if let Ok(event) = linux::cn_proc::parse(bytes) {
        assert_eq!(linux::cn_proc::parse(&[bytes, bytes].concat()), Ok(event));
    }
}

pub fn inet_diag(bytes: &[u8]) {
    steady(bytes, |bytes| told(linux::inet_diag::parse(bytes)));
    if let Ok(socket) = linux::inet_diag::parse(bytes) {
        assert_eq!(socket.src.is_ipv4(), socket.dst.is_ipv4());
        assert_eq!(linux::inet_diag::parse(&[bytes, bytes].concat()), Ok(socket), "attributes");
    }
}

pub fn net_dev(bytes: &[u8]) {
    rows(bytes, DEV_ROW, |bytes| linux::net_dev::rows(bytes).map(told).collect());
    for row in linux::net_dev::rows(bytes).flatten() {
        within(bytes, [row.name]);
        assert!(!row.name.is_empty());
    }
}

pub fn net_inet(bytes: &[u8]) {
    rows(bytes, INET_ROW, |bytes| linux::net_inet::rows(bytes).map(told).collect());
    let little = linux::net_inet::rows_of(bytes, ByteOrder::Little);
    let big = linux::net_inet::rows_of(bytes, ByteOrder::Big);
    for (mut little, big) in
        little.zip(big).filter_map(|(one, other)| Some((one.ok()?, other.ok()?)))
    {
        little.local_address.set_ip(swapped(little.local_address.ip()));
        little.rem_address.set_ip(swapped(little.rem_address.ip()));
        assert_eq!(little, big, "the byte order is that of addresses only");
    }
}

/// The address of which each word has its bytes in the other order.
fn swapped(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(address) => IpAddr::from(address.to_bits().swap_bytes().to_be_bytes()),
        IpAddr::V6(address) => {
            let mut bytes = address.octets();
            bytes.chunks_exact_mut(4).for_each(<[u8]>::reverse);
            IpAddr::from(bytes)
        }
    }
}

pub fn net_unix(bytes: &[u8]) {
    let sockets =
        |bytes: &[u8]| -> Vec<String> { linux::net_unix::rows(bytes).map(told).collect() };
    // A name may have as many lines as it likes, so half a line takes what it may belong to with it.
    let whole = super::check::whole(bytes);
    rows(whole, UNIX_ROW, sockets);
    assert!(sockets(whole).starts_with(&sockets(bytes)), "half a line counts");
    within(bytes, linux::net_unix::rows(bytes).filter_map(|row| row.path));
}

pub fn netlink(bytes: &[u8]) {
    let mut messages = 0;
    for message in linux::netlink::messages(bytes, SOCK_DIAG_BY_FAMILY) {
        messages += 1;
        if let Ok(Content::Item(payload)) = message.map(|message| message.content) {
            within(bytes, [payload]);
            let attributes = linux::netlink::attributes(payload).map(|(_, value)| value);
            within(payload, attributes);
        }
    }
    // An error, too, takes the place of a message.
    assert!(messages <= bytes.len() / 16 + 1, "more messages than there is room for");
    assert!(linux::netlink::attributes(bytes).count() <= bytes.len() / 4);
}

pub fn unix_diag(bytes: &[u8]) {
    steady(bytes, |bytes| told(linux::unix_diag::parse(bytes)));
    within(bytes, linux::unix_diag::parse(bytes).ok().and_then(|socket| socket.name));
}
