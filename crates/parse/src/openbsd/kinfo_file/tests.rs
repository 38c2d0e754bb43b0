use super::super::by_hand::{lengths_are_checked, offsets_are, written};
use super::*;

#[test]
fn fields_stand_where_the_header_puts_them() {
    let file = [
        ("f_flag", 8),
        ("f_type", 16),
        ("f_count", 20),
        ("f_offset", 56),
        ("f_data", 64),
        ("f_rxfer", 72),
        ("f_rwfer", 80),
        ("f_seek", 88),
        ("f_rbytes", 96),
        ("f_wbytes", 104),
        ("v_type", 120),
        ("va_rdev", 132),
        ("va_fileid", 152),
        ("va_size", 160),
        ("va_mode", 168),
        ("va_fsid", 172),
    ];
    let socket = [
        ("so_type", 272),
        ("so_protocol", 288),
        ("so_family", 292),
        ("inp_lport", 304),
        ("inp_laddru", 308),
        ("inp_fport", 324),
        ("inp_faddru", 328),
        ("kq_count", 364),
        ("p_pid", 376),
        ("fd_fd", 380),
        ("fd_ofileflags", 384),
        ("so_rcv_cc", 448),
        ("so_snd_cc", 456),
        ("unp_path", 488),
        ("t_state", 596),
        ("va_nlink", 624),
        ("", 632),
    ];
    offsets_are(KinfoFile::OFFSETS, &file);
    offsets_are(KinfoFile::OFFSETS, &socket);
}

/// A TCP socket as the kernel writes it.
fn socket(family: u32, addresses: [[u8; 16]; 2]) -> [u8; 632] {
    let [local, foreign] = addresses;
    written(&[
        (8, &3_u32.to_ne_bytes()),
        (16, &dtype::DTYPE_SOCKET.to_ne_bytes()),
        (272, &1_u32.to_ne_bytes()),
        (288, &6_u32.to_ne_bytes()),
        (292, &family.to_ne_bytes()),
        (304, &u32::from(443_u16.to_be()).to_ne_bytes()),
        (308, &local),
        (324, &u32::from(50_000_u16.to_be()).to_ne_bytes()),
        (328, &foreign),
        (376, &4711_u32.to_ne_bytes()),
        (380, &7_i32.to_ne_bytes()),
        (384, &flags::UF_EXCLOSE.to_ne_bytes()),
        (596, &tcp::TCPS_ESTABLISHED.to_ne_bytes()),
    ])
}

fn four(a: u8, b: u8, c: u8, d: u8) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[..4].copy_from_slice(&[a, b, c, d]);
    bytes
}

fn ends(family: u32, addresses: [[u8; 16]; 2]) -> Option<[SocketAddr; 2]> {
    let file = KinfoFile::parse(&socket(family, addresses)).unwrap();
    Some([file.laddr()?, file.faddr()?])
}

#[test]
fn ports_and_addresses_are_in_network_order() {
    let addresses = ends(family::AF_INET, [four(127, 0, 0, 1), four(10, 0, 0, 2)]).unwrap();
    assert_eq!(addresses.map(|end| end.to_string()), ["127.0.0.1:443", "10.0.0.2:50000"]);
    let six = Ipv6Addr::new(0x2001, 0xDB8, 0, 0, 0, 0, 0, 1).octets();
    let addresses = ends(family::AF_INET6, [Ipv6Addr::LOCALHOST.octets(), six]).unwrap();
    assert_eq!(addresses.map(|end| end.to_string()), ["[::1]:443", "[2001:db8::1]:50000"]);
}

#[test]
fn e_f8_v4_within_v6_stays_v6() {
    let mapped = std::net::Ipv4Addr::LOCALHOST.to_ipv6_mapped().octets();
    let [local, _] = ends(family::AF_INET6, [mapped, [0; 16]]).unwrap();
    assert_eq!(local, "[::ffff:127.0.0.1]:443".parse().unwrap());
}

