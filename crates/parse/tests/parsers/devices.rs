//! Disks, interfaces and sensors.

use psutil_parse::linux;

use super::check::{keyed, numbers, rows, steady, told, whole, within};

const DISK: &[u8] = b"   8       0 sda 1 2 3 4 5 6 7 8 9 10 11\n";

pub fn class_net(bytes: &[u8]) {
    steady(bytes, |bytes| told((linux::class_net::flags(bytes), linux::class_net::mtu(bytes))));
    let Ok(value) = linux::class_net::value(bytes) else {
        assert!(!bytes.ends_with(b"\n"), "a whole line is refused");
        return;
    };
    within(bytes, [value]);
    if let Some(speed) = linux::class_net::speed(value) {
        assert!(value.ends_with(speed.to_string().as_bytes()), "another number than stands there");
    }
}

pub fn diskstats(bytes: &[u8]) {
    // A line that is no disk is an error, and so is half a line.
    let disks = |bytes: &[u8]| -> Vec<String> {
        linux::diskstats::parse(bytes).unwrap_or_default().into_iter().map(told).collect()
    };
    if linux::diskstats::parse(bytes).is_ok() {
        rows(bytes, DISK, disks);
        assert!(whole(bytes) == bytes, "half a line counts");
    }
    steady(bytes, |bytes| told(linux::diskstats::parse_sys_stat(bytes)));
}

pub fn filesystems(bytes: &[u8]) {
    rows(bytes, b"\text4\n", |bytes| {
        linux::filesystems::on_devices(bytes).into_iter().map(told).collect()
    });
}

pub fn hwmon(bytes: &[u8]) {
    for sensor_type in ["temp", "fan", "", "in"] {
        let attribute = linux::hwmon::attribute(bytes, sensor_type);
        within(bytes, attribute.map(|attribute| attribute.item));
    }
}

pub fn partitions(bytes: &[u8]) {
    for (major, minor) in numbers(bytes).zip(numbers(bytes).skip(1)) {
        keyed(bytes, |bytes| Some(told(linux::partitions::name_of(bytes, major, minor))));
    }
}

pub fn power_supply(bytes: &[u8]) {
    for attribute in ["capacity", "STATUS", "energy_now", "é", ""] {
        keyed(bytes, |bytes| {
            let value = linux::power_supply::value(bytes, attribute);
            within(bytes, value);
            Some(told(value))
        });
    }
}

pub fn sys_uevent(bytes: &[u8]) {
    keyed(bytes, |bytes| Some(told(linux::sys_uevent::devname(bytes))));
    within(bytes, linux::sys_uevent::devname(bytes));
}

pub fn sysfs(bytes: &[u8]) {
    let word = linux::sysfs::word(bytes);
    within(bytes, word);
    assert!(word.is_none_or(|word| !word.contains(&0) && word == word.trim_ascii()));
    steady(bytes, |bytes| told(linux::sysfs::integer(bytes)));
}
