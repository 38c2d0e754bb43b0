//! `/proc/PID/cgroup`, `cgroups(7)`: in each hierarchy, the cgroup that the process is in.

use crate::text;

/// One hierarchy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership<'a> {
    /// Controllers of cgroup v1, separated by commas; nothing for the one hierarchy of v2.
    pub controllers: &'a [u8],
    /// The cgroup, seen from the reader's cgroup namespace: it may begin with `/..`.
    pub path: &'a [u8],
}

impl Membership<'_> {
    /// Whether this is cgroup v2.
    pub const fn is_v2(&self) -> bool {
        self.controllers.is_empty()
    }

    /// Whether this controller is in this hierarchy of cgroup v1.
    pub fn has(&self, controller: &[u8]) -> bool {
        self.controllers.split(|&byte| byte == b',').any(|name| name == controller)
    }
}

/// The hierarchies. Lines that are none are left out.
pub fn parse(bytes: &[u8]) -> impl Iterator<Item = Membership<'_>> {
    text::lines(bytes).filter_map(|line| {
        // A path may hold colons, a list of controllers may not.
        let (id, rest) = text::key_value(line)?;
        let (controllers, path) = text::key_value(rest)?;
        text::unsigned(id)?;
        path.starts_with(b"/").then_some(Membership { controllers, path })
    })
}

/// Where this controller is: on v1 if a hierarchy there has it, else on v2 if there is one.
pub fn of_controller<'a>(bytes: &'a [u8], controller: &[u8]) -> Option<Membership<'a>> {
    let v1 = parse(bytes).find(|membership| membership.has(controller));
    v1.or_else(|| parse(bytes).find(Membership::is_v2))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HYBRID: &[u8] =
        b"9:name=systemd:/x\n5:cpu,cpuacct:/a:b/c d\n3:cpuset:/\n0::/user.slice\n";

    #[test]
    fn each_controller_has_a_path_of_its_own() {
        let of = |controller: &[u8]| of_controller(HYBRID, controller).unwrap();
        assert_eq!(of(b"cpu").path, b"/a:b/c d");
        assert_eq!(of(b"cpuset").path, b"/");
        assert!(!of(b"cpuset").is_v2());
        assert_eq!((of(b"memory").path, of(b"memory").is_v2()), (&b"/user.slice"[..], true));
        assert_eq!(of_controller(b"5:cpuacct:/a\n", b"cpu"), None);
    }

    #[test]
    fn a_path_may_lead_out_of_the_namespace_or_to_what_was_removed() {
        let paths = |bytes| parse(bytes).map(|it| it.path.to_vec()).collect::<Vec<_>>();
        assert_eq!(
            paths(&b"0::/../..\n1:cpu:/gone (deleted)\n"[..]),
            [&b"/../.."[..], b"/gone (deleted)"]
        );
    }

    #[test]
    fn what_is_no_line_of_it_is_left_out() {
        for bad in [&b""[..], b"\n", b"0::\n", b"0:/\n", b"x::/\n", b"0::/cut", b"::/\n"] {
            assert_eq!(parse(bad).count(), 0, "{bad:?}");
        }
        for length in 0..HYBRID.len() {
            for found in parse(&HYBRID[..length]) {
                assert!(parse(HYBRID).any(|whole| whole == found), "{length} bytes");
            }
        }
    }
}
