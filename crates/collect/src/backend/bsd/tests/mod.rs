//! A system with the simplest record there can be, on a kernel that is made up.

mod acting;
mod family;
mod net;
mod reading;
mod tree;
mod wait;
mod watch;

use psutil_parse::bsd::timeval::Timeval;

use super::{Record, System, sysctl};
use crate::availability::Platform;
use crate::model::identity::{Key, Target};
use crate::model::process::{Ids, Pid, ProcessStatus};
use crate::port::PortError;
use crate::port::replay::{Question, Replay};
use crate::{Error, Paths, Result};
use nix::errno::Errno;

/// When the machine started, in seconds since the epoch.
pub const BOOTED: i64 = 1_700_000_000;

/// A record: pid, ppid, session, start in seconds since boot (0: not told), and letters for what it is.
#[derive(Clone, Debug)]
pub struct Raw(pub Pid, pub Pid, pub Pid, pub i64, pub &'static str);

impl Raw {
    /// As the kernel writes it.
    fn bytes(&self) -> Vec<u8> {
        let start = if self.3 == 0 { 0 } else { BOOTED + self.3 };
        let mut bytes: Vec<u8> = [self.0.into(), self.1.into(), self.2.into(), start]
            .into_iter()
            .flat_map(i64::to_ne_bytes)
            .collect();
        bytes.extend(self.4.bytes().chain([b' '; 8]).take(8));
        bytes
    }
}

/// The bytes of a record.
const SIZE: usize = 40;

/// FreeBSD, as it were; with 1 NetBSD, and with 2 macOS.
pub struct Made<const WHICH: u8 = 0> {
    pub kernel: Replay,
    paths: Paths,
}

impl<const WHICH: u8> Default for Made<WHICH> {
    fn default() -> Self {
        let made = Self { kernel: Replay::default(), paths: Paths::default() };
        let booted = [BOOTED, 0].map(i64::to_ne_bytes).concat();
        assert_eq!(booted.len(), Timeval::SIZE);
        made.kernel.set(Question::of("sysctl", &[1, 21]), booted);
        made
    }
}

impl<const WHICH: u8> Made<WHICH> {
    /// With these processes.
    pub fn of(raws: &[Raw]) -> Self {
        let made = Self::default();
        made.set(raws);
        made
    }

    /// From now on there are these processes.
    pub fn set(&self, raws: &[Raw]) {
        for raw in raws {
            self.kernel.set(one(raw.0), raw.bytes());
        }
        self.list(raws);
    }

    /// From now on the list has these.
    pub fn list(&self, raws: &[Raw]) {
        self.kernel.set(all(), raws.iter().flat_map(Raw::bytes).collect::<Vec<_>>());
    }

    /// After that, who has the number is this one.
    pub fn then(&self, raw: &Raw) {
        self.kernel.then(one(raw.0), raw.bytes());
    }

    /// After that, nobody has the number.
    pub fn then_gone(&self, pid: Pid) {
        self.kernel.then_refuse(one(pid), Errno::ESRCH);
    }

    /// Nobody has the number any more.
    pub fn gone(&self, pid: Pid) {
        self.kernel.refuse(one(pid), Errno::ESRCH);
    }
}

/// The question for one record.
pub fn one(pid: Pid) -> Question {
    Question::of("sysctl", &[1, 14, 1, pid])
}

/// The question for all.
pub fn all() -> Question {
    Question::of("sysctl", &[1, 14, 8])
}

/// The process that started then, in seconds since boot.
pub fn target(pid: Pid, start: u64) -> Target {
    Target { pid, key: Key::Start(start * 1_000_000) }
}

impl<const WHICH: u8> System for Made<WHICH> {
    type Kernel = Replay;
    type Raw = Vec<u8>;
    const PLATFORM: Platform = match WHICH {
        0 => Platform::FreeBsd,
        1 => Platform::NetBsd,
        _ => Platform::MacOs,
    };

    fn kernel(&self) -> &Replay {
        &self.kernel
    }

    fn paths(&self) -> &Paths {
        &self.paths
    }

    fn epoch(&self) -> Result<i64> {
        super::times::booted(self)
    }

    fn raw(&self, pid: Pid) -> Result<Option<Vec<u8>>> {
        match sysctl::record(&self.kernel, &[1, 14, 1, pid], SIZE) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(PortError { errno: Errno::ESRCH | Errno::ENOENT, .. }) => Ok(None),
            Err(error) => Err(error.about(pid)),
        }
    }

    fn raws(&self) -> Result<Vec<Vec<u8>>> {
        let bytes = sysctl::table(&self.kernel, &[1, 14, 8])?;
        Ok(bytes.chunks_exact(SIZE).map(<[u8]>::to_vec).collect())
    }

    fn record(raw: &Vec<u8>) -> Record {
        let number = |at: usize| i64::from_ne_bytes(raw[at * 8..at * 8 + 8].try_into().unwrap());
        let pid = |at| Pid::try_from(number(at)).unwrap();
        let is = |letter| raw[32..].contains(&letter);
        let ids = Ids { real: 501, effective: 501, saved: 501 };
        Record {
            pid: pid(0),
            ppid: pid(1),
            pgid: pid(2),
            sid: Some(pid(2)),
            start: (number(3) != 0).then(|| number(3) * 1_000_000),
            uids: ids,
            gids: ids,
            status: ProcessStatus::Sleeping,
            is_zombie: is(b'Z'),
            is_kernel: is(b'K'),
            is_stopped: is(b'T'),
            tdev: is(b't').then_some(0x88),
            nice: 0,
            comm: b"a-name-of-19-letter".to_vec(),
            comm_is_cut: is(b'c'),
        }
    }

    fn exit_word(raw: &Vec<u8>) -> Option<i32> {
        raw[32..].contains(&b'7').then_some(7 << 8)
    }

    fn boot(&self) -> Result<String> {
        Ok(BOOTED.to_string())
    }
}

/// Whether it is that the process is not there.
pub fn is_gone<T>(answer: &Result<T>) -> bool {
    matches!(answer, Err(Error::NoSuchProcess { .. }))
}
