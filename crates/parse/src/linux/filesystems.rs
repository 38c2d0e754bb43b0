//! `/proc/filesystems`, `proc_filesystems(5)`: the kinds of file systems that the kernel can mount now.
//!
//! `nodev\tsysfs` or `\text4`: those without `nodev` live on a block device.

use crate::text;

/// The kinds that live on a block device.
pub fn on_devices(bytes: &[u8]) -> Vec<Vec<u8>> {
    let names = text::lines(bytes).filter_map(|line| line.strip_prefix(b"\t"));
    names.filter(|name| !name.is_empty()).map(<[u8]>::to_vec).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_those_without_nodev() {
        let file = b"nodev\tsysfs\nnodev\ttmpfs\n\text3\n\tfuseblk\nnodev\tfuse\n\txfs\n";
        assert_eq!(on_devices(file), [&b"ext3"[..], b"fuseblk", b"xfs"]);
    }

    #[test]
    fn an_empty_file_and_a_cut_off_name() {
        assert!(on_devices(b"").is_empty());
        assert_eq!(on_devices(b"\text4\n\text"), [b"ext4"]);
        assert!(on_devices(b"\t\nodd\n\n").is_empty());
    }
}
