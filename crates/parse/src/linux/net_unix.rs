//! `/proc/PID/net/unix`, `proc_pid_net(5)`: a heading, then one socket a line.
//!
//! A name is printed as it is: it may hold spaces, newlines and bytes that are no UTF-8. Only the NULs of an
//! abstract name are replaced, by `@`. So a line that cannot be a socket of its own belongs to the name above it.
//! A name that holds a newline and then a line just like the kernel's cannot be told from two sockets; whoever
//! meets one inode twice should trust neither name.

use crate::text;

/// The longest name, `sun_path` of `struct sockaddr_un`.
const LONGEST_NAME: usize = 108;

/// One socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NetUnix<'a> {
    /// `SOCK_STREAM` (1), `SOCK_DGRAM` (2) or `SOCK_SEQPACKET` (5).
    pub socket_type: u32,
    /// The state by number, `SS_UNCONNECTED` (1), `SS_CONNECTED` (3) and so on of `linux/net.h`.
    pub st: u32,
    /// The inode of the file that stands for it, `0` for none.
    pub inode: u64,
    /// What it is bound to: a path, or an abstract name that begins with `@`.
    pub path: Option<&'a [u8]>,
}

/// The sockets. Lines that are neither a socket nor part of a name are left out.
pub fn rows(bytes: &[u8]) -> impl Iterator<Item = NetUnix<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        loop {
            let begin = rest;
            let (line, next) = text::split_line(begin)?;
            rest = next;
            let Some(mut row) = row(line) else { continue };
            if let Some(first) = row.path {
                let named = begin.get(line.len().saturating_sub(first.len())..)?;
                let length = name_length(named, first.len())?;
                let (name, next) = named.split_at_checked(length)?;
                row.path = Some(name).filter(|name| !name.is_empty());
                rest = next.get(1..)?;
            }
            return Some(row);
        }
    })
}

/// How long the name is that begins here; `None` if it may have been cut off.
fn name_length(named: &[u8], first_line: usize) -> Option<usize> {
    let mut length = first_line;
    loop {
        let following = named.get(length.saturating_add(1)..)?;
        let Some((line, _)) = text::split_line(following) else {
            return following.is_empty().then_some(length);
        };
        let longer = length.saturating_add(1).saturating_add(line.len());
        if longer > LONGEST_NAME || row(line).is_some() {
            return Some(length);
        }
        length = longer;
    }
}

/// Reads a line that begins a socket: `Num: RefCount Protocol Flags Type St Inode[ Path]`.
fn row(line: &[u8]) -> Option<NetUnix<'_>> {
    let mut rest = line;
    // The address of the socket in the kernel, which the kernel hides in more than one way.
    word(&mut rest)?.strip_suffix(b":")?;
    for _ in ["RefCount", "Protocol", "Flags"] {
        text::hexadecimal::<u32>(word(&mut rest)?)?;
    }
    let socket_type = text::hexadecimal(word(&mut rest)?)?;
    let st = text::hexadecimal(word(&mut rest)?)?;
    let inode = text::unsigned(word(&mut rest)?)?;
    // Exactly one space: any more belong to the name, which may also begin with a newline.
    let path = rest.strip_prefix(b" ");
    Some(NetUnix { socket_type, st, inode, path })
}

