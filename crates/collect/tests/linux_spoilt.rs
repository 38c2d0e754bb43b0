//! A made-up process any file of which may be missing, cut off, or of hostile content.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests make and read their own files")]

mod common;

use common::made_up::{MACHINE, ask, fixture, spoilable};
use common::tree::folder;
use common::{NOFILE, everything};
use nix::errno::Errno;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::Host;
use psutil_collect::model::field::Field;
use psutil_collect::port::PortError;
use psutil_collect::{Error, Result};

#[test]
fn e_r2_a_thread_that_ends_meanwhile_is_left_out() {
    let tree = spoilable();
    std::fs::remove_file(tree.file("proc/42/task/50/stat")).unwrap();
    std::fs::remove_dir_all(tree.file("proc/42/task/51")).unwrap();
    let threads = ask(&tree.host(), 42, Host::threads).unwrap();
    assert_eq!(threads.iter().map(|thread| thread.id).collect::<Vec<_>>(), [42]);
}

#[test]
fn a_spoiled_thread_spoils_the_list() {
    for name in THREADS {
        let tree = spoilable();
        let path = format!("proc/42/{name}");
        let text = std::fs::read(tree.file(&path)).unwrap();
        tree.write(&path, &text[..text.len() / 2]);
        let expected = tree.file(&path);
        let threads = ask(&tree.host(), 42, Host::threads);
        assert!(
            threads.is_err_and(
                |error| matches!(error, Error::KernelData { path, .. } if *path == expected)
            ),
            "{name}"
        );
    }
}

#[test]
fn a_missing_file_is_an_error_that_names_it() {
    let tree = spoilable();
    let names =
        ["io", "limits", "status", "stat", "statm", "comm", "cmdline", "environ", "root", "cwd"];
    for name in names {
        std::fs::remove_file(tree.file(&format!("proc/42/{name}"))).unwrap();
    }
    std::fs::remove_dir_all(tree.file("proc/42/task")).unwrap();
    // The start of a process is in `stat`: without it nothing is known to be about the process.
    assert!(
        matches!(tree.host().open(Some(42)), Err(Error::System(error)) if error.errno == Errno::ENOENT)
    );
    tree.write("proc/42/stat", std::fs::read(folder(MACHINE).join("proc/42/stat")).unwrap());
    let host = tree.host();
    for (getter, name) in [
        (ask(&host, 42, Host::io_counters).map(drop), "io"),
        (ask(&host, 42, |host, it| host.rlimit(it, NOFILE)).map(drop), "limits"),
        (ask(&host, 42, Host::groups).map(drop), "status"),
        (ask(&host, 42, Host::umask).map(drop), "status"),
        (ask(&host, 42, Host::sigmasks).map(drop), "status"),
        (ask(&host, 42, Host::memory_extras).map(drop), "status"),
        (ask(&host, 42, Host::num_ctx_switches).map(drop), "status"),
        (ask(&host, 42, Host::cpu_affinity).map(drop), "status"),
        (ask(&host, 42, Host::fsuid).map(drop), "status"),
        (ask(&host, 42, Host::memory_info).map(drop), "statm"),
        (ask(&host, 42, Host::cmdline).map(drop), "cmdline"),
        (ask(&host, 42, Host::environ).map(drop), "environ"),
        (ask(&host, 42, Host::root).map(drop), "root"),
        (ask(&host, 42, Host::cwd).map(drop), "cwd"),
        (ask(&host, 42, Host::threads).map(drop), "task"),
    ] {
        let expected = Some(tree.file(&format!("proc/42/{name}")));
        let is_it = |error: &PortError| {
            error.errno == Errno::ENOENT && error.path.as_deref() == expected.as_ref()
        };
        assert!(matches!(&getter, Err(Error::System(error)) if is_it(error)), "{name}: {getter:?}");
    }
}

