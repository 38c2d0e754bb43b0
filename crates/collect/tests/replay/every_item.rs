//! Every item of the API that a backend answers, asked once: what is listed for the system answers, and what is not
//! says `Unsupported`.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use psutil_collect::availability::{Platform, features};
use psutil_collect::backend::{
    CpuCollector, DiskCollector, HostCollector, MemoryCollector, NetCollector, ProcessCollector,
    Purpose, SensorCollector, UserCollector, WaitCollector, WatchCollector,
};
use psutil_collect::background::{connections, listing};
use psutil_collect::model::identity::Target;
use psutil_collect::model::net::ConnectionKind;
use psutil_collect::model::process::{IoClass, IoPriority, Limits, Pid};
use psutil_collect::{Error, Result};

/// What is asked, and of whom.
pub struct Asked {
    /// A living process of a user, with files, sockets and a terminal.
    pub pid: Pid,
    /// One that may be signalled with all that descends from it.
    pub root: Pid,
    /// A path on a disk.
    pub path: &'static str,
    /// A resource that has limits.
    pub resource: i32,
}

/// A backend with all that it has to answer.
pub trait Backend:
    ProcessCollector
    + WaitCollector
    + CpuCollector
    + MemoryCollector
    + DiskCollector
    + NetCollector
    + HostCollector
    + SensorCollector
    + UserCollector
    + WatchCollector
    + Send
    + Sync
    + 'static
{
}

impl<B> Backend for B where
    B: ProcessCollector
        + WaitCollector
        + CpuCollector
        + MemoryCollector
        + DiskCollector
        + NetCollector
        + HostCollector
        + SensorCollector
        + UserCollector
        + WatchCollector
        + Send
        + Sync
        + 'static
{
}

