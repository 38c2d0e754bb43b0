//! The kernel of this machine, with some of its calls refused or answered otherwise.

mod by_number;

use std::marker::PhantomData;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use nix::errno::Errno;
use psutil_collect::model::process::Pid;
use psutil_collect::port::{
    At, ChildExit, Clock, DiagTable, Exits, FileStatus, FileSystems, Files, InterfaceEntry,
    InterfaceState, Kernel, LinuxMachine, Machine, Network, PidfdInfo, Pidfds, Port, PortError,
    ProcessEvents, Statvfs, Woken,
};
use psutil_parse::linux::dirent64;

/// What another kernel does otherwise.
pub trait Change: Default {
    /// Before each call, by the name that the port has for it; for files also the name of the file.
    /// The signal 0, which only looks, is told as `pidfd_check`.
    fn refuse(_call: &'static str, _file: &str) -> Option<Errno> {
        None
    }

    /// Our own number.
    fn own_pid(real: Pid) -> Pid {
        real
    }

    /// Bytes of a page, and clock ticks of a second.
    fn units(page_size: u64, clock_ticks: u64) -> (u64, u64) {
        (page_size, clock_ticks)
    }

    /// How many descriptors there may be.
    fn descriptor_limit(real: u64) -> u64 {
        real
    }

    /// The clock that the administrator sets.
    fn realtime(real: Duration) -> Duration {
        real
    }
}

/// A kernel before 5.1 (`SIGNALS` false) or 5.3: it has no pidfds, and no modules of `sock_diag`.
pub type OldKernel<const SIGNALS: bool> = Changed<NoPidfds<SIGNALS>>;

/// See [`OldKernel`].
#[derive(Default)]
pub struct NoPidfds<const SIGNALS: bool>;

impl<const SIGNALS: bool> Change for NoPidfds<SIGNALS> {
    fn refuse(call: &'static str, _file: &str) -> Option<Errno> {
        let refused = ["pidfd_open", "diag_socket", "sock_diag"].contains(&call)
            || (call == "dir_send_signal" && !SIGNALS);
        refused.then_some(Errno::ENOSYS)
    }
}

/// What a kernel is told that it is asked for by `sock_diag`, if it is TCP of both families at once.
pub const BOTH_FAMILIES: &str = "both families";

/// A kernel that does not know the older question.
#[derive(Default)]
pub struct OneFamilyAtATime;

impl Change for OneFamilyAtATime {
    fn refuse(call: &'static str, file: &str) -> Option<Errno> {
        (call == "sock_diag" && file == BOTH_FAMILIES).then_some(Errno::EINVAL)
    }
}

/// This machine's kernel, changed.
#[derive(Default)]
pub struct Changed<C>(Kernel, PhantomData<C>);

impl<C: Change> Changed<C> {
    /// The real kernel, unless it is to refuse.
    fn unless_refused(&self, call: &'static str) -> Port<&Kernel> {
        C::refuse(call, "").map_or(Ok(&self.0), |errno| Err(PortError::new(call, errno)))
    }

    fn unless_refused_at<D>(&self, call: &'static str, at: At<'_, D>) -> Port<&Kernel> {
        // Not `join`, which would leave out the name ".".
        let name = match at {
            At::Path(path) => path.display().to_string(),
            At::Dir(_, path, name) => format!("{}/{name}", path.display()),
        };
        let refused = |errno| Err(PortError::at(call, errno, at.path()));
        C::refuse(call, &name).map_or(Ok(&self.0), refused)
    }
}

impl<C: Change> Pidfds for Changed<C> {
    type Pidfd = <Kernel as Pidfds>::Pidfd;

    fn pidfd_open(&self, pid: Pid) -> Port<Self::Pidfd> {
        self.unless_refused("pidfd_open")?.pidfd_open(pid)
    }

    fn fd_of_pidfd(&self, pidfd: &Self::Pidfd) -> i32 {
        self.0.fd_of_pidfd(pidfd)
    }

    fn pidfs_inode(&self, pidfd: &Self::Pidfd) -> Port<Option<u64>> {
        self.unless_refused("pidfs_inode")?.pidfs_inode(pidfd)
    }

    fn pidfd_info(&self, pidfd: &Self::Pidfd) -> Port<PidfdInfo> {
        self.unless_refused("pidfd_info")?.pidfd_info(pidfd)
    }

