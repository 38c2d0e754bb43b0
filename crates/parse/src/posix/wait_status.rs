//! The word in which the kernel tells how a process ended, `wait(2)`: as `WIFEXITED` and its like read it.
//!
//! `/proc/PID/stat`, `PIDFD_GET_INFO` and the proc connector give it on Linux, `kevent(2)` elsewhere.

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitStatus {
    /// `WIFEXITED`: it returned, with this `WEXITSTATUS`.
    Exited(u8),
    /// `WIFSIGNALED`: a signal ended it, this `WTERMSIG`.
    Signaled(u8),
}

/// What a signal leaves in the low bits; bit 7 is `WCOREDUMP`.
const SIGNAL: i32 = 0x7f;

/// Reads the word; `None` for one that does not tell of an end: stopped (`0x7f`) or continued.
pub fn parse(word: i32) -> Option<WaitStatus> {
    let [low, high, 0, 0] = word.to_le_bytes() else { return None };
    match word & SIGNAL {
        0 if low == 0 => Some(WaitStatus::Exited(high)),
        0 | SIGNAL => None,
        signal if high == 0 => u8::try_from(signal).ok().map(WaitStatus::Signaled),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_returned() {
        assert_eq!(parse(0), Some(WaitStatus::Exited(0)));
        assert_eq!(parse(0x0700), Some(WaitStatus::Exited(7)));
        assert_eq!(parse(0xff00), Some(WaitStatus::Exited(255)));
    }

    #[test]
    fn the_signal_with_or_without_a_core() {
        assert_eq!(parse(0x0f), Some(WaitStatus::Signaled(15)));
        assert_eq!(parse(0x8b), Some(WaitStatus::Signaled(11)));
        assert_eq!(parse(0x40), Some(WaitStatus::Signaled(64)));
    }

    #[test]
    fn e_r7_who_is_stopped_or_goes_on_has_not_ended() {
        for word in [0x137f, 0x057f, 0xffff, 0x80, 0x0700 | 0x0f, -1, i32::MIN, 0x1_0000] {
            assert_eq!(parse(word), None, "{word:#x}");
        }
    }
}
