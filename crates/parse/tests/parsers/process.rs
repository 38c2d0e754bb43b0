//! The files of a process.

use psutil_parse::linux;
use psutil_parse::linux::pid_smaps::Sizes;

use super::check::{keyed, lines, rows, steady, told, told_if, whole, within};

const MOUNT: &[u8] = b"36 35 98:0 / /mnt rw - ext4 /dev/sda1 rw\n";
const MAPPING: &[u8] =
    b"00400000-00401000 r-xp 00000000 08:01 7   /bin/x\nRss: 4 kB\nVmFlags: rd\n";
const RESOURCES: [&str; 17] = [
    "cpu",
    "fsize",
    "data",
    "stack",
    "core",
    "rss",
    "nproc",
    "nofile",
    "memlock",
    "as",
    "locks",
    "sigpending",
    "msgqueue",
    "nice",
    "rtprio",
    "rttime",
    "none",
];

pub fn dirent64(bytes: &[u8]) {
    within(bytes, linux::dirent64::names(bytes));
    assert!(linux::dirent64::names(bytes).all(|name| !name.contains(&0)));
    assert!(
        linux::dirent64::names(bytes).count() <= bytes.len() / 19,
        "more than there is room for"
    );
    assert!(linux::dirent64::pids(bytes).all(|pid| pid >= 0));
}

pub fn pid_cgroup(bytes: &[u8]) {
    rows(bytes, b"0::/x\n", |bytes| linux::pid_cgroup::parse(bytes).map(told).collect());
    for controller in [&b"cpu"[..], b"", b"name=systemd"] {
        let found = linux::pid_cgroup::of_controller(bytes, controller);
        assert!(found.is_none_or(|found| found.has(controller) || found.is_v2()));
        within(bytes, found.into_iter().flat_map(|found| [found.controllers, found.path]));
    }
}

pub fn pid_cmdline(bytes: &[u8]) {
    let arguments = linux::pid_cmdline::parse(bytes);
    within(bytes, arguments.iter().copied());
    assert_eq!(arguments.join(&0), bytes.strip_suffix(b"\0").unwrap_or(bytes));
}

pub fn pid_comm(bytes: &[u8]) {
    if let Ok(comm) = linux::pid_comm::parse(bytes) {
        within(bytes, [comm]);
        assert_eq!([comm, b"\n"].concat(), bytes);
    }
}

pub fn pid_fdinfo(bytes: &[u8]) {
    keyed(bytes, |bytes| Some(told(linux::pid_fdinfo::parse(bytes))));
    let info = linux::pid_fdinfo::parse(bytes);
    assert!(info.tfd.len() + info.inotify.len() <= lines(bytes), "more than lines");
}

pub fn pid_io(bytes: &[u8]) {
    keyed(bytes, |bytes| told_if(linux::pid_io::parse(bytes)));
}

pub fn pid_limits(bytes: &[u8]) {
    for resource in RESOURCES {
        keyed(bytes, |bytes| Some(told(linux::pid_limits::limit(bytes, resource))));
    }
}

pub fn pid_mountinfo(bytes: &[u8]) {
    rows(bytes, MOUNT, |bytes| linux::pid_mountinfo::parse(bytes).into_iter().map(told).collect());
    for mount in linux::pid_mountinfo::parse(bytes) {
        assert!(mount.mount_point.len() <= bytes.len());
        assert!(
            linux::pid_mountinfo::options(&mount.options)
                .all(|option| option.len() <= mount.options.len())
        );
    }
    assert!(
        linux::pid_mountinfo::options(bytes).map(|option| option.len()).sum::<usize>()
            <= bytes.len()
    );
}

pub fn pid_smaps(bytes: &[u8]) {
    let mappings =
        |bytes: &[u8]| -> Vec<String> { linux::pid_smaps::mappings(bytes).map(told).collect() };
    let whole = whole(bytes);
    // The file has no half lines: one is an error, and so is what lacks the end of its last mapping.
    if linux::pid_smaps::totals(whole).is_ok() {
        rows(whole, MAPPING, mappings);
    }
    assert!(linux::pid_smaps::totals(bytes).is_err() || whole == bytes, "half a line counts");
    let mut sum = Sizes::ZERO;
    for mapping in linux::pid_smaps::mappings(bytes) {
        let Ok(mapping) = mapping else { return assert!(linux::pid_smaps::totals(bytes).is_err()) };
        assert!(mapping.start <= mapping.end);
        within(bytes, [mapping.path]);
        sum = sum.plus(&mapping.sizes);
    }
    assert_eq!(linux::pid_smaps::totals(bytes), Ok(sum));
}

pub fn pid_smaps_rollup(bytes: &[u8]) {
    keyed(bytes, |bytes| told_if(linux::pid_smaps_rollup::parse(bytes)));
}

pub fn pid_stat(bytes: &[u8]) {
    steady(bytes, |bytes| told(linux::pid_stat::parse(bytes)));
    if let Ok(stat) = linux::pid_stat::parse(bytes) {
        assert!(stat.comm.len() + 2 <= bytes.len());
        assert!(stat.pid >= 0 && stat.state.is_ascii_alphabetic());
        assert!(bytes.ends_with(b"\n"), "half a line counts");
    }
}

pub fn pid_statm(bytes: &[u8]) {
    steady(bytes, |bytes| told(linux::pid_statm::parse(bytes)));
    assert!(
        linux::pid_statm::parse(bytes).is_err() || bytes.ends_with(b"\n"),
        "half a line counts"
    );
}

pub fn pid_status(bytes: &[u8]) {
    keyed(bytes, |bytes| told_if(linux::pid_status::parse(bytes)));
    keyed(bytes, |bytes| told_if(linux::pid_status::cpus_allowed(bytes)));
    keyed(bytes, |bytes| Some(told(linux::pid_status::pid_namespace_depth(bytes))));
}
