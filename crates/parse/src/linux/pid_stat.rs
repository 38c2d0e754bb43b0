//! `/proc/PID/stat`, `proc_pid_stat(5)`: one line of 52 fields on current kernels.
//!
//! The second field is the name in parentheses. It may itself hold spaces, newlines and `)`, so it ends at
//! the last `)` of the line. The same format serves `/proc/PID/task/TID/stat`.

use crate::{ParseError, Result, text};

/// The fields of `/proc/PID/stat` that do not depend on permission, in the file's order; and `exit_code`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PidStat {
    /// The process.
    pub pid: i32,
    /// The name, cut by the kernel to 15 bytes for all but kernel threads.
    pub comm: Box<[u8]>,
    /// One letter: `R` running, `S` sleeping, `Z` zombie and so on.
    pub state: u8,
    /// The parent, `0` where it is outside of this pid namespace.
    pub ppid: i32,
    /// The process group.
    pub pgrp: i32,
    /// The session.
    pub session: i32,
    /// The controlling terminal, `0` for none.
    pub tty_nr: i32,
    /// `PF_*` flags of `linux/sched.h`.
    pub flags: u32,
    /// Minor page faults.
    pub minflt: u64,
    /// Major page faults.
    pub majflt: u64,
    /// User time, in clock ticks.
    pub utime: u64,
    /// System time, in clock ticks.
    pub stime: u64,
    /// User time of waited-for children, in clock ticks.
    pub cutime: i64,
    /// System time of waited-for children, in clock ticks.
    pub cstime: i64,
    /// The nice value.
    pub nice: i64,
    /// Threads.
    pub num_threads: i64,
    /// When the process started, in clock ticks since boot.
    pub starttime: u64,
    /// Virtual memory, in bytes.
    pub vsize: u64,
    /// The CPU it last ran on.
    pub processor: Option<i32>,
    /// Time spent waiting for block I/O, in clock ticks (since Linux 2.6.18).
    pub delayacct_blkio_ticks: Option<u64>,
    /// How it ended, as `wait(2)` tells it; `0` also for those who may not know (since Linux 3.5).
    pub exit_code: Option<i32>,
}

/// This thread has begun to exit: its memory is gone or going (`linux/sched.h`).
pub const PF_EXITING: u32 = 0x0000_0004;
/// A thread of the kernel itself (`linux/sched.h`).
pub const PF_KTHREAD: u32 = 0x0020_0000;

impl PidStat {
    /// The process has exited and nobody has asked for its exit status yet.
    pub fn is_zombie(&self) -> bool {
        matches!(self.state, b'Z' | b'X' | b'x')
    }

    /// The process has exited with all its threads: the first one is a zombie until the others have.
    pub fn has_ended(&self) -> bool {
        self.is_zombie() && self.num_threads <= 1
    }
}

const fn error(reason: &'static str) -> ParseError {
    ParseError::new("pid_stat", reason)
}

/// Reads the line. Everything up to `vsize` must be there, and the newline that shows it whole.
pub fn parse(bytes: &[u8]) -> Result<PidStat> {
    let line = bytes.strip_suffix(b"\n").ok_or(error("does not end with a newline"))?;
    let open = line.iter().position(|&byte| byte == b'(').ok_or(error("has no name"))?;
    let close = line.iter().rposition(|&byte| byte == b')').ok_or(error("has no name"))?;
    let (head, _) = line.split_at_checked(open).ok_or(error("has no name"))?;
    let comm = line.get(open.saturating_add(1)..close).ok_or(error("has no name"))?;
    let tail = line.get(close.saturating_add(1)..).unwrap_or_default();
    let pid = text::words(head).next().and_then(text::narrow).ok_or(error("has no pid"))?;
    fields(pid, comm, &mut Fields(&mut text::words(tail)))
}

fn fields<'a, I: Iterator<Item = &'a [u8]>>(
    pid: i32,
    comm: &[u8],
    field: &mut Fields<'_, I>,
) -> Result<PidStat> {
    let state = field.letter("field state is not a letter")?;
    let ppid = field.signed("field ppid is not a number")?;
    let pgrp = field.signed("field pgrp is not a number")?;
    let session = field.signed("field session is not a number")?;
    let tty_nr = field.signed("field tty_nr is not a number")?;
    field.skip(1); // tpgid
    let flags = field.unsigned("field flags is not a number")?;
    let minflt = field.unsigned("field minflt is not a number")?;
    field.skip(1); // cminflt
    let majflt = field.unsigned("field majflt is not a number")?;
    field.skip(1); // cmajflt
    let utime = field.unsigned("field utime is not a number")?;
    let stime = field.unsigned("field stime is not a number")?;
    let cutime = field.signed("field cutime is not a number")?;
    let cstime = field.signed("field cstime is not a number")?;
    field.skip(1); // priority
    let nice = field.signed("field nice is not a number")?;
    let num_threads = field.signed("field num_threads is not a number")?;
    field.skip(1); // itrealvalue
    let starttime = field.unsigned("field starttime is not a number")?;
    let vsize = field.unsigned("field vsize is not a number")?;
    field.skip(15); // rss to exit_signal
    let processor = field.signed("").ok();
    field.skip(2); // rt_priority, policy
    let delayacct_blkio_ticks = field.unsigned("").ok();
    field.skip(9); // guest_time to env_end
    let exit_code = field.signed("").ok();
    Ok(PidStat {
        pid,
        comm: comm.into(),
        state,
        ppid,
        pgrp,
        session,
        tty_nr,
        flags,
        minflt,
        majflt,
        utime,
        stime,
        cutime,
        cstime,
        nice,
        num_threads,
        starttime,
        vsize,
        processor,
        delayacct_blkio_ticks,
        exit_code,
    })
}

