//! `struct proc_vnodepathinfo` of `sys/proc_info.h` (macOS 15), `PROC_PIDVNODEPATHINFO`: where a process is.

use super::vnode_info_path::VnodeInfoPath;
use crate::record::record;

record! {
    /// The directory that its paths begin at, and its root: of type `VNON` unless it was changed by `chroot(2)`.
    pub struct ProcVnodepathinfo("proc_vnodepathinfo", 2352) {
        pub pvi_cdir: VnodeInfoPath,
        pub pvi_rdir: VnodeInfoPath,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand, written};
    use crate::macos::vnode_info::VDIR;

    fn made() -> Vec<u8> {
        let fields: &[(usize, &[u8])] = &[
            (136, &VDIR.to_ne_bytes()),
            (152, b"/Users/a\0"),
            (1176 + 136, &0_i32.to_ne_bytes()),
            (1176 + 152, &[0; 1024]),
        ];
        written(2352, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        stand(ProcVnodepathinfo::OFFSETS, &[("pvi_cdir", 0), ("pvi_rdir", 1176)]);
        let paths = ProcVnodepathinfo::parse(&made()).unwrap();
        assert_eq!(paths.pvi_cdir.path(), Some(&b"/Users/a"[..]));
        assert_eq!(paths.pvi_rdir.path(), None);
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(), ProcVnodepathinfo::parse);
    }
}