    fn pidfd_send_signal(&self, pidfd: &Self::Pidfd, signal: i32) -> Port<()> {
        let call = if signal == 0 { "pidfd_check" } else { "pidfd_send_signal" };
        self.unless_refused(call)?.pidfd_send_signal(pidfd, signal)
    }

    fn dir_send_signal(&self, dir: &Self::Dir, signal: i32) -> Port<()> {
        self.unless_refused("dir_send_signal")?.dir_send_signal(dir, signal)
    }
}

impl<C: Change> Exits for Changed<C> {
    type Poller = <Kernel as Exits>::Poller;

    fn poller(&self) -> Port<Self::Poller> {
        self.unless_refused("poller")?.poller()
    }

    fn poll_exit(&self, poller: &Self::Poller, pidfd: &Self::Pidfd, token: u64) -> Port<()> {
        self.unless_refused("poll_exit")?.poll_exit(poller, pidfd, token)
    }

    fn poll_reap(&self, poller: &Self::Poller, pidfd: &Self::Pidfd, token: u64) -> Port<()> {
        self.unless_refused("poll_reap")?.poll_reap(poller, pidfd, token)
    }

    fn poll(&self, poller: &Self::Poller, patience: Option<Duration>) -> Port<Vec<u64>> {
        self.unless_refused("poll")?.poll(poller, patience)
    }

    fn interrupt(&self, poller: &Self::Poller) -> Port<()> {
        self.0.interrupt(poller)
    }

    fn has_exited(&self, pidfd: &Self::Pidfd) -> Port<bool> {
        self.unless_refused("has_exited")?.has_exited(pidfd)
    }

    fn peek_child(&self, pidfd: &Self::Pidfd) -> Port<Option<ChildExit>> {
        self.unless_refused("peek_child")?.peek_child(pidfd)
    }

    fn peek_child_number(&self, pid: Pid) -> Port<Option<ChildExit>> {
        self.unless_refused("peek_child_number")?.peek_child_number(pid)
    }

    fn pidfd_exit(&self, pidfd: &Self::Pidfd) -> Port<Option<i32>> {
        self.unless_refused("pidfd_exit")?.pidfd_exit(pidfd)
    }
}

impl<C: Change> Files for Changed<C> {
    type Dir = <Kernel as Files>::Dir;
    type File = <Kernel as Files>::File;

    fn open_dir(&self, path: &Path) -> Port<Self::Dir> {
        self.unless_refused_at("open_dir", At::<()>::Path(path))?.open_dir(path)
    }

    fn fd_of_dir(&self, dir: &Self::Dir) -> i32 {
        self.0.fd_of_dir(dir)
    }

    fn read_record<T>(&self, at: At<'_, Self::Dir>, then: impl FnOnce(&[u8]) -> T) -> Port<T> {
        self.unless_refused_at("read_record", at)?.read_record(at, then)
    }

    fn read_to_end<T>(&self, at: At<'_, Self::Dir>, then: impl FnOnce(&[u8]) -> T) -> Port<T> {
        self.unless_refused_at("read_to_end", at)?.read_to_end(at, then)
    }

    fn open_file(&self, at: At<'_, Self::Dir>) -> Port<Self::File> {
        self.unless_refused_at("open_file", at)?.open_file(at)
    }

    fn fd_of_file(&self, file: &Self::File) -> i32 {
        self.0.fd_of_file(file)
    }

    fn is_of_procfs(&self, file: &Self::File) -> bool {
        self.0.is_of_procfs(file)
    }

    fn reread_record<T>(
        &self,
        file: &Self::File,
        at: At<'_, Self::Dir>,
        then: impl FnOnce(&[u8]) -> T,
    ) -> Port<T> {
        self.unless_refused_at("reread_record", at)?.reread_record(file, at, then)
    }

    fn reread_head<T>(
        &self,
        file: &Self::File,
        at: At<'_, Self::Dir>,
        most: usize,
        then: impl FnOnce(&[u8]) -> T,
    ) -> Port<T> {
        self.unless_refused_at("reread_head", at)?.reread_head(file, at, most, then)
    }

    fn reread_table<T>(
        &self,
        file: &Self::File,
        at: At<'_, Self::Dir>,
        then: impl FnOnce(&[u8]) -> T,
    ) -> Port<T> {
        self.unless_refused_at("reread_table", at)?.reread_table(file, at, then)
    }

    fn read_link(&self, at: At<'_, Self::Dir>) -> Port<Vec<u8>> {
        self.unless_refused_at("read_link", at)?.read_link(at)
    }

