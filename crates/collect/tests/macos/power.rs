//! Batteries and mains.

use nix::errno::Errno;
use psutil_collect::backend::SensorCollector;
use psutil_collect::model::power::{BatteryScope, BatteryStatus};
use psutil_collect::port::replay::Question;
use psutil_collect::port::{Properties, Property};

use crate::machine::devices::{battery, provides, sources, text};
use crate::machine::{Mac, collector, machine};

fn with(provider: Option<&str>, all: &[Properties]) -> std::sync::Arc<Mac> {
    let kernel = machine();
    sources(&kernel, all);
    provides(&kernel, provider);
    collector(&kernel)
}

#[test]
fn a_battery_that_is_used() {
    let mac = collector(&machine());
    let battery = mac.sensors_battery().unwrap().unwrap();
    assert_eq!(battery.name, b"InternalBattery-0");
    assert_eq!((battery.status, battery.percent), (BatteryStatus::Discharging, 75.0));
    assert_eq!((battery.energy_now, battery.power_now), (None, None));
    assert_eq!((battery.power_plugged(), battery.secs_left()), (Some(false), Some(5400.0)));
    assert_eq!((battery.time_to_full, battery.secs_left_full()), (None, None));
    assert_eq!(mac.sensors_is_on_ac_power(), Ok(Some(false)));
    assert_eq!(mac.sensors_battery_total(), Ok(Some(battery)));
}

#[test]
fn a_battery_that_is_charged_is_full_or_held_back() {
    let on_mains = |name: &'static str| {
        let yes = Property::Boolean(true);
        let source = battery(&[
            ("Power Source State", text("AC Power")),
            ("Time to Empty", Property::Number(-1)),
            ("Time to Full Charge", Property::Number(30)),
            (name, yes),
        ]);
        let mac = with(Some("AC Power"), &[source]);
        assert_eq!(mac.sensors_is_on_ac_power(), Ok(Some(true)));
        mac.sensors_battery().unwrap().unwrap()
    };
    let charging = on_mains("Is Charging");
    assert_eq!(charging.status, BatteryStatus::Charging);
    assert_eq!((charging.secs_left_full(), charging.time_to_empty), (Some(1800.0), None));
    assert_eq!(on_mains("Is Charged").status, BatteryStatus::Full);
    let held = on_mains("Optimized Battery Charging Engaged");
    assert_eq!((held.status, held.power_plugged()), (BatteryStatus::Unknown, Some(true)));
    assert_eq!(held.secs_left(), Some(f64::INFINITY));
}

#[test]
fn a_machine_without_batteries_runs_on_mains() {
    let mac = with(Some("AC Power"), &[]);
    assert_eq!(mac.sensors_battery(), Ok(None));
    assert_eq!(mac.sensors_is_on_ac_power(), Ok(Some(true)));
    let supplies = mac.sensors_power().unwrap();
    assert_eq!(supplies.ac_supplies.len(), 1);
    assert_eq!(supplies.ac_supplies[0].name, b"AC Power");
    // A virtual machine.
    let mac = with(None, &[]);
    assert_eq!(mac.sensors_is_on_ac_power(), Ok(None));
    assert_eq!(mac.sensors_power().unwrap().ac_supplies, []);
}

#[test]
fn what_is_no_battery_of_the_machine() {
    let mouse = battery(&[("Type", text("Accessory Source")), ("Name", text("Mouse"))]);
    let bay = battery(&[("Is Present", Property::Boolean(false))]);
    let silent = battery(&[("Max Capacity", Property::Number(0))]);
    let odd = battery(&[("Current Capacity", text("many"))]);
    let mac = with(Some("Battery Power"), &[mouse, bay, silent, odd]);
    let batteries = mac.sensors_power().unwrap().batteries;
    assert_eq!(batteries.len(), 1);
    assert_eq!(batteries[0].scope, BatteryScope::Device);
    assert_eq!(mac.sensors_battery(), Ok(None));
}

#[test]
fn a_registry_that_is_not_there_is_an_error() {
    let kernel = machine();
    kernel.refuse(Question::about("IOPSCopyPowerSourcesInfo", ""), Errno::ENOSYS);
    assert!(collector(&kernel).sensors_power().is_err());
}
