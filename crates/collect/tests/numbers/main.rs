//! That the numbers which questions are made of, and those in the answers, are those of the systems' own headers.
//!
//! What is a constant in the source of a system is named as the header names it, or said here to be named otherwise, or
//! to be none of the header's. For each system a C program says all of it, which does not compile if any is wrong. On the
//! system itself its `cc` compiles it; `npm run check:abi` does it for all four on any machine (see the test `abi` of
//! `psutil-parse`).
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "the compiler is a program")]

mod freebsd;
mod macos;
mod netbsd;
mod openbsd;
mod scan;

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::process::{Command, id};

use scan::Constant;

/// A system's headers, and how its constants are called there.
pub struct System {
    /// As zig calls it.
    pub target: &'static str,
    /// Files and folders with its constants, from `crates/`.
    pub places: &'static [&'static str],
    /// What is included, in this order.
    pub headers: &'static [&'static str],
    /// Names of the headers where ours are not the same: `x::y::` stands before all names of a module, and what ends
    /// without it is one of ours. The words of an array are those of its numbers. Empty: no header tells it to programs.
    pub names: &'static [(&'static str, &'static str)],
}

/// What is no header's anywhere: how often and how long something is tried.
const OURS: [&str; 8] = [
    "TRIES",
    "TOLERANCE",
    "MOST",
    "MOST_CPUS",
    "MOST_PIECES",
    "MOST_DEVICES",
    "MOST_SENSORS",
    "ANY_NUMBER",
];

/// The C expressions that a constant is to be like; `None` if no header has it.
fn theirs(system: &System, constant: &Constant) -> Option<Vec<String>> {
    let renamed = system.names.iter().find(|(ours, _)| *ours == constant.name);
    if let Some((_, theirs)) = renamed {
        let theirs = theirs.split("; ").map(str::to_owned).collect();
        return (theirs != [""]).then_some(theirs);
    }
    let (module, name) = constant.name.rsplit_once("::").unwrap();
    if OURS.contains(&name) {
        return None;
    }
    if constant.is_length {
        return None;
    }
    let module = system.names.iter().find(|(ours, _)| ours.strip_suffix("::") == Some(module));
    Some(vec![format!("{}{name}", module.map_or("", |(_, prefix)| prefix))])
}

fn program(system: &System, constants: &[Constant]) -> String {
    let mut c = String::new();
    for header in system.headers {
        let _ = writeln!(c, "#if __has_include(<{header}>)\n#include <{header}>\n#endif");
    }
    for constant in constants {
        let Some(theirs) = theirs(system, constant) else { continue };
        assert_eq!(theirs.len(), constant.values.len(), "{}", constant.name);
        for (theirs, ours) in theirs.iter().zip(&constant.values) {
            // Flags that only others have.
            let (theirs, asks) =
                theirs.strip_prefix('?').map_or((&**theirs, false), |it| (it, true));
            if asks {
                let _ = writeln!(c, "#ifdef {theirs}");
            }
            let name = &constant.name;
            let _ = writeln!(
                c,
                "_Static_assert((long long)({theirs}) == (long long)({ours}), \"{name}\");"
            );
            if asks {
                c.push_str("#endif\n");
            }
        }
    }
    c
}

/// What the compiler says against it.
fn differences(system: &System, constants: &[Constant]) -> String {
    let base = env::temp_dir().join(format!("psutil-numbers-{}-{}", system.target, id()));
    let (source, object) = (base.with_extension("c"), base.with_extension("o"));
    fs::write(&source, program(system, constants)).unwrap();
    let command = env::var("PSUTIL_ABI_CC").unwrap_or_else(|_| "cc".into());
    let command = command.replace("{target}", system.target);
    let mut words = command.split('\n');
    let output = Command::new(words.next().unwrap())
        .args(words)
        .args(["-std=gnu11", "-w", "-c", "-o"])
        .args([&object, &source])
        .output()
        .unwrap_or_else(|error| panic!("{command}: {error}"));
    let _ = fs::remove_file(&object);
    fs::remove_file(&source).unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() { String::new() } else { said }
}

fn check(system: &System) {
    let constants = scan::constants(system.places);
    assert!(constants.len() > 40, "{} constants", constants.len());
    let unknown = |(ours, _): &&(&str, &str)| {
        !ours.ends_with("::") && !constants.iter().any(|it| it.name == *ours)
    };
    assert_eq!(system.names.iter().find(unknown), None, "named, and not there");
    let said = differences(system, &constants);
    assert!(said.is_empty(), "{}:\n{said}", system.target);
    let Some(first) = constants.into_iter().find(|it| theirs(system, it).is_some()) else { return };
    let values = vec!["-77".into(); first.values.len()];
    let wrong = [Constant { values, ..first }];
    let said = differences(system, &wrong);
    assert!(said.contains(&wrong[0].name), "one that is wrong is not found out:\n{said}");
}

#[test]
#[cfg_attr(not(target_os = "macos"), ignore = "needs the headers of macOS: npm run check:abi")]
fn numbers_are_those_of_macos() {
    check(&macos::SYSTEM);
}

#[test]
#[cfg_attr(not(target_os = "freebsd"), ignore = "needs the headers of FreeBSD: npm run check:abi")]
fn numbers_are_those_of_freebsd() {
    check(&freebsd::SYSTEM);
}

#[test]
#[cfg_attr(not(target_os = "openbsd"), ignore = "needs the headers of OpenBSD: npm run check:abi")]
fn numbers_are_those_of_openbsd() {
    check(&openbsd::SYSTEM);
}

#[test]
#[cfg_attr(not(target_os = "netbsd"), ignore = "needs the headers of NetBSD: npm run check:abi")]
fn numbers_are_those_of_netbsd() {
    check(&netbsd::SYSTEM);
}
