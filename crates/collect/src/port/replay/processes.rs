//! `kill` and `setpriority` with the pid: an answer `()` for who takes it; both are deeds. `watch_exit` with the pid may
//! be refused; `ended` with it is an [`Ended`], told once to who watches. `waitid` with it is an `Option<ChildExit>`.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use nix::errno::Errno;

use super::{Question, Replay};
use crate::model::process::Pid;
use crate::port::{ChildExit, Ended, Kqueues, Port, Posix};

impl Posix for Replay {
    fn kill(&self, pid: Pid, signal: i32) -> Port<()> {
        self.ask::<()>(&Question::of("kill", &[pid]), Errno::ESRCH)?;
        self.note(Question::of("kill", &[pid, signal]), &[]);
        Ok(())
    }

    fn setpriority(&self, pid: Pid, nice: i32) -> Port<()> {
        self.ask::<()>(&Question::of("setpriority", &[pid]), Errno::ESRCH)?;
        self.note(Question::of("setpriority", &[pid, nice]), &[]);
        Ok(())
    }
}

impl Kqueues for Replay {
    type Kqueue = Mutex<Vec<Pid>>;

    fn kqueue(&self) -> Port<Mutex<Vec<Pid>>> {
        Ok(Mutex::default())
    }

    fn watch_exit(&self, kqueue: &Mutex<Vec<Pid>>, pid: Pid) -> Port<()> {
        match self.ask::<()>(&Question::of("watch_exit", &[pid]), Errno::ENOENT) {
            Err(error) if error.errno != Errno::ENOENT => Err(error),
            _ => {
                kqueue.lock().unwrap_or_else(PoisonError::into_inner).push(pid);
                Ok(())
            }
        }
    }

    fn ended(&self, kqueue: &Mutex<Vec<Pid>>, _: Option<Duration>) -> Port<Vec<Ended>> {
        let mut watched = kqueue.lock().unwrap_or_else(PoisonError::into_inner);
        let mut ended = Vec::new();
        watched.retain(|pid| {
            let told = self.ask::<Ended>(&Question::of("ended", &[*pid]), Errno::ENOENT);
            ended.extend(&told);
            told.is_err()
        });
        Ok(ended)
    }

    fn interrupt(&self, _: &Mutex<Vec<Pid>>) -> Port<()> {
        Ok(())
    }

    fn peek_child(&self, pid: Pid) -> Port<Option<ChildExit>> {
        self.ask(&Question::of("waitid", &[pid]), Errno::ECHILD)
    }
}
