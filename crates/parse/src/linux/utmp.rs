//! `/run/utmp`, `utmp(5)`: who is logged in, as glibc's `struct utmp` one after the other.
//!
//! Where 64-bit programs share the file with 32-bit ones (x86-64 and most others) a record has 384 bytes, with
//! 32-bit times; else (64-bit ARM and some more) 400 bytes, with 64-bit times. The file does not say which.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::native;

/// `USER_PROCESS`: somebody is logged in.
const USER_PROCESS: i16 = 7;
/// `ACCOUNTING`, the last of the types.
const LAST_TYPE: i16 = 9;

const LINE: (usize, usize) = (8, 32);
const USER: (usize, usize) = (44, 32);
const HOST: (usize, usize) = (76, 256);

/// Where the fields are whose place depends on the size of a time.
struct Layout {
    size: usize,
    /// `ut_tv.tv_sec`.
    seconds: (usize, usize),
    /// `ut_tv.tv_usec`.
    microseconds: (usize, usize),
    /// `ut_addr_v6`.
    address: usize,
}

const SHORT: Layout = Layout { size: 384, seconds: (340, 4), microseconds: (344, 4), address: 348 };
const LONG: Layout = Layout { size: 400, seconds: (344, 8), microseconds: (352, 8), address: 360 };

/// Somebody who is logged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserProcess<'a> {
    /// The process that logged them in, `ut_pid`.
    pub pid: i32,
    /// The terminal without `/dev/`, `ut_line`.
    pub line: &'a [u8],
    /// Who, `ut_user`.
    pub user: &'a [u8],
    /// The machine that they came from, or an X11 display; `ut_host`.
    pub host: &'a [u8],
    /// The address of that machine, `ut_addr_v6`; `None` where all of it is 0.
    pub address: Option<IpAddr>,
    /// When, in microseconds since the epoch; `ut_tv`.
    pub time: u64,
}

/// The records of type `USER_PROCESS` that name a user. A last one that is cut off is left out, and so is one
/// that makes no sense.
pub fn users(bytes: &[u8]) -> impl Iterator<Item = UserProcess<'_>> {
    let layout = layout(bytes);
    bytes.chunks_exact(layout.size).filter_map(|record| user(record, layout))
}

/// The layout that more of the records make sense in.
fn layout(bytes: &[u8]) -> &'static Layout {
    let sensible = |layout: &Layout| {
        let records = bytes.chunks_exact(layout.size);
        records.filter(|record| is_sensible(record, layout)).count()
    };
    if sensible(&LONG) > sensible(&SHORT) { &LONG } else { &SHORT }
}

/// Whether this can be a record: it has a type, a time if it has that of a user, and part of a second.
fn is_sensible(record: &[u8], layout: &Layout) -> bool {
    let seconds = unsigned(record, layout.seconds);
    let is_timed = |record_type| record_type != USER_PROCESS || seconds.is_some_and(|it| it > 0);
    let microseconds = unsigned(record, layout.microseconds);
    record_type(record).is_some_and(|it| (1..=LAST_TYPE).contains(&it) && is_timed(it))
        && microseconds.is_some_and(|it| it < 1_000_000)
}

fn user<'a>(record: &'a [u8], layout: &Layout) -> Option<UserProcess<'a>> {
    let pid = native::at(record, 4).map(i32::from_ne_bytes)?;
    let seconds = unsigned(record, layout.seconds)?;
    let time = seconds.checked_mul(1_000_000)?;
    let time = time.checked_add(unsigned(record, layout.microseconds)?)?;
    let user = string(record, USER)?;
    let is_user = record_type(record) == Some(USER_PROCESS) && is_sensible(record, layout);
    (is_user && !user.is_empty()).then_some(UserProcess {
        pid,
        line: string(record, LINE)?,
        user,
        host: string(record, HOST)?,
        address: address(record.get(layout.address..)?),
        time,
    })
}

fn record_type(record: &[u8]) -> Option<i16> {
    native::at(record, 0).map(i16::from_ne_bytes)
}

fn field(record: &[u8], (at, length): (usize, usize)) -> Option<&[u8]> {
    record.get(at..)?.get(..length)
}

/// A string that fills its field has no NUL.
fn string(record: &[u8], place: (usize, usize)) -> Option<&[u8]> {
    field(record, place)?.split(|&byte| byte == 0).next()
}

/// A time of 32 bits is taken as unsigned, as glibc does: signed ones end in 2038.
fn unsigned(record: &[u8], place: (usize, usize)) -> Option<u64> {
    let bytes = field(record, place)?;
    match bytes.len() {
        4 => bytes.try_into().ok().map(|bytes| u64::from(u32::from_ne_bytes(bytes))),
        _ => bytes.try_into().ok().map(u64::from_ne_bytes),
    }
}

