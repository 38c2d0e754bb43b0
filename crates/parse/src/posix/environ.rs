//! `NAME=value`, each ended by a NUL, as `execve(2)` is given them: `/proc/PID/environ` of Linux, `KERN_PROC_ENV` and its kin
//! of sysctl(3).

/// The entries as (name, value), in their order.
///
/// An entry without `=` or without a name is no variable and is left out. A name that stands twice is
/// given twice; `getenv(3)` sees the first.
pub fn parse(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    bytes.split(|&byte| byte == 0).filter_map(|entry| {
        let equals = entry.iter().position(|&byte| byte == b'=')?;
        let (name, rest) = entry.split_at_checked(equals)?;
        (!name.is_empty()).then_some((name, rest.get(1..)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(bytes: &[u8]) -> Vec<(&[u8], &[u8])> {
        parse(bytes).collect()
    }

    #[test]
    fn splits_at_the_first_equals_sign() {
        assert_eq!(
            entries(b"A=1\0B=x=y\0C=\0"),
            [(&b"A"[..], &b"1"[..]), (b"B", b"x=y"), (b"C", b"")]
        );
    }

    #[test]
    fn what_is_no_variable_is_left_out() {
        assert_eq!(entries(b"garbage\0=x\0\0A=1\0"), [(&b"A"[..], &b"1"[..])]);
        assert!(entries(b"").is_empty());
    }

    #[test]
    fn trap_15_an_entry_without_its_nul_is_kept() {
        assert_eq!(entries(b"A=1\0B=2"), [(&b"A"[..], &b"1"[..]), (b"B", b"2")]);
    }

    #[test]
    fn names_and_values_are_bytes() {
        assert_eq!(
            entries(b"__proto__=x\0\xff=\xfe\0"),
            [(&b"__proto__"[..], &b"x"[..]), (b"\xff", b"\xfe")]
        );
    }
}
