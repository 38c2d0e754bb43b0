//! What is promised of processes that are not like others: zombies, those of the kernel, and those of other users.

use psutil_collect::model::process::Pid;
use psutil_collect::{Error, Result};

use super::every_item::{Asked, Backend, getters};

/// What goes before the process does.
const GONE_WITH_THE_LIVING: [&str; 9] = [
    "process.exe",
    "process.cwd",
    "process.root",
    "process.cmdline",
    "process.environ",
    "process.memoryMaps",
    "process.memoryMapsGrouped",
    "process.memoryFootprint",
    "process.umask",
];

/// Asserts what a zombie answers: that it is one, to who asks for what is gone; and else what is known, if anything is.
pub fn check_zombie<B: Backend>(backend: &B, asked: &Asked) {
    let mut found = Vec::new();
    for (name, answer) in answers(backend, asked) {
        let is_zombie = answer == Err(Error::ZombieProcess { pid: asked.pid });
        let is_promised = GONE_WITH_THE_LIVING.contains(&name);
        if !is_zombie && (is_promised || answer.is_err()) {
            found.push(format!("{name}: {answer:?}"));
        }
    }
    assert!(found.is_empty(), "of a zombie:\n{}", found.join("\n"));
}

/// Asserts that whoever is asked may answer or deny, and does nothing else.
pub fn check_others<B: Backend>(backend: &B, asked: &Asked, pids: &[Pid]) {
    let mut found = Vec::new();
    for &pid in pids {
        for (name, answer) in answers(backend, &Asked { pid, ..*asked }) {
            let is_denied =
                matches!(answer, Err(Error::AccessDenied { pid: Some(it), .. }) if it == pid);
            if answer.is_err() && !is_denied {
                found.push(format!("{name} of {pid}: {answer:?}"));
            }
        }
    }
    assert!(found.is_empty(), "of others:\n{}", found.join("\n"));
}

fn answers<B: Backend>(backend: &B, asked: &Asked) -> Vec<(&'static str, Result<String>)> {
    let target = backend.open(Some(asked.pid)).unwrap();
    let mut answers = Vec::new();
    for (name, get) in getters::<B>() {
        // Each in a visit of its own, and so none by what another has read.
        let answer = backend.snapshot(target).and_then(|visit| get(backend, &visit, asked));
        if !matches!(answer, Err(Error::Unsupported(_))) {
            answers.push((name, answer));
        }
    }
    answers
}
