//! `struct vnode_fdinfowithpath` of `sys/proc_info.h` (macOS 15), `PROC_PIDFDVNODEPATHINFO`: a descriptor of a file.

use super::proc_fileinfo::ProcFileinfo;
use super::vnode_info_path::VnodeInfoPath;
use crate::record::record;

record! {
    /// How it was opened, and which file it is.
    pub struct VnodeFdinfowithpath("vnode_fdinfowithpath", 1200) {
        pub pfi: ProcFileinfo,
        pub pvip: VnodeInfoPath,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand, written};
    use crate::macos::vnode_info::VREG;

    fn made() -> Vec<u8> {
        let fields: &[(usize, &[u8])] = &[
            (8, &77_i64.to_ne_bytes()),
            (24 + 136, &VREG.to_ne_bytes()),
            (24 + 152, b"/etc/hosts\0"),
        ];
        written(1200, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        stand(VnodeFdinfowithpath::OFFSETS, &[("pfi", 0), ("pvip", 24)]);
        let file = VnodeFdinfowithpath::parse(&made()).unwrap();
        assert_eq!((file.pfi.fi_offset, file.pvip.path()), (77, Some(&b"/etc/hosts"[..])));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(), VnodeFdinfowithpath::parse);
    }
}
