//! Sets of CPUs: `cpuset_getaffinity` with the level (2 or 3) and the pid is a `Vec<u8>`, as long as this kernel's sets
//! are; `cpuset_setaffinity` with the pid is a `usize`, that length, and a deed.

use nix::errno::Errno;

use super::{Question, Replay, copy};
use crate::model::process::Pid;
use crate::port::{CpuLevel, CpuSets, Port, PortError};

impl CpuSets for Replay {
    fn cpuset_getaffinity(&self, level: CpuLevel, pid: Pid, mask: &mut [u8]) -> Port<()> {
        let level = match level {
            CpuLevel::Cpuset => 2,
            CpuLevel::Which => 3,
        };
        let call = "cpuset_getaffinity";
        let set: Vec<u8> = self.ask(&Question::of(call, &[level, pid]), Errno::ESRCH)?;
        if set.len() != mask.len() {
            return Err(PortError::new(call, Errno::ERANGE));
        }
        copy(&set, mask);
        Ok(())
    }

    fn cpuset_setaffinity(&self, pid: Pid, mask: &[u8]) -> Port<()> {
        let question = Question::of("cpuset_setaffinity", &[pid]);
        let length: usize = self.ask(&question, Errno::ESRCH)?;
        if length != mask.len() {
            return Err(PortError::new(question.call, Errno::ERANGE));
        }
        self.note(question, mask);
        Ok(())
    }
}
