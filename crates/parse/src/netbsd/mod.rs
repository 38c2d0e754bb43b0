//! NetBSD: structs of sysctl, and what its sensors tell.

pub mod cp_time;
pub mod envsys;
pub mod if_msghdr;
pub mod io_sysctl;
pub mod kinfo_file;
pub mod kinfo_lwp;
pub mod kinfo_pcb;
pub mod kinfo_proc2;
pub mod kinfo_vmentry;
pub mod plist;
pub mod rlimit;
pub mod statvfs;
pub mod utmpx;
pub mod uvmexp;

/// What the tests of records share.
#[cfg(test)]
mod made {
    use crate::record::offset;

    /// A struct of which some bytes are known; all others are `0xAA`, as in a buffer that was used before.
    pub fn written(size: usize, fields: &[(usize, &[u8])]) -> Vec<u8> {
        let mut bytes = vec![0xAA; size];
        for (at, field) in fields {
            bytes[*at..*at + field.len()].copy_from_slice(field);
        }
        bytes
    }

    /// Fails if a field does not begin where it should: `name offset name offset …`.
    #[track_caller]
    pub fn offsets(record: &[(&str, usize)], expected: &str) {
        let words: Vec<_> = expected.split_whitespace().collect();
        for pair in words.chunks(2) {
            assert_eq!(offset(record, pair[0]), pair[1].parse().unwrap(), "{}", pair[0]);
        }
    }
}
