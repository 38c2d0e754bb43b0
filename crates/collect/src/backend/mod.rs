//! One collector trait per domain, one implementation of it per operating system.
//!
//! Every call's default answer is [`Error::Unsupported`], or what follows from another call: a backend writes what its
//! system has and nothing else. Backends are generic over the [ports](crate::port) and never name each other.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::availability::Feature;
use crate::model::cpu::{self, CpuFreq, CpuStats, CpuTimes, NumberedCpuTimes};
use crate::model::disk::{self as disks, DiskIo, DiskPartition, DiskUsage};
use crate::model::host;
use crate::model::memory::{self, SwapMemory, VirtualMemory};
use crate::model::net::{self, NetIfAddr, NetIfStats, NetIoCounters};
use crate::model::power::{Battery, PowerSupplies};
use crate::model::sensors::{self, Chip, Fan, Temperature};
use crate::model::sockets::{NumberedSocket, SocketFilter};
use crate::model::users::{self, User};
use crate::model::watch::{self as watches, WatchEvent, WatchSource};
use crate::port::Ring;
use crate::{Error, Result};

mod addresses;
mod bsd;
mod disk;
mod exit;
pub mod freebsd;
pub mod linux;
mod logins;
pub mod macos;
pub mod netbsd;
pub mod openbsd;
mod process;
mod purpose;
mod route;
mod tree;
mod wait;
mod watch;
mod words;

pub use process::ProcessCollector;
pub use purpose::Purpose;
pub use route::{Place, Route};
pub use wait::{Progress, WaitCollector};

const fn unsupported<T>(feature: &'static Feature) -> Result<T> {
    Err(Error::Unsupported(feature))
}

/// Processors.
pub trait CpuCollector {
    /// What all CPUs together did since boot.
    fn cpu_times(&self) -> Result<CpuTimes> {
        unsupported(cpu::CPU_TIMES)
    }

    /// What each CPU that is online did since boot.
    fn percpu_times(&self) -> Result<Vec<NumberedCpuTimes>> {
        unsupported(cpu::PERCPU_TIMES)
    }

    /// How many CPUs are online.
    fn logical_cpu_count(&self) -> Result<usize> {
        unsupported(cpu::LOGICAL_CPU_COUNT)
    }

    /// How many cores the CPUs that are online have, if known.
    fn physical_cpu_count(&self) -> Result<Option<usize>> {
        unsupported(cpu::PHYSICAL_CPU_COUNT)
    }

    /// How many CPUs' worth of time this program may use: a fraction where a quota is one.
    fn usable_cpu_count(&self) -> Result<f64> {
        unsupported(cpu::USABLE_CPU_COUNT)
    }

    /// What all CPUs together counted since boot.
    fn cpu_stats(&self) -> Result<CpuStats> {
        unsupported(cpu::CPU_STATS)
    }

    /// The frequency of an average CPU, if known.
    fn cpu_freq(&self) -> Result<Option<CpuFreq>> {
        unsupported(cpu::CPU_FREQ)
    }

    /// The frequency of each CPU that is online; none if nothing is known of any.
    fn percpu_freq(&self) -> Result<Vec<CpuFreq>> {
        unsupported(cpu::PERCPU_FREQ)
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

/// Disks and what is mounted.
pub trait DiskCollector {
    /// What is mounted from devices, in the order of mounting.
    fn disk_partitions(&self) -> Result<Vec<DiskPartition>> {
        unsupported(disks::DISK_PARTITIONS)
    }

    /// All that is mounted, in the order of mounting.
    fn disk_partitions_all(&self) -> Result<Vec<DiskPartition>> {
        unsupported(disks::DISK_PARTITIONS_ALL)
    }

    /// How full the file system is that the path is on. May block for as long as a server does not answer.
    fn disk_usage(&self, _path: &Path) -> Result<DiskUsage> {
        unsupported(disks::DISK_USAGE)
    }

    /// The way to the file system that the path is on, at its beginning, for the
    /// [`Usages`](crate::background::usages::Usages). Never blocks.
    fn route(&self, _path: &Path) -> Result<Route> {
        unsupported(disks::DISK_USAGE)
    }

    /// Follows it to how full that is; `None` if first another place has to be asked. May block for as long as
    /// the place that it was at does not answer.
    fn follow(&self, _route: &mut Route) -> Result<Option<DiskUsage>> {
        unsupported(disks::DISK_USAGE)
    }

    /// What each physical disk did, for a sum in which every request is once; none where there are none.
    fn disk_io_counters(&self) -> Result<Vec<DiskIo>> {
        unsupported(disks::DISK_IO_COUNTERS)
    }

    /// What each block device did: disks, parts of them, and what is made of them.
    fn perdisk_io_counters(&self) -> Result<Vec<DiskIo>> {
        unsupported(disks::PERDISK_IO_COUNTERS)
    }
}

/// Sockets and network interfaces.
pub trait NetCollector {
    /// The sockets that there are, whoever has them; who does
    /// [`connections`](crate::background::connections::connections) finds out.
    fn sockets(&self, _wanted: SocketFilter) -> Result<Vec<NumberedSocket>> {
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
    /// Closes what is held open between two calls; what is asked again is held again. Any thread may do it at any time.
    fn release(&self) {}

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

/// Temperatures, fans, batteries.
pub trait SensorCollector {
    /// What is measured in degrees, chip by chip.
    fn sensors_temperatures(&self) -> Result<Vec<Chip<Temperature>>> {
        unsupported(sensors::SENSORS_TEMPERATURES)
    }

    /// How fast fans turn, chip by chip.
    fn sensors_fans(&self) -> Result<Vec<Chip<Fan>>> {
        unsupported(sensors::SENSORS_FANS)
    }

    /// Batteries and what charges them.
    fn sensors_power(&self) -> Result<PowerSupplies> {
        unsupported(sensors::SENSORS_POWER)
    }

    /// Whether the machine runs on mains power; `None` if nothing tells.
    fn sensors_is_on_ac_power(&self) -> Result<Option<bool>> {
        Ok(self.sensors_power()?.is_on_ac_power())
    }

    /// The machine's first battery.
    fn sensors_battery(&self) -> Result<Option<Battery>> {
        Ok(self.sensors_power()?.battery())
    }

    /// All of the machine's batteries as one.
    fn sensors_battery_total(&self) -> Result<Option<Battery>> {
        Ok(self.sensors_power()?.total())
    }
}

/// People.
pub trait UserCollector {
    /// Who is logged in, the first to have come first.
    fn users(&self) -> Result<Vec<User>> {
        unsupported(users::USERS)
    }
}

/// Processes that begin and end.
pub trait WatchCollector {
    /// Begins to watch: whoever begins or ends from now on is told of. How often to look is of interest only where
    /// nobody tells.
    fn watch_processes(self: Arc<Self>, _interval: Duration) -> Result<Box<dyn ProcessWatcher>> {
        unsupported(watches::WATCH_PROCESSES)
    }
}

/// A watch that goes on until it is dropped.
pub trait ProcessWatcher: Send {
    /// Where the events come from.
    fn source(&self) -> WatchSource;

    /// What ends a wait.
    fn alarm(&self) -> Arc<dyn Ring>;

    /// Waits until something may have happened, or the alarm is rung; gives what has happened, in order.
    fn wait(&mut self) -> Result<Vec<WatchEvent>>;
}
