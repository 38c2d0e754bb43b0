//! Temperatures, fans and batteries of made-up machines (`__test__/fixtures`).
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests make and read their own files")]

mod common;

use std::path::{Path, PathBuf};

use common::tree::{self, fixture};
use psutil_collect::backend::SensorCollector;
use psutil_collect::host::{Host, host};
use psutil_collect::model::field::Field;
use psutil_collect::model::power::{Battery, BatteryScope, BatteryStatus};
use psutil_collect::model::sensors::{Chip, Temperature};

/// A machine whose `/sys` a test makes up.
struct Tree(tree::Tree);

impl Tree {
    fn new(files: &[(&str, &str)]) -> Self {
        let tree = Self(tree::Tree::empty());
        for (name, text) in files {
            tree.write(name, text);
        }
        tree
    }

    /// A power supply of these attributes.
    fn with_supply(self, name: &str, attributes: &[(&str, &str)]) -> Self {
        for (attribute, text) in attributes {
            self.write(&format!("class/power_supply/{name}/{attribute}"), text);
        }
        self
    }

    fn write(&self, name: &str, text: &str) {
        self.0.write(&format!("sys/{name}"), text);
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.file(&format!("sys/{name}"))
    }

    fn host(&self) -> Host {
        self.0.host()
    }
}

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

fn battery(host: &Host) -> Battery {
    host.sensors_battery().unwrap().unwrap()
}

/// The battery of a machine with one, of these attributes.
fn battery_of(attributes: &[(&str, &str)]) -> Option<Battery> {
    let tree = Tree::new(&[]).with_supply("BAT0", &[("type", "Battery\n")]);
    tree.with_supply("BAT0", attributes).host().sensors_battery().unwrap()
}

fn bits(number: Option<f64>) -> Option<u64> {
    number.map(f64::to_bits)
}

fn is(number: Option<f64>, expected: f64) -> bool {
    bits(number) == bits(Some(expected))
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
    assert_eq!(temperatures(&Tree::new(&chips).host()), ["k10temp/hwmon0 None 40 None None"]);
    // Chips of which none can be read are none.
    let broken = Tree::new(&chips);
    broken.write("class/hwmon/hwmon0/temp1_input", "");
    assert_eq!(temperatures(&broken.host()), ["acpitz/thermal_zone0 None 50 None None"]);
}

