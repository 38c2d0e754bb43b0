//! `/proc/PID/limits`, `proc_pid_limits(5)`: a table of resource limits that anybody may read.
//!
//! The words of a name are separated by single spaces and the columns by more, but a long number leaves only
//! one: so the names are known, in the order of `enum` in `asm-generic/resource.h`.

use crate::text;

/// A soft and a hard limit; [`INFINITY`] for `unlimited`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What counts now.
    pub rlim_cur: u64,
    /// How far the process may raise it.
    pub rlim_max: u64,
}

/// `RLIM64_INFINITY`, whatever the width of a number in this program.
pub const INFINITY: u64 = u64::MAX;

/// `lnames` of `fs/proc/base.c`; the place of a name is the number of its resource on most architectures.
const NAMES: [(&str, &[u8]); 16] = [
    ("cpu", b"Max cpu time"),
    ("fsize", b"Max file size"),
    ("data", b"Max data size"),
    ("stack", b"Max stack size"),
    ("core", b"Max core file size"),
    ("rss", b"Max resident set"),
    ("nproc", b"Max processes"),
    ("nofile", b"Max open files"),
    ("memlock", b"Max locked memory"),
    ("as", b"Max address space"),
    ("locks", b"Max file locks"),
    ("sigpending", b"Max pending signals"),
    ("msgqueue", b"Max msgqueue size"),
    ("nice", b"Max nice priority"),
    ("rtprio", b"Max realtime priority"),
    ("rttime", b"Max realtime timeout"),
];

/// The limit of the resource whose constant is `RLIMIT_` and this name; `None` if the file has no such line.
pub fn limit(bytes: &[u8], resource: &str) -> Option<Limit> {
    let (_, title) = NAMES.into_iter().find(|(name, _)| *name == resource)?;
    let values = text::lines(bytes).find_map(|line| line.strip_prefix(title))?;
    let mut words = text::words(values).map(number);
    Some(Limit { rlim_cur: words.next()??, rlim_max: words.next()?? })
}

fn number(word: &[u8]) -> Option<u64> {
    if word == b"unlimited" { Some(INFINITY) } else { text::unsigned(word) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &[u8] =
        b"Limit                     Soft Limit           Hard Limit           Units     \n\
        Max cpu time              unlimited            unlimited            seconds   \n\
        Max file size             18446744073709551614 18446744073709551614 bytes     \n\
        Max open files            1024                 524288               files     \n\
        Max nice priority         0                    20                   \n\
        Max realtime timeout      unlimited            unlimited            us        \n";

    #[test]
    fn finds_a_limit_by_its_name() {
        assert_eq!(limit(FILE, "nofile"), Some(Limit { rlim_cur: 1024, rlim_max: 524_288 }));
        assert_eq!(limit(FILE, "nice"), Some(Limit { rlim_cur: 0, rlim_max: 20 }));
    }

    #[test]
    fn e_k11_unlimited_is_the_largest_number() {
        assert_eq!(limit(FILE, "cpu"), Some(Limit { rlim_cur: INFINITY, rlim_max: INFINITY }));
        let almost = Limit { rlim_cur: INFINITY - 1, rlim_max: INFINITY - 1 };
        assert_eq!(limit(FILE, "fsize"), Some(almost));
    }

    #[test]
    fn cut_off_anywhere_a_limit_is_whole_or_unknown() {
        for name in ["cpu", "fsize", "nofile", "nice", "rttime"] {
            let whole = limit(FILE, name);
            for length in 0..FILE.len() {
                let cut = limit(&FILE[..length], name);
                assert!(cut.is_none() || cut == whole, "{name}: {length} bytes");
            }
        }
    }

    #[test]
    fn what_is_not_there_is_unknown() {
        assert_eq!(limit(FILE, "core"), None);
        assert_eq!(limit(FILE, "nope"), None);
        assert_eq!(limit(b"", "cpu"), None);
        for bad in
            [&b"Max open files 10"[..], b"Max open files 10\n", b"Max open files x 1\n", b"\n\n"]
        {
            assert_eq!(limit(bad, "nofile"), None);
        }
    }
}
