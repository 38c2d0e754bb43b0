//! `/proc/PID/fdinfo/N`, `proc_pid_fdinfo(5)`: `Key:\tvalue` lines, the first few for every descriptor, the
//! others by its kind.
//!
//! Each kind, each driver and each kernel version adds lines of its own, so nothing but a line's name says
//! what it is, and any line may be missing. Some drivers print names that a program chose; the kernel's own
//! lines come first, so where a line is there twice the first one counts.

use crate::text;

/// What the kernel tells about one open descriptor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PidFdinfo {
    /// Position. Files of addresses, such as `/proc/PID/mem`, have negative ones.
    pub pos: Option<i64>,
    /// Flags of `open(2)`, with close-on-exec and the kernel's `O_LARGEFILE`.
    pub flags: Option<u32>,
    /// The mount that it was opened on (Linux 3.15).
    pub mnt_id: Option<u64>,
    /// Inode number (Linux 5.14).
    pub ino: Option<u64>,
    /// Unix sockets: descriptors on their way through it (Linux 5.5).
    pub scm_fds: Option<u64>,
    /// eventfd: the counter.
    pub eventfd_count: Option<u64>,
    /// eventfd: its number (Linux 5.2).
    pub eventfd_id: Option<i32>,
    /// eventfd: 1 if `read(2)` takes one at a time (Linux 6.6).
    pub eventfd_semaphore: Option<u64>,
    /// signalfd: bit 0 is signal 1.
    pub sigmask: Option<u64>,
    /// epoll: what it waits for.
    pub tfd: Vec<Tfd>,
    /// timerfd: the number of its clock.
    pub clockid: Option<i32>,
    /// timerfd: expirations that nobody has read.
    pub ticks: Option<u64>,
    /// timerfd: flags of `timerfd_settime(2)`.
    pub settime_flags: Option<u32>,
    /// timerfd: time left; zero when disarmed.
    pub it_value: Option<Timespec>,
    /// timerfd: time between two expirations; zero when there is but one.
    pub it_interval: Option<Timespec>,
    /// inotify: what it watches.
    pub inotify: Vec<Inotify>,
    /// pidfd: the process; 0 if it has no number here, -1 once it is reaped.
    pub pid: Option<i32>,
    /// pidfd: its number in each pid namespace, from that of the procfs inwards.
    pub nspid: Vec<i32>,
}

/// One line `tfd` of an epoll descriptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tfd {
    /// The descriptor's number when it was added.
    pub tfd: i32,
    /// Events waited for.
    pub events: u32,
    /// What the program gets with an event.
    pub data: u64,
    /// The file's position (Linux 4.13, as are the two below).
    pub pos: Option<i64>,
    /// The file's inode number.
    pub ino: Option<u64>,
    /// The file's device, in the kernel's own encoding.
    pub sdev: Option<u32>,
}

/// One line `inotify`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inotify {
    /// The number of the watch.
    pub wd: i32,
    /// The file's inode number.
    pub ino: u64,
    /// The file's device, in the kernel's own encoding.
    pub sdev: u32,
    /// Events watched for.
    pub mask: u32,
}

/// Seconds and nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timespec {
    /// Whole seconds.
    pub sec: u64,
    /// The rest in nanoseconds.
    pub nsec: u64,
}

/// Reads the lines that are there. A number that is none counts as a line that is missing.
pub fn parse(bytes: &[u8]) -> PidFdinfo {
    let mut info = PidFdinfo::default();
    for line in text::lines(bytes) {
        if let Some(watch) = line.strip_prefix(b"inotify ") {
            info.inotify.extend(inotify(watch));
        } else if line.starts_with(b"tfd:") {
            info.tfd.extend(tfd(line));
        } else if let Some((key, value)) = text::key_value(line) {
            info.take(key, value);
        }
    }
    info
}

impl PidFdinfo {
    fn take(&mut self, key: &[u8], value: &[u8]) {
        let word = text::words(value).next().unwrap_or_default();
        match key {
            b"pos" => first(&mut self.pos, text::signed(word)),
            b"flags" => first(&mut self.flags, text::octal(word)),
            b"mnt_id" => first(&mut self.mnt_id, text::unsigned(word)),
            b"ino" => first(&mut self.ino, text::unsigned(word)),
            b"scm_fds" => first(&mut self.scm_fds, text::unsigned(word)),
            b"eventfd-count" => first(&mut self.eventfd_count, text::hexadecimal(word)),
            b"eventfd-id" => first(&mut self.eventfd_id, int(word)),
            b"eventfd-semaphore" => first(&mut self.eventfd_semaphore, text::unsigned(word)),
            b"sigmask" => first(&mut self.sigmask, text::hexadecimal(word)),
            b"clockid" => first(&mut self.clockid, int(word)),
            b"ticks" => first(&mut self.ticks, text::unsigned(word)),
            b"settime flags" => first(&mut self.settime_flags, text::octal(word)),
            b"it_value" => first(&mut self.it_value, timespec(value)),
            b"it_interval" => first(&mut self.it_interval, timespec(value)),
            b"Pid" => first(&mut self.pid, int(word)),
            b"NSpid" if self.nspid.is_empty() => {
                // All of them or none: the position of a number is its namespace.
                let pids: Option<_> = text::words(value).map(int).collect();
                self.nspid = pids.unwrap_or_default();
            }
            _ => {}
        }
    }
}

fn first<T>(known: &mut Option<T>, value: Option<T>) {
    if known.is_none() {
        *known = value;
    }
}

fn tfd(line: &[u8]) -> Option<Tfd> {
    let (mut tfd, mut events, mut data) = (None, None, None);
    let (mut pos, mut ino, mut sdev) = (None, None, None);
    for (key, word) in labelled(line) {
        match key {
            b"tfd" => tfd = int(word),
            b"events" => events = text::hexadecimal(word),
            b"data" => data = text::hexadecimal(word),
            b"pos" => pos = text::signed(word),
            b"ino" => ino = text::hexadecimal(word),
            b"sdev" => sdev = text::hexadecimal(word),
            _ => {}
        }
    }
    Some(Tfd { tfd: tfd?, events: events?, data: data?, pos, ino, sdev })
}

fn inotify(line: &[u8]) -> Option<Inotify> {
    let (mut wd, mut ino, mut sdev, mut mask) = (None, None, None, None);
    for (key, word) in labelled(line) {
        match key {
            b"wd" => wd = text::hexadecimal(word),
            b"ino" => ino = text::hexadecimal(word),
            b"sdev" => sdev = text::hexadecimal(word),
            b"mask" => mask = text::hexadecimal(word),
            _ => {}
        }
    }
    Some(Inotify { wd: wd?, ino: ino?, sdev: sdev?, mask: mask? })
}

/// The `key:value` and `key: value` of a line that has several of them.
fn labelled(line: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut words = text::words(line);
    std::iter::from_fn(move || {
        let (key, value) = text::key_value(words.next()?)?;
        if value.is_empty() { Some((key, words.next()?)) } else { Some((key, value)) }
    })
}

/// `(seconds, nanoseconds)`.
fn timespec(value: &[u8]) -> Option<Timespec> {
    let inside = value.trim_ascii().strip_prefix(b"(")?.strip_suffix(b")")?;
    let mut numbers = inside.split(|&byte| byte == b',').map(<[u8]>::trim_ascii);
    let mut next = || numbers.next().and_then(text::unsigned);
    Some(Timespec { sec: next()?, nsec: next()? })
}

fn int(word: &[u8]) -> Option<i32> {
    text::signed(word)?.try_into().ok()
}

#[cfg(test)]
mod tests;
