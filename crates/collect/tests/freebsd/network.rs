//! Interfaces.

use psutil_collect::backend::NetCollector;
use psutil_collect::model::field::Field;
use psutil_collect::model::net::{AddressFamily, Duplex, NetIoCounters};
use psutil_collect::port::Media;
use psutil_collect::port::replay::Question;

use crate::machine::devices::{interface, row};
use crate::machine::{machine, on};

#[test]
fn a_row_that_is_free_is_left_out() {
    let counters = on(&machine()).pernic_net_io_counters().unwrap();
    let names: Vec<_> = counters.iter().map(|(name, _)| &name[..]).collect();
    assert_eq!(names, [b"em0", b"lo0"]);
    let expected = NetIoCounters {
        bytes_sent: 6,
        bytes_recv: 5_000_000_000,
        packets_sent: 3,
        packets_recv: 1,
        errin: 2,
        errout: 4,
        dropin: 7,
        dropout: Field::Known(8),
    };
    assert_eq!(counters[0].1, expected);
}

#[test]
fn the_state_of_each() {
    let replay = machine();
    let states = on(&replay).net_if_stats().unwrap();
    let [em0, lo0] = &states[..] else { panic!("there are two") };
    assert_eq!((&em0.interface[..], em0.is_up, em0.mtu), (&b"em0"[..], true, 1500));
    // The medium does not say, and the driver does.
    assert_eq!((em0.duplex, em0.speed), (Duplex::Unknown, Some(1000)));
    assert_eq!(em0.flags, ["up", "broadcast", "running", "simplex", "multicast"]);
    assert_eq!((lo0.is_up, lo0.speed), (true, None));
    // 100baseTX, full duplex, and the line is there.
    let media = Media { status: 3, active: 0x10_0026 };
    replay.set(Question::about("SIOCGIFMEDIA", "em0"), media);
    let em0 = &on(&replay).net_if_stats().unwrap()[0];
    assert_eq!((em0.is_up, em0.duplex, em0.speed), (true, Duplex::Full, Some(100)));
}

#[test]
fn one_without_a_line_is_not_up() {
    let replay = machine();
    for (flags, link_state, expected) in
        [(0x8843, 2, true), (0x8843, 1, false), (0x8843, 0, true), (0x8842, 2, false)]
    {
        replay.set(row(1), interface("em0", flags, link_state, 0));
        let em0 = &on(&replay).net_if_stats().unwrap()[0];
        assert_eq!((em0.is_up, em0.speed), (expected, None));
    }
}

#[test]
fn addresses() {
    let addrs = on(&machine()).net_if_addrs().unwrap();
    assert_eq!(
        (&addrs[0].interface[..], addrs[0].family()),
        (&b"em0"[..], Some(AddressFamily::Ipv4))
    );
    assert!(addrs[0].broadcast.is_some());
}
