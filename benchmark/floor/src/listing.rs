//! All processes.

use std::cell::RefCell;
use std::hint::black_box;
use std::os::fd::{AsRawFd, OwnedFd};

use crate::sys;
use crate::text::{Path, Words, number};

/// Which fields of each process.
#[derive(Clone, Copy, PartialEq)]
pub enum Wanted {
    Everything,
    /// Only what its `stat` says.
    Stat,
}

/// What is known of a process.
#[expect(dead_code, reason = "picked out because a caller wants to know, and here nobody asks")]
#[derive(Default)]
pub struct Row {
    pid: u64,
    name: [u8; 16],
    status: u8,
    ppid: u64,
    flags: u64,
    pub user_time: u64,
    pub system_time: u64,
    threads: u64,
    start_time: u64,
    vms: u64,
    rss: u64,
    uid: u32,
    cmdline: Vec<u8>,
}

/// A thread of the kernel: it has no memory and no arguments (`PF_KTHREAD`).
const KERNEL_THREAD: u64 = 0x0020_0000;
const DIRECTORY: i32 = libc::O_RDONLY | libc::O_DIRECTORY;

thread_local! {
    /// Entries of directories. Smaller ones make `/proc` slower, larger ones do not make it faster.
    static ENTRIES: RefCell<Vec<u8>> = RefCell::new(vec![0; 65536]);
}

pub fn proc() -> Option<OwnedFd> {
    sys::open(sys::ANYWHERE, c"/proc", DIRECTORY)
}

/// Calls back with each entry of a directory whose name is a number.
pub fn numbers(directory: &OwnedFd, mut found: impl FnMut(u32)) -> Option<()> {
    ENTRIES.with_borrow_mut(|buffer| {
        loop {
            let length = sys::entries(directory, buffer)?;
            let mut rest = buffer.get(..length).filter(|rest| !rest.is_empty());
            if rest.is_none() {
                return Some(());
            }
            // struct linux_dirent64: two u64, a u16 length, a u8 type, and the name
            while let Some(entry) = rest.filter(|entry| entry.len() > 19) {
                let size = usize::from(u16::from_ne_bytes([entry[16], entry[17]]));
                if let Some(value) = number(&entry[19..]) {
                    found(value as u32);
                }
                rest = entry.get(size..);
            }
        }
    })
}

pub fn pids() -> Option<Vec<u32>> {
    let mut pids = Vec::new();
    numbers(&proc()?, |pid| pids.push(pid))?;
    pids.sort_unstable();
    Some(pids)
}

pub fn processes(wanted: Wanted) -> Option<usize> {
    let proc = proc()?;
    let read = if wanted == Wanted::Stat { by_stat } else { by_directory };
    let rows: Vec<Row> = pids()?.into_iter().filter_map(|pid| read(&proc, pid)).collect();
    Some(black_box(rows).len())
}

fn by_stat(proc: &OwnedFd, pid: u32) -> Option<Row> {
    let mut buffer = [0; 2048];
    stat(sys::read_file(proc.as_raw_fd(), Path::new(pid, "/stat").as_c_str(), &mut buffer)?)
}

/// The directory first, so that all that is read is of one process.
fn by_directory(proc: &OwnedFd, pid: u32) -> Option<Row> {
    let mut buffer = [0; 4096];
    let flags = libc::O_PATH | libc::O_DIRECTORY;
    let directory = sys::open(proc.as_raw_fd(), Path::new(pid, "").as_c_str(), flags)?;
    let at = directory.as_raw_fd();
    let mut row = stat(sys::read_file(at, c"stat", &mut buffer)?)?;
    row.uid = sys::owner(&directory)?;
    if row.flags & KERNEL_THREAD == 0 {
        row.rss = resident(sys::read_file(at, c"statm", &mut buffer)?)?;
        row.cmdline = sys::read_file(at, c"cmdline", &mut buffer)?.to_vec();
    }
    Some(row)
}

/// The second number of `statm`, in pages.
pub fn resident(statm: &[u8]) -> Option<u64> {
    let mut words = Words(statm);
    words.pass(1);
    words.number()
}

pub fn stat(text: &[u8]) -> Option<Row> {
    let open = text.iter().position(|&byte| byte == b'(')?;
    let close = text.iter().rposition(|&byte| byte == b')')?;
    let mut row = Row { pid: number(text)?, ..Row::default() };
    let name = text.get(open + 1..close)?;
    let length = name.len().min(row.name.len());
    row.name[..length].copy_from_slice(&name[..length]);
    let mut words = Words(text.get(close + 1..)?);
    row.status = *words.next()?.first()?;
    row.ppid = words.number()?;
    words.pass(4);
    row.flags = words.number()?;
    words.pass(4);
    row.user_time = words.number()?;
    row.system_time = words.number()?;
    words.pass(4);
    row.threads = words.number()?;
    words.pass(1);
    row.start_time = words.number()?;
    row.vms = words.number()?;
    Some(row)
}
