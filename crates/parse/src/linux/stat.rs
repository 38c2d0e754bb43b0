//! `/proc/stat`, `proc_stat(5)`: times of all CPUs and of each, then counters.

use crate::{ParseError, Result, text};

/// Times of one CPU or of all, in clock ticks. `None` where the kernel is older than the column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CpuLine {
    /// User mode, guests included.
    pub user: u64,
    /// User mode at low priority, niced guests included.
    pub nice: u64,
    /// Kernel mode.
    pub system: u64,
    /// Nothing to do.
    pub idle: u64,
    /// Nothing to do but to wait for I/O (since Linux 2.5.41).
    pub iowait: Option<u64>,
    /// Hardware interrupts (since Linux 2.6.0).
    pub irq: Option<u64>,
    /// Software interrupts (since Linux 2.6.0).
    pub softirq: Option<u64>,
    /// Taken by other virtual machines (since Linux 2.6.11).
    pub steal: Option<u64>,
    /// Virtual CPUs of guests (since Linux 2.6.24).
    pub guest: Option<u64>,
    /// Niced virtual CPUs of guests (since Linux 2.6.33).
    pub guest_nice: Option<u64>,
}

/// What has been counted since boot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counters {
    /// Changes from one thread to another on all CPUs.
    pub ctxt: u64,
    /// Interrupts served, those without a line of their own too.
    pub intr: u64,
    /// Softirqs served (since Linux 2.6.31).
    pub softirq: Option<u64>,
}

const fn error(reason: &'static str) -> ParseError {
    ParseError::new("stat", reason)
}

/// The times of all CPUs together: the line `cpu`.
pub fn cpu(bytes: &[u8]) -> Result<CpuLine> {
    let mut lines = text::lines(bytes);
    let all = lines.find_map(|line| line.strip_prefix(b"cpu "));
    cpu_line(all.ok_or(error("has no line cpu"))?)
}

/// The number and the times of each CPU that is online, in the order of their numbers.
///
/// The counters that follow must be there: without them the list may have been cut off.
pub fn percpu(bytes: &[u8]) -> Result<Vec<(u32, CpuLine)>> {
    let mut cpus = Vec::new();
    for line in text::lines(bytes) {
        let Some(rest) = line.strip_prefix(b"cpu") else {
            return Ok(cpus);
        };
        if rest.first().is_some_and(u8::is_ascii_digit) {
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let (number, columns) = rest.split_at_checked(digits).unwrap_or_default();
            let number = text::narrow(number).ok_or(error("has a CPU with too large a number"))?;
            cpus.push((number, cpu_line(columns)?));
        }
    }
    Err(error("ends within the lines of the CPUs"))
}

/// The lines `ctxt`, `intr` and `softirq`: of the last two the first number, which is the sum of the rest.
pub fn counters(bytes: &[u8]) -> Result<Counters> {
    let (mut ctxt, mut intr, mut softirq) = (None, None, None);
    for line in text::lines(bytes) {
        let mut words = text::words(line);
        let counter = match words.next() {
            Some(b"ctxt") => &mut ctxt,
            Some(b"intr") => &mut intr,
            Some(b"softirq") => &mut softirq,
            _ => continue,
        };
        let number = words.next().and_then(text::unsigned);
        *counter = Some(number.ok_or(error("has a counter that is not a number"))?);
    }
    Ok(Counters {
        ctxt: ctxt.ok_or(error("has no line ctxt"))?,
        intr: intr.ok_or(error("has no line intr"))?,
        softirq,
    })
}

/// When the machine started, in seconds since the epoch: the line `btime`.
pub fn btime(bytes: &[u8]) -> Result<u64> {
    let mut lines = text::lines(bytes);
    let btime = lines.find_map(|line| line.strip_prefix(b"btime "));
    btime.and_then(text::first_number).ok_or(error("has no line btime"))
}