#[test]
fn a_name_that_stat_writes_otherwise_is_that_of_comm() {
    let tree = spoilable();
    let stat = std::fs::read_to_string(tree.file("proc/42/stat")).unwrap();
    let (before, after) = (stat.find('(').unwrap(), stat.rfind(')').unwrap());
    let named = |in_stat: &str, in_comm: &str| {
        tree.write("proc/42/stat", [&stat[..=before], in_stat, &stat[after..]].concat());
        tree.write("proc/42/comm", in_comm);
        ask(&tree.host(), 42, |host, it| host.name(it, true)).unwrap()
    };
    assert_eq!(named("a) b", "not read\n"), b"a) b");
    assert_eq!(named("a\\nb", "a\nb\n"), b"a\nb");
    assert_eq!(named("a\\\\b", "a\\b\n"), b"a\\b");
}

#[test]
fn a_missing_line_is_an_error_or_unknown() {
    let tree = spoilable();
    let status = std::fs::read_to_string(tree.file("proc/42/status")).unwrap();
    let without = |key: &str| {
        let start = format!("{key}:");
        let lines = status.split_inclusive('\n').filter(|line| !line.starts_with(&start));
        tree.write("proc/42/status", lines.collect::<String>());
        tree.host()
    };
    let is_bad = |answer: Result<()>| matches!(answer, Err(Error::KernelData { path, .. }) if *path == tree.file("proc/42/status"));
    assert!(is_bad(ask(&without("Groups"), 42, Host::groups).map(drop)));
    assert!(is_bad(ask(&without("Uid"), 42, Host::uids).map(drop)));
    assert!(is_bad(ask(&without("Cpus_allowed_list"), 42, Host::cpu_affinity).map(drop)));
    for key in ["voluntary_ctxt_switches", "nonvoluntary_ctxt_switches"] {
        assert!(is_bad(ask(&without(key), 42, Host::num_ctx_switches).map(drop)), "{key}");
    }
    assert_eq!(ask(&without("Umask"), 42, Host::umask), Ok(None));
    assert_eq!(ask(&without("SigBlk"), 42, Host::sigmasks).unwrap().blocked, Field::Unknown);
    assert_eq!(ask(&without("VmSwap"), 42, Host::memory_extras).unwrap().swap, Field::Unknown);
    assert_eq!(ask(&without("VmHWM"), 42, Host::memory_extras).unwrap().peak_rss, None);

    let limits = std::fs::read_to_string(tree.file("proc/42/limits")).unwrap();
    tree.write("proc/42/limits", limits.replace("Max open files", "Max open flies"));
    let nofile = ask(&tree.host(), 42, |host, it| host.rlimit(it, NOFILE));
    assert!(matches!(nofile, Err(Error::KernelData { path, .. }) if path.ends_with("42/limits")));

    tree.write("proc/42/io", "\nrchar: 1\n\n");
    let io = ask(&tree.host(), 42, Host::io_counters).unwrap();
    assert_eq!((io.read_chars, io.write_chars), (Field::Known(1), Field::Unknown));
    assert_eq!((io.read_count, io.read_bytes), (None, None));
}

#[test]
fn b2_e_f10_a_name_is_no_line_of_status() {
    let tree = spoilable();
    let status = std::fs::read_to_string(tree.file("proc/42/status")).unwrap();
    // As the kernel escapes line ends of a name.
    let name = "Name:\tUid:\t0\t0\t0\t0\\nGroups:\t0\\nUmask:\t0777\\nThreads:\t99\n";
    tree.write("proc/42/status", status.replacen("Name:\ta) R (b\n", name, 1));
    let whole = everything(&fixture(), fixture().open(Some(42)).unwrap());
    let host = tree.host();
    let hostile = everything(&host, host.open(Some(42)).unwrap());
    for ((getter, answer), (_, expected)) in hostile.iter().zip(&whole) {
        assert_eq!(answer, expected, "{getter}");
    }
}