/// The words after the name, taken one by one.
struct Fields<'i, I>(&'i mut I);

impl<'a, I: Iterator<Item = &'a [u8]>> Fields<'_, I> {
    fn skip(&mut self, count: usize) {
        for _ in 0..count {
            self.0.next();
        }
    }

    fn letter(&mut self, reason: &'static str) -> Result<u8> {
        match self.0.next() {
            Some([letter]) if letter.is_ascii_alphabetic() => Ok(*letter),
            _ => Err(error(reason)),
        }
    }

    fn unsigned<T: TryFrom<u64>>(&mut self, reason: &'static str) -> Result<T> {
        self.0.next().and_then(text::narrow).ok_or(error(reason))
    }

    fn signed<T: TryFrom<i64>>(&mut self, reason: &'static str) -> Result<T> {
        let number = self.0.next().and_then(text::signed);
        number.and_then(|number| T::try_from(number).ok()).ok_or(error(reason))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a Linux 6.18 kernel prints it, with the name to be filled in.
    fn line(comm: &[u8]) -> Vec<u8> {
        let tail = b") S 1 4242 4242 34816 4243 4194560 2117 31 5 6 700 800 -9 10 20 -5 3 0 123456 \
            8372224 877 18446744073709551615 1 1 0 0 0 0 65536 3686404 1266761467 1 0 0 17 2 0 0 77 \
            0 0 0 0 0 0 0 0 0 1792\n";
        [b"4242 (", comm, &tail[..]].concat()
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let stat = parse(&line(b"bash")).unwrap();
        assert_eq!(stat.pid, 4242);
        assert_eq!(&*stat.comm, b"bash");
        assert_eq!((stat.state, stat.ppid, stat.pgrp, stat.session), (b'S', 1, 4242, 4242));
        assert_eq!((stat.tty_nr, stat.flags), (34816, 4_194_560));
        assert_eq!((stat.minflt, stat.majflt), (2117, 5));
        assert_eq!((stat.utime, stat.stime, stat.cutime, stat.cstime), (700, 800, -9, 10));
        assert_eq!((stat.nice, stat.num_threads), (-5, 3));
        assert_eq!((stat.starttime, stat.vsize), (123_456, 8_372_224));
        assert_eq!((stat.processor, stat.delayacct_blkio_ticks), (Some(2), Some(77)));
        assert_eq!(stat.exit_code, Some(1792));
    }

    #[test]
    fn e_f9_a_name_may_hold_anything() {
        for comm in
            [&b""[..], b")", b"a) R 1", b"((", b"a b", b"a\nb", b"\xff\xfe", b") S 1 2 3\n4 ("]
        {
            let stat = parse(&line(comm)).unwrap();
            assert_eq!(&*stat.comm, comm);
            assert_eq!((stat.ppid, stat.starttime), (1, 123_456), "{comm:?}");
        }
    }

    #[test]
    fn e_f9_the_block_io_delay_may_be_missing() {
        let old = b"1 (init) S 0 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 33 4096 1\n";
        let stat = parse(old).unwrap();
        assert_eq!((stat.starttime, stat.processor, stat.delayacct_blkio_ticks), (33, None, None));
        assert_eq!(stat.exit_code, None);
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        let whole = line(b"bash");
        for length in 0..whole.len() {
            assert!(parse(&whole[..length]).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn nonsense_is_an_error() {
        for bad in
            [&b"\n"[..], b"()\n", b")(\n", b"x (a) S 1\n", b"1 (a) 5 1 1 1 1\n", b"1 (a) S one\n"]
        {
            assert!(parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn dead_and_zombie_are_both_gone() {
        for (letter, gone) in [(b'Z', true), (b'X', true), (b'x', true), (b'S', false)] {
            let mut bytes = line(b"a");
            let at = bytes.iter().position(|&byte| byte == b'S').unwrap();
            bytes[at] = letter;
            assert_eq!(parse(&bytes).unwrap().is_zombie(), gone);
        }
    }
}
