//! Threads of our own.

use std::io;
use std::thread::{Builder, JoinHandle};

use nix::errno::Errno;
use nix::sys::signal::{SigSet, SigmaskHow};

use super::{Port, PortError};

/// Starts a thread that no signal is ever delivered to: those of the program are for its own threads.
///
/// The name is cut to 15 bytes by the kernel.
pub fn spawn<T: Send + 'static>(
    name: &str,
    run: impl FnOnce() -> T + Send + 'static,
) -> Port<JoinHandle<T>> {
    undisturbed(|| Builder::new().name(name.into()).spawn(run))
}

/// Has a thread started that no signal is delivered to.
fn undisturbed<T>(start: impl FnOnce() -> io::Result<T>) -> Port<T> {
    let failed = |errno| PortError::new("clone", errno);
    // A thread has the mask of the one that starts it: blocked before, no signal comes in between.
    let ours = SigSet::all().thread_swap_mask(SigmaskHow::SIG_SETMASK).map_err(failed)?;
    let started = start();
    ours.thread_set_mask().map_err(failed)?;
    started.map_err(|error| failed(error.raw_os_error().map_or(Errno::EAGAIN, Errno::from_raw)))
}
