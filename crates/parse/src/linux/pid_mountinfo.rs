//! `/proc/PID/mountinfo`, `proc_pid_mountinfo(5)`: one mount a line, as that process sees them.
//!
//! `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue`: single spaces between the
//! words, any number of optional ones before the dash, and what would break a line as `\` and three octal
//! digits (`mangle` in `fs/proc_namespace.c`). A source may be empty, which leaves two spaces next to each
//! other.
//!
//! Parsed here and not by `procfs-core`, which leaves most words escaped and refuses the whole file for the
//! sake of one line: file systems print their own options, and not all of them escape what they print.

use crate::text;

/// One mount. Paths and the source are as they were before the kernel escaped them, options are not:
/// [`options`] takes them apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mountinfo {
    /// The number of the mount, used again after it is gone.
    pub mount_id: u32,
    /// The mount that it is in; its own number for the root of all.
    pub parent_id: u32,
    /// The driver of the device; 0 for file systems that are on none.
    pub major: u32,
    /// Which one of the driver's devices.
    pub minor: u32,
    /// What of the file system is mounted: `/`, or less by a bind mount.
    pub root: Vec<u8>,
    /// Where, as seen from the root of the process.
    pub mount_point: Vec<u8>,
    /// Options of this mount.
    pub options: Vec<u8>,
    /// The kind of file system; `fuse.sshfs` with the kind that FUSE does not know.
    pub fstype: Vec<u8>,
    /// The device, or whatever the file system calls its source: `none`, `tmpfs`, `host:/export`, nothing.
    pub source: Vec<u8>,
    /// Options of the file system, whose other mounts have the same.
    pub super_options: Vec<u8>,
}

/// The mounts, in the order of the file. What is not the line of a mount is left out.
pub fn parse(bytes: &[u8]) -> Vec<Mountinfo> {
    text::lines(bytes).filter_map(mount).collect()
}

/// The options of a list, as they were before the kernel escaped them.
///
/// Taken apart first: a comma within an option (`lowerdir=/a\054b` of overlayfs) is escaped too.
pub fn options(list: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    list.split(|&byte| byte == b',').filter(|option| !option.is_empty()).map(unescaped)
}

fn mount(line: &[u8]) -> Option<Mountinfo> {
    let mut words = line.split(|&byte| byte == b' ');
    let mut next = || words.next();
    let (mount_id, parent_id) = (text::narrow(next()?)?, text::narrow(next()?)?);
    let (major, minor) = text::key_value(next()?)?;
    let (root, mount_point, options) = (next()?, next()?, next()?);
    words.by_ref().find(|word| word == b"-")?;
    Some(Mountinfo {
        mount_id,
        parent_id,
        major: text::narrow(major)?,
        minor: text::narrow(minor)?,
        root: unescaped(root),
        mount_point: unescaped(mount_point),
        options: options.to_vec(),
        fstype: unescaped(words.next()?),
        source: unescaped(words.next()?),
        super_options: words.next()?.to_vec(),
    })
}

/// Text in which `\` and three octal digits stand for a byte.
fn unescaped(mut text: &[u8]) -> Vec<u8> {
    if !text.contains(&b'\\') {
        return text.to_vec(); // as nearly all is
    }
    let mut plain = Vec::with_capacity(text.len());
    while let Some((&byte, rest)) = text.split_first() {
        let escaped = if byte == b'\\' { rest.split_at_checked(3) } else { None };
        let escaped = escaped.and_then(|(digits, after)| Some((text::octal(digits)?, after)));
        let (meant, after) = escaped.unwrap_or((byte, rest));
        plain.push(meant);
        text = after;
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &[u8] =
        b"27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,errors=remount-ro\n\
        98 27 0:45 / /merged rw master:2 propagate_from:1 - overlay overlay rw,lowerdir=/a\\054b:/c\\040d\n\
        99 27 259:3 /srv/x /mnt/a\\040b ro,nosuid - xfs /dev/mapper/vg\\011x rw\n";

    #[test]
    fn reads_mounts_with_any_number_of_optional_words() {
        let mounts = parse(FILE);
        assert_eq!(mounts.len(), 3);
        let expected = Mountinfo {
            mount_id: 27,
            parent_id: 1,
            major: 254,
            minor: 0,
            root: b"/".to_vec(),
            mount_point: b"/".to_vec(),
            options: b"rw,relatime".to_vec(),
            fstype: b"ext4".to_vec(),
            source: b"/dev/vda".to_vec(),
            super_options: b"rw,errors=remount-ro".to_vec(),
        };
        assert_eq!(mounts[0], expected);
        assert_eq!(mounts[1].fstype, b"overlay");
        assert_eq!(mounts[2].root, b"/srv/x");
    }

    #[test]
    fn e_f17_octal_escapes_are_undone() {
        let mounts = parse(FILE);
        assert_eq!(mounts[2].mount_point, b"/mnt/a b");
        assert_eq!(mounts[2].source, b"/dev/mapper/vg\tx");
        let overlay: Vec<_> = options(&mounts[1].super_options).collect();
        assert_eq!(overlay, [&b"rw"[..], b"lowerdir=/a,b:/c d"]);
        for (escaped, plain) in [
            (&b"a\\134040b"[..], &b"a\\040b"[..]),
            (b"\\012\\043", b"\n#"),
            (b"\\04", b"\\04"),
            (b"\\", b"\\"),
            (b"\\400", b"\\400"),
            (b"\\08x\\040", b"\\08x "),
            (b"\\377", b"\xff"),
        ] {
            assert_eq!(unescaped(escaped), plain, "{escaped:?}");
        }
    }

    #[test]
    fn e_f17_an_empty_source_and_one_that_is_a_dash() {
        let mounts = parse(b"1 1 0:1 / /a rw - tmpfs  rw\n2 1 0:2 / /b rw - tmpfs - rw,size=1\n");
        assert_eq!((&mounts[0].source[..], &mounts[0].super_options[..]), (&b""[..], &b"rw"[..]));
        assert_eq!(mounts[1].source, b"-");
    }

    #[test]
    fn hostile_lines_are_left_out_and_the_others_stay() {
        let mounts = parse(
            b"\nx 1 0:1 / / rw - t s rw\n1 1 0 / / rw - t s rw\n1 1 0:1 / / rw t s rw\n\
            1 1 0:1 / / rw - t\n-1 1 0:1 / / rw - t s rw\n1 1 99999999999:1 / / rw - t s rw\n\
            1 2 3:4 / /\xff rw - t s rw\n",
        );
        assert_eq!(mounts.len(), 1);
        assert_eq!(mounts[0].mount_point, b"/\xff");
    }

    #[test]
    fn cut_off_at_any_length_no_mount_is_another() {
        let whole = parse(FILE);
        for length in 0..FILE.len() {
            let mounts = parse(&FILE[..length]);
            assert_eq!(mounts, whole[..mounts.len()], "{length}");
        }
    }
}
