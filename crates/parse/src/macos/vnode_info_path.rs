//! `struct vnode_info_path` of `sys/proc_info.h` (macOS 15): a file and where it is.

use super::vnode_info::{VNON, VnodeInfo};
use crate::bsd::char_array;
use crate::record::record;

record! {
    /// A file.
    pub struct VnodeInfoPath("vnode_info_path", 1176) {
        pub vip_vi: VnodeInfo,
        /// The end of it if it does not fit.
        pub vip_path: [u8; 1024],
    }
}

impl VnodeInfoPath {
    /// Where it is; `None` if there is no file, or its path is not known any more.
    #[must_use]
    pub fn path(&self) -> Option<&[u8]> {
        let path = char_array::text(&self.vip_path);
        (self.vip_vi.vi_type != VNON && !path.is_empty()).then_some(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{chars, ends, hostile, stand, written};
    use crate::macos::vnode_info::VREG;

    fn made(vi_type: i32, path: &[u8; 1024]) -> Vec<u8> {
        let fields: &[(usize, &[u8])] = &[(136, &vi_type.to_ne_bytes()), (152, path)];
        written(1176, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        stand(VnodeInfoPath::OFFSETS, &[("vip_vi", 0), ("vip_path", 152)]);
    }

    #[test]
    fn a_path_is_bytes_and_need_not_end() {
        let path = |path| VnodeInfoPath::parse(&made(VREG, &path)).unwrap();
        let file = path(chars(b"/tmp/a b)\n\xFF"));
        assert_eq!(file.path(), Some(&b"/tmp/a b)\n\xFF"[..]));
        assert_eq!(path(hostile()).path(), Some(&hostile::<1024>()[..]));
        assert_eq!(path([0; 1024]).path(), None);
    }

    #[test]
    fn where_there_is_no_file_there_is_no_path() {
        let none = VnodeInfoPath::parse(&made(VNON, &chars(b"/left"))).unwrap();
        assert_eq!(none.path(), None);
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(VREG, &[0; 1024]), VnodeInfoPath::parse);
    }
}
