//! `clock_gettime(2)`.

use std::time::Duration;

use nix::time::{ClockId, clock_gettime};

use super::Kernel;
use crate::port::{Clock, Port, PortError};

fn read(clock: ClockId) -> Port<Duration> {
    clock_gettime(clock).map(Duration::from).map_err(|errno| PortError::new("clock_gettime", errno))
}

impl Clock for Kernel {
    fn realtime(&self) -> Port<Duration> {
        read(ClockId::CLOCK_REALTIME)
    }

    fn boottime(&self) -> Port<Duration> {
        read(ClockId::CLOCK_BOOTTIME)
    }

    fn monotonic(&self) -> Port<Duration> {
        read(ClockId::CLOCK_MONOTONIC)
    }
}
