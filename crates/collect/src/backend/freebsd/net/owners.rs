//! Who has which socket, as the table of all files tells: also of processes whose descriptors this user may not see.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use psutil_parse::freebsd::xfile::{self, DTYPE_SOCKET};

use crate::backend::bsd::sysctl;
use crate::backend::freebsd::FreeBsd;
use crate::backend::freebsd::mib::{CTL_KERN, KERN_FILE};
use crate::model::identity::{Key, Target};
use crate::model::net::ConnectionKind;
use crate::model::process::Pid;
use crate::model::sockets::SocketFd;
use crate::port::FreeBsdKernel;
use crate::{Error, Result, order};

/// A descriptor, and where the kernel has its socket.
pub(in crate::backend::freebsd) struct Owned {
    pub pid: Pid,
    pub fd: i32,
    pub so: u64,
}

/// Who had which socket at some moment.
struct Owners {
    /// When, since boot.
    at: Duration,
    by_pid: BTreeMap<Pid, Vec<SocketFd>>,
}

/// What was last found out, for all processes that are asked for their sockets one after the other: it takes the tables
/// of the whole system.
#[derive(Default)]
pub(in crate::backend::freebsd) struct KnownOwners(Mutex<Option<Arc<Owners>>>);

impl KnownOwners {
    pub(in crate::backend::freebsd) fn forget(&self) {
        *self.lock() = None;
    }

    fn lock(&self) -> MutexGuard<'_, Option<Arc<Owners>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: FreeBsdKernel> FreeBsd<K> {
    /// The sockets of a process by their numbers, in ascending order of the descriptors; `None` if the process has begun
    /// since that was found out.
    pub(in crate::backend::freebsd) fn known_sockets(
        &self,
        target: Target,
    ) -> Result<Option<Vec<SocketFd>>> {
        let mut known = self.owners.lock();
        let owners = match &*known {
            Some(owners) => Arc::clone(owners),
            None => Arc::clone(known.insert(Arc::new(self.find_owners()?))),
        };
        drop(known);
        let is_older = |start: u64| u128::from(start) < owners.at.as_micros();
        let lived = matches!(target.key, Key::Start(start) if is_older(start));
        Ok(lived.then(|| owners.by_pid.get(&target.pid).cloned().unwrap_or_default()))
    }

    fn find_owners(&self) -> Result<Owners> {
        let at = self.kernel.boottime()?;
        let owned = self.owned_sockets()?;
        let rows = self.rows(ConnectionKind::All.into())?;
        let pcbs: BTreeMap<u64, u64> = rows.iter().map(|row| (row.so, row.pcb)).collect();
        let mut by_pid: BTreeMap<Pid, Vec<SocketFd>> = BTreeMap::new();
        for Owned { pid, fd, so } in owned {
            if let Some(&number) = pcbs.get(&so) {
                by_pid.entry(pid).or_default().push(SocketFd { fd, number });
            }
        }
        Ok(Owners { at, by_pid })
    }

    /// Every descriptor that is a socket, of whoever may be seen at all, in ascending order.
    pub(in crate::backend::freebsd) fn owned_sockets(&self) -> Result<Vec<Owned>> {
        let bytes = sysctl::table(&self.kernel, &[CTL_KERN, KERN_FILE])?;
        let mut owned = Vec::new();
        for file in xfile::rows(&bytes) {
            let file = file.map_err(|error| Error::kernel_data("kern.file".into(), error))?;
            if file.xf_type == DTYPE_SOCKET && file.xf_data != 0 && file.xf_fd >= 0 {
                owned.push(Owned { pid: file.xf_pid, fd: file.xf_fd, so: file.xf_data });
            }
        }
        order::sort_by_key(&mut owned, |it| it.fd);
        Ok(owned)
    }
}
