//! What a system does not answer yet, it says so: with the feature, and where that can be had.
#![allow(clippy::panic, reason = "a test that cannot go on may panic")]

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use psutil_collect::availability::{Feature, Platform};
use psutil_collect::backend::{
    CpuCollector, DiskCollector, HostCollector, MemoryCollector, NetCollector, NoSnapshot, NoWait,
    ProcessCollector, Purpose, SensorCollector, UserCollector, WaitCollector, WatchCollector,
    freebsd, macos, netbsd, openbsd,
};
use psutil_collect::background::listing;
use psutil_collect::model::identity::{Key, Target};
use psutil_collect::model::net::ConnectionKind;
use psutil_collect::model::process::{IoClass, IoPriority, Limits};
use psutil_collect::sorted::Sorted;
use psutil_collect::{Error, Paths, Result};

const TARGET: Target = Target { pid: 1, key: Key::Start(0) };

/// The calls of who waits, likewise.
fn waiting<B: WaitCollector<Watched = NoWait, Poller = NoWait>>(backend: &B) -> Vec<Result<()>> {
    vec![
        backend.watch(TARGET).map(drop),
        backend.poller().map(drop),
        backend.look(&mut NoWait).map(drop),
        backend.arm(&NoWait, 1, &NoWait),
        backend.poll(&NoWait, None).map(drop),
        backend.interrupt(&NoWait),
    ]
}

/// What each call answers, the values left out.
fn answers<B>(backend: B) -> Vec<Result<()>>
where
    B: ProcessCollector<Snapshot = NoSnapshot>
        + WaitCollector<Watched = NoWait, Poller = NoWait>
        + CpuCollector
        + MemoryCollector
        + DiskCollector
        + NetCollector
        + HostCollector
        + SensorCollector
        + UserCollector
        + WatchCollector,
{
    let shared = Arc::new(backend);
    let watch = Arc::clone(&shared).watch_processes(Duration::ZERO);
    let backend = &*shared;
    let mut answers = vec![
        watch.map(drop),
        backend.open(Some(1)).map(drop),
        backend.identity(TARGET).map(drop),
        backend.find_identity("").map(drop),
        backend.snapshot(TARGET).map(|NoSnapshot| ()),
        backend.is_running(TARGET).map(drop),
        backend.send_signal(TARGET, 9),
        backend.pids().map(drop),
        backend.pid_exists(1).map(drop),
        CpuCollector::cpu_times(backend).map(drop),
        backend.percpu_times().map(drop),
        backend.virtual_memory().map(drop),
        backend.swap_memory().map(drop),
        backend.disk_partitions().map(drop),
        backend.disk_partitions_all().map(drop),
        backend.disk_usage(Path::new("/")).map(drop),
        backend.route(Path::new("/")).map(drop),
        backend.disk_io_counters().map(drop),
        backend.perdisk_io_counters().map(drop),
        backend.boot_time().map(drop),
        backend.time_since_boot().map(drop),
        backend.uptime().map(drop),
        backend.sensors_temperatures().map(drop),
        backend.sensors_fans().map(drop),
        backend.sensors_power().map(drop),
        backend.sensors_is_on_ac_power().map(drop),
        backend.sensors_battery().map(drop),
        backend.sensors_battery_total().map(drop),
        backend.users().map(drop),
        backend.logical_cpu_count().map(drop),
        backend.physical_cpu_count().map(drop),
        backend.usable_cpu_count().map(drop),
        backend.cpu_stats().map(drop),
        backend.cpu_freq().map(drop),
        backend.percpu_freq().map(drop),
        backend.disk_partitions().map(drop),
        backend.disk_partitions_all().map(drop),
        backend.disk_usage(Path::new("/")).map(drop),
        backend.route(Path::new("/")).map(drop),
        backend.disk_io_counters().map(drop),
        backend.perdisk_io_counters().map(drop),
        backend.sockets(ConnectionKind::All.into()).map(drop),
        backend.pernic_net_io_counters().map(drop),
        backend.net_if_addrs().map(drop),
        backend.net_if_stats().map(drop),
    ];
    answers.extend(family(&shared));
    answers.extend(waiting(backend));
    answers.extend(getters(backend, &NoSnapshot));
    answers.extend(setters(backend, &NoSnapshot));
    answers
}