/// In the order of the network; that of IPv4 stands alone in the first four bytes.
fn address(bytes: &[u8]) -> Option<IpAddr> {
    let bytes: [u8; 16] = bytes.get(..16)?.try_into().ok()?;
    let (first, rest) = bytes.split_first_chunk::<4>()?;
    match (first, rest.iter().all(|&byte| byte == 0)) {
        ([0, 0, 0, 0], true) => None,
        (first, true) => Some(Ipv4Addr::from(*first).into()),
        _ => Some(Ipv6Addr::from(bytes).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Written<'a> {
        record_type: i16,
        pid: i32,
        line: &'a [u8],
        user: &'a [u8],
        host: &'a [u8],
        address: [u8; 16],
        time: (u64, u64),
    }

    const ANN: Written<'_> = Written {
        record_type: USER_PROCESS,
        pid: 812,
        line: b"pts/0",
        user: b"ann",
        host: b"far.example",
        address: [0; 16],
        time: (1_700_000_000, 250_000),
    };

    fn record(layout: &Layout, written: &Written) -> Vec<u8> {
        let mut bytes = vec![0; layout.size];
        let mut put = |at: usize, part: &[u8]| bytes[at..at + part.len()].copy_from_slice(part);
        let width = layout.seconds.1;
        put(0, &written.record_type.to_ne_bytes());
        put(4, &written.pid.to_ne_bytes());
        put(LINE.0, written.line);
        put(USER.0, written.user);
        put(HOST.0, written.host);
        put(layout.address, &written.address);
        for (place, value) in
            [(layout.seconds, written.time.0), (layout.microseconds, written.time.1)]
        {
            match width {
                4 => put(place.0, &u32::try_from(value).unwrap().to_ne_bytes()),
                _ => put(place.0, &value.to_ne_bytes()),
            }
        }
        bytes
    }

    fn found(bytes: &[u8]) -> Vec<UserProcess<'_>> {
        users(bytes).collect()
    }

    #[test]
    fn e_f20_records_of_both_sizes() {
        for layout in [&SHORT, &LONG] {
            for count in 1..=30 {
                let bytes = record(layout, &ANN).repeat(count);
                let expected = UserProcess {
                    pid: 812,
                    line: b"pts/0",
                    user: b"ann",
                    host: b"far.example",
                    address: None,
                    time: 1_700_000_000_250_000,
                };
                assert_eq!(found(&bytes), vec![expected; count], "{} bytes", layout.size);
            }
        }
    }

    #[test]
    fn e_f20_only_users_are_users() {
        for layout in [&SHORT, &LONG] {
            let other = |record_type| record(layout, &Written { record_type, ..ANN });
            let nobody = record(layout, &Written { user: b"", ..ANN });
            // EMPTY, RUN_LVL, BOOT_TIME, INIT_PROCESS, LOGIN_PROCESS, DEAD_PROCESS
            let others: Vec<u8> = [0, 1, 2, 5, 6, 8].into_iter().flat_map(other).collect();
            let bytes = [others, nobody, record(layout, &ANN)].concat();
            assert_eq!(found(&bytes).len(), 1);
        }
    }

    #[test]
    fn e_f20_text_that_fills_its_field_ends_there() {
        let (line, user, host) = ([b'l'; 32], [b'u'; 32], [0xFF; 256]);
        for layout in [&SHORT, &LONG] {
            let full = Written { line: &line, user: &user, host: &host, ..ANN };
            let bytes = record(layout, &full);
            let users = found(&bytes);
            assert_eq!(
                (users[0].line, users[0].user, users[0].host),
                (&line[..], &user[..], &host[..])
            );
        }
    }

    #[test]
    fn e_f20_times_after_2038() {
        let late = |seconds| Written { time: (seconds, 0), ..ANN };
        let short = record(&SHORT, &late(4_000_000_000));
        assert_eq!(found(&short)[0].time, 4_000_000_000_000_000);
        let long = record(&LONG, &late(5_000_000_000));
        assert_eq!(found(&long)[0].time, 5_000_000_000_000_000);
    }

    #[test]
    fn e_f20_addresses() {
        for layout in [&SHORT, &LONG] {
            let address = |address| {
                let bytes = record(layout, &Written { address, ..ANN });
                found(&bytes)[0].address.map(|address| address.to_string())
            };
            let mut ipv4 = [0; 16];
            ipv4[..4].copy_from_slice(&[10, 0, 2, 2]);
            assert_eq!(address(ipv4).as_deref(), Some("10.0.2.2"));
            let ipv6 = "2001:db8::7".parse::<Ipv6Addr>().unwrap().octets();
            assert_eq!(address(ipv6).as_deref(), Some("2001:db8::7"));
            assert_eq!(address([0; 16]), None);
        }
    }

    #[test]
    fn e_f20_cut_off_at_any_length_whole_records_are_left() {
        for layout in [&SHORT, &LONG] {
            let bytes = record(layout, &ANN).repeat(3);
            for end in 0..bytes.len() {
                let users = found(&bytes[..end]);
                assert_eq!(users.len(), end / layout.size, "{end} of {}", layout.size);
                assert!(users.iter().all(|user| user.user == b"ann"));
            }
        }
    }

    #[test]
    fn e_f20_bytes_that_are_no_records_are_nobody() {
        assert_eq!(found(&[0; 4000]), []);
        assert_eq!(found(&[0xFF; 4000]), []);
    }
}
