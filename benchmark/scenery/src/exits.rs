//! Processes that end when told to, and say when.

use std::io::{self, BufRead, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::atomic::Ordering;
use std::thread::sleep;
use std::time::Duration;

use crate::{say, sys};

/// For each line: starts a process, says `pid N`, waits for another line of so many milliseconds, gives whoever
/// waits that much time to fall asleep, and lets it end. Says `exit T`: what the monotonic clock said at its last
/// breath, in nanoseconds.
pub fn serve() -> io::Result<()> {
    let last = sys::shared_clock()?;
    say("ready")?;
    let mut lines = io::stdin().lock().lines();
    while lines.next().transpose()?.is_some() {
        let (mut here, mut there) = UnixStream::pair()?;
        let child = sys::fork(move || {
            let _ = there.read_exact(&mut [0]);
            last.store(sys::now(), Ordering::SeqCst);
            sys::exit_now()
        })?;
        say(&format!("pid {}", child.pid()))?;
        let Some(pause) = lines.next().transpose()? else { break };
        sleep(Duration::from_millis(pause.parse().unwrap_or(0)));
        here.write_all(b"!")?;
        child.reap();
        say(&format!("exit {}", last.load(Ordering::SeqCst)))?;
    }
    Ok(())
}
