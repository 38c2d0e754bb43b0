//! `clock_gettime(2)`.

use std::time::Duration;

use nix::time::{ClockId, clock_gettime};

use crate::port::numbers::{CLOCK_AWAKE, CLOCK_SINCE_BOOT};
use crate::port::{Clock, Kernel, Port, PortError};

fn read(clock: libc::clockid_t) -> Port<Duration> {
    let time = clock_gettime(ClockId::from_raw(clock));
    time.map(Duration::from).map_err(|errno| PortError::new("clock_gettime", errno))
}

impl Clock for Kernel {
    fn realtime(&self) -> Port<Duration> {
        read(libc::CLOCK_REALTIME)
    }

    fn boottime(&self) -> Port<Duration> {
        read(CLOCK_SINCE_BOOT)
    }

    fn monotonic(&self) -> Port<Duration> {
        read(CLOCK_AWAKE)
    }
}
