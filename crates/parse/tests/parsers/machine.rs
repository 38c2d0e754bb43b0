//! The machine: its CPUs, its memory, its time.

use psutil_parse::linux;

use super::check::{keyed, lines, steady, told, told_if, within};

pub fn boot_id(bytes: &[u8]) {
    if let Ok(id) = linux::boot_id::parse(bytes) {
        within(bytes, [id.as_bytes()]);
        assert_eq!(id.len(), 36);
    }
}

pub fn cpu_max(bytes: &[u8]) {
    keyed(bytes, |bytes| told_if(linux::cpu_max::parse(bytes)));
    // The two files of the old version, one after the other.
    let cut = bytes.iter().position(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
    let (quota, period) = bytes.split_at_checked(cut).unwrap_or_default();
    let quotas = [linux::cpu_max::parse(bytes), linux::cpu_max::parse_v1(quota, period)];
    for quota in quotas.into_iter().flatten().flatten() {
        assert!(quota.quota > 0 && quota.period > 0, "{quota:?}");
    }
}

pub fn cpuinfo(bytes: &[u8]) {
    keyed(bytes, |bytes| Some(told(linux::cpuinfo::parse(bytes))));
    let cpus = linux::cpuinfo::parse(bytes);
    assert!(cpus.len() <= lines(bytes), "more CPUs than lines");
    for mhz in cpus.values().filter_map(|cpu| cpu.mhz) {
        assert!(mhz > 0.0 && mhz.is_finite(), "{mhz} MHz");
    }
}

pub fn cpulist(bytes: &[u8]) {
    let Ok(cpus) = linux::cpulist::parse(bytes) else { return };
    assert!(cpus.is_sorted_by(|one, next| one < next), "not as the kernel lists them");
    // More take a fuzzer's time and tell it nothing.
    if cpus.len() > 4096 {
        return;
    }
    let words: Vec<String> = cpus.iter().map(u32::to_string).collect();
    assert_eq!(linux::cpulist::parse(words.join(",").as_bytes()), Ok(cpus), "one by one");
}

pub fn loadavg(bytes: &[u8]) {
    keyed(bytes, |bytes| told_if(linux::loadavg::last_pid(bytes)));
    assert!(linux::loadavg::last_pid(bytes).unwrap_or(0) >= 0);
}

pub fn meminfo(bytes: &[u8]) {
    keyed(bytes, |bytes| Some(told(linux::meminfo::parse(bytes))));
}

pub fn stat(bytes: &[u8]) {
    keyed(bytes, |bytes| told_if(linux::stat::cpu(bytes)));
    keyed(bytes, |bytes| told_if(linux::stat::percpu(bytes)));
    keyed(bytes, |bytes| told_if(linux::stat::counters(bytes)));
    keyed(bytes, |bytes| told_if(linux::stat::btime(bytes)));
    assert!(linux::stat::percpu(bytes).unwrap_or_default().len() <= lines(bytes));
}

pub fn uptime(bytes: &[u8]) {
    steady(bytes, |bytes| told(linux::uptime::parse(bytes)));
    if let Ok(seconds) = linux::uptime::parse(bytes) {
        assert!(seconds >= 0.0 && seconds.is_finite(), "{seconds} s");
        assert!(bytes.ends_with(b"\n"), "half a line counts");
    }
}

pub fn vmstat(bytes: &[u8]) {
    keyed(bytes, |bytes| Some(told(linux::vmstat::parse(bytes))));
}

pub fn zoneinfo(bytes: &[u8]) {
    keyed(bytes, |bytes| Some(told(linux::zoneinfo::low_watermarks(bytes))));
}
