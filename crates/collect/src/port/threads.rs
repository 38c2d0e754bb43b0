//! Threads of our own.

use std::thread::{Builder, JoinHandle};

use nix::errno::Errno;
use nix::sys::signal::{SigSet, SigmaskHow};

use super::{Port, PortError};

/// Starts a thread that no signal is ever delivered to: those of the program are for its own threads.
///
/// The name is cut to 15 bytes by the kernel.
pub fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> Port<JoinHandle<()>> {
    start(name, Box::new(run))
}

/// The same out of line: what starts a thread is long, and laid out anew for each that is started.
#[inline(never)]
fn start(name: &str, run: Box<dyn FnOnce() + Send>) -> Port<JoinHandle<()>> {
    let failed = |errno| PortError::new("clone", errno);
    // A thread has the mask of the one that starts it: blocked before, no signal comes in between.
    let ours = SigSet::all().thread_swap_mask(SigmaskHow::SIG_SETMASK).map_err(failed)?;
    let started = Builder::new().name(name.into()).spawn(run);
    ours.thread_set_mask().map_err(failed)?;
    started.map_err(|error| failed(error.raw_os_error().map_or(Errno::EAGAIN, Errno::from_raw)))
}
