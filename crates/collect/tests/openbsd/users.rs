//! Who is logged in.

use psutil_collect::Error;
use psutil_collect::backend::UserCollector;
use psutil_collect::model::users::User;
use psutil_collect::port::replay::Question;

use crate::machine::Machine;

#[test]
fn terminals_without_a_name_have_nobody() {
    let users = Machine::default().openbsd.users().unwrap();
    let root = User {
        name: b"root".to_vec(),
        terminal: Some(b"ttyC1".to_vec()),
        host: None,
        started: Some(1_760_000_600_000.0),
        pid: None,
    };
    let ann = User {
        name: b"ann".to_vec(),
        terminal: Some(b"ttyp1".to_vec()),
        host: Some(b"far.example".to_vec()),
        started: Some(1_760_000_700_000.0),
        pid: None,
    };
    assert_eq!(users, [root, ann]);
}

#[test]
fn without_the_file_nobody_is_known() {
    let machine = Machine::default();
    machine.kernel.refuse(Question::about("read", "/var/run/utmp"), nix::errno::Errno::ENOENT);
    assert_eq!(machine.openbsd.users(), Ok(Vec::new()));
    machine.kernel.set(Question::about("read", "/var/run/utmp"), vec![0_u8; 303]);
    assert!(matches!(machine.openbsd.users(), Err(Error::KernelData { .. })));
}
