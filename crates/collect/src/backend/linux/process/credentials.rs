//! Whose process it is: `PIDFD_GET_INFO`, else `/proc/PID/status`; names from `/etc/passwd`.

use psutil_parse::linux::pid_status;
use psutil_parse::posix::passwd;

use super::snapshot::Snapshot;
use crate::backend::linux::Linux;
use crate::model::process::Ids;
use crate::port::{At, LinuxKernel};
use crate::{Error, Result};

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

    pub(super) fn file_system_uid(&self, snapshot: &Snapshot<K>) -> Result<u32> {
        match self.info(snapshot) {
            Some(info) => Ok(info.fsuid),
            None => Ok(self.status_file(snapshot)?.uid.filesystem),
        }
    }

    pub(super) fn file_system_gid(&self, snapshot: &Snapshot<K>) -> Result<u32> {
        match self.info(snapshot) {
            Some(info) => Ok(info.fsgid),
            None => Ok(self.status_file(snapshot)?.gid.filesystem),
        }
    }

    /// The groups besides the effective one, in the kernel's order.
    pub(super) fn supplementary_groups(&self, snapshot: &Snapshot<K>) -> Result<Vec<u32>> {
        let groups = &self.status_file(snapshot)?.groups;
        groups.as_deref().map(<[u32]>::to_vec).ok_or_else(|| no_line(snapshot, "Groups"))
    }

    /// What is taken from the permissions of new files; `None` before Linux 4.7.
    pub(super) fn file_mask(&self, snapshot: &Snapshot<K>) -> Result<Option<u32>> {
        let umask = self.status_file(snapshot)?.umask;
        if umask.is_none() {
            self.without_memory(snapshot)?; // a zombie has given it back
        }
        Ok(umask)
    }

    /// The name of the real user; the number in digits if `/etc/passwd` has no name for it.
    pub(super) fn user_name(&self, snapshot: &Snapshot<K>) -> Result<Vec<u8>> {
        Ok(self.user_of_number(self.user_ids(snapshot)?.real))
    }

    /// The name in `/etc/passwd`, else the number in digits.
    ///
    /// `getpwuid(3)` would also ask a directory server, and may keep the event loop waiting for its answer.
    pub(in crate::backend::linux) fn user_of_number(&self, uid: u32) -> Vec<u8> {
        let path = self.paths.etc.join("passwd");
        let name = self
            .kernel
            .read_to_end(At::Path(&path), |bytes| passwd::name_of(bytes, uid).map(<[u8]>::to_vec));
        name.ok().flatten().unwrap_or_else(|| uid.to_string().into_bytes())
    }
}

/// An essential line of `status` is missing.
pub(super) fn no_line<K: LinuxKernel>(snapshot: &Snapshot<K>, key: &str) -> Error {
    let reason = format!("pid_status: has no line {key}");
    Error::senseless(snapshot.path.join("status"), reason)
}

fn ids(raw: pid_status::Ids) -> Ids {
    Ids { real: raw.real, effective: raw.effective, saved: raw.saved }
}
