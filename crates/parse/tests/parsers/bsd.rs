//! What the BSDs share.

use std::net::SocketAddr;

use psutil_parse::bsd;
use psutil_parse::bsd::sockaddr::{AF_INET6_FREEBSD, AF_INET6_MACOS, Sockaddr};

use super::check::{record, steady, told, within};

pub fn bsd_char_array(bytes: &[u8]) {
    let text = bsd::char_array::text(bytes);
    within(bytes, [text]);
    assert!(bytes.starts_with(text) && !text.contains(&0));
    assert!(bytes.get(text.len()).is_none_or(|&next| next == 0), "less than all of it");
}

pub fn bsd_clockinfo(bytes: &[u8]) {
    record(bytes, bsd::clockinfo::Clockinfo::parse);
}

pub fn bsd_cp_time(bytes: &[u8]) {
    let all = bsd::cp_time::parse_each::<5>(bytes);
    assert_eq!(all.is_ok(), !bytes.is_empty() && bytes.len().is_multiple_of(40));
    let first = all.ok().and_then(|all| all.first().copied());
    let one = bsd::cp_time::parse::<5>(bytes).ok();
    assert!(first.is_none_or(|first| Some(first) == one), "the first is another");
    let six = bsd::cp_time::parse::<6>(bytes).ok();
    assert!(six.is_none_or(|six| one.is_some_and(|one| six.starts_with(&one))));
}

pub fn bsd_media(bytes: &[u8]) {
    let Some(&word) = bytes.first_chunk() else { return };
    let word = u64::from_ne_bytes(word);
    for media in [bsd::media::MACOS, bsd::media::FREEBSD, bsd::media::OPENBSD, bsd::media::NETBSD] {
        assert!(media.speed(word).is_none_or(|mbits| mbits > 0), "a line without speed");
        let _ = media.is_full_duplex(word);
    }
}

pub fn bsd_nul_list(bytes: &[u8]) {
    let texts = bsd::nul_list::parse(bytes);
    within(bytes, texts.iter().copied());
    assert_eq!(texts.join(&0), bytes.strip_suffix(b"\0").unwrap_or(bytes));
}

pub fn bsd_number(bytes: &[u8]) {
    let (unsigned, signed) = (bsd::number::unsigned(bytes), bsd::number::signed(bytes));
    assert_eq!(unsigned.is_ok(), matches!(bytes.len(), 1 | 2 | 4 | 8));
    if let (Ok(unsigned), Ok(signed)) = (unsigned, signed) {
        assert!(u64::try_from(signed).is_ok_and(|same| same == unsigned) || signed < 0);
    }
    let all = bsd::number::array::<u32>(bytes);
    let room = Some(bytes.len() / 4).filter(|room| room * 4 == bytes.len());
    assert_eq!(all.ok().map(|all| all.len()), room);
}

pub fn bsd_packed(bytes: &[u8]) {
    let entries = || bsd::packed::entries::<i32>("list", bytes, 8);
    within(bytes, entries().flatten());
    assert!(entries().flatten().all(|entry| entry.len() >= 8), "shorter than it may be");
    // Whatever is wrong is told once, at the end.
    let failed = entries().position(|entry| entry.is_err());
    assert!(failed.is_none_or(|failed| failed + 1 == entries().count()));
    let whole: Vec<u8> = entries().flatten().flatten().copied().collect();
    assert!(bytes.starts_with(&whole), "not one behind the other");
}

pub fn bsd_sockaddr(bytes: &[u8]) {
    if let Some(&octets) = bytes.first_chunk() {
        let address = bsd::sockaddr::without_zone(octets);
        assert_eq!(bsd::sockaddr::without_zone(address.octets()), address, "twice the same");
    }
    for inet6 in [AF_INET6_FREEBSD, AF_INET6_MACOS] {
        for family in [2, inet6, 0] {
            let mask = bsd::sockaddr::netmask(bytes, family, inet6);
            assert_eq!(mask.is_some(), family != 0, "a mask of a family that has none");
        }
        let is_ipv6 =
            matches!(bsd::sockaddr::parse(bytes, inet6), Some(Sockaddr::Inet(SocketAddr::V6(_))));
        assert!(is_ipv6 || bsd::sockaddr::zone(bytes, inet6) == 0, "a zone of what has none");
        steady(bytes, |bytes| told(bsd::sockaddr::parse(bytes, inet6)));
        let Some(address) = bsd::sockaddr::parse(bytes, inet6) else { continue };
        let length = bytes.first().copied().map_or(0, usize::from);
        let itself = bytes.get(..length).unwrap_or_default();
        assert_eq!(bsd::sockaddr::parse(itself, inet6), Some(address), "what is behind it counts");
        match address {
            Sockaddr::Unix(path) => within(itself, [path]),
            Sockaddr::Link { name, address } => within(itself, [name, address]),
            Sockaddr::Inet(_) | Sockaddr::Other(_) => {}
        }
    }
}

pub fn bsd_timespec(bytes: &[u8]) {
    record(bytes, bsd::timespec::Timespec::parse);
}

pub fn bsd_timeval(bytes: &[u8]) {
    let long = record(bytes, bsd::timeval::Timeval::parse);
    let int = record(bytes, bsd::timeval::Timeval32::parse);
    assert_eq!(long.map(|time| time.tv_sec), int.map(|time| time.tv_sec));
}

pub fn bsd_vmtotal(bytes: &[u8]) {
    record(bytes, bsd::vmtotal::Vmtotal64::parse);
    record(bytes, bsd::vmtotal::Vmtotal32::parse);
}
