//! `struct proc_fileinfo` of `sys/proc_info.h` (macOS 15): how a descriptor was opened.

use crate::record::record;

/// `fi_openflags`: open for reading. It is 1 more than `O_RDONLY`, for the kernel counts from 1.
pub const FREAD: u32 = 0x1;
/// `fi_openflags`: open for writing.
pub const FWRITE: u32 = 0x2;

/// `fi_status`: more than one descriptor has it.
pub const PROC_FP_SHARED: u32 = 0x1;
/// `fi_status`: closed by `execve(2)`.
pub const PROC_FP_CLEXEC: u32 = 0x2;

record! {
    /// An open file.
    pub struct ProcFileinfo("proc_fileinfo", 24) {
        /// [`FREAD`], [`FWRITE`], and the others as open(2) takes them.
        pub fi_openflags: u32,
        pub fi_status: u32,
        pub fi_offset: i64,
        pub fi_type: i32,
        pub fi_guardflags: u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand, written};

    fn made() -> Vec<u8> {
        let fields: &[(usize, &[u8])] = &[
            (0, &(FREAD | 0x8).to_ne_bytes()),
            (4, &PROC_FP_CLEXEC.to_ne_bytes()),
            (8, &(1_i64 << 40).to_ne_bytes()),
            (16, &1_i32.to_ne_bytes()),
            (20, &4_u32.to_ne_bytes()),
        ];
        written(24, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places = [
            ("fi_openflags", 0),
            ("fi_status", 4),
            ("fi_offset", 8),
            ("fi_type", 16),
            ("fi_guardflags", 20),
        ];
        stand(ProcFileinfo::OFFSETS, &places);
        let file = ProcFileinfo::parse(&made()).unwrap();
        assert_eq!((file.fi_openflags, file.fi_status, file.fi_offset), (9, 2, 1 << 40));
        assert_eq!((file.fi_type, file.fi_guardflags), (1, 4));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(), ProcFileinfo::parse);
    }
}