    fn fd_links(&self, at: At<'_, Self::Dir>, mut each: impl FnMut(i32, &[u8])) -> Port<bool> {
        let At::Dir(dir, path, name) = at else { return self.0.fd_links(at, each) };
        // One by one, so that any of them may be refused.
        let mut fds = Vec::new();
        self.getdents(at, |records| fds.extend(dirent64::pids(records)))?;
        let mut is_one_gone = false;
        for fd in fds {
            match self.read_link(At::Dir(dir, path, &format!("{name}/{fd}"))) {
                Ok(link) => each(fd, &link),
                Err(error) if error.errno == Errno::ENOENT => is_one_gone = true,
                Err(error) if error.errno == Errno::ENAMETOOLONG => each(fd, &[]),
                Err(error) => return Err(error),
            }
        }
        Ok(is_one_gone)
    }

    fn file_status(&self, at: At<'_, Self::Dir>) -> Port<FileStatus> {
        self.unless_refused_at("file_status", at)?.file_status(at)
    }

    fn is_executable(&self, path: &Path) -> bool {
        self.0.is_executable(path)
    }

    fn getdents(&self, at: At<'_, Self::Dir>, each: impl FnMut(&[u8])) -> Port<()> {
        self.unless_refused_at("getdents", at)?.getdents(at, each)
    }

    fn is_procfs(&self, path: &Path) -> Port<bool> {
        self.unless_refused_at("is_procfs", At::<()>::Path(path))?.is_procfs(path)
    }
}

impl<C: Change> FileSystems for Changed<C> {
    fn statvfs(&self, path: &Path) -> Port<Statvfs> {
        self.unless_refused_at("statvfs", At::<()>::Path(path))?.statvfs(path)
    }

    fn current_dir(&self) -> Port<PathBuf> {
        self.unless_refused("current_dir")?.current_dir()
    }
}

impl<C: Change> Network for Changed<C> {
    type DiagSocket = <Kernel as Network>::DiagSocket;

    fn diag_socket(&self) -> Port<Self::DiagSocket> {
        self.unless_refused("diag_socket")?.diag_socket()
    }

    fn sock_diag(
        &self,
        socket: &mut Self::DiagSocket,
        table: DiagTable,
        each: impl FnMut(&[u8]) -> ControlFlow<()>,
    ) -> Port<()> {
        let which = if table.family.is_none() { BOTH_FAMILIES } else { "" };
        if let Some(errno) = C::refuse("sock_diag", which) {
            return Err(PortError::new("sock_diag", errno));
        }
        self.0.sock_diag(socket, table, each)
    }

    fn getifaddrs(&self) -> Port<Vec<InterfaceEntry>> {
        self.unless_refused("getifaddrs")?.getifaddrs()
    }

    fn interface(&self, name: &[u8]) -> Port<InterfaceState> {
        self.unless_refused("interface")?.interface(name)
    }
}

impl<C: Change> ProcessEvents for Changed<C> {
    type Listener = <Kernel as ProcessEvents>::Listener;
    type Alarm = <Kernel as ProcessEvents>::Alarm;

    fn process_listener(&self) -> Port<Self::Listener> {
        self.unless_refused("process_listener")?.process_listener()
    }

    fn alarm(&self) -> Port<Self::Alarm> {
        self.0.alarm()
    }

    fn wait(
        &self,
        alarm: &Self::Alarm,
        listener: Option<&Self::Listener>,
        patience: Option<Duration>,
    ) -> Port<Woken> {
        self.0.wait(alarm, listener, patience)
    }
}

impl<C: Change> Clock for Changed<C> {
    fn realtime(&self) -> Port<Duration> {
        self.0.realtime().map(C::realtime)
    }

    fn boottime(&self) -> Port<Duration> {
        self.0.boottime()
    }

    fn monotonic(&self) -> Port<Duration> {
        self.0.monotonic()
    }
}

impl<C: Change> Machine for Changed<C> {
    fn getpid(&self) -> Pid {
        C::own_pid(self.0.getpid())
    }

    fn page_size(&self) -> u64 {
        C::units(self.0.page_size(), self.0.clock_ticks()).0
    }

    fn clock_ticks(&self) -> u64 {
        C::units(self.0.page_size(), self.0.clock_ticks()).1
    }
}

impl<C: Change> LinuxMachine for Changed<C> {
    fn descriptor_limit(&self) -> u64 {
        C::descriptor_limit(self.0.descriptor_limit())
    }

    fn swap(&self) -> Port<(u64, u64)> {
        self.0.swap()
    }
}
