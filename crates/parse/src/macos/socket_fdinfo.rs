//! `struct socket_fdinfo` of `sys/proc_info.h` (macOS 15), `PROC_PIDFDSOCKETINFO`: a descriptor of a socket.

use super::proc_fileinfo::ProcFileinfo;
use super::socket_info::SocketInfo;
use crate::record::record;

record! {
    /// How it was opened, and which socket it is.
    pub struct SocketFdinfo("socket_fdinfo", 792) {
        pub pfi: ProcFileinfo,
        pub psi: SocketInfo,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand, written};

    fn made() -> Vec<u8> {
        let fields: &[(usize, &[u8])] =
            &[(0, &3_u32.to_ne_bytes()), (24 + 136, &7_u64.to_ne_bytes())];
        written(792, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        stand(SocketFdinfo::OFFSETS, &[("pfi", 0), ("psi", 24)]);
        let socket = SocketFdinfo::parse(&made()).unwrap();
        assert_eq!((socket.pfi.fi_openflags, socket.psi.soi_so), (3, 7));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(), SocketFdinfo::parse);
    }
}
