//! `clock_gettime(2)`. Its clocks stand still while the machine is suspended, all but that of the day.

use std::time::Duration;

use nix::time::{ClockId, clock_gettime};

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
        read(libc::CLOCK_MONOTONIC)
    }

    fn monotonic(&self) -> Port<Duration> {
        read(libc::CLOCK_UPTIME)
    }
}