/// The next word, its leading spaces skipped.
fn word<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let begin = rest.iter().position(|&byte| byte != b' ')?;
    let (_, from) = rest.split_at_checked(begin)?;
    let end = from.iter().position(|&byte| byte == b' ').unwrap_or(from.len());
    let (word, after) = from.split_at_checked(end)?;
    *rest = after;
    Some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADING: &[u8] = b"Num       RefCount Protocol Flags    Type St Inode Path\n";

    /// As a Linux 6.18 kernel prints it, the name with the space before it.
    fn line(kind: &str, inode: &str, path: &[u8]) -> Vec<u8> {
        let head = format!("000000004aef6ca4: 00000002 00000000 00010000 {kind} 01 {inode:>5}");
        [head.as_bytes(), path, b"\n"].concat()
    }

    fn table(lines: &[Vec<u8>]) -> Vec<u8> {
        [HEADING, &lines.concat()].concat()
    }

    /// Inodes and names.
    fn names(bytes: &[u8]) -> Vec<(u64, Option<&[u8]>)> {
        rows(bytes).map(|row| (row.inode, row.path)).collect()
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let bytes = table(&[
            line("0001", "7", b" /run/a"),
            line("0002", "12345678", b" "),
            line("0005", "9", b" @b"),
        ]);
        let rows: Vec<_> = rows(&bytes).collect();
        assert_eq!(rows[0], NetUnix { socket_type: 1, st: 1, inode: 7, path: Some(b"/run/a") });
        assert_eq!(rows[1], NetUnix { socket_type: 2, st: 1, inode: 12_345_678, path: None });
        assert_eq!((rows[2].socket_type, rows[2].path), (5, Some(&b"@b"[..])));
        assert_eq!(rows.len(), 3);
    }

    #[test]
    fn b4_a_path_may_hold_spaces() {
        for path in [&b"/tmp/a b"[..], b"/tmp/a  b ", b" leading", b"  ", b"/tmp/a\tb: 1 2"] {
            let bytes = table(&[line("0001", "7", &[b" ", path].concat()), line("0001", "8", b"")]);
            assert_eq!(names(&bytes), [(7, Some(path)), (8, None)]);
        }
    }

    #[test]
    fn e_f7_an_abstract_name_may_hold_anything() {
        for name in [&b"@"[..], b"@a b", b"@\xff\xfe@@", b"@@@", b"@a\r\x1b[0m"] {
            let bytes = table(&[line("0002", "7", &[b" ", name].concat()), line("0001", "8", b"")]);
            assert_eq!(names(&bytes), [(7, Some(name)), (8, None)]);
        }
    }

    #[test]
    fn e_f7_a_name_may_hold_newlines() {
        for name in [&b"/a\nb"[..], b"/a\n", b"\n", b"\n\n/a", b"/a\n1: 2 3\nNum: b", b"@x\ny\n"] {
            let bytes = table(&[
                line("0001", "6", b" /before"),
                line("0001", "7", &[b" ", name].concat()),
                line("0001", "8", b" /after"),
            ]);
            assert_eq!(
                names(&bytes),
                [(6, Some(&b"/before"[..])), (7, Some(name)), (8, Some(b"/after"))],
                "{name:?}"
            );
        }
    }

    #[test]
    fn e_f7_a_line_that_is_no_socket_is_left_out() {
        let longer_than_a_name = [&[b'x'; LONGEST_NAME][..], b"\n"].concat();
        for bad in [
            &b"\n"[..],
            b"wrapped\n",
            b"000000004aef6ca4:\n",
            b"000000004aef6ca4: 00000002 00000000 00010000 0001 01\n",
            b"000000004aef6ca4: 00000002 00000000 00010000 0001 01 x /a\n",
            b"000000004aef6ca4 00000002 00000000 00010000 0001 01 7 /a\n",
            &longer_than_a_name,
        ] {
            let bytes = table(&[bad.to_vec(), line("0001", "7", b""), bad.to_vec()]);
            assert_eq!(names(&bytes), [(7, None)], "{bad:?}");
        }
        // No name is that long, so it does not belong to the one above it either.
        let bytes = table(&[line("0001", "7", b" /a"), longer_than_a_name]);
        assert_eq!(names(&bytes), [(7, Some(&b"/a"[..]))]);
    }

    #[test]
    fn the_longest_name_is_read_whole() {
        let name = [&[b'x'; LONGEST_NAME - 2][..], b"\ny"].concat();
        let bytes =
            table(&[line("0001", "7", &[b" ", &name[..]].concat()), line("0001", "8", b"")]);
        assert_eq!(names(&bytes), [(7, Some(&name[..])), (8, None)]);
    }

    #[test]
    fn a_kernel_may_hide_where_its_sockets_are() {
        for num in ["0000000000000000:", "c1b2d000:", "(____ptrval____):"] {
            let text = format!("{num} 00000002 00000000 00010000 0001 01  3148 /a\n");
            assert_eq!(names(text.as_bytes()), [(3148, Some(&b"/a"[..]))]);
        }
    }

    #[test]
    fn cut_off_anywhere_leaves_only_whole_rows() {
        let whole = table(&[
            line("0001", "7777", b" /tmp/a b"),
            line("0001", "8888", b" /a\nb"),
            line("0002", "9999", b""),
        ]);
        let expected = names(&whole);
        assert_eq!(expected.len(), 3);
        for length in 0..whole.len() {
            let found = names(&whole[..length]);
            let end_of_line = whole[..length].ends_with(b"/a\n"); // a name of its own, for all we know
            assert!(end_of_line || expected.starts_with(&found), "{length} bytes: {found:?}");
        }
    }

    #[test]
    fn an_empty_table_has_no_rows() {
        assert_eq!(rows(b"").count(), 0);
        assert_eq!(rows(HEADING).count(), 0);
    }
}
