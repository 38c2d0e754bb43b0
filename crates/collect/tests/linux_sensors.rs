//! Temperatures and fans of made-up machines (`__test__/fixtures`).
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests make and read their own files")]

mod common;

use std::path::Path;

use common::sys::Sys;
use common::tree::{self, fixture};
use psutil_collect::backend::SensorCollector;
use psutil_collect::host::{Host, host};
use psutil_collect::model::sensors::{Chip, Temperature};

fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap()
}

/// `name/chip label current high critical`, a line for each sensor.
fn shown(chips: &[Chip<Temperature>]) -> Vec<String> {
    let line = |chip: &Chip<Temperature>, sensor: &Temperature| {
        let Temperature { label, current, high, critical } = sensor;
        let label = label.as_deref().map(text);
        let (name, chip) = (text(&chip.name), text(&chip.chip));
        format!("{name}/{chip} {label:?} {current} {high:?} {critical:?}")
    };
    chips
        .iter()
        .flat_map(|chip| chip.sensors.iter().map(move |sensor| line(chip, sensor)))
        .collect()
}

fn temperatures(host: &Host) -> Vec<String> {
    shown(&host.sensors_temperatures().unwrap())
}

/// `name/chip label current`, a line for each fan.
fn fans(host: &Host) -> Vec<String> {
    let mut lines = Vec::new();
    for chip in host.sensors_fans().unwrap() {
        for fan in &chip.sensors {
            let label = fan.label.as_deref().map(text);
            lines.push(format!(
                "{}/{} {label:?} {}",
                text(&chip.name),
                text(&chip.chip),
                fan.current
            ));
        }
    }
    lines
}

#[test]
fn the_chips_of_a_laptop() {
    let laptop = fixture("linux-6.18-laptop");
    let expected = [
        "acpitz/hwmon0 None 52 None None",
        "coretemp/coretemp.0 Some(\"Package id 0\") 61 Some(100.0) Some(105.0)",
        "coretemp/coretemp.0 Some(\"Core 0\") 59 Some(100.0) Some(105.0)",
        "coretemp/coretemp.0 Some(\"Core 8\") -3.5 Some(100.0) Some(105.0)",
        "thinkpad/thinkpad_hwmon None 44 None None",
    ];
    assert_eq!(temperatures(&laptop), expected);
    let expected =
        ["thinkpad/thinkpad_hwmon None 0", "thinkpad/thinkpad_hwmon Some(\"GPU fan\") 2815"];
    assert_eq!(fans(&laptop), expected);
}

#[test]
fn e_f18_chips_of_one_name_stay_apart_and_one_without_a_name_stays() {
    let server = fixture("linux-6.18-server");
    let expected = [
        "nvme/nvme0 Some(\"Composite\") 38.85 None Some(84.85)",
        "nvme/nvme1 Some(\"Composite\") 41.85 None Some(84.85)",
        "nvme/nvme1 Some(\"Sensor 1\") 45.85 None None",
        "coretemp/coretemp.0 Some(\"Package id 0\") 55 Some(85.0) Some(95.0)",
        "coretemp/coretemp.1 Some(\"Package id 1\") 57 Some(85.0) Some(95.0)",
        "hwmon4/hwmon4 None 30 None None",
        "nvme/nvme2 Some(\"Composite\") 36.85 None Some(84.85)",
    ];
    assert_eq!(temperatures(&server), expected);
    // Both belong to nct6775.656; a fan that says it is broken is left out.
    assert_eq!(
        fans(&server),
        ["nct6798/hwmon5 Some(\"CPU fan\") 1200", "nct6798/hwmon6 None 3100"]
    );
}

#[test]
fn e_f18_thermal_zones_where_there_are_no_chips() {
    let expected = [
        "cpu-thermal/thermal_zone0 None 48.312 Some(80.0) Some(85.0)",
        "thermal_zone2/thermal_zone2 None 40 None None",
    ];
    assert_eq!(temperatures(&fixture("linux-4.4-raspberry-pi")), expected);
    let chips = [
        ("class/hwmon/hwmon0/name", "k10temp\n"),
        ("class/hwmon/hwmon0/temp1_input", "40000\n"),
        ("class/thermal/thermal_zone0/type", "acpitz\n"),
        ("class/thermal/thermal_zone0/temp", "50000\n"),
    ];
    assert_eq!(temperatures(&Sys::new(&chips).host()), ["k10temp/hwmon0 None 40 None None"]);
    // Chips of which none can be read are none.
    let broken = Sys::new(&chips);
    broken.write("class/hwmon/hwmon0/temp1_input", "");
    assert_eq!(temperatures(&broken.host()), ["acpitz/thermal_zone0 None 50 None None"]);
}

