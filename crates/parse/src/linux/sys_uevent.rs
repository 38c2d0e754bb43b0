//! `/sys/dev/block/MAJOR:MINOR/uevent`: `KEY=value` lines, as udev gets them.

use crate::text;

/// The name of the device's node below `/dev`.
pub fn devname(bytes: &[u8]) -> Option<&[u8]> {
    let name = text::lines(bytes).find_map(|line| line.strip_prefix(b"DEVNAME="))?;
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_name() {
        let file = b"MAJOR=259\nMINOR=2\nDEVNAME=nvme0n1p2\nDEVTYPE=partition\n";
        assert_eq!(devname(file), Some(&b"nvme0n1p2"[..]));
    }

    #[test]
    fn no_name_is_unknown() {
        for bad in [&b""[..], b"DEVNAME=\n", b"DEVNAME=sd", b"XDEVNAME=sda\n"] {
            assert_eq!(devname(bad), None, "{bad:?}");
        }
    }
}
