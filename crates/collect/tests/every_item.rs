//! Every item of the API on this machine: the same list of questions that the made-up machines are asked.
#![cfg(target_os = "linux")]
#![allow(clippy::disallowed_methods, reason = "tests start the processes that they look at")]

#[path = "replay/mod.rs"]
mod replay;

use std::process::{Command, Stdio};
use std::sync::Arc;

use psutil_collect::Paths;
use psutil_collect::availability::Platform;
use psutil_collect::host::host;
use replay::every_item::{Asked, check};

#[test]
fn what_is_listed_for_this_system_answers_and_nothing_else() {
    let sleep = Command::new("sleep").arg("60").stdin(Stdio::null()).spawn();
    let mut child = sleep.unwrap_or_else(|error| panic!("{error}"));
    let own = std::process::id().try_into().unwrap_or(1);
    let root = child.id().try_into().unwrap_or(1);
    let asked = Asked { pid: own, root, path: "/", resource: 7 };
    check(&Arc::new(host(Paths::default())), &asked, Platform::Linux);
    assert!(child.wait().is_ok());
}