#[test]
fn e_f18_an_input_that_cannot_be_read_is_left_out() {
    // EIO, ENOENT, EISDIR, and a FIFO that nobody writes to
    for target in ["/proc/self/mem", "/nonexistent", "/"] {
        let tree = Sys::new(&[
            ("class/hwmon/hwmon0/name", "a\n"),
            ("class/hwmon/hwmon0/temp2_input", "45000\n"),
        ]);
        let input = tree.path("class/hwmon/hwmon0/temp1_input");
        std::os::unix::fs::symlink(target, &input).unwrap();
        assert_eq!(temperatures(&tree.host()), ["a/hwmon0 None 45 None None"], "{target}");
        std::fs::remove_file(&input).unwrap();
        nix::unistd::mkfifo(&input, nix::sys::stat::Mode::S_IRUSR).unwrap();
        assert_eq!(temperatures(&tree.host()), ["a/hwmon0 None 45 None None"]);
    }
}

#[test]
fn e_f18_an_input_that_is_empty_or_no_number_is_left_out() {
    for bad in [
        "",
        "\n",
        "N/A\n",
        "45000 m\n",
        "0x20\n",
        "-273150\n",
        "1000000\n",
        "99999999999999999999\n",
    ] {
        let tree = Sys::new(&[
            ("class/hwmon/hwmon0/name", "a\n"),
            ("class/hwmon/hwmon0/temp1_input", bad),
            ("class/hwmon/hwmon0/temp2_input", "45000"),
            ("class/hwmon/hwmon0/temp2_max", bad),
            ("class/hwmon/hwmon0/temp2_crit", bad),
        ]);
        assert_eq!(temperatures(&tree.host()), ["a/hwmon0 None 45 None None"], "{bad:?}");
    }
    for bad in ["", "N/A\n", "-1\n"] {
        let tree = Sys::new(&[
            ("class/hwmon/hwmon0/name", "a\n"),
            ("class/hwmon/hwmon0/fan1_input", bad),
            ("class/hwmon/hwmon0/fan2_input", "700\n"),
        ]);
        assert_eq!(fans(&tree.host()), ["a/hwmon0 None 700"], "{bad:?}");
    }
}

#[test]
fn e_f18_a_chip_that_cannot_be_looked_at_is_left_out() {
    let tree = Sys::new(&[
        ("class/hwmon/hwmon0/name", "a\n"),
        ("class/hwmon/hwmon0/temp1_input", "45000\n"),
        ("class/hwmon/hwmon1", "a file"),
        ("class/hwmon/hwmon2/empty", ""),
        ("class/power_supply/BAT0/type", "Battery\n"),
        ("class/power_supply/BAT0/capacity", "50\n"),
    ]);
    // ELOOP, as a stand-in for whatever else
    for link in ["class/hwmon/hwmon3", "class/power_supply/AC"] {
        std::os::unix::fs::symlink(tree.path(link), tree.path(link)).unwrap();
    }
    assert_eq!(temperatures(&tree.host()), ["a/hwmon0 None 45 None None"]);
    assert_eq!(tree.host().sensors_power().unwrap().batteries.len(), 1);
}

#[test]
fn e_f18_a_chip_of_centos_7_has_its_files_with_its_device() {
    let tree = Sys::new(&[
        ("devices/platform/coretemp.0/name", "coretemp\n"),
        ("devices/platform/coretemp.0/temp2_input", "33000\n"),
        ("devices/platform/coretemp.0/temp2_label", "Core 0\n"),
        ("devices/platform/coretemp.0/fan1_input", "800\n"),
        ("class/hwmon/hwmon0/power", ""),
    ]);
    let device = tree.path("class/hwmon/hwmon0/device");
    std::os::unix::fs::symlink("../../../devices/platform/coretemp.0", device).unwrap();
    assert_eq!(temperatures(&tree.host()), ["coretemp/coretemp.0 Some(\"Core 0\") 33 None None"]);
    assert_eq!(fans(&tree.host()), ["coretemp/coretemp.0 None 800"]);
}

#[test]
fn e_f18_a_chip_that_only_its_platform_device_lists_counts_once() {
    let platform = "devices/platform/coretemp.0/hwmon/hwmon3";
    let name = format!("{platform}/name");
    let input = format!("{platform}/temp1_input");
    let tree = Sys::new(&[(&name, "coretemp\n"), (&input, "50000\n")]);
    let once = ["coretemp/hwmon3 None 50 None None"];
    assert_eq!(temperatures(&tree.host()), once);
    let class = tree.path("class/hwmon");
    std::fs::create_dir_all(&class).unwrap();
    std::os::unix::fs::symlink(format!("../../{platform}"), class.join("hwmon3")).unwrap();
    assert_eq!(temperatures(&tree.host()), once);
}

#[test]
fn e_f18_e_f19_b11_without_sys_there_is_nothing_and_no_error() {
    let empty = Sys::new(&[]);
    let power = Sys::new(&[("class/power_supply", ""), ("class/hwmon", ""), ("class/thermal", "")]);
    for host in [empty.host(), power.host(), host(tree::paths(Path::new("/nonexistent")))] {
        assert_eq!(host.sensors_temperatures().unwrap(), []);
        assert_eq!(host.sensors_fans().unwrap(), []);
        let supplies = host.sensors_power().unwrap();
        assert_eq!((supplies.batteries, supplies.ac_supplies), (vec![], vec![]));
        assert_eq!(host.sensors_is_on_ac_power(), Ok(None));
        assert_eq!(host.sensors_battery(), Ok(None));
        assert_eq!(host.sensors_battery_total(), Ok(None));
    }
}