#[test]
fn trap_7_names_that_are_no_utf_8_break_nothing() {
    let tree = spoilable();
    for (name, bytes) in [
        ("comm", &b"\xFF\xFE\n"[..]),
        ("stat", b"42 (\xFF\xFE) R "),
        ("status", b"Name:\t\xFF\xFE\n"),
    ] {
        let path = format!("proc/42/{name}");
        let text = std::fs::read(tree.file(&path)).unwrap();
        let text = String::from_utf8(text).unwrap();
        let rest = match name {
            "comm" => "",
            "stat" => text.split_once("(b) R ").unwrap().1,
            _ => text.split_once('\n').unwrap().1,
        };
        tree.write(&path, [bytes, rest.as_bytes()].concat());
    }
    let host = tree.host();
    assert_eq!(ask(&host, 42, |host, it| host.name(it, false)).unwrap(), b"\xFF\xFE");
    assert_eq!(ask(&host, 42, Host::uids).unwrap().real, 1000);
    assert_eq!(ask(&host, 42, Host::gids).unwrap().real, 100);
    assert_eq!(ask(&host, 42, Host::umask), Ok(Some(0o027)));
    assert_eq!(ask(&host, 42, Host::priority), Ok(5));
    assert!(ask(&host, 42, Host::sigmasks).unwrap().caught.is_some());
}

#[test]
fn trap_15_e_f11_what_follows_the_last_end_is_kept() {
    let tree = spoilable();
    let cmdline = |text: &[u8]| {
        tree.write("proc/42/cmdline", text);
        ask(&tree.host(), 42, Host::cmdline).unwrap()
    };
    assert_eq!(cmdline(b"a\0b"), [b"a", b"b"]);
    assert_eq!(cmdline(b"a b c"), [b"a b c"]);
    assert_eq!(cmdline(b"\xFF\0"), [b"\xFF"]);
    assert_eq!(cmdline(b"\0x\0"), [&b""[..], b"x"]);
    let long = [b'x'; 10_000];
    assert_eq!(cmdline(&long), [long]);
}

#[test]
fn e_k13_a_user_without_a_name_is_a_number() {
    let tree = spoilable();
    assert_eq!(ask(&tree.host(), 44, Host::username).unwrap(), b"4242");
    std::fs::remove_file(tree.file("etc/passwd")).unwrap();
    assert_eq!(ask(&tree.host(), 42, Host::username).unwrap(), b"1000");
}

#[test]
fn any_file_may_be_missing_empty_or_cut_off() {
    let tree = spoilable();
    let whole = everything(&tree.host(), tree.host().open(Some(42)).unwrap());
    let records = ["stat", "statm", "status", "comm", "io", "limits"];
    for name in records.into_iter().chain(THREADS) {
        let path = format!("proc/42/{name}");
        let text = std::fs::read(tree.file(&path)).unwrap();
        for length in 0..text.len() {
            tree.write(&path, &text[..length]);
            same_or_less(&tree.host(), &whole, &format!("{name} of {length} bytes"));
        }
        if records.contains(&name) {
            std::fs::remove_file(tree.file(&path)).unwrap();
            same_or_less(&tree.host(), &whole, &format!("no {name}"));
        }
        tree.write(&path, &text);
    }
    for name in ["cmdline", "environ", "exe", "cwd", "root"] {
        let path = tree.file(&format!("proc/42/{name}"));
        std::fs::remove_file(path).unwrap();
        same_or_less(&tree.host(), &whole, &format!("no {name}"));
    }
}

const THREADS: [&str; 3] = ["task/42/stat", "task/50/stat", "task/51/stat"];

/// Each answer is an error, or what it was; or records in which some fields are unknown, and the others what
/// they were.
fn same_or_less(host: &Host, whole: &[(&'static str, Result<String>)], case: &str) {
    let Ok(target) = host.open(Some(42)) else { return };
    for ((getter, answer), (_, expected)) in everything(host, target).iter().zip(whole) {
        let same = match (answer, expected) {
            (Ok(answer), Ok(expected)) => is_less(answer, expected),
            (answer, _) => answer.is_err(),
        };
        assert!(same, "{case}: {getter} is {answer:?}");
    }
}

/// Compares records as they are shown, field by field.
fn is_less(answer: &str, whole: &str) -> bool {
    let fields = |shown: &str| shown.split(", ").map(str::to_owned).collect::<Vec<_>>();
    let is_record = whole.contains('{');
    let (answer, whole) = (fields(answer), fields(whole));
    let is_unknown = |field: &str| {
        let value = field.trim_end_matches([' ', '}']).rsplit(' ').next();
        matches!(value, Some("None" | "Unknown"))
    };
    let is_less =
        |(field, known): (&String, &String)| field == known || is_record && is_unknown(field);
    answer.len() == whole.len() && answer.iter().zip(&whole).all(is_less)
}
