//! `/proc/PID/smaps`, `proc_pid_smaps(5)`: for each mapping the line that `maps` has, and `Key: number kB` lines.
//!
//! Addresses begin with a digit in lower case, keys with a capital: a path may hold the text of either and
//! still is one line with its addresses. The kernel writes a newline in a path as `\012` and nothing else:
//! a name that really holds those four characters looks the same, so paths are left as the kernel wrote them.

use crate::{ParseError, Result, text};

/// One mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mapping<'a> {
    /// Its first address.
    pub start: u64,
    /// The first address after it.
    pub end: u64,
    /// `rwxp`, each or `-`; the last is `s` where writes are shared.
    pub perms: [u8; 4],
    /// Where it begins in the file, in bytes.
    pub offset: u64,
    /// The device of the file.
    pub major: u32,
    /// The same.
    pub minor: u32,
    /// The file on that device, 0 for none.
    pub inode: u64,
    /// A file, ` (deleted)` where it has been removed; `[heap]` and its kin; nothing.
    pub path: &'a [u8],
    /// What the lines below say.
    pub sizes: Sizes,
}

/// Memory in kibibytes. Any line may be missing, or lack its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the file's own keys")]
pub struct Sizes {
    pub size: Option<u64>,
    pub rss: Option<u64>,
    pub pss: Option<u64>,
    pub shared_clean: Option<u64>,
    pub shared_dirty: Option<u64>,
    pub private_clean: Option<u64>,
    pub private_dirty: Option<u64>,
    pub referenced: Option<u64>,
    /// Since Linux 2.6.37.
    pub anonymous: Option<u64>,
    /// Since Linux 4.4; huge pages are in none of the other lines.
    pub shared_hugetlb: Option<u64>,
    /// The same.
    pub private_hugetlb: Option<u64>,
    /// Only where the kernel can swap.
    pub swap: Option<u64>,
    pub locked: Option<u64>,
}

impl Sizes {
    /// Of no mapping at all.
    pub const ZERO: Self = Self {
        size: Some(0),
        rss: Some(0),
        pss: Some(0),
        shared_clean: Some(0),
        shared_dirty: Some(0),
        private_clean: Some(0),
        private_dirty: Some(0),
        referenced: Some(0),
        anonymous: Some(0),
        shared_hugetlb: Some(0),
        private_hugetlb: Some(0),
        swap: Some(0),
        locked: Some(0),
    };

    /// Of both together. What one of them does not say is unknown of both.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let sum = |one: Option<u64>, other: Option<u64>| Some(one?.saturating_add(other?));
        Self {
            size: sum(self.size, other.size),
            rss: sum(self.rss, other.rss),
            pss: sum(self.pss, other.pss),
            shared_clean: sum(self.shared_clean, other.shared_clean),
            shared_dirty: sum(self.shared_dirty, other.shared_dirty),
            private_clean: sum(self.private_clean, other.private_clean),
            private_dirty: sum(self.private_dirty, other.private_dirty),
            referenced: sum(self.referenced, other.referenced),
            anonymous: sum(self.anonymous, other.anonymous),
            shared_hugetlb: sum(self.shared_hugetlb, other.shared_hugetlb),
            private_hugetlb: sum(self.private_hugetlb, other.private_hugetlb),
            swap: sum(self.swap, other.swap),
            locked: sum(self.locked, other.locked),
        }
    }

    pub(super) fn read_line(&mut self, key: &[u8], value: &[u8]) {
        if let Some(field) = self.field(key) {
            *field = text::first_number(value);
        }
    }

    fn field(&mut self, key: &[u8]) -> Option<&mut Option<u64>> {
        Some(match key {
            b"Size" => &mut self.size,
            b"Rss" => &mut self.rss,
            b"Pss" => &mut self.pss,
            b"Shared_Clean" => &mut self.shared_clean,
            b"Shared_Dirty" => &mut self.shared_dirty,
            b"Private_Clean" => &mut self.private_clean,
            b"Private_Dirty" => &mut self.private_dirty,
            b"Referenced" => &mut self.referenced,
            b"Anonymous" => &mut self.anonymous,
            b"Shared_Hugetlb" => &mut self.shared_hugetlb,
            b"Private_Hugetlb" => &mut self.private_hugetlb,
            b"Swap" => &mut self.swap,
            b"Locked" => &mut self.locked,
            _ => return None,
        })
    }
}

