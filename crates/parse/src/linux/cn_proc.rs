//! The proc connector, `linux/cn_proc.h` and `linux/connector.h`: processes that begin and end, as the kernel tells
//! them over netlink.
//!
//! `struct cn_msg { u32 idx, val, seq, ack; u16 len, flags; }` within a netlink message, and in it `struct proc_event {
//! u32 what, cpu; u64 timestamp_ns; … }`, all in this machine's byte order. Threads begin and end too: they have a
//! `pid` of their own and the `tgid` of their process.

use super::netlink::word;
use crate::{ParseError, Result, native};

/// `CN_IDX_PROC` and `CN_VAL_PROC`
pub const CN_PROC: (u32, u32) = (1, 1);
/// `PROC_EVENT_FORK`
pub const PROC_EVENT_FORK: u32 = 1;
/// `PROC_EVENT_EXIT`
pub const PROC_EVENT_EXIT: u32 = 0x8000_0000;

/// `PROC_EVENT_NONE`: not an event but the answer to a request.
const PROC_EVENT_NONE: u32 = 0;

const NETLINK_HEADER: usize = 16;
const ACK_AT: usize = 12;
const LENGTH_AT: usize = 16;
const CONNECTOR_HEADER: usize = 20;
const TIMESTAMP_AT: usize = 8;
const DATA_AT: usize = 16;

/// One message of the kernel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CnProc {
    /// The answer to the request whose `ack` was one less, and the errno, 0 for none.
    Ack {
        /// The number of the request, and one.
        ack: u32,
        /// Why it was refused.
        err: u32,
    },
    /// A process, or a thread of one, has begun.
    Fork(Fork),
    /// A thread has ended: of a process that has but one, the process.
    Exit(Exit),
}

/// `struct fork_proc_event`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the struct")]
pub struct Fork {
    pub parent_pid: i32,
    pub parent_tgid: i32,
    pub child_pid: i32,
    pub child_tgid: i32,
    /// Nanoseconds of `CLOCK_MONOTONIC`.
    pub timestamp_ns: u64,
}

/// `struct exit_proc_event`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the struct")]
pub struct Exit {
    pub process_pid: i32,
    pub process_tgid: i32,
    /// A status as wait(2) gives it.
    pub exit_code: u32,
    /// Nanoseconds of `CLOCK_MONOTONIC`.
    pub timestamp_ns: u64,
}

/// Reads a datagram, which is one message; `None` for an event of another kind, and for a message of another connector.
pub fn parse(datagram: &[u8]) -> Result<Option<CnProc>> {
    let cut_off = ParseError::new("cn_proc", "the message is cut off");
    let length = word(datagram, 0).and_then(|length| usize::try_from(length).ok());
    let message = datagram.get(..length.ok_or(cut_off)?).ok_or(cut_off)?;
    let connector = message.get(NETLINK_HEADER..).ok_or(cut_off)?;
    let of = word(connector, 0).zip(word(connector, 4)).ok_or(cut_off)?;
    let ack = word(connector, ACK_AT).ok_or(cut_off)?;
    let length = native::at(connector, LENGTH_AT).map(u16::from_ne_bytes).ok_or(cut_off)?;
    if of != CN_PROC {
        return Ok(None);
    }
    let event = connector.get(CONNECTOR_HEADER..).ok_or(cut_off)?;
    let event = event.get(..usize::from(length)).ok_or(cut_off)?;
    match word(event, 0).ok_or(cut_off)? {
        what @ (PROC_EVENT_NONE | PROC_EVENT_FORK | PROC_EVENT_EXIT) => {
            read(what, event, ack).map(Some).ok_or(cut_off)
        }
        _ => Ok(None),
    }
}

