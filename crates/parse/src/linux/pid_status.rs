//! `/proc/PID/status`, `proc_pid_status(5)`: `Key:\tvalue` lines.
//!
//! The first line holds the name, which the kernel escapes (`\n` is two characters), so keys are looked for
//! at line starts only: a process may call itself `Uid:\t0\t0\t0\t0`.

use super::cpulist;
use crate::{ParseError, Result, text};

/// Four ids in the kernel's order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

/// What `/proc/PID/status` says and `/proc/PID/stat` does not. `None`: no such line.
///
/// A zombie and a thread of the kernel have no memory and so no `Vm` lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the file's lines")]
pub struct PidStatus {
    pub umask: Option<u32>,
    /// The thread group: the process that a thread belongs to.
    pub tgid: i32,
    pub uid: Ids,
    pub gid: Ids,
    pub groups: Option<Box<[u32]>>,
    pub vm_peak: Option<u64>,
    pub vm_lck: Option<u64>,
    pub vm_hwm: Option<u64>,
    pub rss_anon: Option<u64>,
    pub rss_file: Option<u64>,
    pub rss_shmem: Option<u64>,
    pub vm_lib: Option<u64>,
    pub vm_swap: Option<u64>,
    pub hugetlb_pages: Option<u64>,
    /// Signals waiting for the first thread, and so on: bit n is signal n + 1.
    pub sig_pnd: Option<u64>,
    pub shd_pnd: Option<u64>,
    pub sig_blk: Option<u64>,
    pub sig_ign: Option<u64>,
    pub sig_cgt: Option<u64>,
    pub voluntary_ctxt_switches: Option<u64>,
    pub nonvoluntary_ctxt_switches: Option<u64>,
}

const fn error(reason: &'static str) -> ParseError {
    ParseError::new("pid_status", reason)
}

/// Reads the lines; `Tgid`, `Uid` and `Gid` must be among them.
pub fn parse(bytes: &[u8]) -> Result<PidStatus> {
    let (mut tgid, mut uid, mut gid) = (None, None, None);
    let mut status = PidStatus::default();
    for (key, value) in text::lines(bytes).filter_map(text::key_value) {
        match key {
            b"Umask" => status.umask = text::words(value).next().and_then(text::octal),
            b"Tgid" => tgid = text::words(value).next().and_then(text::narrow),
            b"Uid" => uid = ids(value),
            b"Gid" => gid = ids(value),
            b"Groups" => status.groups = text::words(value).map(text::narrow).collect(),
            _ => {
                if let Some(field) = memory_field(&mut status, key) {
                    *field = text::first_number(value);
                } else if let Some(field) = signal_field(&mut status, key) {
                    *field = text::words(value).next().and_then(text::hexadecimal);
                }
            }
        }
    }
    status.tgid = tgid.ok_or(error("has no line Tgid"))?;
    status.uid = uid.ok_or(error("has no line Uid of four numbers"))?;
    status.gid = gid.ok_or(error("has no line Gid of four numbers"))?;
    Ok(status)
}

/// The fields of decimal numbers: memory in KiB, and context switches.
fn memory_field<'s>(status: &'s mut PidStatus, key: &[u8]) -> Option<&'s mut Option<u64>> {
    Some(match key {
        b"VmPeak" => &mut status.vm_peak,
        b"VmLck" => &mut status.vm_lck,
        b"VmHWM" => &mut status.vm_hwm,
        b"RssAnon" => &mut status.rss_anon,
        b"RssFile" => &mut status.rss_file,
        b"RssShmem" => &mut status.rss_shmem,
        b"VmLib" => &mut status.vm_lib,
        b"VmSwap" => &mut status.vm_swap,
        b"HugetlbPages" => &mut status.hugetlb_pages,
        b"voluntary_ctxt_switches" => &mut status.voluntary_ctxt_switches,
        b"nonvoluntary_ctxt_switches" => &mut status.nonvoluntary_ctxt_switches,
        _ => return None,
    })
}

/// The fields of hexadecimal numbers.
fn signal_field<'s>(status: &'s mut PidStatus, key: &[u8]) -> Option<&'s mut Option<u64>> {
    Some(match key {
        b"SigPnd" => &mut status.sig_pnd,
        b"ShdPnd" => &mut status.shd_pnd,
        b"SigBlk" => &mut status.sig_blk,
        b"SigIgn" => &mut status.sig_ign,
        b"SigCgt" => &mut status.sig_cgt,
        _ => return None,
    })
}

