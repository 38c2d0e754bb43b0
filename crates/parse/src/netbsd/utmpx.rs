//! `struct utmpx` of `utmpx.h` (NetBSD 10), `/var/run/utmpx`, utmpx(5): who is logged in.

use crate::bsd::char_array;
use crate::bsd::timeval::Timeval32;
use crate::record::record;
use crate::record::rows;

/// `ut_type`: somebody is logged in.
pub const USER_PROCESS: u16 = 7;
/// `ut_type`: somebody was.
pub const DEAD_PROCESS: u16 = 8;
/// `ut_type`: the first one of a file, which tells its version.
pub const SIGNATURE: u16 = 10;

record! {
    /// A login, and what else the file is used for.
    pub struct Utmpx("utmpx", 520) {
        pub ut_name: [u8; 32],
        pub ut_id: [u8; 4],
        pub ut_line: [u8; 32],
        pub ut_host: [u8; 256],
        pub ut_session: u16,
        /// `USER_PROCESS` and so on.
        pub ut_type: u16,
        pub ut_pid: i32,
        _ut_exit: [u16; 2],
        _ut_ss: [u8; 128],
        pub ut_tv: Timeval32,
        _ut_pad: [u8; 40],
    }
}

impl Utmpx {
    /// Who it is.
    #[must_use]
    pub fn name(&self) -> &[u8] {
        char_array::text(&self.ut_name)
    }

    /// The terminal, without `/dev/`.
    #[must_use]
    pub fn line(&self) -> &[u8] {
        char_array::text(&self.ut_line)
    }

    /// From where.
    #[must_use]
    pub fn host(&self) -> &[u8] {
        char_array::text(&self.ut_host)
    }
}

/// Who is logged in. A last record that is being written is left out, as is what has no name.
pub fn users(bytes: &[u8]) -> impl Iterator<Item = Utmpx> {
    rows::<Utmpx>("utmpx", bytes, Utmpx::SIZE)
        .map_while(Result::ok)
        .filter(|record| record.ut_type == USER_PROCESS && !record.name().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::netbsd::made::{offsets, written};

    fn login(kind: u16, name: &[u8]) -> Vec<u8> {
        written(
            Utmpx::SIZE,
            &[
                (0, name),
                (36, b"pts/0\0old"),
                (68, b"10.0.0.1\0"),
                (326, &kind.to_ne_bytes()),
                (328, &77_i32.to_ne_bytes()),
                (464, &1_700_000_000_i64.to_ne_bytes()),
                (472, &999_999_i32.to_ne_bytes()),
            ],
        )
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        offsets(
            Utmpx::OFFSETS,
            "ut_name 0 ut_id 32 ut_line 36 ut_host 68 ut_session 324 ut_type 326 ut_pid 328 _ut_exit 332 _ut_ss 336 \
             ut_tv 464",
        );
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let bytes = login(USER_PROCESS, b"a) b\n\xFF\0old");
        let login = users(&bytes).next().unwrap();
        assert_eq!((login.name(), login.line()), (&b"a) b\n\xFF"[..], &b"pts/0"[..]));
        assert_eq!((login.host(), login.ut_pid), (&b"10.0.0.1"[..], 77));
        assert_eq!((login.ut_tv.tv_sec, login.ut_tv.tv_usec), (1_700_000_000, 999_999));
    }

    #[test]
    fn only_who_is_logged_in_counts() {
        let bytes = [
            login(SIGNATURE, b"utmpx-2.00\0"),
            login(DEAD_PROCESS, b"gone\0"),
            login(USER_PROCESS, b"\0"),
            login(USER_PROCESS, &[b'n'; 32]),
        ];
        let bytes = bytes.concat();
        let names: Vec<_> = users(&bytes).map(|login| login.name().to_vec()).collect();
        assert_eq!(names, [[b'n'; 32]]);
    }

    #[test]
    fn a_record_that_is_being_written_is_left_out() {
        let bytes = [login(USER_PROCESS, b"one\0"), login(USER_PROCESS, b"two\0")].concat();
        for length in 0..=bytes.len() {
            assert_eq!(users(&bytes[..length]).count(), length / Utmpx::SIZE, "{length} bytes");
        }
    }
}
