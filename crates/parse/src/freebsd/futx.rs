//! `struct futx` of `lib/libc/gen/utxdb.h` (FreeBSD 9 to 15), `/var/run/utx.active`, getutxent(3): who is logged in. Packed,
//! and its numbers are big endian.

use crate::bsd::char_array::text;
use crate::record::record;

/// `USER_PROCESS`: somebody is logged in.
const USER_PROCESS: u8 = 4;

record! {
    /// An entry.
    pub struct Futx("futx", 197) {
        pub fu_type: u8,
        fu_tv: [u8; 8],
        pub fu_id: [u8; 8],
        fu_pid: [u8; 4],
        fu_user: [u8; 32],
        fu_line: [u8; 16],
        fu_host: [u8; 128],
    }
}

impl Futx {
    /// Since when, in microseconds since the epoch.
    #[must_use]
    pub const fn tv(&self) -> u64 {
        u64::from_be_bytes(self.fu_tv)
    }

    /// The process that logged in.
    #[must_use]
    pub const fn pid(&self) -> i32 {
        i32::from_be_bytes(self.fu_pid)
    }

    /// Who.
    #[must_use]
    pub fn user(&self) -> &[u8] {
        text(&self.fu_user)
    }

    /// On which terminal: a name in `/dev`.
    #[must_use]
    pub fn line(&self) -> &[u8] {
        text(&self.fu_line)
    }

    /// From where; empty if from here.
    #[must_use]
    pub fn host(&self) -> &[u8] {
        text(&self.fu_host)
    }
}

/// Those who are logged in. An entry that is cut off is left out.
pub fn users(bytes: &[u8]) -> impl Iterator<Item = Futx> {
    bytes
        .chunks_exact(Futx::SIZE)
        .filter_map(|entry| Futx::parse(entry).ok())
        .filter(|entry| entry.fu_type == USER_PROCESS && !entry.user().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::written::{assert_cut_off, assert_offsets, put};

    fn written(kind: u8) -> Vec<u8> {
        let mut bytes = vec![0; 197];
        put(&mut bytes, 0, [kind]);
        put(&mut bytes, 1, 1_700_000_000_000_005_u64.to_be_bytes());
        put(&mut bytes, 17, 77_i32.to_be_bytes());
        put(&mut bytes, 21, *b"a) b\n\xFF");
        put(&mut bytes, 53, [b'p'; 16]);
        put(&mut bytes, 69, *b"::1");
        bytes
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let reference = [("fu_tv", 1), ("fu_id", 9), ("fu_pid", 17), ("fu_user", 21)];
        assert_offsets(Futx::OFFSETS, &reference);
        assert_offsets(Futx::OFFSETS, &[("fu_line", 53), ("fu_host", 69)]);
    }

    #[test]
    fn numbers_are_big_endian_and_texts_need_not_end() {
        let user = Futx::parse(&written(4)).unwrap();
        assert_eq!((user.tv(), user.pid()), (1_700_000_000_000_005, 77));
        assert_eq!((user.user(), user.line()), (&b"a) b\n\xFF"[..], &[b'p'; 16][..]));
        assert_eq!(user.host(), b"::1");
    }

    #[test]
    fn only_who_is_logged_in_counts() {
        let mut nobody = written(4);
        put(&mut nobody, 21, [0]);
        let file = [written(1), written(4), nobody, written(7), written(4)].concat();
        assert_eq!(users(&file).count(), 2);
        assert_eq!(users(&file[..file.len() - 1]).count(), 1);
        assert_eq!(users(&[]).count(), 0);
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(Futx::SIZE, Futx::parse);
    }
}