#[test]
fn e_f18_an_input_that_cannot_be_read_is_left_out() {
    // EIO, ENOENT, EISDIR, and a FIFO that nobody writes to
    for target in ["/proc/self/mem", "/nonexistent", "/"] {
        let tree = Tree::new(&[
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
        let tree = Tree::new(&[
            ("class/hwmon/hwmon0/name", "a\n"),
            ("class/hwmon/hwmon0/temp1_input", bad),
            ("class/hwmon/hwmon0/temp2_input", "45000"),
            ("class/hwmon/hwmon0/temp2_max", bad),
            ("class/hwmon/hwmon0/temp2_crit", bad),
        ]);
        assert_eq!(temperatures(&tree.host()), ["a/hwmon0 None 45 None None"], "{bad:?}");
    }
    for bad in ["", "N/A\n", "-1\n"] {
        let tree = Tree::new(&[
            ("class/hwmon/hwmon0/name", "a\n"),
            ("class/hwmon/hwmon0/fan1_input", bad),
            ("class/hwmon/hwmon0/fan2_input", "700\n"),
        ]);
        assert_eq!(fans(&tree.host()), ["a/hwmon0 None 700"], "{bad:?}");
    }
}

#[test]
fn e_f18_a_chip_that_cannot_be_looked_at_is_left_out() {
    let tree = Tree::new(&[
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
    let tree = Tree::new(&[
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
    let tree = Tree::new(&[(&name, "coretemp\n"), (&input, "50000\n")]);
    let once = ["coretemp/hwmon3 None 50 None None"];
    assert_eq!(temperatures(&tree.host()), once);
    let class = tree.path("class/hwmon");
    std::fs::create_dir_all(&class).unwrap();
    std::os::unix::fs::symlink(format!("../../{platform}"), class.join("hwmon3")).unwrap();
    assert_eq!(temperatures(&tree.host()), once);
}

#[test]
fn e_f18_e_f19_b11_without_sys_there_is_nothing_and_no_error() {
    let empty = Tree::new(&[]);
    let power =
        Tree::new(&[("class/power_supply", ""), ("class/hwmon", ""), ("class/thermal", "")]);
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

#[test]
fn a_laptop_that_runs_on_its_battery() {
    let laptop = fixture("linux-6.18-laptop");
    let battery = battery(&laptop);
    assert_eq!((text(&battery.name), battery.scope), ("BAT0", BatteryScope::System));
    assert_eq!(battery.status, BatteryStatus::Discharging);
    assert!(is(Some(battery.percent), 50.0));
    let (full, now) = (battery.energy_full, battery.energy_now);
    assert_eq!(
        (full, now, battery.power_now),
        (Some(42_000_000), Some(21_000_000), Some(7_000_000))
    );
    assert_eq!(battery.temperature, Field::Known(30.5));
    assert_eq!(battery.power_plugged(), Some(false));
    assert!(is(battery.secs_left(), 3.0 * 3600.0));
    assert_eq!(battery.secs_left_full(), None);
    assert_eq!(laptop.sensors_is_on_ac_power(), Ok(Some(false)));
    assert_eq!(laptop.sensors_battery_total(), Ok(Some(battery)));
}

#[test]
fn e_f19_b11_the_battery_of_a_mouse_is_not_the_machines() {
    let supplies = fixture("linux-6.18-laptop").sensors_power().unwrap();
    let names: Vec<_> = supplies.batteries.iter().map(|it| (text(&it.name), it.scope)).collect();
    assert_eq!(names, [("BAT0", BatteryScope::System), ("hidpp_battery_0", BatteryScope::Device)]);
    let mouse = [
        ("type", "Battery\n"),
        ("scope", "Device\n"),
        ("capacity", "90\n"),
        ("status", "Charging\n"),
    ];
    let host = Tree::new(&[]).with_supply("AAA", &mouse);
    assert_eq!(host.host().sensors_battery(), Ok(None));
    assert_eq!(host.host().sensors_battery_total(), Ok(None));
    assert_eq!(host.host().sensors_is_on_ac_power(), Ok(None));
    assert_eq!(host.host().sensors_power().unwrap().batteries.len(), 1);
}

#[test]
fn two_batteries_as_one() {
    let laptop = fixture("linux-6.18-two-batteries");
    assert_eq!(text(&battery(&laptop).name), "BAT0");
    let supplies = laptop.sensors_power().unwrap();
    // 3 Ah at 10 V, and nothing flows
    let second = &supplies.batteries[1];
    assert_eq!((second.energy_full, second.energy_now), (Some(30_000_000), Some(30_000_000)));
    assert_eq!((second.power_now, second.status), (Some(0), BatteryStatus::Full));
    assert!(is(second.secs_left(), f64::INFINITY) && is(second.secs_left_full(), 0.0));
    let total = laptop.sensors_battery_total().unwrap().unwrap();
    assert_eq!((text(&total.name), total.status), ("Combined", BatteryStatus::Charging));
    assert_eq!((total.energy_full, total.energy_now), (Some(50_000_000), Some(40_000_000)));
    assert!(is(Some(total.percent), 80.0));
    assert_eq!((total.power_now, total.temperature), (Some(10_000_000), Field::Unknown));
    assert!(is(total.secs_left(), f64::INFINITY) && is(total.secs_left_full(), 3600.0));
    assert_eq!(laptop.sensors_is_on_ac_power(), Ok(Some(true)));
}

#[test]
fn e_f19_power_of_0_or_below() {
    let using = |power| {
        let energies =
            [("energy_full", "40\n"), ("energy_now", "20\n"), ("status", "Discharging\n")];
        battery_of(&[&energies[..], &[("power_now", power)]].concat()).unwrap()
    };
    let idle = using("0\n");
    assert_eq!((idle.power_now, idle.secs_left()), (Some(0), None));
    let negative = using("-10\n");
    assert_eq!(negative.power_now, Some(10));
    assert!(is(negative.secs_left(), 7200.0));
    let unknown = using("nonsense\n");
    assert_eq!((unknown.power_now, unknown.secs_left()), (None, None));
}

#[test]
fn e_f19_full_of_0_and_capacity_alone() {
    let nothing_full = [("energy_full", "0\n"), ("energy_now", "0\n")];
    assert_eq!(battery_of(&nothing_full), None);
    let with_capacity = battery_of(&[&nothing_full[..], &[("capacity", "77\n")]].concat()).unwrap();
    assert!(is(Some(with_capacity.percent), 77.0));
    let alone = battery_of(&[("capacity", "33\n")]).unwrap();
    assert!(is(Some(alone.percent), 33.0));
    assert_eq!((alone.energy_full, alone.energy_now, alone.power_now), (None, None, None));
    assert_eq!((alone.status, alone.secs_left()), (BatteryStatus::Unknown, None));
    // Charge is a percentage even where no voltage makes energy of it.
    let charge = battery_of(&[("charge_full", "4\n"), ("charge_now", "1\n")]).unwrap();
    assert!(is(Some(charge.percent), 25.0));
    assert_eq!(charge.energy_now, None);
    // An old battery may hold more than it thinks it can.
    let over = battery_of(&[("energy_full", "100\n"), ("energy_now", "103\n")]).unwrap();
    assert!(is(Some(over.percent), 100.0));
    for none in ["-5\n", "", "full\n"] {
        assert_eq!(battery_of(&[("capacity", none)]), None, "{none:?}");
    }
}

#[test]
fn e_f19_text_in_numeric_files() {
    let uevent =
        "POWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_ENERGY_FULL=N/A\nPOWER_SUPPLY_CAPACITY=x\n";
    let text = [
        ("uevent", uevent),
        ("energy_full", "80\n"),
        ("energy_now", "20\n"),
        ("voltage_now", "bad\n"),
    ];
    let battery = battery_of(&text).unwrap();
    assert!(is(Some(battery.percent), 25.0), "what uevent says wrong the file may say right");
    assert_eq!(battery_of(&[("capacity", "N/A\n"), ("energy_now", "unknown\n")]), None);
}

#[test]
fn e_f19_names_of_batteries_and_adapters() {
    for name in ["BAT1", "BATC", "CMB0", "macsmc-battery", "qcom-battmgr-bat", "x y"] {
        let tree = Tree::new(&[]).with_supply(name, &[("type", "battery\n"), ("capacity", "5")]);
        assert_eq!(text(&battery(&tree.host()).name), name);
    }
    for name in ["AC", "AC0", "ADP1", "ACAD", "macsmc-ac"] {
        for (online, expected) in [("1\n", Some(true)), ("0\n", Some(false)), ("?\n", None)] {
            let tree = Tree::new(&[]).with_supply(name, &[("type", "Mains\n"), ("online", online)]);
            assert_eq!(tree.host().sensors_is_on_ac_power(), Ok(expected), "{name} {online}");
            let known = usize::from(expected.is_some());
            assert_eq!(tree.host().sensors_power().unwrap().ac_supplies.len(), known);
        }
    }
}

#[test]
fn e_f19_what_a_battery_does() {
    use BatteryStatus::{Charging, Discharging, Full, Unknown};
    let doing = |status: &str, online: Option<&str>| {
        let tree = Tree::new(&[]).with_supply(
            "BAT0",
            &[("type", "Battery\n"), ("capacity", "60\n"), ("status", status)],
        );
        let tree = match online {
            Some(online) => tree.with_supply("AC", &[("type", "Mains\n"), ("online", online)]),
            None => tree,
        };
        let battery = battery(&tree.host());
        (battery.status, battery.power_plugged(), battery.secs_left())
    };
    let endless = Some(f64::INFINITY);
    assert_eq!(doing("Not charging\n", Some("1")), (Unknown, Some(true), endless));
    assert_eq!(doing("Not charging\n", Some("0")), (Unknown, Some(false), None));
    assert_eq!(doing("Unknown\n", None), (Unknown, None, None));
    assert_eq!(doing("", None), (Unknown, None, None));
    assert_eq!(doing("Full\n", Some("1")), (Full, Some(true), endless));
    assert_eq!(doing("Full\n", None), (Full, Some(true), endless));
    assert_eq!(doing("Charging\n", Some("0")), (Charging, Some(true), endless));
    // A charger that is too weak
    assert_eq!(doing("Discharging\n", Some("1")), (Discharging, Some(false), None));
}

#[test]
fn an_empty_bay_is_no_battery_and_what_the_battery_says_of_time_is_in_seconds() {
    assert_eq!(battery_of(&[("present", "0\n"), ("capacity", "60\n")]), None);
    let status = ("status", "Discharging\n");
    let times =
        [("capacity", "60\n"), ("time_to_empty_now", "5400\n"), ("time_to_full_now", "0\n")];
    let battery = battery_of(&[&times[..], &[status]].concat()).unwrap();
    assert!(is(battery.secs_left(), 5400.0));
    assert_eq!(battery.secs_left_full(), None);
    let charging = [("status", "Charging\n"), ("capacity", "60\n"), ("time_to_full_now", "600\n")];
    assert!(is(battery_of(&charging).unwrap().secs_left_full(), 600.0));
}

#[test]
fn batteries_that_do_not_agree() {
    use BatteryStatus::{Charging, Discharging, Full, Unknown};
    let tree = |statuses: &[&str]| {
        let mut tree = Tree::new(&[]);
        for (place, status) in statuses.iter().enumerate() {
            let energies = [
                ("type", "Battery"),
                ("energy_full", "200"),
                ("energy_now", "50"),
                ("power_now", "5"),
            ];
            tree = tree.with_supply(&format!("BAT{place}"), &energies);
            tree = tree.with_supply(&format!("BAT{place}"), &[("status", *status)]);
        }
        let total = tree.host().sensors_battery_total().unwrap().unwrap();
        (total.status, total.power_now, total.secs_left())
    };
    assert_eq!(tree(&["Discharging", "Discharging"]), (Discharging, Some(10), Some(36_000.0)));
    assert_eq!(tree(&["Full", "Discharging"]), (Discharging, Some(5), Some(72_000.0)));
    assert_eq!(tree(&["Charging", "Full", "Full"]), (Charging, Some(5), Some(f64::INFINITY)));
    assert_eq!(tree(&["Full", "Full"]), (Full, None, Some(f64::INFINITY)));
    assert_eq!(tree(&["Discharging", "Charging"]), (Unknown, None, None));
    let capacities = [("type", "Battery"), ("capacity", "50")];
    let silent = Tree::new(&[]).with_supply("BAT0", &capacities).with_supply("BAT1", &capacities);
    assert_eq!(silent.host().sensors_battery_total(), Ok(None));
}
