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

const fn error(reason: &'static str) -> ParseError {
    ParseError::new("stat", reason)
}

/// The times of all CPUs together: the line `cpu`.
pub fn cpu(bytes: &[u8]) -> Result<CpuLine> {
    let mut lines = text::lines(bytes);
    let all = lines.find_map(|line| line.strip_prefix(b"cpu "));
    cpu_line(all.ok_or(error("has no line cpu"))?)
}

/// The times of each CPU that is online, in the order of their numbers.
///
/// The counters that follow must be there: without them the list may have been cut off.
pub fn percpu(bytes: &[u8]) -> Result<Vec<CpuLine>> {
    let mut cpus = Vec::new();
    for line in text::lines(bytes) {
        let Some(rest) = line.strip_prefix(b"cpu") else {
            return Ok(cpus);
        };
        if rest.first().is_some_and(u8::is_ascii_digit) {
            let number = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            cpus.push(cpu_line(rest.get(number..).unwrap_or_default())?);
        }
    }
    Err(error("ends within the lines of the CPUs"))
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
        assert_eq!(each.iter().map(|line| line.user).collect::<Vec<_>>(), [1, 10]);
        assert_eq!(btime(WHOLE), Ok(1_700_000_000));
    }

    #[test]
    fn columns_of_later_kernels_are_unknown_and_more_are_ignored() {
        let old = cpu(b"cpu 1 2 3 4\n").unwrap();
        assert_eq!((old.idle, old.iowait, old.guest_nice), (4, None, None));
        assert_eq!(cpu(b"cpu 1 2 3 4 5 6 7 8 9 10 11 12\n").unwrap().guest_nice, Some(10));
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
