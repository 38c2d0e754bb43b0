//! Threads: `KERN_LWP` of `sysctl(3)`.

use psutil_parse::netbsd::kinfo_lwp::{KinfoLwp, LSIDL, LSZOMB};

use super::snapshot::Snapshot;
use super::times::seconds;
use crate::backend::bsd::sysctl;
use crate::backend::netbsd::{NetBsd, mib, structs};
use crate::model::process::Thread;
use crate::port::NetBsdKernel;
use crate::{Error, Result, order};

impl<K: NetBsdKernel> Snapshot<K> {
    pub(super) fn thread_count(&self) -> u32 {
        u32::try_from(self.raw.p_nlwps).unwrap_or(u32::MAX)
    }
}

impl<K: NetBsdKernel> NetBsd<K> {
    /// The threads in the order of their numbers, without those that are being made or have ended.
    ///
    /// The kernel counts user and system time of a thread together, and does not tell them apart: either is both of
    /// them, as psutil has it.
    pub(super) fn threads_of(&self, snapshot: &Snapshot<K>) -> Result<Vec<Thread>> {
        let read = self.told(snapshot, |pid| sysctl::table(&self.kernel, &mib::threads(pid)));
        let bytes = match read {
            Err(Error::ZombieProcess { .. }) => Vec::new(), // and its threads with it
            read => read?,
        };
        let mut threads: Vec<KinfoLwp> = structs("kern.lwp", &bytes)?;
        let pid = snapshot.target.pid.cast_unsigned();
        threads.retain(|it| it.l_pid == pid && it.l_stat != LSIDL && it.l_stat != LSZOMB);
        order::sort_by_key(&mut threads, |it| it.l_lid);
        Ok(threads.iter().map(thread).collect())
    }
}

fn thread(lwp: &KinfoLwp) -> Thread {
    let time = seconds(lwp.l_rtime_sec, lwp.l_rtime_usec);
    Thread {
        id: u64::try_from(lwp.l_lid).unwrap_or(0),
        name: Some(lwp.name().to_vec()).filter(|name| !name.is_empty()),
        user_time: time,
        system_time: time,
    }
}
