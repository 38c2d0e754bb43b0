//! Whose process it is: `PIDFD_GET_INFO`, else `/proc/PID/status`; names from `/etc/passwd`.

use psutil_parse::linux::pid_status;
use psutil_parse::posix::passwd;

use super::snapshot::Snapshot;
use crate::Result;
use crate::backend::linux::Linux;
use crate::model::process::Ids;
use crate::port::{At, LinuxKernel};

impl<K: LinuxKernel> Linux<K> {
    pub(super) fn user_ids(&self, snapshot: &Snapshot<K>) -> Result<Ids> {
        match self.info(snapshot) {
            Some(info) => Ok(Ids { real: info.ruid, effective: info.euid, saved: info.suid }),
            None => Ok(ids(self.status_file(snapshot)?.uid)),
        }
    }

    pub(super) fn group_ids(&self, snapshot: &Snapshot<K>) -> Result<Ids> {
        match self.info(snapshot) {
            Some(info) => Ok(Ids { real: info.rgid, effective: info.egid, saved: info.sgid }),
            None => Ok(ids(self.status_file(snapshot)?.gid)),
        }
    }

    /// The name of the real user; the number in digits if `/etc/passwd` has no name for it.
    ///
    /// `getpwuid(3)` would also ask a directory server, and may keep the event loop waiting for its answer.
    pub(super) fn user_name(&self, snapshot: &Snapshot<K>) -> Result<Vec<u8>> {
        let uid = self.user_ids(snapshot)?.real;
        let path = self.paths.etc.join("passwd");
        let name = self
            .kernel
            .read_to_end(At::Path(&path), |bytes| passwd::name_of(bytes, uid).map(<[u8]>::to_vec));
        Ok(name.ok().flatten().unwrap_or_else(|| uid.to_string().into_bytes()))
    }
}

fn ids(raw: pid_status::Ids) -> Ids {
    Ids { real: raw.real, effective: raw.effective, saved: raw.saved }
}
