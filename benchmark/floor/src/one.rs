//! One process.

use std::hint::black_box;
use std::os::fd::AsRawFd;

use crate::listing::{proc, resident, stat};
use crate::sys;
use crate::text::{Path, Words, lines};

/// `stat` and `statm`, each opened, read and closed.
pub fn cpu_and_memory(pid: i32) -> Option<usize> {
    let mut buffer = [0; 2048];
    let pid = u32::try_from(pid).ok()?;
    let path = |file: &str| absolute(pid, file);
    let row = stat(sys::read_file(sys::ANYWHERE, path("/stat").as_c_str(), &mut buffer)?)?;
    let rss = resident(sys::read_file(sys::ANYWHERE, path("/statm").as_c_str(), &mut buffer)?)?;
    black_box((row.user_time, row.system_time, rss));
    Some(1)
}

/// The clock of its time on CPUs: `((~pid) << 3) | 2` of clock_getcpuclockid(3).
pub fn cpu_clock(pid: i32) -> Option<usize> {
    black_box(sys::clock((!pid << 3) | 2)?);
    Some(1)
}

/// Its user ids, by its pidfd where the kernel tells them there, else by its `status`.
pub fn uids(pid: i32) -> Option<usize> {
    if let Some(info) = sys::pidfd_info(pid) {
        black_box((info.pid, info.ppid, info.ruid, info.euid, info.suid));
        return Some(1);
    }
    let mut buffer = [0; 8192];
    let path = Path::new(u32::try_from(pid).ok()?, "/status");
    let status = sys::read_file(proc()?.as_raw_fd(), path.as_c_str(), &mut buffer)?;
    let line = lines(status).find_map(|line| line.strip_prefix(b"Uid:"))?;
    let mut words = Words(line);
    black_box((words.number()?, words.number()?, words.number()?));
    Some(1)
}

pub fn absolute(pid: u32, file: &str) -> Path {
    Path::below(b"/proc/", pid, file)
}