/// A line as the kernel prints nearly all: the key, a colon and spaces in 16 places, the number in 8, ` kB`. Its key,
/// its number, and what follows it; `None` for any other line, which has to be looked at byte by byte.
///
/// Every byte of it is looked at, so no newline before the last is missed.
fn usual_line(bytes: &[u8]) -> Option<(&[u8], u64, &[u8])> {
    let (line, rest) = bytes.split_first_chunk::<28>()?;
    let (heading, value) = line.split_first_chunk::<16>()?;
    let (digits, unit) = value.split_first_chunk::<8>()?;
    if unit != b" kB\n" {
        return None;
    }
    let colon = heading.iter().position(|&byte| !is_of_key(byte))?;
    let (key, spaces) = heading.split_at_checked(colon)?;
    let spaces = spaces.strip_prefix(b":")?;
    let number = padded(digits)?;
    spaces.iter().all(|&byte| byte == b' ').then_some((key, number, rest))
}

const fn is_of_key(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_'
}

/// A number behind any number of spaces, its last digit at the end.
fn padded(digits: &[u8]) -> Option<u64> {
    let first = digits.iter().position(|&byte| byte != b' ')?;
    text::unsigned(digits.get(first..)?)
}

const fn error(reason: &'static str) -> ParseError {
    ParseError::new("pid_smaps", reason)
}

/// Reads the mappings one by one, in the file's order. The first error is the last item.
pub const fn mappings(bytes: &[u8]) -> Mappings<'_> {
    Mappings { rest: bytes, last_key: None }
}

/// All mappings together.
pub fn totals(bytes: &[u8]) -> Result<Sizes> {
    mappings(bytes).try_fold(Sizes::ZERO, |sum, mapping| Ok(sum.plus(&mapping?.sizes)))
}

/// The mappings of a file.
#[derive(Clone, Debug)]
pub struct Mappings<'a> {
    rest: &'a [u8],
    /// How a mapping ends that is known to be whole, as another follows it.
    last_key: Option<&'a [u8]>,
}

impl<'a> Mappings<'a> {
    fn read(&mut self) -> Result<Mapping<'a>> {
        let line = self.line()?;
        let mut mapping =
            header(line).ok_or(error("has a line that is neither addresses nor a key"))?;
        let mut key: &[u8] = b"";
        while let Some(first) = self.rest.first() {
            if matches!(first, b'0'..=b'9' | b'a'..=b'f') {
                self.last_key.get_or_insert(key);
                return Ok(mapping);
            }
            if let Some((known, number, rest)) = usual_line(self.rest) {
                if let Some(field) = mapping.sizes.field(known) {
                    *field = Some(number);
                }
                (key, self.rest) = (known, rest);
                continue;
            }
            let line = self.line()?;
            let value;
            (key, value) = text::key_value(line).unwrap_or((line, b""));
            mapping.sizes.read_line(key, value);
        }
        // VmFlags is the last line since Linux 3.8.
        if key != self.last_key.unwrap_or(b"VmFlags") {
            return Err(error("ends within a mapping"));
        }
        Ok(mapping)
    }

    fn line(&mut self) -> Result<&'a [u8]> {
        let (line, rest) = text::split_line(self.rest).ok_or(error("ends within a line"))?;
        self.rest = rest;
        Ok(line)
    }
}

impl<'a> Iterator for Mappings<'a> {
    type Item = Result<Mapping<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let mapping = self.read();
        if mapping.is_err() {
            self.rest = b"";
        }
        Some(mapping)
    }
}

