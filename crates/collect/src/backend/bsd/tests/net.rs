use std::net::{Ipv4Addr, Ipv6Addr};

use psutil_parse::bsd::TCP_STATES;

use super::super::net::*;
use super::*;
use crate::model::net::{ConnectionStatus, Duplex, InterfaceAddress};
use crate::port::{InterfaceEntry, Media, SockAddr};

#[test]
fn states_have_the_numbers_of_their_names() {
    let known: Vec<_> = (0..).map_while(status_of).collect();
    assert_eq!(known.len(), TCP_STATES.len());
    for (status, name) in known.iter().zip(TCP_STATES) {
        let ours = format!("{status:?}").to_uppercase();
        let theirs = name.replace('_', "").replace("CLOSED", "CLOSE").replace("RECEIVED", "RECV");
        assert_eq!(ours, theirs);
    }
    assert_eq!(status_of(4), Some(ConnectionStatus::Established));
    assert_eq!((status_of(-1), status_of(11)), (None, None));
}

#[test]
fn addresses_of_an_interface_stand_together() {
    let made = Made::<0>::default();
    let entry = |name: &str, address, other| InterfaceEntry {
        name: name.into(),
        flags: 0x8843,
        address: Some(address),
        netmask: None,
        broadcast_or_peer: other,
    };
    let ipv4 = |last| SockAddr::Ipv4(Ipv4Addr::new(10, 0, 0, last));
    let local = Ipv6Addr::new(0xFE80, 0, 0, 0, 0, 0, 0, 1);
    let entries = vec![
        entry("em0", SockAddr::Link(0, vec![2, 0, 0, 0, 0, 1]), None),
        entry("lo0", SockAddr::Link(0, vec![]), None),
        entry("em0", SockAddr::Ipv6(local, 1), None),
        entry("em0", ipv4(1), Some(ipv4(255))),
    ];
    made.kernel.set(Question::about("getifaddrs", ""), entries);
    let rows = addresses(&made).unwrap();
    let names: Vec<_> = rows.iter().map(|row| row.interface.as_slice()).collect();
    assert_eq!(names, [&b"em0"[..], b"em0", b"em0", b"lo0"]);
    assert!(rows[0].broadcast.is_some() && rows[3].address.is_none());
    let em0 = InterfaceAddress::Ip(local.into(), Some(b"em0".to_vec()));
    assert_eq!(rows[1].address, Some(em0));
    made.kernel.refuse(Question::about("getifaddrs", ""), Errno::ENOMEM);
    assert!(addresses(&made).is_err());
}

#[test]
fn a_driver_says_how_the_line_is() {
    let made = Made::<0>::default();
    let set = |status, active| {
        made.kernel.set(Question::about("SIOCGIFMEDIA", "em0"), Media { status, active });
    };
    set(3, 0x10_0030); // Ethernet 1000baseT <full-duplex>
    assert_eq!(link(&made, b"em0"), Ok((true, Duplex::Full, Some(1000))));
    set(3, 0x20_0026);
    assert_eq!(link(&made, b"em0"), Ok((true, Duplex::Half, Some(100))));
    set(1, 0x20);
    assert_eq!(link(&made, b"em0"), Ok((false, Duplex::Unknown, None)));
    set(3, 0x88); // wireless
    assert_eq!(link(&made, b"em0"), Ok((true, Duplex::Unknown, None)));
    let macos = Made::<2>::default();
    let media = Media { status: 3, active: 0x10_0036 }; // 2500baseT there
    macos.kernel.set(Question::about("SIOCGIFMEDIA", "en0"), media);
    assert_eq!(link(&macos, b"en0"), Ok((true, Duplex::Full, Some(2500))));
}

#[test]
fn e_k7_a_driver_need_not_say() {
    let made = Made::<0>::default();
    let question = || Question::about("SIOCGIFMEDIA", "lo0");
    for errno in [Errno::EINVAL, Errno::ENOTTY, Errno::EOPNOTSUPP, Errno::ENXIO, Errno::EPERM] {
        made.kernel.refuse(question(), errno);
        assert_eq!(link(&made, b"lo0"), Ok((true, Duplex::Unknown, None)));
    }
    made.kernel.refuse(question(), Errno::EMFILE);
    assert!(matches!(link(&made, b"lo0"), Err(Error::System(_))));
}

#[test]
fn flags_have_names() {
    assert_eq!(flag_names(0x8843), ["up", "broadcast", "running", "simplex", "multicast"]);
    assert_eq!(flag_names(0x20), [""; 0]);
    assert_eq!(flag_names(u32::MAX).len(), 21);
}
