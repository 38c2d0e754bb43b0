//! `struct un_sockinfo` of `sys/proc_info.h` (macOS 15): a Unix socket.

use crate::bsd::char_array;
use crate::bsd::sockaddr::AF_UNIX;
use crate::record::record;

/// Where `sun_path` begins.
const SUN_PATH_AT: usize = 2;

record! {
    /// The paths stand in unions of a `sockaddr_un` and 255 bytes, one right behind the other.
    pub struct UnSockinfo("un_sockinfo", 528) {
        /// The `soi_so` of the socket that it is connected to, 0 for none.
        pub unsi_conn_so: u64,
        pub unsi_conn_pcb: u64,
        unsi_addr: [u8; 255],
        unsi_caddr: [u8; 255],
        _pad: u16,
    }
}

impl UnSockinfo {
    /// The path that it is bound to.
    #[must_use]
    pub fn local(&self) -> Option<&[u8]> {
        path(&self.unsi_addr)
    }

    /// The path that the socket is bound to which it is connected to.
    #[must_use]
    pub fn foreign(&self) -> Option<&[u8]> {
        path(&self.unsi_caddr)
    }
}

/// The path of a `sockaddr_un`, up to its length or a NUL; `None` if there is no address, or none of a path.
///
/// The kernel leaves zeros behind an address, so one that does not say how long it is ends at a NUL.
pub(super) fn path(address: &[u8]) -> Option<&[u8]> {
    let &[length, family, ..] = address.first_chunk::<2>()?;
    let whole = address.get(..usize::from(length)).filter(|whole| whole.len() > SUN_PATH_AT);
    let path = char_array::text(whole.unwrap_or(address).get(SUN_PATH_AT..)?);
    (family == AF_UNIX && !path.is_empty()).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{chars, ends, hostile, stand, written};

    fn bytes(local: &[u8], foreign: &[u8]) -> Vec<u8> {
        let fields: &[(usize, &[u8])] = &[
            (0, &[1_u64, 2].map(u64::to_ne_bytes).concat()),
            (16, &chars::<255>(local)),
            (271, &chars::<255>(foreign)),
        ];
        written(528, fields)
    }

    fn made(local: &[u8], foreign: &[u8]) -> UnSockinfo {
        UnSockinfo::parse(&bytes(local, foreign)).unwrap()
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places =
            [("unsi_conn_so", 0), ("unsi_conn_pcb", 8), ("unsi_addr", 16), ("unsi_caddr", 271)];
        stand(UnSockinfo::OFFSETS, &places);
        let socket = made(b"", b"");
        assert_eq!((socket.unsi_conn_so, socket.unsi_conn_pcb), (1, 2));
        assert_eq!((socket.local(), socket.foreign()), (None, None));
    }

    #[test]
    fn trap_19_the_other_path_stands_behind_a_union() {
        let socket = made(b"\x10\x01/tmp/client", b"\x10\x01/var/run/log");
        assert_eq!(socket.local(), Some(&b"/tmp/client"[..]));
        assert_eq!(socket.foreign(), Some(&b"/var/run/log"[..]));
    }

    #[test]
    fn a_path_ends_where_its_length_or_a_nul_says() {
        let local = |local: &[u8]| made(local, b"").local().map(Vec::from);
        assert_eq!(local(b"\x05\x01/a)bcd"), Some(b"/a)".to_vec()));
        assert_eq!(local(b"\x0A\x01/\n\xFF\0x"), Some(b"/\n\xFF".to_vec()));
        assert_eq!(local(b"\x00\x01/a"), Some(b"/a".to_vec()));
        assert_eq!(local(b"\x6A\x01"), None);
        assert_eq!(local(b"\x05\x02/a)"), None);
    }

    #[test]
    fn a_path_need_not_end() {
        let mut all = hostile::<255>();
        all[..2].copy_from_slice(&[255, 1]);
        assert_eq!(made(&all, b"").local(), Some(&all[2..]));
        assert_eq!(path(&all[..106]), Some(&all[2..106]));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&bytes(b"", b""), UnSockinfo::parse);
        assert_eq!(path(&[16]), None);
    }
}
