//! `struct utmp` of `utmp.h` (OpenBSD 7), utmp(5): a terminal, and who is logged in on it.
//!
//! `/var/run/utmp` has one for each terminal of ttys(5); nobody is logged in where the name is empty.

use crate::bsd::char_array;
use crate::record::record;

record! {
    /// One terminal.
    pub struct Utmp("utmp", 304) {
        pub ut_line: [u8; 8],
        pub ut_name: [u8; 32],
        pub ut_host: [u8; 256],
        /// Seconds since the epoch.
        pub ut_time: i64,
    }
}

impl Utmp {
    /// The terminal without `/dev/`.
    pub fn line(&self) -> &[u8] {
        char_array::text(&self.ut_line)
    }

    /// Who is logged in; empty for nobody.
    pub fn name(&self) -> &[u8] {
        char_array::text(&self.ut_name)
    }

    /// Where they came from; empty for the machine itself.
    pub fn host(&self) -> &[u8] {
        char_array::text(&self.ut_host)
    }
}

#[cfg(test)]
mod tests {
    use super::super::by_hand::{lengths_are_checked, written};
    use super::*;

    fn login(line: &[u8], name: &[u8], host: &[u8]) -> [u8; 304] {
        let time = 1_700_000_000_i64.to_ne_bytes();
        written(&[(0, line), (8, name), (40, host), (296, &time)])
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let offsets =
            [("ut_line", 0), ("ut_name", 8), ("ut_host", 40), ("ut_time", 296), ("", 304)];
        assert_eq!(Utmp::OFFSETS, offsets);
        let bytes = login(b"ttyp0\0", b"root\0", b"2001:db8::1\0");
        let it = Utmp::parse(&bytes).unwrap();
        assert_eq!((it.line(), it.name()), (&b"ttyp0"[..], &b"root"[..]));
        assert_eq!((it.host(), it.ut_time), (&b"2001:db8::1"[..], 1_700_000_000));
        lengths_are_checked(&bytes, Utmp::parse);
    }

    #[test]
    fn names_end_with_their_field_or_a_nul() {
        let it = Utmp::parse(&login(&[b'a'; 8], &[b'b'; 32], &[0xFF; 256])).unwrap();
        assert_eq!(
            (it.line(), it.name(), it.host()),
            (&[b'a'; 8][..], &[b'b'; 32][..], &[0xFF; 256][..])
        );
        let it = Utmp::parse(&login(b"\0", b"\0x", b"a)\n\0")).unwrap();
        assert_eq!((it.line(), it.name(), it.host()), (&b""[..], &b""[..], &b"a)\n"[..]));
    }
}
