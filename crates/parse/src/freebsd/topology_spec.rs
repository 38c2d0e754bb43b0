//! `kern.sched.topology_spec` of sysctl(3), smp(4): the CPUs in groups within groups, as XML. A group that has no other in
//! it is a core if its flags say that its CPUs are threads of one (`THREAD`); else each of its CPUs is a core.

use crate::text::narrow;
use crate::{ParseError, Result};

/// A group that has not ended yet.
#[derive(Default)]
struct Group {
    /// The CPUs of the group, of which those of the groups within are part.
    cpus: u32,
    are_threads: bool,
    has_groups: bool,
}

/// How many cores there are. A kernel that does not know has a group without CPUs, which is an error.
pub fn cores(bytes: &[u8]) -> Result<u32> {
    let error = |reason| ParseError::new("topology_spec", reason);
    let mut groups: Vec<Group> = Vec::new();
    let mut cores = 0_u32;
    for tag in tags(bytes) {
        let name = tag.split(u8::is_ascii_whitespace).next().unwrap_or_default();
        match (name, groups.last_mut()) {
            (b"group", outer) => {
                if let Some(outer) = outer {
                    outer.has_groups = true;
                }
                groups.push(Group::default());
            }
            (b"/group", _) => {
                let group = groups.pop().ok_or(error("a group ends that has not begun"))?;
                let of_group = match group {
                    Group { has_groups: true, .. } => 0,
                    Group { are_threads: true, .. } => 1,
                    Group { cpus, .. } => cpus,
                };
                cores = cores.saturating_add(of_group);
            }
            (b"cpu", Some(group)) => {
                let count = value(tag, b"count").and_then(narrow);
                group.cpus = count.ok_or(error("a group has no count of CPUs"))?;
            }
            (b"flag", Some(group)) => {
                group.are_threads |= value(tag, b"name") == Some(b"THREAD");
            }
            _ => {}
        }
    }
    if !groups.is_empty() {
        return Err(error("the groups do not end"));
    }
    Some(cores).filter(|&cores| cores > 0).ok_or(error("no group has CPUs"))
}

/// What stands between `<` and `>`.
fn tags(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|&byte| byte == b'<').skip(1).filter_map(|rest| {
        let end = rest.iter().position(|&byte| byte == b'>')?;
        rest.get(..end)
    })
}

/// The value of an attribute, which is the only thing that has quotes.
fn value<'a>(tag: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let mut parts = tag.split(|&byte| byte == b'"');
    loop {
        let key = parts.next()?.trim_ascii().strip_suffix(b"=")?;
        let value = parts.next()?;
        let key = key.rsplit(u8::is_ascii_whitespace).next()?;
        if key == name {
            return Some(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO_CORES_OF_TWO: &[u8] = b"<groups>\n\
        \x20<group level=\"1\" cache-level=\"3\">\n\
        \x20 <cpu count=\"4\" mask=\"f,0,0,0\">0, 1, 2, 3</cpu>\n\
        \x20 <children>\n\
        \x20  <group level=\"2\" cache-level=\"2\">\n\
        \x20   <cpu count=\"2\" mask=\"3,0,0,0\">0, 1</cpu>\n\
        \x20   <flags><flag name=\"THREAD\">THREAD group</flag><flag name=\"SMT\">SMT group</flag></flags>\n\
        \x20  </group>\n\
        \x20  <group level=\"2\" cache-level=\"2\">\n\
        \x20   <cpu count=\"2\" mask=\"c,0,0,0\">2, 3</cpu>\n\
        \x20   <flags><flag name=\"THREAD\">THREAD group</flag><flag name=\"SMT\">SMT group</flag></flags>\n\
        \x20  </group>\n\
        \x20 </children>\n\
        \x20</group>\n\
        </groups>\n\0";

    #[test]
    fn threads_of_a_core_are_one() {
        assert_eq!(cores(TWO_CORES_OF_TWO), Ok(2));
    }

    #[test]
    fn cpus_of_a_group_are_cores_each() {
        let flat = b"<groups><group level=\"1\" cache-level=\"0\">\
            <cpu count=\"6\" mask=\"3f\">0, 1, 2, 3, 4, 5</cpu></group></groups>";
        assert_eq!(cores(flat), Ok(6));
        let packages = b"<groups><group level=\"1\" cache-level=\"0\"><cpu count=\"8\" mask=\"ff\"></cpu>\
            <children><group level=\"2\" cache-level=\"3\"><cpu count=\"4\" mask=\"f\"></cpu></group>\
            <group level=\"2\" cache-level=\"3\"><cpu count=\"4\" mask=\"f0\"></cpu></group></children>\
            </group></groups>";
        assert_eq!(cores(packages), Ok(8));
    }

    #[test]
    fn what_does_not_end_or_begin_is_an_error() {
        for length in 0..TWO_CORES_OF_TWO.len() - 15 {
            assert!(cores(&TWO_CORES_OF_TWO[..length]).is_err(), "{length} bytes");
        }
        for bad in [
            &b""[..],
            b"</group>",
            b"<groups></groups>",
            b"<groups><group level=\"1\" cache-level=\"1\">\n</group></groups>",
            b"<group><cpu></cpu></group>",
            b"<group><cpu count=\"x\"></cpu></group>",
            b"<group><cpu discount=\"2\"></cpu></group>",
            b"<group><cpu count=\"4294967296\"></cpu></group>",
        ] {
            assert!(cores(bad).is_err(), "{bad:?}");
        }
    }
}
