//! Every file of `corpus/PARSER` through its parser: what the fuzzer found once, and what kernels write.
//!
//! `parsers` says what must hold. Adding a file is enough to have it replayed.
#![expect(clippy::disallowed_methods, reason = "the corpus and the sources are files")]
#![expect(clippy::unwrap_used, reason = "the helpers are tests, too")]

mod parsers;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use parsers::{PARSERS, Run};

/// A file whose every beginning is tried, too.
const SMALL: usize = 512;

/// What the kernel may well write, if it has many of something.
const LARGE: usize = 1 << 18;

/// The folders of parsers, and what their names begin with where two systems have files of one name.
const FOLDERS: &[(&str, Option<&str>)] = &[
    ("src/linux", None),
    ("src/posix", None),
    ("src/bsd", Some("bsd")),
    ("src/freebsd", Some("freebsd")),
    ("src/macos", Some("macos")),
    ("src/netbsd", Some("netbsd")),
    ("src/openbsd", Some("openbsd")),
];

fn crate_folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Every file of every parser.
fn each(mut run: impl FnMut(&Path, &[u8], Run)) {
    for &(name, parser) in PARSERS {
        let paths = files(&crate_folder("tests/corpus").join(name));
        assert!(!paths.is_empty(), "the corpus has nothing for {name}");
        for path in paths {
            run(&path, &fs::read(&path).unwrap(), parser);
        }
    }
}

/// Runs a parser; if it panics, the output says on what.
fn run(path: &Path, length: usize, bytes: &[u8], parser: Run) {
    let outcome = std::panic::catch_unwind(|| parser(bytes));
    assert!(outcome.is_ok(), "{}, {length} bytes of it", path.display());
}

#[test]
fn every_file_whole_and_cut_off_anywhere() {
    each(|path, bytes, parser| {
        let shortest = if bytes.len() <= SMALL { 0 } else { bytes.len() };
        for length in shortest..=bytes.len() {
            run(path, length, &bytes[..length], parser);
        }
    });
}

/// Nothing is measured: a parser that looks at each byte once for every other would not come to an end.
#[test]
fn much_of_it_takes_no_longer_than_its_bytes() {
    for &(name, parser) in PARSERS {
        let paths = files(&crate_folder("tests/corpus").join(name));
        let largest = paths.iter().max_by_key(|path| path.metadata().unwrap().len()).unwrap();
        let bytes = fs::read(largest).unwrap();
        let many = bytes.repeat(LARGE / bytes.len().max(1));
        run(largest, many.len(), &many, parser);
        let one_line: Vec<_> =
            many.iter().map(|&byte| if byte == b'\n' { b' ' } else { byte }).collect();
        run(largest, one_line.len(), &one_line, parser);
    }
}

#[test]
fn every_parser_is_run_and_has_a_folder() {
    let runs: String = files(&crate_folder("tests/parsers"))
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let mut modules = BTreeSet::from(["text".to_owned()]);
    for (system, path) in FOLDERS.iter().flat_map(|&(folder, system)| {
        files(&crate_folder(folder)).into_iter().map(move |path| (system, path))
    }) {
        let module = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            assert_eq!(files(&path), [path.join("tests.rs")], "this test looks into no folder");
            continue;
        }
        if module == "mod" || module == "tests" {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        let functions = source.lines().filter_map(|line| {
            let rest = line.strip_prefix("pub ")?;
            let name = rest.strip_prefix("const ").unwrap_or(rest).strip_prefix("fn ")?;
            name.split(['(', '<']).next()
        });
        for function in functions {
            let call = format!("{module}::{function}");
            let called = ["(", "::<"].iter().any(|next| runs.contains(&[&call, *next].concat()));
            assert!(called, "tests/parsers never calls {call}()");
        }
        let records = source.lines().filter_map(|line| {
            let (name, rest) = line.strip_prefix("    pub struct ")?.split_once('(')?;
            rest.starts_with('"').then_some(name)
        });
        for record in records {
            let parse = format!("{module}::{record}::parse");
            assert!(runs.contains(&parse), "tests/parsers never calls {parse}");
        }
        modules.insert(system.map_or(module.clone(), |system| format!("{system}_{module}")));
    }
    let named: BTreeSet<_> = PARSERS.iter().map(|&(name, _)| name.to_owned()).collect();
    assert_eq!(named, modules, "PARSERS and the files of src");
    let folders = files(&crate_folder("tests/corpus")).into_iter().filter(|path| path.is_dir());
    let folders = folders.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned());
    assert_eq!(folders.collect::<BTreeSet<_>>(), named, "folders of the corpus and PARSERS");
}
