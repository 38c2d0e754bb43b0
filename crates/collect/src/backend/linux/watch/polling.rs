//! The list of processes, compared with the one before.

use crate::Result;
use crate::backend::watch::{Listing, Look, Tracker};
use crate::model::process::Pid;
use crate::model::watch::WatchEvent;

/// A comparison that is made again and again.
#[derive(Debug)]
pub(super) struct Polling {
    last_number: Option<Pid>,
}

impl Polling {
    /// To be called before processes are looked at for the first time: who begins later takes a later number.
    pub fn begin(look: &impl Look) -> Result<Self> {
        look.now()?;
        Ok(Self { last_number: look.last_number() })
    }

    /// What has happened since the last look.
    ///
    /// Only if a number has been given away since, somebody can have begun. One that is restored with a number of
    /// its own choice, `clone3(2)`, leaves no trace; it is found once anybody else begins.
    pub fn look(
        &mut self,
        look: &impl Look,
        tracker: &mut Tracker,
        events: &mut Vec<WatchEvent>,
    ) -> Result<()> {
        let last_number = look.last_number();
        let may_be_new = last_number.is_none() || last_number != self.last_number;
        tracker.compare(
            look,
            if may_be_new { Listing::Read } else { Listing::Unchanged },
            events,
        )?;
        self.last_number = last_number;
        Ok(())
    }
}
