//! `/proc/PID/mountinfo`, `proc_pid_mountinfo(5)`: the mounts that the process sees, in the order they were made.

use std::borrow::Cow;

use crate::{ParseError, Result, text};

/// One mount. Text is as the kernel wrote it: [`unescape`] gives what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mount<'a> {
    /// The number of the mount.
    pub id: u32,
    /// The mount below which it is.
    pub parent: u32,
    /// The device of files there.
    pub major: u32,
    /// The same.
    pub minor: u32,
    /// The directory of that file system that is mounted; of cgroups, seen from the reader's namespace.
    pub root: &'a [u8],
    /// Where it is mounted, seen from the reader's root.
    pub mount_point: &'a [u8],
    /// `rw,noatime`: options of this mount.
    pub options: &'a [u8],
    /// `ext4`; with a dot and more for a subtype.
    pub fs_type: &'a [u8],
    /// The device or whatever the file system has instead; may be empty.
    pub source: &'a [u8],
    /// Options of the file system.
    pub super_options: &'a [u8],
}

impl Mount<'_> {
    /// Whether the file system has this option.
    pub fn has_super_option(&self, option: &[u8]) -> bool {
        self.super_options.split(|&byte| byte == b',').any(|one| one == option)
    }
}

/// The mounts.
pub fn parse(bytes: &[u8]) -> impl Iterator<Item = Result<Mount<'_>>> {
    text::lines(bytes).map(|line| {
        mount(line).ok_or(ParseError::new("pid_mountinfo", "has a line that is no mount"))
    })
}

fn mount(line: &[u8]) -> Option<Mount<'_>> {
    // One space each, so that an empty source is a word too.
    let mut words = line.split(|&byte| byte == b' ');
    let id = text::narrow(words.next()?)?;
    let parent = text::narrow(words.next()?)?;
    let (major, minor) = text::key_value(words.next()?)?;
    let (root, mount_point, options) = (words.next()?, words.next()?, words.next()?);
    // Any number of tags such as `shared:7`, then a hyphen.
    words.find(|&word| word == b"-")?;
    Some(Mount {
        id,
        parent,
        major: text::narrow(major)?,
        minor: text::narrow(minor)?,
        root,
        mount_point,
        options,
        fs_type: words.next()?,
        source: words.next()?,
        super_options: words.next()?,
    })
}

/// The text, its octal escapes (`\040` a space, `\011` a tab, `\012` a newline, `\134` a backslash) undone.
pub fn unescape(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.contains(&b'\\') {
        return Cow::Borrowed(text);
    }
    let mut whole = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        let escaped = (byte == b'\\').then(|| after.split_at_checked(3)).flatten();
        let escaped = escaped.and_then(|(digits, after)| Some((text::octal(digits)?, after)));
        let (byte, after) = escaped.unwrap_or((byte, after));
        whole.push(byte);
        rest = after;
    }
    Cow::Owned(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &[u8] = b"36 35 98:0 /mnt1 /mnt\\0402 rw,noatime master:1 shared:2 - ext3 /dev/root rw,errors=continue\n\
        37 36 0:28 /docker/\\134x /sys/fs/cgroup/cpu,cpuacct ro - cgroup cgroup rw,cpu,cpuacct\n\
        38 36 0:29 / /empty rw -  tmpfs  rw\n\
        39 36 0:30 / /source rw - tmpfs  rw\n";

    #[test]
    fn every_word_at_its_place() {
        let mounts: Vec<_> = parse(WHOLE).collect();
        let first = Mount {
            id: 36,
            parent: 35,
            major: 98,
            minor: 0,
            root: b"/mnt1",
            mount_point: b"/mnt\\0402",
            options: b"rw,noatime",
            fs_type: b"ext3",
            source: b"/dev/root",
            super_options: b"rw,errors=continue",
        };
        assert_eq!(mounts[0], Ok(first));
        let cgroup = mounts[1].unwrap();
        assert!(cgroup.has_super_option(b"cpu") && cgroup.has_super_option(b"cpuacct"));
        assert!(!cgroup.has_super_option(b"cp") && !cgroup.has_super_option(b"cpuset"));
    }

    #[test]
    fn a_source_may_be_empty() {
        let mount = parse(WHOLE).nth(3).unwrap().unwrap();
        assert_eq!(
            (mount.fs_type, mount.source, mount.super_options),
            (&b"tmpfs"[..], &b""[..], &b"rw"[..])
        );
    }

    #[test]
    fn e_f17_octal_escapes() {
        assert_eq!(&*unescape(b"/a\\040b\\011c\\134d\\012e\\043"), b"/a b\tc\\d\ne#");
        assert_eq!(&*unescape(b"/plain"), b"/plain");
        // no escapes: cut off, not octal, too large for a byte
        for same in [&b"\\"[..], b"\\04", b"\\048", b"\\777", b"a\\"] {
            assert_eq!(&*unescape(same), same);
        }
        assert_eq!(&*unescape(b"\\134040"), b"\\040", "an escape is undone once");
        assert_eq!(&*unescape(b"\xFF\\040"), b"\xFF ");
    }

    #[test]
    fn cut_off_anywhere_there_are_fewer_mounts_and_none_is_wrong() {
        let whole: Vec<_> = parse(WHOLE).collect();
        for length in 0..WHOLE.len() {
            for (cut, mount) in parse(&WHOLE[..length]).zip(&whole) {
                assert_eq!(cut, *mount, "{length} bytes");
            }
        }
    }

    #[test]
    fn lines_that_are_no_mounts_are_errors() {
        for bad in [
            "\n",
            "36\n",
            "x 1 0:1 / / rw - t s o\n",
            "1 1 0 / / rw - t s o\n",
            "1 1 0:1 / / rw t s o\n",
        ] {
            assert!(parse(bad.as_bytes()).all(|mount| mount.is_err()), "{bad:?}");
        }
    }
}
