//! Waiting until processes end: `kqueue(2)`.

use std::time::Duration;

use super::OpenBsd;
use crate::Result;
use crate::backend::bsd::wait;
use crate::backend::{Progress, WaitCollector};
use crate::model::identity::Target;
use crate::port::OpenBsdKernel;

impl<K: OpenBsdKernel> WaitCollector for OpenBsd<K> {
    type Watched = wait::Watched<Self>;
    type Poller = wait::Poller<Self>;

    fn poller(&self) -> Result<Self::Poller> {
        wait::poller(self)
    }

    fn watch(&self, target: Target) -> Result<Self::Watched> {
        wait::watch(self, target)
    }

    fn look(&self, watched: &mut Self::Watched) -> Result<Progress> {
        wait::look(self, watched)
    }

    fn arm(&self, poller: &Self::Poller, token: u64, watched: &Self::Watched) -> Result<()> {
        wait::arm(self, poller, token, watched)
    }

    fn poll(&self, poller: &Self::Poller, patience: Option<Duration>) -> Result<Vec<u64>> {
        wait::poll(self, poller, patience)
    }

    fn interrupt(&self, poller: &Self::Poller) -> Result<()> {
        wait::interrupt(self, poller)
    }
}
