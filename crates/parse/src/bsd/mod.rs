//! What two or more of macOS, FreeBSD, OpenBSD and NetBSD share.
//!
//! All of it is of 64-bit systems: what their headers call `long` is `i64` here.

pub mod char_array;
pub mod clockinfo;
pub mod cp_time;
pub mod media;
pub mod nul_list;
pub mod number;
pub mod packed;
pub mod sockaddr;
pub mod timespec;
pub mod timeval;
pub mod vmtotal;

/// `TCPS_*` of `netinet/tcp_fsm.h`: the name of each state without its prefix, in the order of their numbers from 0.
pub const TCP_STATES: [&str; 11] = [
    "CLOSED",
    "LISTEN",
    "SYN_SENT",
    "SYN_RECEIVED",
    "ESTABLISHED",
    "CLOSE_WAIT",
    "FIN_WAIT_1",
    "CLOSING",
    "LAST_ACK",
    "FIN_WAIT_2",
    "TIME_WAIT",
];

/// How tests write structs: by the offsets of a reference, not by ours.
#[cfg(test)]
pub(crate) mod written {
    /// Puts the bytes of a field where it begins.
    pub fn put<const N: usize>(bytes: &mut [u8], at: usize, field: [u8; N]) {
        bytes[at..at + N].copy_from_slice(&field);
    }

    /// Asserts that the fields begin where the reference says.
    pub fn assert_offsets(ours: &[(&str, usize)], reference: &[(&str, usize)]) {
        for &(field, at) in reference {
            assert_eq!(crate::record::offset(ours, field), at, "{field}");
        }
    }

    /// Asserts which structs of a packed list are told of when it ends early, and that a first one of such a length, which
    /// stands before it, is one error and nothing else.
    pub fn assert_impossible_lists(
        bytes: &[u8],
        first: usize,
        lengths: [i32; 6],
        rows: impl Fn(&[u8]) -> Vec<bool>,
    ) {
        for length in first + 1..bytes.len() {
            assert_eq!(rows(&bytes[..length]), [true, false], "{length} bytes");
        }
        for length in lengths {
            let mut bytes = bytes.to_vec();
            put(&mut bytes, 0, length.to_ne_bytes());
            assert_eq!(rows(&bytes), [false], "{length}");
        }
    }

    /// Asserts that less than all of the bytes is an error that says where they end, and more of them is none.
    pub fn assert_cut_off<T>(size: usize, parse: impl Fn(&[u8]) -> crate::Result<T>) {
        let bytes = vec![0; size + 1];
        for length in 0..size {
            let error = parse(&bytes[..length]).err();
            assert_eq!(error.and_then(|error| error.offset), Some(length), "{length} bytes");
        }
        assert!(parse(&bytes[..size]).is_ok() && parse(&bytes).is_ok());
    }
}
