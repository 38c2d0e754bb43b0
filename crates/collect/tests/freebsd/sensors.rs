//! Temperatures, batteries and the mains.

use nix::errno::Errno;
use psutil_collect::backend::SensorCollector;
use psutil_collect::model::field::Field;
use psutil_collect::model::power::{Battery, BatteryStatus, PowerSupplies};
use psutil_collect::model::sensors::Temperature;
use psutil_collect::port::replay::Replay;

use crate::machine::sensors::{GET_BST, GET_UNITS, acpi, bif, bst, temperature};
use crate::machine::{machine, named, number_of, on, sysctl, unnamed};

fn measured(label: Option<&str>, current: f64, critical: Option<f64>) -> Temperature {
    Temperature { label: label.map(Into::into), current, high: None, critical }
}

#[test]
fn trap_26_kelvin_have_as_many_decimals_as_their_format_says() {
    let chips = on(&machine()).sensors_temperatures().unwrap();
    let [cpu, zone] = &chips[..] else { panic!("there are two") };
    assert_eq!((&cpu.name[..], &cpu.chip[..]), (&b"coretemp"[..], &b"cpu"[..]));
    let expected =
        [measured(Some("cpu0"), 45.05, Some(100.05)), measured(Some("cpu1"), 47.0, None)];
    assert_eq!(cpu.sensors, expected);
    assert_eq!((&zone.name[..], &zone.chip[..]), (&b"acpi_thermal"[..], &b"tz0"[..]));
    assert_eq!(zone.sensors, [measured(None, 27.05, Some(104.05))]);
}

#[test]
fn trap_26_without_a_format_there_is_one_decimal() {
    let replay = machine();
    let question = [&[0, 4], &number_of(&replay, "dev.cpu.0.temperature")[..]].concat();
    replay.refuse(sysctl(&question), Errno::ENOENT);
    assert_eq!(on(&replay).sensors_temperatures().unwrap()[0].sensors[0].current, 45.05);
}

#[test]
fn a_sensor_that_cannot_be_read_is_left_out() {
    let replay = machine();
    let question = sysctl(&number_of(&replay, "dev.cpu.0.temperature"));
    replay.refuse(question, Errno::EIO);
    temperature(&replay, "dev.cpu.1.temperature", -1, "IK");
    number_of(&replay, "dev.amdtemp.0");
    let chips = on(&replay).sensors_temperatures().unwrap();
    assert_eq!(chips.len(), 1);
    temperature(&replay, "dev.cpu.1.temperature", 3000, "IK");
    assert_eq!(on(&replay).sensors_temperatures().unwrap()[0].name, b"amdtemp");
}

#[test]
fn a_battery_of_milliamperes() {
    let power = on(&machine()).sensors_power().unwrap();
    assert_eq!((power.batteries.len(), power.is_on_ac_power()), (1, Some(false)));
    let battery = &power.batteries[0];
    let expected = Battery {
        name: b"BAT0".to_vec(),
        status: BatteryStatus::Discharging,
        percent: 75.0,
        energy_full: Some(4000 * 11_400),
        energy_now: Some(3000 * 11_400),
        power_now: Some(1000 * 11_400),
        temperature: Field::Lacking,
        on_ac_power: Some(false),
        time_to_empty: Some(7200),
        ..Battery::default()
    };
    assert_eq!(*battery, expected);
    assert_eq!(battery.secs_left(), Some(3.0 * 3600.0));
}

fn battery(replay: &Replay) -> Option<Battery> {
    on(replay).sensors_battery().unwrap()
}

fn with(units: u32, full: u32, state: u32, cap: u32) -> Replay {
    let replay = machine();
    replay.set(acpi(GET_UNITS), 1_i32.to_ne_bytes().to_vec());
    replay.set(acpi(crate::machine::sensors::GET_BIF), bif(units, full));
    replay.set(acpi(GET_BST), bst(state, u32::MAX, cap));
    replay
}

#[test]
fn a_battery_of_milliwatts() {
    let it = battery(&with(0, 5000, 2, 2500)).unwrap();
    assert_eq!((it.energy_full, it.energy_now), (Some(5_000_000), Some(2_500_000)));
    assert_eq!((it.status, it.percent, it.power_now), (BatteryStatus::Charging, 50.0, None));
}

#[test]
fn what_a_battery_does_not_tell() {
    // What it held when it was new, for want of what it holds now.
    let it = battery(&with(0, u32::MAX, 0, 6000)).unwrap();
    assert_eq!((it.energy_full, it.status), (Some(6_000_000), BatteryStatus::Full));
    // Percent, but not of what.
    let it = battery(&with(0, 5000, 3, u32::MAX)).unwrap();
    assert_eq!((it.percent, it.energy_now, it.status), (75.0, None, BatteryStatus::Unknown));
    let replay = with(0, 5000, 3, u32::MAX);
    replay.refuse(acpi(crate::machine::sensors::GET_BATTINFO), Errno::ENXIO);
    assert_eq!(battery(&replay), None);
}

#[test]
fn without_the_device_all_batteries_are_one() {
    let replay = machine();
    for errno in [Errno::ENOENT, Errno::EACCES] {
        replay.refuse(acpi(GET_UNITS), errno);
        unnamed(&replay, "hw.acpi.battery.life");
        assert_eq!(battery(&replay), None);
        for (name, number) in [("life", 55), ("state", 2), ("time", -1)] {
            named(&replay, &format!("hw.acpi.battery.{name}"), i32::to_ne_bytes(number));
        }
        let it = battery(&replay).unwrap();
        assert_eq!((&it.name[..], it.percent), (&b"Combined"[..], 55.0));
        assert_eq!((it.status, it.time_to_empty), (BatteryStatus::Charging, None));
        assert_eq!(on(&replay).sensors_battery_total().unwrap().unwrap().percent, 55.0);
        named(&replay, "hw.acpi.battery.state", 7_i32.to_ne_bytes());
        assert_eq!(battery(&replay), None);
    }
}

#[test]
fn a_machine_without_acpi() {
    let replay = machine();
    replay.refuse(acpi(GET_UNITS), Errno::ENOENT);
    unnamed(&replay, "hw.acpi.acline");
    let backend = on(&replay);
    assert_eq!(backend.sensors_is_on_ac_power(), Ok(None));
    assert_eq!(backend.sensors_power(), Ok(PowerSupplies::default()));
    assert_eq!(backend.sensors_battery_total(), Ok(None));
}
