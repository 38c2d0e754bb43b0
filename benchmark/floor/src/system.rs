//! The machine as a whole.

use std::hint::black_box;

use crate::sys;
use crate::text::{Words, lines};

fn file<const SIZE: usize>(
    path: &std::ffi::CStr,
    parse: impl Fn(&[u8]) -> Option<usize>,
) -> Option<usize> {
    let mut buffer = [0; SIZE];
    parse(sys::read_file(sys::ANYWHERE, path, &mut buffer)?)
}

/// The ten times of a CPU, in ticks.
fn times(line: &[u8]) -> Option<[u64; 10]> {
    let mut words = Words(line);
    words.pass(1);
    let mut times = [0; 10];
    for time in &mut times {
        *time = words.number()?;
    }
    Some(times)
}

pub fn cpu_times() -> Option<usize> {
    file::<32768>(c"/proc/stat", |text| {
        black_box(times(lines(text).next()?)?);
        Some(1)
    })
}

pub fn percpu_times() -> Option<usize> {
    file::<32768>(c"/proc/stat", |text| {
        let cpus = lines(text).skip(1).take_while(|line| line.starts_with(b"cpu"));
        let cpus: Vec<[u64; 10]> = cpus.map_while(times).collect();
        Some(black_box(cpus).len())
    })
}

/// The values of lines `Name: 1234 kB` and `name 1234`, in the order of the names.
fn named<const COUNT: usize>(text: &[u8], names: [&[u8]; COUNT]) -> [u64; COUNT] {
    let mut values = [0; COUNT];
    for line in lines(text) {
        for (name, value) in names.iter().zip(&mut values) {
            let rest = line.strip_prefix(*name);
            if let Some(rest) = rest.filter(|rest| matches!(rest.first(), Some(b':' | b' '))) {
                *value = Words(&rest[1..]).number().unwrap_or(0);
                break;
            }
        }
    }
    values
}

const MEMORY: [&[u8]; 10] = [
    b"MemTotal",
    b"MemFree",
    b"MemAvailable",
    b"Buffers",
    b"Cached",
    b"Shmem",
    b"Active",
    b"Inactive",
    b"Slab",
    b"SReclaimable",
];

pub fn virtual_memory() -> Option<usize> {
    file::<8192>(c"/proc/meminfo", |text| {
        black_box(named(text, MEMORY));
        Some(1)
    })
}

pub fn swap_memory() -> Option<usize> {
    file::<8192>(c"/proc/meminfo", |text| {
        black_box(named(text, [b"SwapTotal", b"SwapFree"]));
        Some(1)
    })?;
    file::<32768>(c"/proc/vmstat", |text| {
        black_box(named(text, [b"pswpin", b"pswpout"]));
        Some(1)
    })
}

/// A name and its numbers.
type Counters<'a, const COUNT: usize> = (&'a [u8], [u64; COUNT]);

fn counters<'a, const COUNT: usize>(
    words: &mut Words<'a>,
    name: &'a [u8],
) -> Option<Counters<'a, COUNT>> {
    let mut values = [0; COUNT];
    for value in &mut values {
        *value = words.number()?;
    }
    Some((name, values))
}

pub fn disk_io_counters() -> Option<usize> {
    file::<32768>(c"/proc/diskstats", |text| {
        let disks = lines(text).map_while(|line| {
            let mut words = Words(line);
            words.pass(2);
            let name = words.next()?;
            counters::<11>(&mut words, name)
        });
        Some(black_box(disks.collect::<Vec<_>>()).len())
    })
}

pub fn net_io_counters() -> Option<usize> {
    file::<32768>(c"/proc/net/dev", |text| {
        let interfaces = lines(text).skip(2).map_while(|line| {
            let colon = line.iter().position(|&byte| byte == b':')?;
            let (name, numbers) = line.split_at(colon);
            counters::<16>(&mut Words(&numbers[1..]), name.trim_ascii())
        });
        Some(black_box(interfaces.collect::<Vec<_>>()).len())
    })
}

/// Device, mount point, type and options of each mount.
pub fn disk_partitions() -> Option<usize> {
    file::<65536>(c"/proc/self/mountinfo", |text| {
        let mounts = lines(text).filter_map(|line| {
            let mut words = Words(line);
            words.pass(4);
            let (point, options) = (words.next()?, words.next()?);
            words.by_ref().find(|word| *word == b"-")?;
            Some([words.next()?, words.next()?, point, options].map(<[u8]>::to_vec))
        });
        Some(black_box(mounts.collect::<Vec<_>>()).len())
    })
}

/// Now minus the time since then.
pub fn boot_time() -> Option<usize> {
    black_box(sys::clock(libc::CLOCK_REALTIME)? - sys::clock(libc::CLOCK_BOOTTIME)?);
    Some(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_whole_names() {
        assert_eq!(
            named(b"SwapTotal: 12 kB\nSwapTotalX: 9\npswpin 3\n", [b"SwapTotal", b"pswpin"]),
            [12, 3]
        );
    }
}
