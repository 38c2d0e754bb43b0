//! One collector trait per domain, one implementation of it per operating system.
//!
//! Every call's default answer is [`Error::Unsupported`]: a backend writes what its system has and nothing
//! else. Backends are generic over the [ports](crate::port) and never name each other.

use crate::availability::Feature;
use crate::model::cpu::{self, CpuTimes};
use crate::model::host;
use crate::model::memory::{self, SwapMemory, VirtualMemory};
use crate::model::net::{self, Connection, ConnectionKind, NetIfAddr, NetIfStats, NetIoCounters};
use crate::{Error, Result};

pub mod freebsd;
pub mod linux;
pub mod macos;
pub mod netbsd;
pub mod openbsd;
mod process;

pub use process::{NoSnapshot, ProcessCollector};

const fn unsupported<T>(feature: &'static Feature) -> Result<T> {
    Err(Error::Unsupported(feature))
}

/// Processors.
pub trait CpuCollector {
    /// What all CPUs together did since boot.
    fn cpu_times(&self) -> Result<CpuTimes> {
        unsupported(cpu::CPU_TIMES)
    }

    /// What each CPU did since boot.
    fn percpu_times(&self) -> Result<Vec<CpuTimes>> {
        unsupported(cpu::PERCPU_TIMES)
    }
}

/// Memory and swap.
pub trait MemoryCollector {
    /// RAM.
    fn virtual_memory(&self) -> Result<VirtualMemory> {
        unsupported(memory::VIRTUAL_MEMORY)
    }

    /// Swap.
    fn swap_memory(&self) -> Result<SwapMemory> {
        unsupported(memory::SWAP_MEMORY)
    }
}

/// Sockets and network interfaces.
pub trait NetCollector {
    /// The sockets of this kind of all processes: a row for each descriptor, and one for a socket without any.
    fn net_connections(&self, _kind: ConnectionKind) -> Result<Vec<Connection>> {
        unsupported(net::NET_CONNECTIONS)
    }

    /// What went through each interface, as the kernel counts it.
    fn pernic_net_io_counters(&self) -> Result<Vec<(Vec<u8>, NetIoCounters)>> {
        unsupported(net::PERNIC_NET_IO_COUNTERS)
    }

    /// The addresses of all interfaces, those of one interface together; a row without one where there are none.
    fn net_if_addrs(&self) -> Result<Vec<NetIfAddr>> {
        unsupported(net::NET_IF_ADDRS)
    }

    /// The state of each interface.
    fn net_if_stats(&self) -> Result<Vec<NetIfStats>> {
        unsupported(net::NET_IF_STATS)
    }
}

/// The machine as a whole.
pub trait HostCollector {
    /// When it started, in milliseconds since the epoch.
    fn boot_time(&self) -> Result<f64> {
        unsupported(host::BOOT_TIME)
    }

    /// Seconds since it started, suspend included.
    fn time_since_boot(&self) -> Result<f64> {
        unsupported(host::TIME_SINCE_BOOT)
    }

    /// Seconds it has been running, suspend excluded.
    fn uptime(&self) -> Result<f64> {
        unsupported(host::UPTIME)
    }
}
