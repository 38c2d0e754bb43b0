//! What the names of block devices tell, `Documentation/admin-guide/devices.txt`.
//!
//! Only where there is no sysfs to tell, save for the paths to disks reached by several: sysfs has no mark that is as old.

use psutil_parse::text;

/// What is made of files, of memory, of other disks, or of the network, and is followed by its number.
const VIRTUAL: [&[u8]; 10] =
    [b"loop", b"ram", b"zram", b"dm-", b"md", b"md_d", b"nbd", b"drbd", b"zd", b"bcache"];

/// Whether a device of this name is no disk of its own: dm, md, loop, zram and their kin, and parts of them.
pub(super) fn is_virtual(name: &[u8]) -> bool {
    let number = |kind: &&[u8]| name.strip_prefix(*kind).is_some_and(begins_with_number);
    VIRTUAL.iter().any(number)
}

fn begins_with_number(rest: &[u8]) -> bool {
    rest.first().is_some_and(u8::is_ascii_digit)
}

/// Whether one name is that of a part of the other: `sda1` of `sda`, `nvme0n1p1` of `nvme0n1`.
pub(super) fn is_part_of(name: &[u8], disk: &[u8]) -> bool {
    let Some(rest) = name.strip_prefix(disk) else { return false };
    // A name that ends in a digit is parted from the number by a p.
    let number = match disk.last() {
        Some(last) if last.is_ascii_digit() => rest.strip_prefix(b"p"),
        Some(_) => Some(rest),
        None => None,
    };
    number.is_some_and(|number| text::unsigned(number).is_some())
}

/// A disk that is reached by several paths: `nvme0n1`, and `nvme0c1n1` by the controller 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head<'a> {
    subsystem: &'a [u8],
    namespace: &'a [u8],
}

impl Head<'_> {
    /// Whether this is the name of it.
    pub(super) fn is(self, name: &[u8]) -> bool {
        let rest = name.strip_prefix(b"nvme").and_then(|rest| rest.strip_prefix(self.subsystem));
        rest.and_then(|rest| rest.strip_prefix(b"n")) == Some(self.namespace)
    }
}

/// The disk that a path leads to.
pub(super) fn path_of_multipath(name: &[u8]) -> Option<Head<'_>> {
    let (subsystem, rest) = number(name.strip_prefix(b"nvme")?)?;
    let (_, rest) = number(rest.strip_prefix(b"c")?)?;
    let (namespace, rest) = number(rest.strip_prefix(b"n")?)?;
    rest.is_empty().then_some(Head { subsystem, namespace })
}

/// The digits that a text begins with, and the rest.
fn number(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    text.split_at_checked(length).filter(|(digits, _)| !digits.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e_f5_parts_of_disks() {
        for (part, disk) in [
            ("sda1", "sda"),
            ("sda15", "sda"),
            ("nvme0n1p2", "nvme0n1"),
            ("mmcblk0p1", "mmcblk0"),
            ("cciss/c0d0p1", "cciss/c0d0"),
            ("xvdba1", "xvdba"),
        ] {
            assert!(is_part_of(part.as_bytes(), disk.as_bytes()), "{part}");
        }
        for (other, disk) in [
            ("sda", "sda"),
            ("sdab", "sda"),
            ("sdab1", "sda"),
            ("nvme0n11", "nvme0n1"),
            ("nvme0n1", "nvme0n"),
            ("mmcblk0boot0", "mmcblk0"),
            ("mmcblk10", "mmcblk1"),
            ("sda1", ""),
        ] {
            let expected = (other, disk) == ("nvme0n1", "nvme0n");
            assert_eq!(is_part_of(other.as_bytes(), disk.as_bytes()), expected, "{other} {disk}");
        }
    }

    #[test]
    fn b8_what_is_made_of_others() {
        for name in [
            "loop0", "zram0", "ram15", "dm-3", "md127", "md127p1", "md_d0", "nbd1", "zd16",
            "bcache0",
        ] {
            assert!(is_virtual(name.as_bytes()), "{name}");
        }
        for name in [
            "sda",
            "nvme0n1",
            "mmcblk0",
            "vda",
            "xvda1",
            "mdisk",
            "dm",
            "rambo",
            "sr0",
            "cciss/c0d0",
        ] {
            assert!(!is_virtual(name.as_bytes()), "{name}");
        }
    }

    #[test]
    fn b8_several_paths_lead_to_one_disk() {
        let head = path_of_multipath(b"nvme0c1n2").unwrap();
        assert!(head.is(b"nvme0n2"));
        for other in ["nvme0n1", "nvme1n2", "nvme0n21", "nvme0n2p1", "nvme0c1n2", "nvme"] {
            assert!(!head.is(other.as_bytes()), "{other}");
        }
        for no_path in ["nvme0n1", "nvme0c0n1p1", "nvmec0n1", "nvme0cn1", "nvme0c0n", "sda"] {
            assert_eq!(path_of_multipath(no_path.as_bytes()), None, "{no_path}");
        }
    }
}
