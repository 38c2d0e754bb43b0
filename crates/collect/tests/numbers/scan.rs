//! The constants of a system, found in the source of its backend, its ports and its records.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A number of the source.
pub struct Constant {
    /// Its file, the module in there and its name: `kf_file::vtype::VREG`.
    pub name: String,
    /// What it is: one number, or those of an array.
    pub values: Vec<String>,
    /// Whether it is a length (`usize`), most of which are those of buffers.
    pub is_length: bool,
}

/// All of them in these files and folders, from `crates/`.
pub fn constants(places: &[&str]) -> Vec<Constant> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    for place in places {
        collect(&crates.join(place), &mut files);
    }
    files.sort();
    files.iter().flat_map(|file| of_file(file)).collect()
}

fn collect(place: &Path, files: &mut Vec<PathBuf>) {
    if place.is_dir() {
        for entry in fs::read_dir(place).unwrap() {
            let place = entry.unwrap().path();
            if !place.ends_with("tests.rs") && !place.ends_with("tests") {
                collect(&place, files);
            }
        }
    } else {
        files.push(place.to_path_buf());
    }
}

fn of_file(file: &Path) -> Vec<Constant> {
    let source = fs::read_to_string(file).unwrap();
    let stem = file.file_stem().unwrap().to_str().unwrap();
    let mut found = Vec::new();
    let mut known = BTreeMap::new();
    let mut module = String::new();
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        let words = line.trim_start().trim_start_matches("pub ").trim_start_matches("pub(super) ");
        if line.starts_with("mod tests") {
            break;
        } else if let Some(name) = words.strip_prefix("mod ").and_then(|it| it.strip_suffix(" {")) {
            module = format!("{name}::");
        } else if line == "}" {
            module.clear();
        }
        let Some((name, rest)) = words.strip_prefix("const ").and_then(|it| it.split_once(": "))
        else {
            continue;
        };
        if !name.chars().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || it == '_') {
            continue; // a function
        }
        let mut rest = rest.to_owned();
        while !rest.ends_with(';') {
            rest.push_str(lines.next().unwrap().trim());
        }
        let Some((kind, value)) = rest.trim_end_matches(';').split_once(" = ") else { continue };
        if kind.contains("&str)") {
            found.extend(named_flags(&format!("{stem}::{name}"), value));
        }
        let Some(values) = values(kind, value) else { continue };
        // What is made of names has been looked at where they are.
        let is_named = |it: &&str| *it == "0" || !it.starts_with(char::is_numeric);
        let is_made_of_names = kind.starts_with('[') && values.iter().all(is_named);
        let values: Vec<String> = values.iter().map(|it| evaluated(it, &known)).collect();
        if let [value] = values.as_slice() {
            known.insert(name.to_owned(), value.clone());
        }
        if !is_made_of_names {
            let name = format!("{stem}::{module}{name}");
            found.push(Constant { name, values, is_length: kind == "usize" });
        }
    }
    found
}

/// Those of a table of numbers and their names.
fn named_flags<'s>(table: &str, value: &'s str) -> impl Iterator<Item = Constant> + use<'s> {
    let table = table.to_owned();
    value.split('(').filter_map(move |row| {
        let (number, name) = row.split_once(", \"")?;
        let name = name.split('"').next()?.to_uppercase();
        let values = vec![evaluated(number, &BTreeMap::new())];
        let is_number = number.starts_with(char::is_numeric);
        let name = format!("{table}::{name}");
        is_number.then_some(Constant { name, values, is_length: false })
    })
}

/// The numbers as they are written; `None` of what is none.
fn values<'s>(kind: &str, value: &'s str) -> Option<Vec<&'s str>> {
    const NUMBERS: [&str; 9] = ["i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64", "usize"];
    if NUMBERS.contains(&kind) {
        return Some(vec![value]);
    }
    let is_array = kind.starts_with("&[libc::c_ulong]") || kind.starts_with("[i32;");
    let inner = value.trim_start_matches('&').strip_prefix('[')?.strip_suffix(']')?;
    is_array.then(|| inner.split(',').map(str::trim).filter(|it| !it.is_empty()).collect())
}

/// In C; what names another constant stays as it is.
fn evaluated(value: &str, known: &BTreeMap<String, String>) -> String {
    match value {
        "u32::MAX" => "0xffffffff".into(),
        "u64::MAX" => "0xffffffffffffffffull".into(),
        "i64::MAX" => "0x7fffffffffffffff".into(),
        "i32::MAX" => "0x7fffffff".into(),
        "1 << 32" => "1ull << 32".into(),
        "1 << 33" => "1ull << 33".into(),
        "1 << 34" => "1ull << 34".into(),
        name => known.get(name).cloned().unwrap_or_else(|| value.replace('_', "")),
    }
}
