//! What a system does not answer yet, it says so: with the feature, and where that can be had.
#![allow(clippy::panic, reason = "a test that cannot go on may panic")]

use psutil_collect::availability::{Feature, Platform};
use psutil_collect::backend::{
    CpuCollector, HostCollector, MemoryCollector, NetCollector, NoSnapshot, ProcessCollector,
    freebsd, macos, netbsd, openbsd,
};
use psutil_collect::model::identity::{Key, Target};
use psutil_collect::model::net::ConnectionKind;
use psutil_collect::{Error, Paths, Result};

const TARGET: Target = Target { pid: 1, key: Key::Start(0) };

/// What each call answers, the values left out.
fn answers<B>(backend: &B) -> Vec<Result<()>>
where
    B: ProcessCollector<Snapshot = NoSnapshot>
        + CpuCollector
        + MemoryCollector
        + NetCollector
        + HostCollector,
{
    let snapshot = &NoSnapshot;
    vec![
        backend.open(Some(1)).map(drop),
        backend.identity(TARGET).map(drop),
        backend.find_identity("").map(drop),
        backend.snapshot(TARGET).map(|NoSnapshot| ()),
        backend.is_running(TARGET).map(drop),
        backend.parent(TARGET).map(drop),
        backend.parents(TARGET).map(drop),
        backend.children(TARGET, true).map(drop),
        backend.send_signal(TARGET, 9),
        backend.pids().map(drop),
        backend.pid_exists(1).map(drop),
        backend.list().map(drop),
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
        CpuCollector::cpu_times(backend).map(drop),
        backend.percpu_times().map(drop),
        backend.virtual_memory().map(drop),
        backend.swap_memory().map(drop),
        backend.net_connections(ConnectionKind::All).map(drop),
        backend.pernic_net_io_counters().map(drop),
        backend.net_if_addrs().map(drop),
        backend.net_if_stats().map(drop),
        backend.boot_time().map(drop),
        backend.time_since_boot().map(drop),
        backend.uptime().map(drop),
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
        (Platform::MacOs, answers(&macos::MacOs::new(paths()))),
        (Platform::FreeBsd, answers(&freebsd::FreeBsd::new(paths()))),
        (Platform::OpenBsd, answers(&openbsd::OpenBsd::new(paths()))),
        (Platform::NetBsd, answers(&netbsd::NetBsd::new(paths()))),
    ];
    for (platform, answers) in all {
        for feature in features(answers, platform) {
            assert!(!feature.on.contains(&platform), "{} on {platform:?}", feature.name);
        }
    }
}
