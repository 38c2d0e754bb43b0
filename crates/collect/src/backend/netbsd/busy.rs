//! Processes that are busy: they are about to execute a program or to exit, and the kernel does not look into them.
//!
//! Most questions answer `EBUSY` then. The list of descriptors leaves the process out, and its record has only what is
//! known without a look: as of a zombie, but its state is another.

use nix::errno::Errno;
use psutil_parse::netbsd::kinfo_proc2::KinfoProc2;

use super::system::has_ended;
use crate::port::Port;

/// How often to ask before it is taken as it is.
const TRIES: u32 = 50;

/// Asks again as long as the process is busy; that is over soon.
pub(super) fn while_busy<T>(mut ask: impl FnMut() -> Port<T>) -> Port<T> {
    again_while(|answer| matches!(answer, Err(error) if error.errno == Errno::EBUSY), &mut ask)
}

/// Asks again as long as this is so.
pub(super) fn again_while<T>(is_busy: impl Fn(&T) -> bool, mut ask: impl FnMut() -> T) -> T {
    for _ in 1..TRIES {
        let answer = ask();
        if !is_busy(&answer) {
            return answer;
        }
        std::thread::yield_now();
    }
    ask()
}

/// Whether the record is that of one which is busy.
pub(super) const fn is_busy(raw: &KinfoProc2) -> bool {
    raw.p_uvalid == 0 && !has_ended(raw)
}
