//! `/proc/PID/status`, `proc_pid_status(5)`: `Key:\tvalue` lines.
//!
//! The first line holds the name, which the kernel escapes (`\n` is two characters), so keys are looked for
//! at line starts only: a process may call itself `Uid:\t0\t0\t0\t0`.

use crate::{ParseError, Result, text};

/// Four ids in the kernel's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ids {
    /// Who started it.
    pub real: u32,
    /// Whose rights it has.
    pub effective: u32,
    /// Whose rights it may take back.
    pub saved: u32,
    /// Whose rights it has for files.
    pub filesystem: u32,
}

/// The lines that every kernel since 2.6 prints for every process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PidStatus {
    /// The thread group: the process that a thread belongs to.
    pub tgid: i32,
    /// User ids.
    pub uid: Ids,
    /// Group ids.
    pub gid: Ids,
}

const fn error(reason: &'static str) -> ParseError {
    ParseError::new("pid_status", reason)
}

/// Reads the lines `Tgid`, `Uid` and `Gid`.
pub fn parse(bytes: &[u8]) -> Result<PidStatus> {
    let (mut tgid, mut uid, mut gid) = (None, None, None);
    for (key, value) in text::lines(bytes).filter_map(text::key_value) {
        match key {
            b"Tgid" => tgid = text::words(value).next().and_then(text::narrow),
            b"Uid" => uid = ids(value),
            b"Gid" => {
                gid = ids(value);
                break;
            }
            _ => {}
        }
    }
    Ok(PidStatus {
        tgid: tgid.ok_or(error("has no line Tgid"))?,
        uid: uid.ok_or(error("has no line Uid of four numbers"))?,
        gid: gid.ok_or(error("has no line Gid of four numbers"))?,
    })
}

/// How many pid namespaces the process is in, counted from that of the procfs that was read
/// (`NSpid`, since Linux 4.1): 1 where that is the process's own.
pub fn pid_namespace_depth(bytes: &[u8]) -> Option<usize> {
    let mut values = text::lines(bytes).filter_map(text::key_value);
    let (_, value) = values.find(|(key, _)| *key == b"NSpid")?;
    Some(text::words(value).count())
}

fn ids(value: &[u8]) -> Option<Ids> {
    let mut numbers = text::words(value).map(text::narrow);
    let mut next = || numbers.next().flatten();
    Some(Ids { real: next()?, effective: next()?, saved: next()?, filesystem: next()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &[u8] =
        b"Name:\tbash\nUmask:\t0022\nState:\tS (sleeping)\nTgid:\t42\nNgid:\t0\nPid:\t42\n\
        PPid:\t1\nTracerPid:\t0\nUid:\t1\t2\t3\t4\nGid:\t5\t6\t7\t4294967294\nNSpid:\t42\t7\n";

    #[test]
    fn reads_every_line() {
        let status = parse(WHOLE).unwrap();
        assert_eq!(status.tgid, 42);
        assert_eq!(status.uid, Ids { real: 1, effective: 2, saved: 3, filesystem: 4 });
        assert_eq!(status.gid, Ids { real: 5, effective: 6, saved: 7, filesystem: 4_294_967_294 });
        assert_eq!(pid_namespace_depth(WHOLE), Some(2));
    }

    #[test]
    fn e_f10_keys_count_at_line_starts_only() {
        let fake = [&b"Name:\tUid:\t0\t0\t0\t0\\nTgid:\t1\n"[..], &WHOLE[11..]].concat();
        assert_eq!(parse(&fake), parse(WHOLE));
    }

    #[test]
    fn cut_off_before_the_ids_is_an_error() {
        let end = WHOLE.windows(6).position(|window| window == b"NSpid:").unwrap();
        for length in 0..end {
            assert!(parse(&WHOLE[..length]).is_err(), "{length} bytes");
        }
        assert!(parse(&WHOLE[..end]).is_ok());
    }

    #[test]
    fn a_kernel_without_nspid_has_no_depth() {
        assert_eq!(pid_namespace_depth(b"Name:\ta\n"), None);
    }
}
