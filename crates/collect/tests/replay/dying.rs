//! What is promised of every getter: it answers for the process that is meant, or says that there is none. The process
//! ends at every moment that there is: before each of the questions that a visit and a getter ask the kernel.

use std::sync::Arc;

use psutil_collect::model::identity::Target;
use psutil_collect::port::replay::Replay;
use psutil_collect::{Error, Result};

use super::every_item::{Asked, Backend, getters};

/// A machine, and what may happen to one of its processes.
pub struct Mortal<B> {
    /// The machine as it is at first.
    pub machine: fn() -> (Replay, Arc<B>),
    /// Who is asked, and then ends.
    pub asked: Asked,
    /// What the two have alike: it cannot be shown whose it is.
    pub alike: &'static [&'static str],
    /// It is gone.
    pub reaped: Event,
    /// It is gone, and another has its number, of which all is different.
    pub replaced: Event,
    /// It waits to be reaped.
    pub ended: Event,
    /// So does the other.
    pub other_ended: Event,
}

/// The same everywhere, whoever is asked.
const OF_THE_MACHINE: [&str; 1] = ["process.memoryPercent"];

/// What happens to a machine.
type Event = fn(&Replay);
type Ask<'a, B> = &'a dyn Fn(&B, Target) -> Result<String>;

impl<B: Backend> Mortal<B> {
    /// Asserts it for every getter, and for what is asked of a process without a visit.
    pub fn check(&self) {
        let mut found = Vec::new();
        for (name, get) in getters::<B>() {
            found.extend(self.against(name, &|backend, target| {
                get(backend, &backend.snapshot(target)?, &self.asked)
            }));
        }
        found.extend(self.against("process.parent", &|backend, target| {
            backend.parent(target).map(|parent| format!("{parent:?}"))
        }));
        found.extend(self.against("process.parents", &|backend, target| {
            backend.parents(target).map(|parents| format!("{parents:?}"))
        }));
        assert!(found.is_empty(), "{}:\n{}", found.len(), found.join("\n"));
    }

    /// What is to be said against a getter.
    fn against(&self, name: &str, ask: Ask<'_, B>) -> Vec<String> {
        let pid = self.asked.pid;
        let (alive, questions) = self.answer(ask, None);
        if matches!(alive, Err(Error::Unsupported(_))) {
            return Vec::new();
        }
        let mut found = Vec::new();
        let of_zombie = self.answer(ask, Some((0, self.ended))).0;
        // What it is called to the kernel, where its arguments are not there any more to tell the rest.
        let short = self.answer(&|backend, it| raw_name(backend, it), None).0;
        let is_short = |answer: &Result<String>| name == "process.name" && *answer == short;
        for moment in 0..=questions {
            for (event, reused) in [(self.reaped, false), (self.replaced, true)] {
                let (answer, _) = self.answer(ask, Some((moment, event)));
                let is_none = answer == Err(Error::NoSuchProcess { pid, reused });
                let is_own = answer == alive && (moment > 0 || OF_THE_MACHINE.contains(&name));
                if !is_none && !is_own {
                    let when = if reused { "replaced" } else { "reaped" };
                    found.push(format!("{name}, {when} {moment}/{questions}: {answer:?}"));
                }
            }
            let ends = [self.answer(ask, Some((moment, self.ended))).0];
            for answer in ends.into_iter().chain((1..=4).map(|more| self.of_two(ask, moment, more)))
            {
                let is_zombie = answer == Err(Error::ZombieProcess { pid });
                let is_none = matches!(answer, Err(Error::NoSuchProcess { .. }));
                if !is_zombie
                    && !is_none
                    && answer != alive
                    && answer != of_zombie
                    && !is_short(&answer)
                {
                    found.push(format!("{name}, ended {moment}/{questions}: {answer:?}"));
                }
            }
        }
        if self.of_another(ask) == alive && !self.alike.contains(&name) {
            found.push(format!("{name}: the other has the same, so nothing is shown"));
        }
        found
    }

    /// The answer when this happens after so many questions, and how many were asked.
    fn answer(&self, ask: Ask<'_, B>, event: Option<(usize, Event)>) -> (Result<String>, usize) {
        let (kernel, backend) = (self.machine)();
        let target = backend.open(Some(self.asked.pid)).unwrap();
        let before = kernel.asked();
        if let Some((moment, event)) = event {
            kernel.after(moment, event);
        }
        let answer = ask(&backend, target);
        (answer, kernel.asked() - before)
    }

    /// The answer when another gets its number after so many questions, and ends itself after some more. Of some systems a
    /// zombie does not tell when it started.
    fn of_two(&self, ask: Ask<'_, B>, moment: usize, more: usize) -> Result<String> {
        let (kernel, backend) = (self.machine)();
        let target = backend.open(Some(self.asked.pid)).unwrap();
        let (replaced, ended) = (self.replaced, self.other_ended);
        kernel.after(moment, move |kernel| {
            replaced(kernel);
            kernel.after(more, ended);
        });
        ask(&backend, target)
    }

    /// What the other would answer.
    fn of_another(&self, ask: Ask<'_, B>) -> Result<String> {
        let (kernel, backend) = (self.machine)();
        (self.replaced)(&kernel);
        ask(&backend, backend.open(Some(self.asked.pid)).unwrap())
    }
}

fn raw_name<B: Backend>(backend: &B, target: Target) -> Result<String> {
    backend.name(&backend.snapshot(target)?, true).map(|name| format!("{name:?}"))
}
