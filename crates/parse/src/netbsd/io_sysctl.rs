//! `struct io_sysctl` of `sys/iostat.h` (NetBSD 9 and 10), `hw.iostats` of sysctl(7): what was read from a disk and
//! written to it.

use crate::bsd::char_array;
use crate::record::record;

/// `type`: a disk.
pub const IOSTAT_DISK: i32 = 0;
/// `type`: a tape.
pub const IOSTAT_TAPE: i32 = 1;
/// `type`: a file system over the network.
pub const IOSTAT_NFS: i32 = 2;

record! {
    /// A disk. All of them are as long as was asked for.
    pub struct IoSysctl("io_sysctl", 128) {
        pub name: [u8; 16],
        pub busy: i32,
        /// `type`: `IOSTAT_DISK` and so on.
        pub kind: i32,
        pub xfer: u64,
        pub seek: u64,
        pub bytes: u64,
        pub attachtime_sec: u32,
        pub attachtime_usec: u32,
        pub timestamp_sec: u32,
        pub timestamp_usec: u32,
        /// How long it was busy: this many seconds and microseconds.
        pub time_sec: u32,
        pub time_usec: u32,
        pub rxfer: u64,
        pub rbytes: u64,
        pub wxfer: u64,
        pub wbytes: u64,
        pub wait_sec: u32,
        pub wait_usec: u32,
        pub waitsum_sec: u32,
        pub waitsum_usec: u32,
        pub busysum_sec: u32,
        pub busysum_usec: u32,
    }
}

impl IoSysctl {
    /// The name of the device, `wd0`.
    #[must_use]
    pub fn name(&self) -> &[u8] {
        char_array::text(&self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::netbsd::made::{offsets, written};
    use crate::record::rows;

    fn disk(name: &[u8]) -> Vec<u8> {
        written(
            IoSysctl::SIZE,
            &[
                (0, name),
                (16, &[1_i32, IOSTAT_DISK].map(i32::to_ne_bytes).concat()),
                (64, &[12_u32, 34].map(u32::to_ne_bytes).concat()),
                (72, &[5_u64, 4096, 6, 1 << 40].map(u64::to_ne_bytes).concat()),
            ],
        )
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        offsets(
            IoSysctl::OFFSETS,
            "name 0 busy 16 kind 20 xfer 24 seek 32 bytes 40 attachtime_sec 48 timestamp_sec 56 time_sec 64 time_usec 68 \
             rxfer 72 rbytes 80 wxfer 88 wbytes 96 wait_sec 104 waitsum_sec 112 busysum_sec 120 busysum_usec 124",
        );
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let disk = IoSysctl::parse(&disk(b"wd0\0")).unwrap();
        assert_eq!((disk.name(), disk.busy, disk.kind), (&b"wd0"[..], 1, IOSTAT_DISK));
        assert_eq!((disk.time_sec, disk.time_usec), (12, 34));
        assert_eq!((disk.rxfer, disk.rbytes, disk.wxfer, disk.wbytes), (5, 4096, 6, 1 << 40));
    }

    #[test]
    fn a_name_without_an_end_is_all_of_it() {
        assert_eq!(IoSysctl::parse(&disk(&[0xFF; 16])).unwrap().name(), [0xFF; 16]);
        assert!(IoSysctl::parse(&disk(b"\0wd0")).unwrap().name().is_empty());
    }

    #[test]
    fn rows_that_are_cut_off_are_errors() {
        let bytes = [disk(b"wd0\0"), disk(b"sd0\0")].concat();
        let names = |step| -> Vec<_> {
            let rows = rows::<IoSysctl>("io_sysctl", &bytes, step);
            rows.map(|row| row.ok().map(|disk| disk.name().to_vec())).collect()
        };
        assert_eq!(names(128), [Some(b"wd0".to_vec()), Some(b"sd0".to_vec())]);
        assert_eq!(names(129).len(), 2);
        assert!([0, 1, 127, 300].map(names).iter().flatten().all(Option::is_none));
        for length in 0..128 {
            assert!(IoSysctl::parse(&bytes[..length]).is_err(), "{length} bytes");
        }
    }
}
