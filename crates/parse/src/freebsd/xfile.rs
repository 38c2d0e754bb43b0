//! `struct xfile` of `sys/file.h` (FreeBSD 12 to 15), `KERN_FILE` of sysctl(3): who has which file open. It is told of
//! processes that may not be asked for their descriptors, too.

use crate::Result;
use crate::bsd::packed;
use crate::record::record;

/// `DTYPE_SOCKET`: `xf_data` is where the kernel has the socket.
pub const DTYPE_SOCKET: i16 = 2;

record! {
    /// A descriptor of a process.
    pub struct Xfile("xfile", 128) {
        pub xf_size: u64,
        pub xf_pid: i32,
        /// Effective.
        pub xf_uid: u32,
        pub xf_fd: i32,
        _xf_int_pad1: i32,
        pub xf_file: u64,
        /// `DTYPE_*`.
        pub xf_type: i16,
        _xf_short_pad1: i16,
        pub xf_count: i32,
        pub xf_msgcount: i32,
        _xf_int_pad2: i32,
        pub xf_offset: i64,
        /// The `xso_so` of an `xsocket`.
        pub xf_data: u64,
        pub xf_vnode: u64,
        pub xf_flag: u32,
        _xf_int_pad3: i32,
        _xf_int64_pad: [i64; 6],
    }
}

/// Each descriptor.
pub fn rows(bytes: &[u8]) -> impl Iterator<Item = Result<Xfile>> {
    packed::entries::<u64>("xfile", bytes, Xfile::SIZE).map(|entry| entry.and_then(Xfile::parse))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::written::{assert_cut_off, assert_offsets, put};

    fn written(pid: i32) -> Vec<u8> {
        let mut bytes = vec![0; 128];
        put(&mut bytes, 0, 128_u64.to_ne_bytes());
        put(&mut bytes, 8, pid.to_ne_bytes());
        put(&mut bytes, 12, u32::MAX.to_ne_bytes());
        put(&mut bytes, 16, 7_i32.to_ne_bytes());
        put(&mut bytes, 24, 1_u64.to_ne_bytes());
        put(&mut bytes, 32, DTYPE_SOCKET.to_ne_bytes());
        put(&mut bytes, 56, 0xFFFF_F800_0000_0002_u64.to_ne_bytes());
        put(&mut bytes, 64, 3_u64.to_ne_bytes());
        put(&mut bytes, 72, 4_u32.to_ne_bytes());
        bytes
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let reference = [
            ("xf_size", 0),
            ("xf_pid", 8),
            ("xf_uid", 12),
            ("xf_fd", 16),
            ("xf_file", 24),
            ("xf_type", 32),
            ("xf_data", 56),
            ("xf_vnode", 64),
            ("xf_flag", 72),
        ];
        assert_offsets(Xfile::OFFSETS, &reference);
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let rows: Vec<_> = rows(&[written(1), written(2)].concat()).map(Result::unwrap).collect();
        assert_eq!(rows.iter().map(|row| row.xf_pid).collect::<Vec<_>>(), [1, 2]);
        let file = rows[0];
        assert_eq!((file.xf_uid, file.xf_fd, file.xf_type), (u32::MAX, 7, 2));
        assert_eq!((file.xf_file, file.xf_data), (1, 0xFFFF_F800_0000_0002));
        assert_eq!((file.xf_vnode, file.xf_flag), (3, 4));
    }

    #[test]
    fn rows_are_as_long_as_they_say() {
        let mut longer = written(1);
        longer.extend([0xAA; 8]);
        put(&mut longer, 0, 136_u64.to_ne_bytes());
        let bytes = [&longer[..], &longer].concat();
        assert_eq!(rows(&bytes).map(|row| row.is_ok()).collect::<Vec<_>>(), [true, true]);
        for length in [1, 8, 127, 137, u64::MAX] {
            put(&mut longer, 0, length.to_ne_bytes());
            assert_eq!(
                rows(&longer).map(|row| row.is_ok()).collect::<Vec<_>>(),
                [false],
                "{length}"
            );
        }
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(Xfile::SIZE, Xfile::parse);
    }
}
