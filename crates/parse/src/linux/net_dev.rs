//! `/proc/PID/net/dev`, `proc_pid_net(5)`: two lines of heading, then one interface a line.
//!
//! Kernels of old glued the counters to the colon, and showed names that hold colons themselves (`eth0:1`): a name
//! goes as far as the last one. It may hold any other byte but white space and `/`.

use crate::{ParseError, Result, text};

/// One interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NetDev<'a> {
    /// Its name, at most 15 bytes.
    pub name: &'a [u8],
    /// What it received.
    pub receive: Counters,
    /// What it sent.
    pub transmit: Counters,
}

/// The counters of one direction that both directions have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the heading")]
pub struct Counters {
    pub bytes: u64,
    pub packets: u64,
    pub errs: u64,
    pub drop: u64,
}

/// Counters of each direction, `bytes` to `compressed`.
const COLUMNS: usize = 8;

/// The interfaces. One item for each line after the heading, so that the place of an error gives its line.
pub fn rows(bytes: &[u8]) -> impl Iterator<Item = Result<NetDev<'_>>> {
    text::lines(bytes).skip(2).map(row)
}

fn row(line: &[u8]) -> Result<NetDev<'_>> {
    let error = |reason| ParseError::new("net_dev", reason);
    let colon = line.iter().rposition(|&byte| byte == b':').ok_or(error("there is no colon"))?;
    let (name, counters) = line.split_at_checked(colon).ok_or(error("there is no colon"))?;
    let name = name.trim_ascii_start();
    if name.is_empty() {
        return Err(error("there is no name"));
    }
    let (words, count) =
        text::first_words::<{ 2 * COLUMNS }>(counters.get(1..).unwrap_or_default());
    let mut counters = [0; 2 * COLUMNS];
    for (counter, word) in counters.iter_mut().zip(words).take(count) {
        *counter = text::unsigned(word).ok_or(error("a counter is not a number"))?;
    }
    let (receive, transmit) =
        counters.split_at_checked(COLUMNS).ok_or(error("counters are missing"))?;
    match (of(receive), of(transmit)) {
        (Some(receive), Some(transmit)) if count == counters.len() => {
            Ok(NetDev { name, receive, transmit })
        }
        _ => Err(error("counters are missing")),
    }
}

fn of(counters: &[u64]) -> Option<Counters> {
    let [bytes, packets, errs, drop, ..] = *counters else { return None };
    Some(Counters { bytes, packets, errs, drop })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADING: &str = "Inter-|   Receive                                                |  Transmit\n \
        face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo \
        colls carrier compressed\n";
    const NUMBERS: &str = "10 11 12 13 14 15 16 17 20 21 22 23 24 25 26 27";

    /// The rows of a table with these lines, which stays for the rest of the test.
    fn parse(lines: &str) -> Result<Vec<NetDev<'static>>> {
        let table = [HEADING, lines].concat().leak();
        rows(table.as_bytes()).collect()
    }

    fn names(lines: &str) -> Vec<&'static [u8]> {
        parse(lines).unwrap().iter().map(|row| row.name).collect()
    }

    #[test]
    fn reads_every_counter_at_its_place() {
        let rows = parse(&format!("    lo: {NUMBERS}\n")).unwrap();
        let receive = Counters { bytes: 10, packets: 11, errs: 12, drop: 13 };
        let transmit = Counters { bytes: 20, packets: 21, errs: 22, drop: 23 };
        assert_eq!(rows, [NetDev { name: b"lo", receive, transmit }]);
    }

    #[test]
    fn e_f6_a_name_goes_as_far_as_the_last_colon() {
        assert_eq!(names(&format!("eth0:1: {NUMBERS}\n")), [b"eth0:1"]);
        assert_eq!(names(&format!("  a:b:c:{NUMBERS}\n")), [b"a:b:c"]);
    }

    #[test]
    fn e_f6_counters_may_be_glued_to_the_colon() {
        let rows = parse(&format!("wlp0s20f0u4u1:{NUMBERS}\n")).unwrap();
        assert_eq!((rows[0].name, rows[0].receive.bytes), (&b"wlp0s20f0u4u1"[..], 10));
    }

    #[test]
    fn e_f6_further_columns_do_not_matter() {
        let rows = parse(&format!("eth0: {NUMBERS} 99 100\n")).unwrap();
        assert_eq!((rows[0].receive.bytes, rows[0].transmit.drop), (10, 23));
    }

    #[test]
    fn a_malformed_line_is_an_error_at_its_place() {
        for bad in [
            String::new(),
            NUMBERS.into(),
            format!(": {NUMBERS}"),
            "eth0: 1 2 3".into(),
            "eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15".into(),
            format!("eth0: -{NUMBERS}"),
            format!("eth0: x{NUMBERS}"),
        ] {
            let text = format!("{HEADING}lo: {NUMBERS}\n{bad}\nlo: {NUMBERS}\n");
            let places: Vec<bool> = rows(text.as_bytes()).map(|row| row.is_ok()).collect();
            assert_eq!(places, [true, false, true], "{bad:?}");
        }
    }

    #[test]
    fn cut_off_anywhere_leaves_only_whole_rows() {
        let text = format!("{HEADING}    lo: {NUMBERS}\n  eth0: {NUMBERS}\n");
        let whole: Vec<_> = rows(text.as_bytes()).collect();
        for length in 0..text.len() {
            let found: Vec<_> = rows(&text.as_bytes()[..length]).collect();
            assert!(found.len() < whole.len() && whole.starts_with(&found), "{length} bytes");
        }
    }

    #[test]
    fn counters_have_64_bits() {
        let rows = parse(&format!("x: {} 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1\n", u64::MAX)).unwrap();
        assert_eq!(rows[0].receive.bytes, u64::MAX);
    }
}
