use super::*;
use crate::netbsd::made::{offsets, written};

/// A message with what stands behind its header.
fn message(kind: u8, present: i32, addresses: &[u8]) -> Vec<u8> {
    let length = IfMsghdr::SIZE + addresses.len();
    let mut bytes = written(
        IfMsghdr::SIZE,
        &[
            (0, &u16::try_from(length).unwrap().to_ne_bytes()),
            (2, &[RTM_VERSION, kind]),
            (4, &[present, 0x8843].map(i32::to_ne_bytes).concat()),
            (12, &3_u16.to_ne_bytes()),
            (16, &[6, 6, 14]),
            (20, &LINK_STATE_UP.to_ne_bytes()),
            (24, &(24..136).step_by(8).flat_map(u64::to_ne_bytes).collect::<Vec<_>>()),
        ],
    );
    bytes.extend(addresses);
    bytes
}

/// `wm0` with a hardware address.
fn wm0() -> Vec<u8> {
    let mut bytes = vec![20, 18, 3, 0, 6, 3, 6, 0];
    bytes.extend(b"wm0\x02\0\0\0\0\x01");
    bytes.resize(24, 0);
    bytes
}

#[test]
fn fields_stand_where_the_header_puts_them() {
    offsets(
        IfMsghdr::OFFSETS,
        "ifm_msglen 0 ifm_version 2 ifm_type 3 ifm_addrs 4 ifm_flags 8 ifm_index 12 ifm_data 16",
    );
    offsets(
        IfData::OFFSETS,
        "ifi_type 0 ifi_addrlen 1 ifi_hdrlen 2 ifi_link_state 4 ifi_mtu 8 ifi_metric 16 ifi_baudrate 24 \
         ifi_ipackets 32 ifi_ierrors 40 ifi_opackets 48 ifi_oerrors 56 ifi_collisions 64 ifi_ibytes 72 ifi_obytes 80 \
         ifi_imcasts 88 ifi_omcasts 96 ifi_iqdrops 104 ifi_noproto 112 _ifi_lastchange 120",
    );
}

#[test]
fn reads_every_field_at_its_place() {
    let bytes = message(RTM_IFINFO, RTA_IFP, &wm0());
    let interface = interfaces(&bytes).next().unwrap().unwrap();
    assert_eq!((interface.name, interface.address), (&b"wm0"[..], &[2, 0, 0, 0, 0, 1][..]));
    assert_eq!((interface.header.ifm_flags, interface.header.ifm_index), (0x8843, 3));
    let data = interface.header.ifm_data;
    assert_eq!((data.ifi_type, data.ifi_link_state, data.ifi_mtu), (6, LINK_STATE_UP, 24));
    assert_eq!((data.ifi_ipackets, data.ifi_ierrors, data.ifi_opackets), (48, 56, 64));
    assert_eq!((data.ifi_oerrors, data.ifi_ibytes, data.ifi_obytes), (72, 88, 96));
    assert_eq!((data.ifi_iqdrops, data.ifi_noproto), (120, 128));
}

#[test]
fn other_messages_are_left_out_and_others_addresses_stepped_over() {
    let gateway = [16, 2, 0, 0, 10, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0];
    // A length of 0 takes the room of one that is not.
    let before = [&gateway[..], &[0; 8], &wm0()].concat();
    let bytes = [
        message(0x16, 0, &[0; 16]),
        message(RTM_IFINFO, 0x16, &before),
        vec![4, 0, 0, 0],
        message(RTM_IFINFO, RTA_IFP, &wm0()),
    ];
    let bytes = bytes.concat();
    let names: Vec<_> = interfaces(&bytes).map(|row| row.unwrap().name).collect();
    assert_eq!(names, [b"wm0", b"wm0"]);
}

#[test]
fn an_interface_may_have_neither_name_nor_address() {
    let addresses: [(i32, &[u8]); 4] = [
        (0, &wm0()),
        (RTA_IFP, &[]),
        (RTA_IFP | 1, &[200]),
        (RTA_IFP, &[20, 18, 3, 0, 6, 200, 6, 0]),
    ];
    for (present, addresses) in addresses {
        let bytes = message(RTM_IFINFO, present, addresses);
        let interface = interfaces(&bytes).next().unwrap().unwrap();
        assert_eq!((interface.name, interface.address), (&[][..], &[][..]), "{present:#x}");
    }
}

#[test]
fn a_wrong_length_ends_the_list() {
    let good = message(RTM_IFINFO, RTA_IFP, &wm0());
    for length in [0_u16, 1, 3, u16::MAX] {
        let mut bytes = [&good[..], &good, &good].concat();
        bytes[good.len()..good.len() + 2].copy_from_slice(&length.to_ne_bytes());
        let rows: Vec<_> = interfaces(&bytes).collect();
        assert_eq!(rows.len(), 2, "{length}");
        assert!(rows[0].is_ok());
        assert_eq!(rows[1].unwrap_err().offset, Some(good.len()));
    }
}

#[test]
fn a_message_that_is_shorter_than_its_struct_or_of_another_version_is_an_error() {
    let mut bytes = message(RTM_IFINFO, RTA_IFP, &wm0());
    bytes[..2].copy_from_slice(&151_u16.to_ne_bytes());
    assert!(interfaces(&bytes[..151]).next().unwrap().is_err());
    let mut bytes = message(RTM_IFINFO, RTA_IFP, &wm0());
    bytes[2] = 3;
    assert!(interfaces(&bytes).next().unwrap().is_err());
}

#[test]
fn cut_off_anywhere_is_an_error() {
    let bytes = message(RTM_IFINFO, RTA_IFP, &wm0());
    assert!(interfaces(&[]).next().is_none());
    for length in 1..bytes.len() {
        let rows: Vec<_> = interfaces(&bytes[..length]).collect();
        assert!(rows.len() == 1 && rows[0].is_err(), "{length} bytes");
    }
}
