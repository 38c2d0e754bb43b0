//! Processes that begin and end, as the kernel tells them, and waiting for that.

use std::time::Duration;

use super::Port;

/// A socket on which the kernel tells of processes, `linux/cn_proc.h`. What is no longer wanted is cancelled when
/// it is dropped.
pub trait Listener {
    /// Asks the kernel to tell. It answers with an event of its own that bears `ack` + 1; before Linux 6.6 it does
    /// not answer if only some kinds of events (`PROC_EVENT_…`) are wanted.
    fn request(&self, ack: u32, only: Option<u32>) -> Port<()>;

    /// Hands over the next datagram of the kernel, if there is one. `ENOBUFS`: some were lost.
    fn receive<T>(&mut self, then: impl FnOnce(&[u8]) -> T) -> Port<Option<T>>;
}

/// Ends a wait of another thread.
pub trait Ring: Send + Sync {
    /// Ends the wait that goes on, or the next one.
    fn ring(&self);
}

/// How a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Woken {
    /// The alarm was rung.
    Rung,
    /// There is something to receive, or the time is over.
    Ready,
}

/// Hearing of processes.
pub trait ProcessEvents {
    /// A socket on which the kernel tells of processes.
    type Listener: Listener + Send + 'static;
    /// What ends a wait.
    type Alarm: Ring + 'static;

    /// A socket that has asked for nothing yet.
    fn process_listener(&self) -> Port<Self::Listener>;

    /// Something that ends a wait.
    fn alarm(&self) -> Port<Self::Alarm>;

    /// Waits for the alarm, for something to receive, or for some time.
    fn wait(
        &self,
        alarm: &Self::Alarm,
        listener: Option<&Self::Listener>,
        patience: Option<Duration>,
    ) -> Port<Woken>;
}
