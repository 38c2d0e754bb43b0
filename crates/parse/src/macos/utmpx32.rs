//! `struct utmpx32` of Libc's `utmpx-darwin.h` (macOS 10.5 to 15), `/var/run/utmpx`: who is logged in, as it is written
//! there. getutxent(3) makes `struct utmpx` of it.

use crate::Result;
use crate::record::{self, record};

record! {
    /// An entry.
    pub struct Utmpx32("utmpx32", 628) {
        pub ut_user: [u8; 256],
        pub ut_id: [u8; 4],
        pub ut_line: [u8; 32],
        pub ut_pid: i32,
        /// `USER_PROCESS` and so on, as in `utmpx`.
        pub ut_type: i16,
        _pad: [u8; 2],
        /// A time of 32 bits.
        pub ut_tv_sec: u32,
        pub ut_tv_usec: i32,
        pub ut_host: [u8; 256],
        _ut_pad: [u32; 16],
    }
}

/// All entries, the one that signs the file first.
pub fn rows(bytes: &[u8]) -> impl Iterator<Item = Result<Utmpx32>> {
    record::rows("utmpx32", bytes, Utmpx32::SIZE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::char_array::text;
    use crate::macos::tests::{chars, ends, stand, written};
    use crate::macos::utmpx::USER_PROCESS;

    fn entry() -> Vec<u8> {
        written(
            628,
            &[
                (0, &chars::<256>(b"ada")),
                (260, &chars::<32>(b"ttys003")),
                (292, &4711_i32.to_ne_bytes()),
                (296, &7_i16.to_ne_bytes()),
                (300, &3_000_000_000_u32.to_ne_bytes()),
                (304, &250_000_i32.to_ne_bytes()),
                (308, &chars::<256>(b"far.example")),
            ],
        )
    }

    #[test]
    fn an_entry_is_what_the_file_holds() {
        let entry = entry();
        let it = Utmpx32::parse(&entry).unwrap();
        assert_eq!((text(&it.ut_user), text(&it.ut_line)), (&b"ada"[..], &b"ttys003"[..]));
        assert_eq!((it.ut_pid, it.ut_type), (4711, USER_PROCESS));
        assert_eq!((it.ut_tv_sec, it.ut_tv_usec), (3_000_000_000, 250_000), "after 2038");
        assert_eq!(text(&it.ut_host), b"far.example");
        ends(&entry, Utmpx32::parse);
        stand(Utmpx32::OFFSETS, &[("ut_pid", 292), ("ut_tv_sec", 300), ("ut_host", 308)]);
    }

    #[test]
    fn entries_stand_one_behind_the_other() {
        let two = [entry(), entry()].concat();
        assert_eq!(rows(&two).flatten().count(), 2);
        assert!(rows(&two[..700]).any(|row| row.is_err()));
    }
}