/// The calls about who belongs to whom, and who there is.
fn family<B>(shared: &Arc<B>) -> Vec<Result<()>>
where
    B: ProcessCollector + Send + Sync + 'static,
{
    vec![
        shared.own_pid().map(drop),
        shared.parent(TARGET).map(drop),
        shared.parents(TARGET).map(drop),
        shared.descendants(TARGET, true, &Sorted::new()).map(drop),
        listing::children(shared, TARGET, true).map(drop),
        listing::everyone(shared).map(drop),
        shared.tree(&[TARGET]).map(drop),
        shared.signal_tree(&[TARGET], 9, &|_| true).map(drop),
    ]
}

fn getters<B: ProcessCollector>(backend: &B, snapshot: &B::Snapshot) -> Vec<Result<()>> {
    vec![
        backend.snapshot_of(1, Purpose::default()).map(drop),
        backend.target(snapshot).map(drop),
        backend.name_of_user(0).map(drop),
        backend.ppid(snapshot).map(drop),
        backend.create_time(snapshot).map(drop),
        backend.raw_create_time(snapshot).map(drop),
        backend.name(snapshot, false).map(drop),
        backend.exe(snapshot, false).map(drop),
        backend.cmdline(snapshot).map(drop),
        backend.cwd(snapshot).map(drop),
        backend.environ(snapshot).map(drop),
        backend.uids(snapshot).map(drop),
        backend.gids(snapshot).map(drop),
        backend.username(snapshot).map(drop),
        backend.status(snapshot).map(drop),
        ProcessCollector::cpu_times(backend, snapshot).map(drop),
        backend.memory_info(snapshot).map(drop),
        backend.num_threads(snapshot).map(drop),
        backend.root(snapshot).map(drop),
        backend.fsuid(snapshot).map(drop),
        backend.fsgid(snapshot).map(drop),
        backend.groups(snapshot).map(drop),
        backend.umask(snapshot).map(drop),
        backend.pgid(snapshot).map(drop),
        backend.sid(snapshot).map(drop),
        backend.sigmasks(snapshot).map(drop),
        backend.terminal(snapshot).map(drop),
        backend.has_terminal(snapshot).map(drop),
        backend.cpu_use(snapshot).map(drop),
        backend.cpu_num(snapshot).map(drop),
        backend.threads(snapshot).map(drop),
        backend.memory_extras(snapshot).map(drop),
        backend.memory_footprint(snapshot).map(drop),
        backend.memory_full_info(snapshot).map(drop),
        backend.memory_maps(snapshot).map(drop),
        backend.memory_maps_grouped(snapshot).map(drop),
        backend.num_fds(snapshot).map(drop),
        backend.fd_numbers(snapshot).map(drop),
        backend.open_fds(snapshot, &[0]).map(drop),
        backend.open_files(snapshot).map(drop),
        backend.connections(snapshot, ConnectionKind::All.into()).map(drop),
        backend.socket_fds(snapshot).map(drop),
        backend.page_faults(snapshot).map(drop),
        backend.io_counters(snapshot).map(drop),
        backend.num_ctx_switches(snapshot).map(drop),
        backend.priority(snapshot).map(drop),
        backend.io_priority(snapshot).map(drop),
        backend.cpu_affinity(snapshot).map(drop),
        backend.rlimit(snapshot, 7).map(drop),
        backend.memory_total(snapshot).map(drop),
    ]
}

fn setters<B: ProcessCollector>(backend: &B, snapshot: &B::Snapshot) -> Vec<Result<()>> {
    vec![
        backend.set_priority(snapshot, 0),
        backend.set_io_priority(snapshot, IoPriority { class: IoClass::Idle, value: 0 }),
        backend.set_cpu_affinity(snapshot, &[0]),
        backend.set_rlimit(snapshot, 7, Limits { soft: None, hard: None }),
    ]
}

fn features(answers: Vec<Result<()>>, platform: Platform) -> Vec<&'static Feature> {
    let feature = |answer| match answer {
        Err(Error::Unsupported(feature)) => feature,
        other => panic!("{platform:?}: {other:?}"),
    };
    answers.into_iter().map(feature).collect()
}

#[test]
fn a_system_that_is_not_read_yet_says_so_of_every_call() {
    let paths = Paths::default;
    let all = [
        (Platform::MacOs, answers(macos::MacOs::new(paths()))),
        (Platform::FreeBsd, answers(freebsd::FreeBsd::new(paths()))),
        (Platform::OpenBsd, answers(openbsd::OpenBsd::new(paths()))),
        (Platform::NetBsd, answers(netbsd::NetBsd::new(paths()))),
    ];
    for (platform, answers) in all {
        for feature in features(answers, platform) {
            assert!(!feature.on.contains(&platform), "{} on {platform:?}", feature.name);
        }
    }
}
