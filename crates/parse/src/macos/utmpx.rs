//! `struct utmpx` of `utmpx.h` (macOS 15), getutxent(3): who is logged in.

use crate::bsd::timeval::Timeval32;
use crate::record::record;

/// `ut_type`: when the machine came up.
pub const BOOT_TIME: i16 = 2;
/// `ut_type`: somebody is logged in.
pub const USER_PROCESS: i16 = 7;

record! {
    /// An entry.
    pub struct Utmpx("utmpx", 640) {
        pub ut_user: [u8; 256],
        pub ut_id: [u8; 4],
        pub ut_line: [u8; 32],
        pub ut_pid: i32,
        pub ut_type: i16,
        _pad: [u8; 6],
        pub ut_tv: Timeval32,
        pub ut_host: [u8; 256],
        _ut_pad: [u32; 16],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::char_array::text;
    use crate::macos::tests::{chars, ends, hostile, stand, written};

    fn made(user: &[u8; 256]) -> Vec<u8> {
        let fields: &[(usize, &[u8])] = &[
            (0, user),
            (256, b"s000"),
            (260, &chars::<32>(b"ttys000")),
            (292, &77_i32.to_ne_bytes()),
            (296, &USER_PROCESS.to_ne_bytes()),
            (304, &1_700_000_000_i64.to_ne_bytes()),
            (312, &999_999_i32.to_ne_bytes()),
            (320, b"host.example\0"),
        ];
        written(640, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places = [
            ("ut_user", 0),
            ("ut_id", 256),
            ("ut_line", 260),
            ("ut_pid", 292),
            ("ut_type", 296),
            ("ut_tv", 304),
            ("ut_host", 320),
        ];
        stand(Utmpx::OFFSETS, &places);
        let entry = Utmpx::parse(&made(&chars(b"a"))).unwrap();
        assert_eq!((entry.ut_pid, entry.ut_type, &entry.ut_id), (77, USER_PROCESS, b"s000"));
        assert_eq!((entry.ut_tv.tv_sec, entry.ut_tv.tv_usec), (1_700_000_000, 999_999));
        assert_eq!((text(&entry.ut_user), text(&entry.ut_line)), (&b"a"[..], &b"ttys000"[..]));
        assert_eq!(text(&entry.ut_host), b"host.example");
    }

    #[test]
    fn a_name_is_bytes_and_need_not_end() {
        let entry = Utmpx::parse(&made(&hostile())).unwrap();
        assert_eq!(text(&entry.ut_user), hostile::<256>());
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(&[0; 256]), Utmpx::parse);
    }
}