#[test]
fn the_interface_within_a_link_local_address_becomes_its_scope() {
    let inside = Ipv6Addr::new(0xFE80, 3, 0, 0, 0, 0, 0, 1).octets();
    let plain = Ipv6Addr::new(0xFE80, 0, 0, 0, 0, 0, 0, 2).octets();
    let addresses = ends(family::AF_INET6, [inside, plain]).unwrap();
    assert_eq!(addresses.map(|end| end.to_string()), ["[fe80::1%3]:443", "[fe80::2]:50000"]);
}

#[test]
fn other_families_and_ports_that_are_none_have_no_address() {
    for family in [0, family::AF_UNIX, 28, 30, u32::MAX] {
        assert_eq!(ends(family, [[1; 16]; 2]), None, "{family}");
    }
    let mut bytes = socket(family::AF_INET, [[1; 16]; 2]);
    bytes[304..308].fill(0xFF);
    assert_eq!(KinfoFile::parse(&bytes).unwrap().laddr(), None);
}

#[test]
fn reads_each_field_of_its_width() {
    let it = KinfoFile::parse(&socket(family::AF_INET, [[0; 16]; 2])).unwrap();
    assert_eq!((it.f_flag, it.f_type, it.so_type, it.so_protocol), (3, dtype::DTYPE_SOCKET, 1, 6));
    assert_eq!((it.p_pid, it.fd_fd, it.fd_ofileflags), (4711, 7, flags::UF_EXCLOSE));
    assert_eq!(it.t_state, tcp::TCPS_ESTABLISHED);
}

/// A regular file as the kernel writes it.
fn regular(offset: u64, mounted_on: &[u8]) -> [u8; 632] {
    written(&[
        (8, &flags::FREAD.to_ne_bytes()),
        (16, &dtype::DTYPE_VNODE.to_ne_bytes()),
        (56, &offset.to_ne_bytes()),
        (120, &vtype::VREG.to_ne_bytes()),
        (152, &77_u64.to_ne_bytes()),
        (160, &(1_u64 << 33).to_ne_bytes()),
        (168, &0o100_644_u32.to_ne_bytes()),
        (172, &0x0400_u32.to_ne_bytes()),
        (176, mounted_on),
        (380, &fd::KERN_FILE_TEXT.to_ne_bytes()),
        (624, &2_u32.to_ne_bytes()),
    ])
}

#[test]
fn files_have_a_number_on_their_file_system_and_an_offset_if_it_is_told() {
    let it = KinfoFile::parse(&regular(4096, b"/home\0")).unwrap();
    assert_eq!(
        (it.va_fileid, it.va_size, it.va_mode, it.va_fsid),
        (77, 1 << 33, 0o100_644, 0x0400)
    );
    assert_eq!((it.offset(), it.mntonname(), it.va_nlink), (Some(4096), &b"/home"[..], 2));
    assert_eq!((it.fd_fd, it.laddr(), it.faddr()), (fd::KERN_FILE_TEXT, None, None));
    assert_eq!(KinfoFile::parse(&regular(u64::MAX, b"/\0")).unwrap().offset(), None);
}

#[test]
fn paths_are_bytes_up_to_the_first_nul() {
    let path = |bytes: &[u8]| {
        let mut file = socket(family::AF_UNIX, [[0; 16]; 2]);
        file[488..488 + bytes.len()].copy_from_slice(bytes);
        KinfoFile::parse(&file).unwrap().unp_path().to_vec()
    };
    assert_eq!(path(b"/tmp/a) \n\xFF\0x"), b"/tmp/a) \n\xFF");
    assert_eq!(path(b"\0"), b"");
    assert_eq!(path(&[b'x'; 104]), [b'x'; 104]);
    assert_eq!(KinfoFile::parse(&regular(0, &[b'/'; 96])).unwrap().mntonname(), [b'/'; 96]);
}

#[test]
fn lists_and_lengths() {
    lengths_are_checked(&socket(family::AF_INET, [[1; 16]; 2]), KinfoFile::parse);
}
