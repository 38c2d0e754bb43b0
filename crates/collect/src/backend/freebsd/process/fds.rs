//! Descriptors: `KERN_PROC_FILEDESC`.

use psutil_parse::freebsd::kf_file::vtype;
use psutil_parse::freebsd::kinfo_file::{self, KfUn, KinfoFile, kind};

use super::connections::Tcp;
use super::fd_kinds::{counts, extra, fd_type, file, mode, open_flags, position};
use super::snapshot::Snapshot;
use crate::backend::freebsd::FreeBsd;
use crate::backend::freebsd::mib::KERN_PROC_FILEDESC;
use crate::model::process::{FdType, OpenFd, OpenFile};
use crate::port::FreeBsdKernel;
use crate::{Error, Result, order};

/// A descriptor and what it leads to.
pub(super) struct Descriptor {
    pub raw: KinfoFile,
    pub un: KfUn,
    pub path: Vec<u8>,
}

impl<K: FreeBsdKernel> FreeBsd<K> {
    /// All that the kernel tells of descriptors and folders, read once.
    pub(super) fn files<'s>(&self, snapshot: &'s Snapshot<K>) -> Result<&'s [u8]> {
        if let Some(known) = snapshot.files.get() {
            return Ok(known);
        }
        snapshot.must_live()?;
        let bytes = self.told_of_user(snapshot, KERN_PROC_FILEDESC)?;
        Ok(snapshot.files.get_or_init(|| bytes))
    }

    /// The descriptors in ascending order. A zombie has closed them.
    pub(super) fn descriptors(&self, snapshot: &Snapshot<K>) -> Result<Vec<Descriptor>> {
        let bytes = match self.files(snapshot) {
            Err(Error::ZombieProcess { .. }) => return Ok(Vec::new()),
            files => files?,
        };
        let mut descriptors = Vec::new();
        for row in kinfo_file::rows(bytes) {
            let (raw, path) = row.map_err(about_files)?;
            // What is below 0 is no descriptor but a folder, the program, and so on.
            if raw.kf_fd >= 0 {
                let un = raw.un().map_err(about_files)?;
                descriptors.push(Descriptor { raw, un, path: path.to_vec() });
            }
        }
        order::sort_by_key(&mut descriptors, |it| it.raw.kf_fd);
        Ok(descriptors)
    }

    /// How many there are. `KERN_PROC_NFDS` would count those of this program only.
    pub(super) fn count_of_fds(&self, snapshot: &Snapshot<K>) -> Result<u64> {
        Ok(u64::try_from(self.numbers_of_fds(snapshot)?.len()).unwrap_or(u64::MAX))
    }

    pub(super) fn numbers_of_fds(&self, snapshot: &Snapshot<K>) -> Result<Vec<i32>> {
        Ok(self.descriptors(snapshot)?.iter().map(|it| it.raw.kf_fd).collect())
    }

    pub(super) fn fds(&self, snapshot: &Snapshot<K>, fds: &[i32]) -> Result<Vec<OpenFd>> {
        let mut descriptors = self.descriptors(snapshot)?;
        descriptors.retain(|it| fds.contains(&it.raw.kf_fd));
        let tcp = self.tcp_for(snapshot, &descriptors)?;
        Ok(descriptors.into_iter().map(|it| open_fd(it, &tcp)).collect())
    }

    pub(super) fn regular_files(&self, snapshot: &Snapshot<K>) -> Result<Vec<OpenFile>> {
        let descriptors = self.descriptors(snapshot)?;
        Ok(descriptors.into_iter().filter(is_regular).map(open_file).collect())
    }
}

fn is_regular(it: &Descriptor) -> bool {
    let KfUn::File(file) = it.un else { return false };
    it.raw.kf_type == kind::VNODE && file.kf_file_type == vtype::VREG
}

fn open_fd(it: Descriptor, tcp: &Tcp) -> OpenFd {
    let fdtype = fd_type(&it.raw, &it.un);
    let has_path = matches!(fdtype, FdType::File | FdType::Fifo) && it.path.starts_with(b"/");
    OpenFd {
        fd: it.raw.kf_fd,
        fdtype,
        file: file(&it.raw, &it.un),
        extra: extra(fdtype, &it.raw, &it.un, tcp),
        counts: counts(&it.un),
        path: has_path.then_some(it.path),
        // A file that has lost its name has none to be told.
        deleted: false,
        position: position(&it.raw),
        flags: Some(open_flags(it.raw.kf_flags)),
        mode: Some(mode(it.raw.kf_flags)),
        mnt_id: None,
        scm_fds: None,
    }
}

fn open_file(it: Descriptor) -> OpenFile {
    OpenFile {
        fd: it.raw.kf_fd,
        position: position(&it.raw),
        flags: Some(open_flags(it.raw.kf_flags)),
        mode: Some(mode(it.raw.kf_flags)),
        path: Some(it.path).filter(|path| !path.is_empty()),
        deleted: false,
    }
}

pub(super) fn about_files(error: psutil_parse::ParseError) -> Error {
    Error::kernel_data("kern.proc.filedesc".into(), error)
}
