//! `struct kinfo_proc` of `sys/sysctl.h` (macOS 15), `KERN_PROC` of sysctl(3): a process, for everybody to see.

use super::eproc::Eproc;
use super::extern_proc::ExternProc;
use crate::Result;
use crate::record::{self, record};

record! {
    /// A process.
    pub struct KinfoProc("kinfo_proc", 648) {
        pub kp_proc: ExternProc,
        pub kp_eproc: Eproc,
    }
}

/// All processes, as `KERN_PROC_ALL` has them.
pub fn rows(bytes: &[u8]) -> impl Iterator<Item = Result<KinfoProc>> {
    record::rows("kinfo_proc", bytes, KinfoProc::SIZE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand, written};

    fn made(pid: i32) -> Vec<u8> {
        let fields: &[(usize, &[u8])] = &[
            (40, &pid.to_ne_bytes()),
            (243, b"zsh\0"),
            (296 + 96, &501_u32.to_ne_bytes()),
            (296 + 264, &1_i32.to_ne_bytes()),
        ];
        written(648, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        stand(KinfoProc::OFFSETS, &[("kp_proc", 0), ("kp_eproc", 296)]);
        let process = KinfoProc::parse(&made(7)).unwrap();
        assert_eq!((process.kp_proc.p_pid, process.kp_eproc.e_ppid), (7, 1));
        assert_eq!(process.kp_eproc.e_pcred.p_ruid, 501);
    }

    #[test]
    fn there_are_as_many_as_were_written() {
        let bytes: Vec<u8> = [0, 1, 99].map(made).concat();
        let pids: Vec<_> = rows(&bytes).map(|row| row.map(|row| row.kp_proc.p_pid)).collect();
        assert_eq!(pids, [Ok(0), Ok(1), Ok(99)]);
        assert_eq!(rows(&bytes[..1943]).flatten().count(), 2);
        assert_eq!(rows(&bytes[..1943]).count(), 3);
        assert_eq!(rows(&[]).count(), 0);
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(7), KinfoProc::parse);
    }
}
