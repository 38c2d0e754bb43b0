//! `struct devstat` of `sys/devicestat.h`, version 6 (FreeBSD 7 to 15), `kern.devstat.all` of sysctl(3), devstat(3): what
//! a disk has read and written. The list begins with a `long` that changes whenever a disk comes or goes.

use super::bintime::Bintime;
use crate::Result;
use crate::bsd::char_array::text;
use crate::record::{self, record};

/// `DEVSTAT_VERSION`: the only `kern.devstat.version` that this is.
pub const VERSION: i32 = 6;

/// `DEVSTAT_READ` and the others: which of the four each array counts.
#[expect(missing_docs, reason = "the names are the header's own")]
pub mod transaction {
    pub const NO_DATA: usize = 0;
    pub const READ: usize = 1;
    pub const WRITE: usize = 2;
    pub const FREE: usize = 3;
}

/// Bits of `device_type`: one that only hands on what another does is no disk of its own.
pub mod device_type {
    /// What it is: 0 is a disk.
    pub const MASK: u32 = 0xf;
    /// The pass-through of another.
    pub const PASS: u32 = 0x100;
}

record! {
    /// A device.
    pub struct Devstat("devstat", 288) {
        /// Not that of `sequence1` while the kernel writes.
        pub sequence0: u32,
        pub allocated: i32,
        pub start_count: u32,
        pub end_count: u32,
        /// Since when it has been busy, or was last idle, by the uptime.
        pub busy_from: Bintime,
        _dev_links: u64,
        pub device_number: u32,
        pub device_name: [u8; 16],
        pub unit_number: i32,
        pub bytes: [u64; 4],
        pub operations: [u64; 4],
        pub duration: [Bintime; 4],
        pub busy_time: Bintime,
        pub creation_time: Bintime,
        pub block_size: u32,
        _pad: u32,
        _tag_types: [u64; 3],
        pub flags: u32,
        pub device_type: u32,
        pub priority: u32,
        _pad2: u32,
        /// Not 0 for one that GEOM has a node for.
        pub id: u64,
        pub sequence1: u32,
        _end: u32,
    }
}

impl Devstat {
    /// The name of its driver; with `unit_number` that of the device: `ada` and 0 are `ada0`.
    #[must_use]
    pub fn name(&self) -> &[u8] {
        text(&self.device_name)
    }

    /// Whether the kernel was not just writing it.
    #[must_use]
    pub const fn is_consistent(&self) -> bool {
        self.sequence0 == self.sequence1
    }
}

/// The generation, and each device.
pub fn parse(bytes: &[u8]) -> Result<(i64, Vec<Devstat>)> {
    let cut_off = record::cut_off("devstat", bytes.len());
    let (generation, devices) = bytes.split_first_chunk().ok_or(cut_off)?;
    let devices = record::rows("devstat", devices, Devstat::SIZE).collect::<Result<_>>()?;
    Ok((i64::from_ne_bytes(*generation), devices))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::written::{assert_cut_off, assert_offsets, put};

    fn written(name: [u8; 16], unit: i32) -> Vec<u8> {
        let mut bytes = vec![0; 288];
        put(&mut bytes, 0, 5_u32.to_ne_bytes());
        put(&mut bytes, 16, 9_i64.to_ne_bytes());
        put(&mut bytes, 44, name);
        put(&mut bytes, 60, unit.to_ne_bytes());
        for (index, at) in (64..128).step_by(8).enumerate() {
            put(&mut bytes, at, u64::try_from(index).unwrap().to_ne_bytes());
        }
        for (index, at) in (128..192).step_by(16).enumerate() {
            put(&mut bytes, at, i64::try_from(index + 1).unwrap().to_ne_bytes());
            put(&mut bytes, at + 8, (1_u64 << 63).to_ne_bytes());
        }
        put(&mut bytes, 192, 77_i64.to_ne_bytes());
        put(&mut bytes, 208, 88_i64.to_ne_bytes());
        put(&mut bytes, 224, 512_u32.to_ne_bytes());
        put(&mut bytes, 260, 0x120_u32.to_ne_bytes());
        put(&mut bytes, 264, 0x110_u32.to_ne_bytes());
        put(&mut bytes, 272, 1_u64.to_ne_bytes());
        put(&mut bytes, 280, 5_u32.to_ne_bytes());
        bytes
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let reference = [
            ("busy_from", 16),
            ("device_number", 40),
            ("device_name", 44),
            ("unit_number", 60),
            ("bytes", 64),
            ("operations", 96),
            ("duration", 128),
            ("busy_time", 192),
            ("creation_time", 208),
            ("block_size", 224),
            ("flags", 256),
            ("device_type", 260),
            ("priority", 264),
            ("id", 272),
            ("sequence1", 280),
        ];
        assert_offsets(Devstat::OFFSETS, &reference);
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let list = [
            7_i64.to_ne_bytes().to_vec(),
            written(*b"ada\0old name....", 0),
            written(*b"a) b\n\xFF 123456789", 12),
        ];
        let (generation, devices) = parse(&list.concat()).unwrap();
        assert_eq!((generation, devices.len()), (7, 2));
        let disk = devices[0];
        assert_eq!((disk.name(), disk.unit_number), (&b"ada"[..], 0));
        assert_eq!((devices[1].name(), devices[1].unit_number), (&b"a) b\n\xFF 123456789"[..], 12));
        assert_eq!((disk.bytes[transaction::READ], disk.bytes[transaction::WRITE]), (1, 2));
        assert_eq!(
            (disk.operations[transaction::READ], disk.operations[transaction::FREE]),
            (5, 7)
        );
        assert_eq!(disk.duration[transaction::WRITE], Bintime { sec: 3, frac: 1 << 63 });
        assert_eq!((disk.busy_time.sec, disk.busy_from.sec, disk.creation_time.sec), (77, 9, 88));
        assert_eq!((disk.block_size, disk.priority, disk.id), (512, 0x110, 1));
        assert_eq!(disk.device_type & device_type::PASS, device_type::PASS);
        assert_eq!(disk.device_type & device_type::MASK, 0);
    }

    #[test]
    fn one_that_is_being_written_says_so() {
        let mut bytes = written([0; 16], 0);
        assert!(Devstat::parse(&bytes).unwrap().is_consistent());
        put(&mut bytes, 280, 6_u32.to_ne_bytes());
        assert!(!Devstat::parse(&bytes).unwrap().is_consistent());
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(Devstat::SIZE, Devstat::parse);
        let bytes = [7_i64.to_ne_bytes().to_vec(), written([0; 16], 0)].concat();
        for length in (0..bytes.len()).filter(|length| *length != 8) {
            assert!(parse(&bytes[..length]).is_err(), "{length} bytes");
        }
        assert_eq!(parse(&bytes[..8]), Ok((7, vec![])));
    }
}
