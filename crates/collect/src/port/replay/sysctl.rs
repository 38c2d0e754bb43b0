//! `sysctl` with the MIB, `sysctlnametomib` with the name. Setting is a deed.

use nix::errno::Errno;

use super::{Question, Replay, copy};
use crate::port::{Port, PortError, Sysctl, SysctlNames};

impl Sysctl for Replay {
    fn sysctl(&self, mib: &[i32], old: Option<&mut [u8]>, new: Option<&[u8]>) -> Port<usize> {
        let question = Question::of("sysctl", mib);
        if let Some(new) = new {
            self.note(question.clone(), new);
        }
        let Some(buffer) = old else {
            // Asked for its length, a table that is about to grow moves on: the one who reads finds another.
            let table: Vec<u8> = self.ask(&question, Errno::ENOENT)?;
            return Ok(table.len());
        };
        let table: Port<Vec<u8>> = self.ask_again(&question, Errno::ENOENT);
        let room = buffer.len();
        let length = table.as_ref().map_or(0, |table| copy(table, buffer));
        if length > room {
            return Err(PortError::new("sysctl", Errno::ENOMEM));
        }
        // Told: whoever asks next finds what comes after it.
        self.ask::<Vec<u8>>(&question, Errno::ENOENT).map(|_| length)
    }
}

impl SysctlNames for Replay {
    fn mib(&self, name: &str) -> Port<Vec<i32>> {
        self.ask(&Question::about("sysctlnametomib", name), Errno::ENOENT)
    }
}

impl Replay {
    /// Sets what a name of `sysctl(8)` stands for.
    pub fn name(&self, name: &str, mib: &[i32]) {
        self.set(Question::about("sysctlnametomib", name), mib.to_vec());
    }
}
