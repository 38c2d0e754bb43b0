use super::super::by_hand::{lengths_are_checked, offsets_are, written};
use super::*;

#[test]
fn fields_stand_where_the_header_puts_them() {
    let header = [
        ("ifm_msglen", 0),
        ("ifm_version", 2),
        ("ifm_type", 3),
        ("ifm_hdrlen", 4),
        ("ifm_index", 6),
        ("ifm_tableid", 8),
        ("ifm_addrs", 12),
        ("ifm_flags", 16),
        ("ifm_xflags", 20),
        ("ifm_data", 24),
        ("", 168),
    ];
    offsets_are(IfMsghdr::OFFSETS, &header);
    let data = [
        ("ifi_link_state", 3),
        ("ifi_mtu", 4),
        ("ifi_baudrate", 16),
        ("ifi_ipackets", 24),
        ("ifi_ierrors", 32),
        ("ifi_opackets", 40),
        ("ifi_oerrors", 48),
        ("ifi_collisions", 56),
        ("ifi_ibytes", 64),
        ("ifi_obytes", 72),
        ("ifi_imcasts", 80),
        ("ifi_omcasts", 88),
        ("ifi_iqdrops", 96),
        ("ifi_oqdrops", 104),
        ("ifi_noproto", 112),
        ("ifi_capabilities", 120),
        ("ifi_lastchange", 128),
        ("", 144),
    ];
    offsets_are(IfData::OFFSETS, &data);
}

/// The message of an interface as the kernel writes it.
fn message(name: &[u8]) -> Vec<u8> {
    let counters: Vec<u8> = (1..=13_u64).flat_map(|count| (count << 33).to_ne_bytes()).collect();
    let header = written::<168>(&[
        (0, &200_u16.to_ne_bytes()),
        (2, &[RTM_VERSION, RTM_IFINFO]),
        (4, &168_u16.to_ne_bytes()),
        (6, &3_u16.to_ne_bytes()),
        (12, &RTA_IFP.to_ne_bytes()),
        (16, &0x8843_i32.to_ne_bytes()),
        (27, &[4]),
        (28, &1500_u32.to_ne_bytes()),
        (40, &counters),
    ]);
    let address = written::<32>(&[
        (0, &[32, 18, 3, 0, 6, u8::try_from(name.len()).unwrap(), 6, 0]),
        (8, name),
    ]);
    [&header[..], &address].concat()
}

/// `struct ifa_msghdr` and its addresses, which nobody asks for here.
fn other() -> Vec<u8> {
    written::<48>(&[(0, &48_u16.to_ne_bytes()), (2, &[RTM_VERSION, 0x0C])]).to_vec()
}

fn names(bytes: &[u8]) -> Result<Vec<Vec<u8>>> {
    interfaces(bytes).map(|interface| interface.map(|it| it.name.to_vec())).collect()
}

#[test]
fn interfaces_stand_between_other_messages() {
    let bytes = [message(b"em0"), other(), other(), message(b"lo0"), other()].concat();
    assert_eq!(names(&bytes).unwrap(), [b"em0", b"lo0"]);
    assert_eq!(names(&other()).unwrap().len() + names(&[]).unwrap().len(), 0);
}

#[test]
fn reads_each_field_of_its_width() {
    let bytes = message(b"em0");
    let it = interfaces(&bytes).next().unwrap().unwrap().header;
    assert_eq!((it.ifm_index, it.ifm_flags), (3, 0x8843));
    assert_eq!((it.ifm_data.ifi_link_state, it.ifm_data.ifi_mtu), (4, 1500));
    let data = it.ifm_data;
    assert_eq!(
        (data.ifi_baudrate, data.ifi_ipackets, data.ifi_ierrors),
        (1 << 33, 2 << 33, 3 << 33)
    );
    assert_eq!((data.ifi_ibytes, data.ifi_obytes), (7 << 33, 8 << 33));
    assert_eq!((data.ifi_iqdrops, data.ifi_oqdrops), (11 << 33, 12 << 33));
    lengths_are_checked(&bytes[..168], IfMsghdr::parse);
    lengths_are_checked(&bytes[24..168], IfData::parse);
}

#[test]
fn names_are_as_long_as_they_say() {
    for name in [&b"a"[..], b"a) \n\xFF", &[b'x'; 16], &[b'x'; 18]] {
        assert_eq!(names(&message(name)).unwrap(), [name]);
    }
    assert!(names(&message(b"")).is_err());
}

#[test]
fn lengths_that_lead_nowhere_are_errors() {
    let with = |at: usize, bytes: &[u8]| {
        let mut message = [message(b"em0"), message(b"lo0")].concat();
        message[at..at + bytes.len()].copy_from_slice(bytes);
        message
    };
    for length in [0_u16, 1, 3, 167, 401, u16::MAX] {
        let bytes = with(0, &length.to_ne_bytes());
        let read: Vec<_> = interfaces(&bytes).collect();
        assert!(read.len() == 1 && read[0].is_err(), "{length} bytes a message");
    }
    for length in [0_u16, 24, 167, 201, u16::MAX] {
        assert!(names(&with(4, &length.to_ne_bytes())).is_err(), "{length} bytes of header");
    }
    for length in [0, 7, 33, 255] {
        assert!(names(&with(168, &[length])).is_err(), "{length} bytes of address");
    }
}

#[test]
fn a_longer_header_is_skipped() {
    let mut bytes = message(b"em0");
    bytes.splice(168..168, [0xA5; 8]);
    bytes[..2].copy_from_slice(&208_u16.to_ne_bytes());
    bytes[4..6].copy_from_slice(&176_u16.to_ne_bytes());
    assert_eq!(names(&bytes).unwrap(), [b"em0"]);
}

#[test]
fn other_versions_and_other_addresses_are_errors_with_their_offset() {
    let mut bytes = [other(), message(b"em0")].concat();
    bytes[48 + 2] = 4;
    assert_eq!(names(&bytes).unwrap_err().offset, Some(48));
    bytes[48 + 2] = RTM_VERSION;
    for addresses in [0, 0x11, 0x20, -1] {
        bytes[60..64].copy_from_slice(&i32::to_ne_bytes(addresses));
        assert!(names(&bytes).is_err(), "{addresses:#x}");
    }
}

#[test]
fn cut_off_anywhere_is_an_error() {
    let bytes = message(b"em0");
    for length in 1..bytes.len() {
        assert_eq!(names(&bytes[..length]).unwrap_err().offset, Some(length));
    }
}