type Answers = Vec<(&'static str, Result<()>)>;

/// Features that ask the kernel by way of others, or not at all.
const BY_WAY_OF_OTHERS: [(&str, &str); 27] = [
    ("process.pid", "process"),
    ("process.fromChild", "process"),
    ("process.equals", "process"),
    ("process.toString", "process"),
    ("process.toJSON", "process"),
    ("process.toObject", "process"),
    ("process.oneshot", "process"),
    ("process.attrs", "paths"),
    ("process.rlimitIsAtomic", "process.getRlimit"),
    ("process.suspend", "process.sendSignal"),
    ("process.resume", "process.sendSignal"),
    ("process.terminate", "process.sendSignal"),
    ("process.kill", "process.sendSignal"),
    ("Popen", "process"),
    ("processIterAvailable", "processIter"),
    ("oneshotPid", "process"),
    ("waitProcs", "process.wait"),
    ("cpuPercent", "cpuTimes"),
    ("percpuPercent", "percpuTimes"),
    ("cpuTimesPercent", "cpuTimes"),
    ("percpuTimesPercent", "percpuTimes"),
    ("CpuSampler", "cpuTimes"),
    ("clearIoCountersCache", "paths"),
    ("netIoCounters", "pernicNetIoCounters"),
    ("paths", "paths"),
    ("isAvailable", "paths"),
    ("features", "paths"),
];

/// Asserts what the top of this file says.
pub fn check<B: Backend>(backend: &Arc<B>, asked: &Asked, platform: Platform) {
    let answers = answers(backend, asked);
    for feature in features() {
        let named = |name: &str| answers.iter().filter(|(it, _)| *it == name).collect::<Vec<_>>();
        let by = BY_WAY_OF_OTHERS.iter().find(|(name, _)| *name == feature.name);
        if let Some((name, other)) = by {
            let other = features().find(|feature| feature.name == *other).unwrap();
            assert_eq!(other.on, feature.on, "{name} is where {} is", other.name);
            continue;
        }
        let found = named(feature.name);
        assert!(!found.is_empty(), "{} is not asked", feature.name);
        for (name, answer) in found {
            let expected = if feature.on.contains(&platform) {
                answer.is_ok()
            } else {
                matches!(answer, Err(Error::Unsupported(it)) if it.name == *name)
            };
            assert!(expected, "{name} on {}: {answer:?}", platform.name());
        }
    }
}

fn answers<B: Backend>(shared: &Arc<B>, asked: &Asked) -> Answers {
    let backend = &**shared;
    let target = backend.open(Some(asked.pid)).unwrap();
    let snapshot = backend.snapshot(target).unwrap();
    let watch = Arc::clone(shared).watch_processes(Duration::ZERO);
    let mut answers = vec![("watchProcesses", watch.map(drop))];
    answers.extend(machine(backend, asked));
    answers.extend(known(shared, target, asked));
    answers.extend(waiting(backend, target));
    answers.extend(getters(backend, &snapshot));
    answers.extend(more_getters(backend, &snapshot, asked));
    answers.extend(setters(backend, &snapshot, asked));
    answers
}

fn machine<B: Backend>(backend: &B, asked: &Asked) -> Answers {
    let path = Path::new(asked.path);
    let route = backend.route(path);
    let followed = route.and_then(|mut route| {
        while backend.follow(&mut route)?.is_none() {}
        Ok(())
    });
    vec![
        ("cpuTimes", CpuCollector::cpu_times(backend).map(drop)),
        ("percpuTimes", backend.percpu_times().map(drop)),
        ("logicalCpuCount", backend.logical_cpu_count().map(drop)),
        ("physicalCpuCount", backend.physical_cpu_count().map(drop)),
        ("usableCpuCount", backend.usable_cpu_count().map(drop)),
        ("cpuStats", backend.cpu_stats().map(drop)),
        ("cpuFreq", backend.cpu_freq().map(drop)),
        ("percpuFreq", backend.percpu_freq().map(drop)),
        ("virtualMemory", backend.virtual_memory().map(drop)),
        ("swapMemory", backend.swap_memory().map(drop)),
        ("diskPartitions", backend.disk_partitions().map(drop)),
        ("diskPartitionsAll", backend.disk_partitions_all().map(drop)),
        ("diskUsage", backend.disk_usage(path).map(drop)),
        ("diskUsage", followed),
        ("diskIoCounters", backend.disk_io_counters().map(drop)),
        ("perdiskIoCounters", backend.perdisk_io_counters().map(drop)),
        ("pernicNetIoCounters", backend.pernic_net_io_counters().map(drop)),
        ("netIfAddrs", backend.net_if_addrs().map(drop)),
        ("netIfStats", backend.net_if_stats().map(drop)),
        ("bootTime", backend.boot_time().map(drop)),
        ("timeSinceBoot", backend.time_since_boot().map(drop)),
        ("uptime", backend.uptime().map(drop)),
        ("sensorsTemperatures", backend.sensors_temperatures().map(drop)),
        ("sensorsFans", backend.sensors_fans().map(drop)),
        ("sensorsPower", backend.sensors_power().map(drop)),
        ("sensorsIsOnAcPower", backend.sensors_is_on_ac_power().map(drop)),
        ("sensorsBattery", backend.sensors_battery().map(drop)),
        ("sensorsBatteryTotal", backend.sensors_battery_total().map(drop)),
        ("users", backend.users().map(drop)),
    ]
}

fn known<B: Backend>(shared: &Arc<B>, target: Target, asked: &Asked) -> Answers {
    let all = ConnectionKind::All.into();
    let root = shared.open(Some(asked.root)).unwrap();
    vec![
        ("process", shared.open(None).map(drop)),
        ("process", shared.own_pid().map(drop)),
        ("process", shared.open(Some(asked.pid)).map(drop)),
        ("process.identity", shared.identity(target).map(drop)),
        (
            "process.fromIdentity",
            shared.identity(target).and_then(|text| shared.find_identity(&text)).map(drop),
        ),
        ("process.isRunning", shared.is_running(target).map(drop)),
        ("process.parent", shared.parent(target).map(drop)),
        ("process.parents", shared.parents(target).map(drop)),
        ("process.children", listing::children(shared, target, true).map(drop)),
        ("process.sendSignal", shared.send_signal(root, 0)),
        ("killTree", shared.tree(&[root]).map(drop)),
        ("killTree", shared.signal_tree(&[root], 15, &|_| false).map(drop)),
        ("pids", shared.pids().map(drop)),
        ("pidExists", shared.pid_exists(asked.pid).map(drop)),
        ("processes", shared.snapshot_of(asked.pid, Purpose::default()).map(drop)),
        ("processIter", listing::everyone(shared).map(drop)),
        ("netConnections", shared.sockets(all).map(drop)),
        ("netConnections", connections::connections(shared, all).map(drop)),
    ]
}

fn waiting<B: Backend>(backend: &B, target: Target) -> Answers {
    let wait = || {
        let poller = backend.poller()?;
        let mut watched = backend.watch(target)?;
        backend.look(&mut watched)?;
        backend.arm(&poller, 1, &watched)?;
        backend.poll(&poller, Some(Duration::ZERO))?;
        backend.interrupt(&poller)
    };
    vec![("process.wait", wait())]
}

fn getters<B: Backend>(backend: &B, snapshot: &B::Snapshot) -> Answers {
    vec![
        ("process.identity", backend.target(snapshot).map(drop)),
        ("process.username", backend.name_of_user(0).map(drop)),
        ("process.ppid", backend.ppid(snapshot).map(drop)),
        ("process.createTime", backend.create_time(snapshot).map(drop)),
        ("process.rawCreateTime", backend.raw_create_time(snapshot).map(drop)),
        ("process.name", backend.name(snapshot, false).map(drop)),
        ("process.name", backend.name(snapshot, true).map(drop)),
        ("process.exe", backend.exe(snapshot, false).map(drop)),
        ("process.exe", backend.exe(snapshot, true).map(drop)),
        ("process.cmdline", backend.cmdline(snapshot).map(drop)),
        ("process.cwd", backend.cwd(snapshot).map(drop)),
        ("process.environ", backend.environ(snapshot).map(drop)),
        ("process.uids", backend.uids(snapshot).map(drop)),
        ("process.gids", backend.gids(snapshot).map(drop)),
        ("process.username", backend.username(snapshot).map(drop)),
        ("process.status", backend.status(snapshot).map(drop)),
        ("process.cpuTimes", ProcessCollector::cpu_times(backend, snapshot).map(drop)),
        ("process.memoryInfo", backend.memory_info(snapshot).map(drop)),
        ("process.numThreads", backend.num_threads(snapshot).map(drop)),
        ("process.root", backend.root(snapshot).map(drop)),
        ("process.fsuid", backend.fsuid(snapshot).map(drop)),
        ("process.fsgid", backend.fsgid(snapshot).map(drop)),
        ("process.getGroups", backend.groups(snapshot).map(drop)),
        ("process.umask", backend.umask(snapshot).map(drop)),
        ("process.pgid", backend.pgid(snapshot).map(drop)),
        ("process.sid", backend.sid(snapshot).map(drop)),
        ("process.sigmasks", backend.sigmasks(snapshot).map(drop)),
        ("process.terminal", backend.terminal(snapshot).map(drop)),
        ("process.hasTerminal", backend.has_terminal(snapshot).map(drop)),
        ("process.cpuPercent", backend.cpu_use(snapshot).map(drop)),
        ("process.cpuNum", backend.cpu_num(snapshot).map(drop)),
        ("process.threads", backend.threads(snapshot).map(drop)),
    ]
}

fn more_getters<B: Backend>(backend: &B, snapshot: &B::Snapshot, asked: &Asked) -> Answers {
    let all = ConnectionKind::All.into();
    let fds = backend.fd_numbers(snapshot);
    let opened = fds.and_then(|fds| backend.open_fds(snapshot, &fds));
    vec![
        ("process.memoryExtras", backend.memory_extras(snapshot).map(drop)),
        ("process.memoryFootprint", backend.memory_footprint(snapshot).map(drop)),
        ("process.memoryFullInfo", backend.memory_full_info(snapshot).map(drop)),
        ("process.memoryPercent", backend.memory_total(snapshot).map(drop)),
        ("process.memoryMaps", backend.memory_maps(snapshot).map(drop)),
        ("process.memoryMapsGrouped", backend.memory_maps_grouped(snapshot).map(drop)),
        ("process.pageFaults", backend.page_faults(snapshot).map(drop)),
        ("process.ioCounters", backend.io_counters(snapshot).map(drop)),
        ("process.numCtxSwitches", backend.num_ctx_switches(snapshot).map(drop)),
        ("process.numFds", backend.num_fds(snapshot).map(drop)),
        ("process.iterFds", opened.map(drop)),
        ("process.openFiles", backend.open_files(snapshot).map(drop)),
        ("process.connections", backend.connections(snapshot, all).map(drop)),
        ("process.connections", backend.socket_fds(snapshot).map(drop)),
        ("process.getPriority", backend.priority(snapshot).map(drop)),
        ("process.getIoPriority", backend.io_priority(snapshot).map(drop)),
        ("process.getCpuAffinity", backend.cpu_affinity(snapshot).map(drop)),
        ("process.getRlimit", backend.rlimit(snapshot, asked.resource).map(drop)),
    ]
}

fn setters<B: Backend>(backend: &B, snapshot: &B::Snapshot, asked: &Asked) -> Answers {
    let idle = IoPriority { class: IoClass::Idle, value: 0 };
    // What is there already: nobody may be denied that.
    let limits = backend.rlimit(snapshot, asked.resource);
    let limits = limits.unwrap_or(Limits { soft: Some(64), hard: Some(64) });
    let cpus = backend.cpu_affinity(snapshot).unwrap_or_else(|_| vec![0]);
    vec![
        ("process.setPriority", backend.set_priority(snapshot, 5)),
        ("process.setIoPriority", backend.set_io_priority(snapshot, idle)),
        ("process.setCpuAffinity", backend.set_cpu_affinity(snapshot, &cpus)),
        ("process.setRlimit", backend.set_rlimit(snapshot, asked.resource, limits)),
    ]
}
