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
use psutil_collect::model::process::{IoClass, IoPriority, Limits, OpenFd, Pid};
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

/// Whatever is asked for.
const ALL: ConnectionKind = ConnectionKind::All;

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
    let getters = getters().into_iter();
    answers.extend(getters.map(|(name, get)| (name, get(backend, &snapshot, asked).map(drop))));
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
        ("process.username", shared.name_of_user(0).map(drop)),
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

/// What is asked of a visit, and its answer in words.
pub type Getter<B> = (&'static str, Get<B>);
type Get<B> = fn(&B, &<B as ProcessCollector>::Snapshot, &Asked) -> Result<String>;

/// Every getter.
pub fn getters<B: Backend>() -> Vec<Getter<B>> {
    [of_record(), of_more(), of_files()].concat()
}

/// A list of getters: what they ask of a backend and a visit, with what is asked of whom.
macro_rules! getters {
    ($backend:ident, $visit:ident, $asked:ident: $($name:literal => $answer:expr,)+) => {
        vec![$(($name, (|$backend: &B, $visit: &B::Snapshot, $asked: &Asked| {
            let _ = ($visit, $asked);
            $answer.map(|answer| format!("{answer:?}"))
        }) as Get<B>),)+]
    };
}

fn of_record<B: Backend>() -> Vec<Getter<B>> {
    getters! {
        backend, it, asked:
        "process.identity" => backend.target(it),
        "process.ppid" => backend.ppid(it),
        "process.createTime" => backend.create_time(it),
        "process.rawCreateTime" => backend.raw_create_time(it),
        "process.name" => backend.name(it, false),
        "process.name" => backend.name(it, true),
        "process.exe" => backend.exe(it, false),
        "process.exe" => backend.exe(it, true),
        "process.cmdline" => backend.cmdline(it),
        "process.cwd" => backend.cwd(it),
        "process.environ" => backend.environ(it),
        "process.uids" => backend.uids(it),
        "process.gids" => backend.gids(it),
        "process.username" => backend.username(it),
        "process.status" => backend.status(it),
        "process.cpuTimes" => ProcessCollector::cpu_times(backend, it),
        "process.memoryInfo" => backend.memory_info(it),
        "process.numThreads" => backend.num_threads(it),
    }
}

fn of_more<B: Backend>() -> Vec<Getter<B>> {
    getters! {
        backend, it, asked:
        "process.root" => backend.root(it),
        "process.fsuid" => backend.fsuid(it),
        "process.fsgid" => backend.fsgid(it),
        "process.getGroups" => backend.groups(it),
        "process.umask" => backend.umask(it),
        "process.pgid" => backend.pgid(it),
        "process.sid" => backend.sid(it),
        "process.sigmasks" => backend.sigmasks(it),
        "process.terminal" => backend.terminal(it),
        "process.hasTerminal" => backend.has_terminal(it),
        "process.cpuPercent" => backend.cpu_use(it),
        "process.cpuNum" => backend.cpu_num(it),
        "process.threads" => backend.threads(it),
    }
}

fn of_files<B: Backend>() -> Vec<Getter<B>> {
    getters! {
        backend, it, asked:
        "process.memoryExtras" => backend.memory_extras(it),
        "process.memoryFootprint" => backend.memory_footprint(it),
        "process.memoryFullInfo" => backend.memory_full_info(it),
        "process.memoryPercent" => backend.memory_total(it),
        "process.memoryMaps" => backend.memory_maps(it),
        "process.memoryMapsGrouped" => backend.memory_maps_grouped(it),
        "process.pageFaults" => backend.page_faults(it),
        "process.ioCounters" => backend.io_counters(it),
        "process.numCtxSwitches" => backend.num_ctx_switches(it),
        "process.numFds" => backend.num_fds(it),
        "process.iterFds" => backend.fd_numbers(it),
        "process.iterFds" => all_fds(backend, it),
        "process.openFiles" => backend.open_files(it),
        "process.connections" => backend.connections(it, ALL.into()),
        "process.connections" => backend.socket_fds(it),
        "process.getPriority" => backend.priority(it),
        "process.getIoPriority" => backend.io_priority(it),
        "process.getCpuAffinity" => backend.cpu_affinity(it),
        "process.getRlimit" => backend.rlimit(it, asked.resource),
    }
}

fn all_fds<B: Backend>(backend: &B, it: &B::Snapshot) -> Result<Vec<OpenFd>> {
    backend.open_fds(it, &backend.fd_numbers(it)?)
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