/// `start-end perms offset major:minor inode`, and a path after any number of spaces.
pub(super) fn header(line: &[u8]) -> Option<Mapping<'_>> {
    let (start, rest) = number(line, 16)?;
    let (end, rest) = number(rest.strip_prefix(b"-")?, 16)?;
    let (perms, rest) = rest.strip_prefix(b" ")?.split_first_chunk::<4>()?;
    let (offset, rest) = number(rest.strip_prefix(b" ")?, 16)?;
    let (major, rest) = number(rest.strip_prefix(b" ")?, 16)?;
    let (minor, rest) = number(rest.strip_prefix(b":")?, 16)?;
    let (inode, rest) = number(rest.strip_prefix(b" ")?, 10)?;
    let path = rest.iter().position(|&byte| byte != b' ').and_then(|first| rest.get(first..));
    let [read, write, execute, shared] = perms;
    let known = matches!(read, b'r' | b'-')
        && matches!(write, b'w' | b'-')
        && matches!(execute, b'x' | b'-')
        && matches!(shared, b'p' | b's');
    // The number has to end where it ends: at a space or with the line.
    let apart = rest.first().is_none_or(|&byte| byte == b' ');
    (known && apart && start <= end).then_some(Mapping {
        start,
        end,
        perms: *perms,
        offset,
        major: major.try_into().ok()?,
        minor: minor.try_into().ok()?,
        inode,
        path: path.unwrap_or_default(),
        sizes: Sizes::default(),
    })
}

