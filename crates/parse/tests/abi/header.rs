//! C that asks a header where fields begin.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::process::{Command, id};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A struct of ours and that of a header.
pub struct Struct {
    /// What is included, in this order.
    pub headers: &'static [&'static str],
    /// What stands before that.
    pub before: &'static str,
    /// What has to be so, or nothing is compared: a compiler may lack the header.
    pub only_if: &'static str,
    /// The type in C.
    pub name: &'static str,
    /// The member that it is, if it is one of a larger struct: `kf_un.kf_sock`.
    pub member: &'static str,
    /// `OFFSETS` of ours. What begins with `_` has no name of the header's.
    pub fields: Fields,
    /// Names of the header's where ours are not the same.
    pub renamed: &'static [(&'static str, &'static str)],
    /// Whether the header's goes on after what we read.
    pub is_longer: bool,
}

/// `OFFSETS` of a record.
pub type Fields = &'static [(&'static str, usize)];

impl Struct {
    /// One with the names of the header, and no more fields than that.
    pub const fn new(headers: &'static [&'static str], name: &'static str, fields: Fields) -> Self {
        let (before, only_if) = ("", "1");
        Self { headers, before, only_if, name, member: "", fields, renamed: &[], is_longer: false }
    }

    /// The header's goes on after what we read.
    pub const fn longer(self) -> Self {
        Self { is_longer: true, ..self }
    }

    /// Some fields have other names there.
    pub const fn renamed(self, renamed: &'static [(&'static str, &'static str)]) -> Self {
        Self { renamed, ..self }
    }
}

/// Asserts that each is as the header says.
pub fn check(target: &str, structs: &[Struct]) {
    let found: Vec<_> = structs.iter().map(|each| differences(target, each)).collect();
    let found: Vec<_> = found.into_iter().filter(|each| !each.is_empty()).collect();
    assert!(found.is_empty(), "{} of {}:\n{}", found.len(), structs.len(), found.join("\n"));
}

/// What the compiler says against it.
pub fn differences(target: &str, each: &Struct) -> String {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let base = env::temp_dir().join(format!("psutil-abi-{}-{number}", id()));
    let (source, object) = (base.with_extension("c"), base.with_extension("o"));
    fs::write(&source, program(each)).unwrap();
    let command = env::var("PSUTIL_ABI_CC").unwrap_or_else(|_| "cc".into());
    let command = command.replace("{target}", target);
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
    if output.status.success() {
        return String::new();
    }
    format!("{} {}:\n{said}", each.name, each.member)
}

/// One assertion for each field, and one for the size.
fn program(each: &Struct) -> String {
    let Struct { before, only_if, name, member, is_longer, .. } = each;
    let mut c = format!("#if {only_if}\n{before}\n#include <stddef.h>\n");
    for header in each.headers {
        let _ = writeln!(c, "#include <{header}>");
    }
    let (base, path, whole) = match *member {
        "" => ("0".into(), String::new(), format!("sizeof({name})")),
        member => (
            format!("offsetof({name}, {member})"),
            format!("{member}."),
            format!("sizeof((({name} *)0)->{member})"),
        ),
    };
    for (field, offset) in each.fields.iter().filter(|(field, _)| !field.starts_with('_')) {
        if field.is_empty() {
            let comparison = if *is_longer { ">=" } else { "==" };
            let _ = writeln!(c, "_Static_assert({whole} {comparison} {offset}, \"size\");");
            continue;
        }
        let renamed = each.renamed.iter().find(|(ours, _)| ours == field);
        let theirs = renamed.map_or(*field, |(_, theirs)| theirs);
        let _ = writeln!(
            c,
            "_Static_assert(offsetof({name}, {path}{theirs}) - {base} == {offset}, \"{field}\");"
        );
    }
    c.push_str("#endif\n");
    c
}
