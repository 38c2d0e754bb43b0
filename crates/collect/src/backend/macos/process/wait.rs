//! The end of a process, as `kqueue(2)` tells it.

use std::time::Duration;

use crate::Result;
use crate::backend::bsd::wait::{self, Poller, Watched};
use crate::backend::macos::MacOs;
use crate::backend::{Progress, WaitCollector};
use crate::model::identity::Target;
use crate::port::MacOsKernel;

impl<K: MacOsKernel> WaitCollector for MacOs<K> {
    type Watched = Watched<Self>;
    type Poller = Poller<Self>;

    fn poller(&self) -> Result<Poller<Self>> {
        wait::poller(self)
    }

    fn watch(&self, target: Target) -> Result<Watched<Self>> {
        wait::watch(self, target)
    }

    fn look(&self, watched: &mut Watched<Self>) -> Result<Progress> {
        wait::look(self, watched)
    }

    fn arm(&self, poller: &Poller<Self>, token: u64, watched: &Watched<Self>) -> Result<()> {
        wait::arm(self, poller, token, watched)
    }

    fn poll(&self, poller: &Poller<Self>, patience: Option<Duration>) -> Result<Vec<u64>> {
        wait::poll(self, poller, patience)
    }

    fn interrupt(&self, poller: &Poller<Self>) -> Result<()> {
        wait::interrupt(self, poller)
    }
}
