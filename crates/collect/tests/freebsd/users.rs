//! Who is logged in, and since when the machine is up.

use nix::errno::Errno;
use psutil_collect::backend::{HostCollector, UserCollector};
use psutil_collect::model::users::User;
use psutil_collect::port::replay::Question;

use crate::machine::processes::{PID, SERVER, proc};
use crate::machine::{machine, on};

#[test]
fn who_has_left_is_not_listed() {
    let replay = machine();
    replay.refuse(proc(PID, 12_345), Errno::ESRCH);
    let user = |name: &str, terminal: &str, host: Option<&str>, started, pid| User {
        name: name.into(),
        terminal: Some(terminal.into()),
        host: host.map(Into::into),
        started: Some(started),
        pid,
    };
    let expected = [
        user("root", "ttyv0", None, 1_700_000_800_000.0, None),
        user("u", "pts/1", Some("10.0.2.2"), 1_700_000_900_500.0, Some(SERVER)),
    ];
    assert_eq!(on(&replay).users().unwrap(), expected);
    replay.refuse(Question::about("read", "/var/run/utx.active"), Errno::ENOENT);
    assert_eq!(on(&replay).users(), Ok(vec![]));
}

#[test]
fn since_when_it_is_up() {
    let backend = on(&machine());
    assert_eq!(backend.boot_time(), Ok(1_700_000_000_250.0));
    assert_eq!((backend.time_since_boot(), backend.uptime()), (Ok(4999.75), Ok(4999.75)));
}
