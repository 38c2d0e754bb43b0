//! `struct vnode_info` of `sys/proc_info.h` (macOS 15): a file, and what kind it is.

use super::vinfo_stat::VinfoStat;
use crate::record::record;

/// `vi_type`: there is no file.
pub const VNON: i32 = 0;
/// `vi_type`: a regular file.
pub const VREG: i32 = 1;
/// `vi_type`: a directory.
pub const VDIR: i32 = 2;
/// `vi_type`: a block device.
pub const VBLK: i32 = 3;
/// `vi_type`: a character device.
pub const VCHR: i32 = 4;
/// `vi_type`: a symbolic link.
pub const VLNK: i32 = 5;
/// `vi_type`: the file of a Unix socket.
pub const VSOCK: i32 = 6;
/// `vi_type`: a named pipe.
pub const VFIFO: i32 = 7;

record! {
    /// A file.
    pub struct VnodeInfo("vnode_info", 152) {
        pub vi_stat: VinfoStat,
        /// [`VREG`] and so on.
        pub vi_type: i32,
        _vi_pad: i32,
        pub vi_fsid: [i32; 2],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand, written};

    fn made() -> Vec<u8> {
        let fields: &[(usize, &[u8])] = &[
            (8, &7_u64.to_ne_bytes()),
            (136, &VFIFO.to_ne_bytes()),
            (144, &[1_i32, -2].map(i32::to_ne_bytes).concat()),
        ];
        written(152, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        stand(VnodeInfo::OFFSETS, &[("vi_stat", 0), ("vi_type", 136), ("vi_fsid", 144)]);
        let file = VnodeInfo::parse(&made()).unwrap();
        assert_eq!((file.vi_stat.vst_ino, file.vi_type, file.vi_fsid), (7, VFIFO, [1, -2]));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(), VnodeInfo::parse);
    }
}
