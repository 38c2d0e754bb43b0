//! Who is logged in on made-up machines, and on this one.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests make and read their own files")]

mod common;

use std::path::Path;

use common::tree::{self, fixture};
use nix::sys::stat::Mode;
use psutil_collect::Paths;
use psutil_collect::backend::UserCollector;
use psutil_collect::host::host;
use psutil_collect::model::users::User;

/// A machine that a test makes up, with the processes 1 and 812.
struct Tree(tree::Tree);

impl Tree {
    fn new() -> Self {
        let tree = tree::Tree::empty();
        for directory in ["etc", "proc/1", "proc/812"] {
            std::fs::create_dir_all(tree.file(directory)).unwrap();
        }
        Self(tree)
    }

    fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.0.write(name, bytes);
        self
    }

    fn users(&self) -> Vec<User> {
        self.0.host().users().unwrap()
    }
}

/// A record of a user as glibc writes it on x86-64.
fn record(pid: i32, line: &[u8], user: &[u8], host: &[u8], seconds: u32) -> Vec<u8> {
    let mut bytes = vec![0; 384];
    let mut put = |at: usize, part: &[u8]| {
        bytes.get_mut(at..at + part.len()).unwrap().copy_from_slice(part);
    };
    put(0, &7_i16.to_ne_bytes());
    put(4, &pid.to_ne_bytes());
    put(8, line);
    put(44, user);
    put(76, host);
    put(340, &seconds.to_ne_bytes());
    put(344, &500_000_u32.to_ne_bytes());
    bytes
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// `name terminal host started pid`, a line for each.
fn shown(users: &[User]) -> Vec<String> {
    let line = |User { name, terminal, host, started, pid }: &User| {
        let or_none = |word: &Option<Vec<u8>>| word.as_deref().map_or("-".into(), text);
        format!("{} {} {} {started:?} {pid:?}", text(name), or_none(terminal), or_none(host))
    };
    users.iter().map(line).collect()
}

#[test]
fn b12_the_sessions_of_logind_in_the_order_of_their_beginning() {
    let expected = [
        "ann tty1 - Some(1700000000500.0) Some(500)",
        "ann :0 - Some(1700000100000.0) Some(700)",
        "bob pts/3 2001:db8::7 Some(1700000200000.0) Some(600)",
    ];
    assert_eq!(shown(&fixture("linux-6.18-server").users().unwrap()), expected);
}

#[test]
fn b12_logind_comes_before_utmp_and_utmp_without_its_sessions() {
    let session = "UID=0\nUSER=root\nCLASS=user\nTTY=/dev/tty2\nLEADER=1\n";
    let greeter = "UID=120\nUSER=gdm\nCLASS=greeter\nTTY=tty1\nLEADER=1\n";
    let utmp = record(812, b"pts/0", b"ann", b"far.example", 1_700_000_000);
    let both = Tree::new().with("run/utmp", &utmp).with("run/systemd/sessions/1", session);
    assert_eq!(shown(&both.users()), ["root tty2 - None Some(1)"]);
    let old = ["ann pts/0 far.example Some(1700000000500.0) Some(812)"];
    let without = Tree::new().with("run/utmp", &utmp).with("run/systemd/sessions/c1", greeter);
    assert_eq!(shown(&without.users()), old);
    let none = Tree::new().with("run/utmp", &utmp);
    std::fs::create_dir_all(none.0.file("run/systemd/sessions")).unwrap();
    assert_eq!(shown(&none.users()), old);
}

#[test]
fn files_beside_the_sessions_are_left_alone() {
    let session = "USER=ann\nTTY=tty2\nLEADER=1\nREMOTE_HOST=\"a b\"\n";
    let tree = Tree::new()
        .with("run/systemd/sessions/.#17f3", session)
        .with("run/systemd/sessions/7", session)
        .with("run/systemd/sessions/8", "")
        .with("run/systemd/sessions/9", "TTY=tty3\nLEADER=1\n");
    // Opening it would end a session when it is closed again.
    let fifo = tree.0.file("run/systemd/sessions/7.ref");
    nix::unistd::mkfifo(&fifo, Mode::S_IRWXU).unwrap();
    assert_eq!(shown(&tree.users()), ["ann tty2 a b None Some(1)"]);
}

#[test]
fn a_user_without_a_name_goes_by_number() {
    let tree = Tree::new()
        .with("etc/passwd", "ann:x:1000:1000::/:/bin/sh\n")
        .with("run/systemd/sessions/1", "UID=1000\nLEADER=1\n")
        .with("run/systemd/sessions/2", "UID=1001\nLEADER=0\n");
    assert_eq!(shown(&tree.users()), ["ann - - None Some(1)", "1001 - - None None"]);
}

#[test]
fn e_f20_entries_whose_process_has_ended_are_left_out() {
    let stale = record(811, b"pts/1", b"bob", b"", 1_600_000_000);
    let there = record(812, b"pts/0", b"ann", b"", 1_700_000_000);
    let nobody = record(0, b"pts/2", b"eve", b"", 1_800_000_000);
    let tree = Tree::new().with("run/utmp", [stale, nobody, there].concat());
    let expected =
        ["ann pts/0 - Some(1700000000500.0) Some(812)", "eve pts/2 - Some(1800000000500.0) None"];
    assert_eq!(shown(&tree.users()), expected);
}

#[test]
fn e_f20_a_display_is_no_host_and_full_fields_are_no_overflow() {
    let tree = Tree::new().with("run/utmp", record(1, b":0", b"ann", b":0", 1));
    assert_eq!(shown(&tree.users()), ["ann :0 - Some(1500.0) Some(1)"]);
    let full = record(1, &[b'l'; 32], &[0xFF; 32], &[b'h'; 256], 0);
    let tree = Tree::new()
        .with("run/utmp", [full, record(1, &[b'l'; 32], &[0xFF; 32], &[b'h'; 256], 1)].concat());
    let users = tree.users();
    assert_eq!(users.len(), 1, "a login at no time is none");
    assert_eq!(users[0].name, [0xFF; 32]);
    assert_eq!(users[0].terminal.as_deref(), Some(&[b'l'; 32][..]));
    assert_eq!(users[0].host.as_deref(), Some(&[b'h'; 256][..]));
}

#[test]
fn e_f20_cut_off_at_any_length() {
    let whole = [record(1, b"tty1", b"a", b"", 1), record(1, b"tty2", b"b", b"", 2)].concat();
    for end in (0..whole.len()).step_by(16).chain([383, 385, 767]) {
        let users = Tree::new().with("run/utmp", &whole[..end]).users();
        assert_eq!(users.len(), end / 384, "{end}");
    }
}

#[test]
fn e_f20_where_utmp_is_or_is_not() {
    let utmp = record(1, b"tty1", b"ann", b"", 1);
    assert_eq!(Tree::new().users(), []);
    assert_eq!(Tree::new().with("run/utmp", "").users(), []);
    assert_eq!(host(tree::paths(Path::new("/nonexistent/root"))).users().unwrap(), []);
    assert_eq!(Tree::new().with("var/run/utmp", &utmp).users().len(), 1);
    // A link to `/run` leads out of another machine's tree.
    let outside = Tree::new().with("run/utmp", &utmp);
    let inside = Tree::new();
    std::fs::create_dir(inside.0.file("var")).unwrap();
    std::os::unix::fs::symlink(outside.0.file("run"), inside.0.file("var/run")).unwrap();
    assert_eq!(inside.users(), []);
}

#[test]
fn here_everybody_has_a_name() {
    let users = host(Paths::default()).users().unwrap();
    assert!(users.iter().all(|user| !user.name.is_empty()));
}
