//! Batteries and supplies of made-up machines (`__test__/fixtures`).
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests make and read their own files")]

mod common;

use common::sys::Sys;
use common::tree::fixture;
use psutil_collect::backend::SensorCollector;
use psutil_collect::host::Host;
use psutil_collect::model::field::Field;
use psutil_collect::model::power::{Battery, BatteryScope, BatteryStatus};

fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap()
}

fn battery(host: &Host) -> Battery {
    host.sensors_battery().unwrap().unwrap()
}

/// The battery of a machine with one, of these attributes.
fn battery_of(attributes: &[(&str, &str)]) -> Option<Battery> {
    let tree = Sys::new(&[]).with_supply("BAT0", &[("type", "Battery\n")]);
    tree.with_supply("BAT0", attributes).host().sensors_battery().unwrap()
}

fn bits(number: Option<f64>) -> Option<u64> {
    number.map(f64::to_bits)
}

fn is(number: Option<f64>, expected: f64) -> bool {
    bits(number) == bits(Some(expected))
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
    let host = Sys::new(&[]).with_supply("AAA", &mouse);
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
        let tree = Sys::new(&[]).with_supply(name, &[("type", "battery\n"), ("capacity", "5")]);
        assert_eq!(text(&battery(&tree.host()).name), name);
    }
    for name in ["AC", "AC0", "ADP1", "ACAD", "macsmc-ac"] {
        for (online, expected) in [("1\n", Some(true)), ("0\n", Some(false)), ("?\n", None)] {
            let tree = Sys::new(&[]).with_supply(name, &[("type", "Mains\n"), ("online", online)]);
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
        let tree = Sys::new(&[]).with_supply(
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
        let mut tree = Sys::new(&[]);
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
    let silent = Sys::new(&[]).with_supply("BAT0", &capacities).with_supply("BAT1", &capacities);
    assert_eq!(silent.host().sensors_battery_total(), Ok(None));
}
