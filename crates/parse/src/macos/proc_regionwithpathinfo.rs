//! `struct proc_regionwithpathinfo` of `sys/proc_info.h` (macOS 15), `PROC_PIDREGIONPATHINFO`: a piece of a process's
//! memory, and the file that it shows.

use super::proc_regioninfo::ProcRegioninfo;
use super::vnode_info_path::VnodeInfoPath;
use crate::record::record;

record! {
    /// A region; of no file if its `vi_type` is `VNON`.
    pub struct ProcRegionwithpathinfo("proc_regionwithpathinfo", 1272) {
        pub prp_prinfo: ProcRegioninfo,
        pub prp_vip: VnodeInfoPath,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand, written};
    use crate::macos::vnode_info::VREG;

    fn made() -> Vec<u8> {
        let fields: &[(usize, &[u8])] = &[
            (80, &0x1000_u64.to_ne_bytes()),
            (96 + 136, &VREG.to_ne_bytes()),
            (96 + 152, b"/usr/lib/dyld\0"),
        ];
        written(1272, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        stand(ProcRegionwithpathinfo::OFFSETS, &[("prp_prinfo", 0), ("prp_vip", 96)]);
        let region = ProcRegionwithpathinfo::parse(&made()).unwrap();
        assert_eq!(region.prp_prinfo.pri_address, 0x1000);
        assert_eq!(region.prp_vip.path(), Some(&b"/usr/lib/dyld"[..]));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(), ProcRegionwithpathinfo::parse);
    }
}