fn cpu_line(columns: &[u8]) -> Result<CpuLine> {
    let mut columns = text::words(columns).map(text::unsigned);
    let mut next = || match columns.next() {
        Some(None) => Err(error("has a time that is not a number")),
        Some(number) => Ok(number),
        None => Ok(None),
    };
    let missing = error("has a CPU with fewer than four times");
    Ok(CpuLine {
        user: next()?.ok_or(missing)?,
        nice: next()?.ok_or(missing)?,
        system: next()?.ok_or(missing)?,
        idle: next()?.ok_or(missing)?,
        iowait: next()?,
        irq: next()?,
        softirq: next()?,
        steal: next()?,
        guest: next()?,
        guest_nice: next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &[u8] = b"cpu  11 22 33 44 5 6 7 8 9 10\ncpu0 1 2 3 4 5 6 7 8 9 10\n\
        cpu11 10 20 30 40 0 0 0 0 0 0\nintr 99 1 2\nctxt 5\nbtime 1700000000\n";

    #[test]
    fn reads_every_column_at_its_place() {
        let all = cpu(WHOLE).unwrap();
        assert_eq!((all.user, all.nice, all.system, all.idle), (11, 22, 33, 44));
        assert_eq!((all.iowait, all.irq, all.softirq), (Some(5), Some(6), Some(7)));
        assert_eq!((all.steal, all.guest, all.guest_nice), (Some(8), Some(9), Some(10)));
        let each = percpu(WHOLE).unwrap();
        let users: Vec<_> = each.iter().map(|(number, line)| (*number, line.user)).collect();
        assert_eq!(users, [(0, 1), (11, 10)]);
        assert_eq!(btime(WHOLE), Ok(1_700_000_000));
    }

    #[test]
    fn columns_of_later_kernels_are_unknown_and_more_are_ignored() {
        let old = cpu(b"cpu 1 2 3 4\n").unwrap();
        assert_eq!((old.idle, old.iowait, old.guest_nice), (4, None, None));
        assert_eq!(cpu(b"cpu 1 2 3 4 5 6 7 8 9 10 11 12\n").unwrap().guest_nice, Some(10));
    }

    #[test]
    fn counters_are_the_sums_and_not_those_of_one_source() {
        let found = counters(WHOLE).unwrap();
        assert_eq!((found.ctxt, found.intr, found.softirq), (5, 99, None));
        let found = counters(b"intr 18446744073709551615\nctxt 0\nsoftirq 7 1 6\n").unwrap();
        assert_eq!((found.ctxt, found.intr, found.softirq), (0, u64::MAX, Some(7)));
    }

    #[test]
    fn counters_that_are_missing_cut_off_or_no_numbers_are_errors() {
        let whole = b"cpu 1 2 3 4\nintr 99 1 2\nctxt 512\nsoftirq 77 7\n";
        for length in 0..whole.len() {
            match counters(&whole[..length]) {
                Ok(found) => assert_eq!((found.ctxt, found.intr, found.softirq), (512, 99, None)),
                Err(error) => assert_eq!(error.record, "stat"),
            }
        }
        assert_eq!(counters(b"intr x\nctxt 1\n"), Err(error("has a counter that is not a number")));
        assert_eq!(counters(b"intr 1\nctxt\n"), Err(error("has a counter that is not a number")));
        assert_eq!(counters(b"xctxt 1\nintr 1\n"), Err(error("has no line ctxt")));
        assert_eq!(counters(b"ctxt 1\n"), Err(error("has no line intr")));
    }

    #[test]
    fn a_cpu_whose_number_is_too_large_is_an_error() {
        assert!(percpu(b"cpu 1 2 3 4\ncpu4294967296 1 2 3 4\nintr 1\n").is_err());
    }

    #[test]
    fn a_list_that_may_be_cut_off_is_an_error() {
        for length in 0..WHOLE.len() {
            match percpu(&WHOLE[..length]) {
                Ok(each) => assert_eq!(each.len(), 2, "{length} bytes"),
                Err(error) => assert_eq!(error.record, "stat"),
            }
        }
    }

    #[test]
    fn no_cpu_line_and_no_number_are_errors() {
        assert!(cpu(b"").is_err());
        assert!(cpu(b"cpu  1 2 3 4 5").is_err());
        assert!(cpu(b"cpu  1 2 x 4\n").is_err());
        assert!(cpu(b"cpu  1 2 3\n").is_err());
        assert!(btime(b"btime \n").is_err());
    }
}