/// The digits that the bytes begin with, and what follows them.
fn number(bytes: &[u8], radix: u32) -> Option<(u64, &[u8])> {
    let mut rest = bytes;
    let mut number = 0_u64;
    while let Some((&byte, after)) = rest.split_first() {
        let Some(digit) = char::from(byte).to_digit(radix) else { break };
        number = number.checked_mul(radix.into())?.checked_add(digit.into())?;
        rest = after;
    }
    (rest.len() < bytes.len()).then_some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As Linux 6.18 prints it, with all its keys.
    const SIZES: &str = "Size:                  8 kB\nKernelPageSize:        4 kB\n\
        MMUPageSize:           4 kB\nRss:                   7 kB\nPss:                   6 kB\n\
        Pss_Dirty:             1 kB\nShared_Clean:          5 kB\nShared_Dirty:          4 kB\n\
        Private_Clean:         3 kB\nPrivate_Dirty:         2 kB\nReferenced:           10 kB\n\
        Anonymous:            11 kB\nKSM:                   0 kB\nLazyFree:              0 kB\n\
        AnonHugePages:         0 kB\nShared_Hugetlb:       12 kB\nPrivate_Hugetlb:      13 kB\n\
        Swap:                 14 kB\nSwapPss:               9 kB\nLocked:               15 kB\n\
        THPeligible:           0\nProtectionKey:         0\nVmFlags: rd mr mw me \n";

    const CAT: &str =
        "5577e99bc000-5577e99be000 r-xs 00001000 fe:0a 247026                     /usr/bin/cat";

    fn file(headers: &[&str]) -> Vec<u8> {
        headers.iter().flat_map(|header| format!("{header}\n{SIZES}").into_bytes()).collect()
    }

    fn all(bytes: &[u8]) -> Result<Vec<Mapping<'_>>> {
        mappings(bytes).collect()
    }

    fn path_of(path: &str) -> Vec<u8> {
        let bytes = file(&[&format!("1000-2000 rw-p 00000000 00:00 0 {path}"), CAT]);
        all(&bytes).unwrap()[0].path.to_vec()
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let bytes = file(&[CAT]);
        let sizes = Sizes {
            size: Some(8),
            rss: Some(7),
            pss: Some(6),
            shared_clean: Some(5),
            shared_dirty: Some(4),
            private_clean: Some(3),
            private_dirty: Some(2),
            referenced: Some(10),
            anonymous: Some(11),
            shared_hugetlb: Some(12),
            private_hugetlb: Some(13),
            swap: Some(14),
            locked: Some(15),
        };
        let expected = Mapping {
            start: 0x5577_e99b_c000,
            end: 0x5577_e99b_e000,
            perms: *b"r-xs",
            offset: 0x1000,
            major: 0xfe,
            minor: 10,
            inode: 247_026,
            path: b"/usr/bin/cat",
            sizes,
        };
        assert_eq!(all(&bytes), Ok(vec![expected]));
    }

    #[test]
    fn e_f12_paths_are_the_rest_of_the_line() {
        for path in
            ["/a b", "/a  b ", "/x (deleted)", "[heap]", "[anon:x y]", "/a\\012b", "/Rss: 9 kB", ""]
        {
            assert_eq!(path_of(path), path.as_bytes());
        }
        let hostile = b"1000-2000 rw-p 00000000 00:00 0 /\xff\x80\n";
        let bytes = [hostile, SIZES.as_bytes()].concat();
        assert_eq!(all(&bytes).unwrap()[0].path, b"/\xff\x80");
    }

    #[test]
    fn e_f12_keys_without_a_number_and_keys_that_are_missing_are_unknown() {
        let bytes =
            format!("{CAT}\nRss:\nPss: x kB\nSwapPss: 5 kB\nPss_Dirty: 6 kB\nVmFlags: rd 7\n");
        assert_eq!(all(bytes.as_bytes()).unwrap()[0].sizes, Sizes::default());
    }

    #[test]
    fn lines_of_any_other_form_say_the_same() {
        let cat = String::from_utf8(file(&[CAT])).unwrap();
        let usual = all(cat.as_bytes()).unwrap()[0].sizes;
        assert_eq!(usual.rss, Some(7));
        let other = |from: &str, to: &str| {
            let bytes = cat.replacen(from, to, 1);
            assert_ne!(bytes, cat);
            all(bytes.as_bytes()).unwrap()[0].sizes
        };
        assert_eq!(other("Rss:                   7 kB", "Rss:\t7 kB"), usual);
        assert_eq!(other("Rss:                   7 kB", "Rss:                   7"), usual);
        let large = other("Rss:                   7 kB", "Rss:            123456789 kB");
        assert_eq!(large.rss, Some(123_456_789));
        for no_number in ["       x kB", "         kB", "     7 7 kB", "      -7 kB"] {
            let sizes =
                other("Rss:                   7 kB", &format!("Rss:            {no_number}"));
            let known = no_number.contains("7 7").then_some(7);
            assert_eq!(sizes, Sizes { rss: known, ..usual }, "{no_number}");
        }
        // A short line and the next one are as long as one.
        let short = other("Rss:                   7 kB", "Rss:   7\nPss:           9 kB");
        assert_eq!((short.rss, short.pss), (Some(7), Some(6)));
    }

    #[test]
    fn e_f12_the_highest_addresses() {
        let bytes = file(&[
            "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]",
        ]);
        let mappings = all(&bytes).unwrap();
        assert_eq!(
            (mappings[0].start, mappings[0].end),
            (0xffff_ffff_ff60_0000, 0xffff_ffff_ff60_1000)
        );
    }

    #[test]
    fn e_f12_nothing_mapped_is_no_mapping() {
        assert_eq!(all(b""), Ok(vec![]));
        assert_eq!(totals(b""), Ok(Sizes::ZERO));
    }

    #[test]
    fn totals_are_sums_and_unknown_if_a_part_is() {
        let bytes = file(&[CAT, CAT, CAT]);
        let totals = totals(&bytes).unwrap();
        assert_eq!((totals.rss, totals.locked), (Some(21), Some(45)));
        let unknown = Sizes { rss: None, ..Sizes::ZERO };
        let sum = totals.plus(&unknown);
        assert_eq!((sum.rss, sum.pss), (None, Some(18)));
    }

    #[test]
    fn cut_off_anywhere_is_an_error_or_ends_between_two_mappings() {
        let one = file(&[CAT]);
        let bytes = one.repeat(3);
        for length in 0..bytes.len() {
            let expected = (length % one.len() == 0).then_some(length / one.len());
            assert_eq!(all(&bytes[..length]).ok().map(|cut| cut.len()), expected, "{length} bytes");
        }
    }

    #[test]
    fn malformed_headers_are_errors() {
        for header in [
            "1000 rw-p 00000000 00:00 0",
            "2000-1000 rw-p 00000000 00:00 0",
            "1000-2000 rwp 00000000 00:00 0",
            "1000-2000 rwxz 00000000 00:00 0",
            "1000-2000 rw-p 00000000 0000 0",
            "1000-2000 rw-p 00000000 00:00",
            "1000-2000 rw-p 00000000 00:00 0x1",
            "1000-2000 rw-p 00000000 00:00 7[heap]",
            "11112222333344445-2 rw-p 00000000 00:00 0",
        ] {
            assert!(all(&file(&[header])).is_err(), "{header}");
        }
    }
}