/// The CPUs that the process may use, `Cpus_allowed_list`, also those that are not online.
pub fn cpus_allowed(bytes: &[u8]) -> Result<Vec<u32>> {
    let mut values = text::lines(bytes).filter_map(text::key_value);
    let value = values.find(|(key, _)| *key == b"Cpus_allowed_list");
    cpulist::parse(value.ok_or(error("has no line Cpus_allowed_list"))?.1)
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
        PPid:\t1\nTracerPid:\t0\nUid:\t1\t2\t3\t4\nGid:\t5\t6\t7\t4294967294\nFDSize:\t64\n\
        Groups:\t0 10 4294967294 \nNSpid:\t42\t7\nVmPeak:\t    9001 kB\nVmLck:\t  2 kB\nVmHWM:\t 3 kB\n\
        RssAnon:\t 4 kB\nRssFile:\t 5 kB\nRssShmem:\t 6 kB\nVmLib:\t 7 kB\nVmSwap:\t 8 kB\n\
        HugetlbPages:\t 9 kB\nSigQ:\t0/95\nSigPnd:\t0000000000000001\nShdPnd:\t0000000000000200\n\
        SigBlk:\t0000000000010000\nSigIgn:\t8000000000000004\nSigCgt:\tffffffffffffffff\n\
        Cpus_allowed:\tf\nCpus_allowed_list:\t0-3,1024\nvoluntary_ctxt_switches:\t150\n\
        nonvoluntary_ctxt_switches:\t545\n";

    #[test]
    fn reads_every_line() {
        let status = parse(WHOLE).unwrap();
        assert_eq!((status.umask, status.tgid), (Some(0o022), 42));
        assert_eq!(status.uid, Ids { real: 1, effective: 2, saved: 3, filesystem: 4 });
        assert_eq!(status.gid, Ids { real: 5, effective: 6, saved: 7, filesystem: 4_294_967_294 });
        assert_eq!(status.groups.as_deref(), Some(&[0, 10, 4_294_967_294][..]));
        assert_eq!(pid_namespace_depth(WHOLE), Some(2));
        assert_eq!((status.vm_peak, status.vm_lck, status.vm_hwm), (Some(9001), Some(2), Some(3)));
        let rss = (status.rss_anon, status.rss_file, status.rss_shmem);
        assert_eq!(rss, (Some(4), Some(5), Some(6)));
        let others = (status.vm_lib, status.vm_swap, status.hugetlb_pages);
        assert_eq!(others, (Some(7), Some(8), Some(9)));
        assert_eq!((status.sig_pnd, status.shd_pnd), (Some(1), Some(0x200)));
        assert_eq!((status.sig_blk, status.sig_ign), (Some(0x10000), Some(0x8000_0000_0000_0004)));
        assert_eq!(status.sig_cgt, Some(u64::MAX));
        let switches = (status.voluntary_ctxt_switches, status.nonvoluntary_ctxt_switches);
        assert_eq!(switches, (Some(150), Some(545)));
        assert_eq!(cpus_allowed(WHOLE), Ok(vec![0, 1, 2, 3, 1024]));
    }

    #[test]
    fn a_line_that_is_not_there_is_unknown() {
        let status = parse(b"Tgid:\t1\nUid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\nGroups:\t\n").unwrap();
        assert_eq!(status.groups.as_deref(), Some(&[][..]));
        let ids = PidStatus { tgid: 1, groups: Some(Box::default()), ..PidStatus::default() };
        assert_eq!(status, ids);
        assert!(cpus_allowed(b"Name:\ta\n").is_err());
    }

    #[test]
    fn b2_a_name_is_no_line() {
        let name = b"Name:\tThreads:\t999\\nVmSwap:\t1 kB\\nUmask:\t0777\n";
        let fake = [&name[..], &WHOLE[11..]].concat();
        assert_eq!(parse(&fake), parse(WHOLE));
    }

    #[test]
    fn cut_off_before_the_ids_is_an_error() {
        let end = WHOLE.windows(7).position(|window| window == b"FDSize:").unwrap();
        for length in 0..end {
            assert!(parse(&WHOLE[..length]).is_err(), "{length} bytes");
        }
        assert!(parse(&WHOLE[..end]).is_ok());
    }

    #[test]
    fn cut_off_after_the_ids_a_line_is_whole_or_unknown() {
        let whole = parse(WHOLE).unwrap();
        let numbers = |status: &PidStatus| {
            [
                status.vm_peak,
                status.vm_hwm,
                status.rss_shmem,
                status.vm_swap,
                status.hugetlb_pages,
                status.sig_pnd,
                status.shd_pnd,
                status.sig_blk,
                status.sig_ign,
                status.sig_cgt,
                status.voluntary_ctxt_switches,
                status.nonvoluntary_ctxt_switches,
            ]
        };
        for length in 0..WHOLE.len() {
            let Ok(cut) = parse(&WHOLE[..length]) else { continue };
            assert!(cut.groups.is_none() || cut.groups == whole.groups, "{length} bytes");
            for (cut, whole) in numbers(&cut).into_iter().zip(numbers(&whole)) {
                assert!(cut.is_none() || cut == whole, "{length} bytes");
            }
            let cpus = cpus_allowed(&WHOLE[..length]);
            assert!(cpus.is_err() || cpus == cpus_allowed(WHOLE), "{length} bytes");
        }
    }

    #[test]
    fn a_kernel_without_nspid_has_no_depth() {
        assert_eq!(pid_namespace_depth(b"Name:\ta\n"), None);
    }
}