/// Reads a `struct proc_event` of one of the three kinds; `None` if it is cut off.
fn read(what: u32, event: &[u8], ack: u32) -> Option<CnProc> {
    let timestamp_ns = native::at(event, TIMESTAMP_AT).map(u64::from_ne_bytes)?;
    let data = event.get(DATA_AT..)?;
    let number = |place| word(data, place).map(u32::cast_signed);
    Some(match what {
        PROC_EVENT_NONE => CnProc::Ack { ack, err: word(data, 0)? },
        PROC_EVENT_FORK => CnProc::Fork(Fork {
            parent_pid: number(0)?,
            parent_tgid: number(4)?,
            child_pid: number(8)?,
            child_tgid: number(12)?,
            timestamp_ns,
        }),
        _ => CnProc::Exit(Exit {
            process_pid: number(0)?,
            process_tgid: number(4)?,
            exit_code: word(data, 8)?,
            timestamp_ns,
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIMESTAMP: u64 = 0x0123_4567_89AB_CDEF;

    /// A datagram as the kernel sends it.
    fn written(of: (u32, u32), ack: u32, what: u32, data: [u32; 6]) -> Vec<u8> {
        let event: Vec<u8> = [what, 3]
            .into_iter()
            .flat_map(u32::to_ne_bytes)
            .chain(TIMESTAMP.to_ne_bytes())
            .chain(data.into_iter().flat_map(u32::to_ne_bytes))
            .collect();
        let header = [76, 3, 0, 0].into_iter().chain([of.0, of.1, 9, ack]);
        let mut bytes: Vec<u8> = header.flat_map(u32::to_ne_bytes).collect();
        bytes.extend(40_u16.to_ne_bytes());
        bytes.extend(0_u16.to_ne_bytes());
        bytes.extend(event);
        bytes
    }

    #[test]
    fn a_beginning_an_end_and_an_answer() {
        let fork = written(CN_PROC, 0, PROC_EVENT_FORK, [1, 2, 3, 4, 0, 0]);
        let expected = Fork {
            parent_pid: 1,
            parent_tgid: 2,
            child_pid: 3,
            child_tgid: 4,
            timestamp_ns: TIMESTAMP,
        };
        assert_eq!(fork.len(), 76);
        assert_eq!(parse(&fork), Ok(Some(CnProc::Fork(expected))));
        let exit = written(CN_PROC, 0, PROC_EVENT_EXIT, [5, 6, 0x700, 17, 1, 1]);
        let expected =
            Exit { process_pid: 5, process_tgid: 6, exit_code: 0x700, timestamp_ns: TIMESTAMP };
        assert_eq!(parse(&exit), Ok(Some(CnProc::Exit(expected))));
        let ack = written(CN_PROC, 8, PROC_EVENT_NONE, [22, 0, 0, 0, 0, 0]);
        assert_eq!(parse(&ack), Ok(Some(CnProc::Ack { ack: 8, err: 22 })));
    }

    #[test]
    fn other_events_and_other_connectors_are_left_out() {
        for what in [2, 4, 0x40, 0x200, 0x4000_0000] {
            assert_eq!(parse(&written(CN_PROC, 0, what, [1; 6])), Ok(None), "{what:#x}");
        }
        assert_eq!(parse(&written((3, 1), 0, PROC_EVENT_FORK, [1; 6])), Ok(None));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        for what in [PROC_EVENT_NONE, PROC_EVENT_FORK, PROC_EVENT_EXIT] {
            let whole = written(CN_PROC, 0, what, [1; 6]);
            for length in 0..whole.len() {
                assert!(parse(&whole[..length]).is_err(), "{length}");
            }
        }
    }

    #[test]
    fn lengths_that_lie_are_errors() {
        for (at, length) in [(0, 0_u32), (0, 15), (0, 35), (0, 77), (0, u32::MAX)] {
            let mut bytes = written(CN_PROC, 0, PROC_EVENT_EXIT, [1; 6]);
            bytes[at..at + 4].copy_from_slice(&length.to_ne_bytes());
            assert!(parse(&bytes).is_err(), "{length}");
        }
        for length in [0_u16, 15, 27, 41, u16::MAX] {
            let mut bytes = written(CN_PROC, 0, PROC_EVENT_EXIT, [1; 6]);
            bytes[32..34].copy_from_slice(&length.to_ne_bytes());
            assert!(parse(&bytes).is_err(), "{length}");
        }
    }
}
