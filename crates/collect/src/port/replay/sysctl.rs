//! `sysctl` with the MIB, `sysctlnametomib` with the name. Setting is a deed, and so is a buffer that is not empty: what
//! the kernel goes on from. What points into itself is at [`ADDRESS`].

use nix::errno::Errno;

use super::{Question, Replay, copy};
use crate::port::{Port, PortError, Sysctl, SysctlNames};

/// Where the kernel sees the buffer of what points into itself.
pub const ADDRESS: u64 = 0x0000_7F00_1234_5000;

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
        if buffer.first_chunk().is_some_and(|first: &[u8; 8]| *first != [0; 8]) {
            self.note(question.clone(), buffer.first_chunk::<8>().map_or(&[], |first| first));
        }
        let table: Port<Vec<u8>> = self.ask_again(&question, Errno::ENOENT);
        let room = buffer.len();
        let length = table.as_ref().map_or(0, |table| copy(table, buffer));
        if length > room {
            return Err(PortError::new("sysctl", Errno::ENOMEM));
        }
        // Told: whoever asks next finds what comes after it.
        self.next(&question, true);
        table.map(|_| length)
    }

    fn sysctl_in_place(&self, mib: &[i32], old: &mut [u8]) -> Port<(usize, u64)> {
        Ok((self.sysctl(mib, Some(old), None)?, ADDRESS))
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
