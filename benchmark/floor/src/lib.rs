//! The floor: what each call of the package costs if only the kernel is asked. The same files, opened, read once
//! and closed on one thread, their fields picked out into structs. Nothing crosses to JavaScript but two numbers.

mod listing;
mod maps;
mod one;
mod sockets;
mod sys;
mod system;
mod text;

use std::hint::black_box;
use std::time::Instant;

use napi::{Error, Result};
use napi_derive::napi;

/// Does the work of a call so many times; gives the nanoseconds that took, and how many rows the last one had.
#[napi(catch_unwind)]
pub fn run(workload: String, times: u32, pid: i32) -> Result<Vec<f64>> {
    let work =
        work(&workload).ok_or_else(|| Error::from_reason(format!("no floor for {workload}")))?;
    let mut rows = Some(0);
    let begin = Instant::now();
    for _ in 0..times {
        rows = black_box(work(black_box(pid)));
    }
    let elapsed = begin.elapsed();
    let rows = rows
        .ok_or_else(|| Error::from_reason(format!("the floor of {workload} could not be read")))?;
    Ok(vec![elapsed.as_nanos() as f64, rows as f64])
}

/// Blocks until a process has ended; gives what the monotonic clock says then, in nanoseconds.
#[napi(catch_unwind)]
pub fn wait_for(pid: i32) -> Result<f64> {
    let descriptor = sys::pidfd_open(pid).ok_or_else(|| Error::from_reason("no such process"))?;
    sys::poll(&descriptor);
    Ok(sys::clock(libc::CLOCK_MONOTONIC).map_or(f64::NAN, |now| now as f64))
}

/// What is done, and gives how many rows that makes: `None` if it cannot be done.
type Work = fn(i32) -> Option<usize>;

fn work(name: &str) -> Option<Work> {
    Some(match name {
        "pids" => |_| listing::pids().map(|pids| pids.len()),
        "processes" => |_| listing::processes(listing::Wanted::Everything),
        "processesStat" => |_| listing::processes(listing::Wanted::Stat),
        "cpuAndMemory" => one::cpu_and_memory,
        "cpuClock" => one::cpu_clock,
        "uids" => one::uids,
        "memoryMaps" => maps::with_sizes,
        "maps" => maps::without_sizes,
        "cpuTimes" => |_| system::cpu_times(),
        "percpuTimes" => |_| system::percpu_times(),
        "virtualMemory" => |_| system::virtual_memory(),
        "swapMemory" => |_| system::swap_memory(),
        "diskIoCounters" => |_| system::disk_io_counters(),
        "netIoCounters" => |_| system::net_io_counters(),
        "netIfAddrs" => |_| sys::interface_addresses(),
        "diskPartitions" => |_| system::disk_partitions(),
        "bootTime" => |_| system::boot_time(),
        "diskUsage" => |_| sys::file_system_usage(c"/"),
        "connections" => |_| sockets::with_owners(),
        "connectionsWithoutPid" => |_| sockets::without_owners(),
        "connectionsListen" => |_| sockets::listening(),
        _ => return None,
    })
}
