//! Temperatures, fans, batteries.

use nix::errno::Errno;
use psutil_collect::backend::SensorCollector;
use psutil_collect::model::field::Field;
use psutil_collect::model::power::{AcSupply, BatteryStatus};
use psutil_collect::model::sensors::{Chip, Fan, Temperature};
use psutil_collect::port::replay::Question;
use psutil_parse::openbsd::apm_power_info::ApmPowerInfo;

use crate::machine::{Machine, by, sensor, sensordev};
use crate::record;

/// `APM_IOC_GETPOWER` of the device.
fn apm() -> Question {
    Question { numbers: vec![0x4020_4103], ..Question::about("ioctl", "/dev/apm") }
}

/// A machine whose only sensors are those of a CPU.
fn without_acpi() -> Machine {
    let machine = Machine::default();
    machine.kernel.refuse(by(&[6, 11, 1]), Errno::ENOENT);
    machine
}

#[test]
fn temperatures_are_told_chip_by_chip() {
    let temperature = |label: Option<&str>, current| Temperature {
        label: label.map(Into::into),
        current,
        high: None,
        critical: None,
    };
    let chip = |name: &str, chip: &str, sensor| Chip {
        name: name.into(),
        chip: chip.into(),
        sensors: vec![sensor],
    };
    let expected = vec![
        chip("cpu", "cpu0", temperature(None, 45.0)),
        chip("lm", "lm1", temperature(Some("zone temperature"), 27.5)),
    ];
    assert_eq!(Machine::default().openbsd.sensors_temperatures(), Ok(expected));
}

#[test]
fn fans_are_told_and_may_stand_still() {
    let fans = vec![
        Fan { label: Some(b"front".to_vec()), current: 1200 },
        Fan { label: None, current: 0 },
    ];
    let expected = Chip { name: b"lm".to_vec(), chip: b"lm1".to_vec(), sensors: fans };
    assert_eq!(Machine::default().openbsd.sensors_fans(), Ok(vec![expected]));
}

#[test]
fn a_sensor_that_cannot_be_read_is_left_out() {
    let machine = Machine::default();
    machine.kernel.refuse(by(&[6, 11, 2, 0, 0]), Errno::ENOENT);
    let chips = machine.openbsd.sensors_temperatures().unwrap();
    assert_eq!(chips.iter().map(|chip| &*chip.chip).collect::<Vec<_>>(), [b"cpu0"]);
    machine.kernel.refuse(by(&[6, 11, 0]), Errno::EOPNOTSUPP);
    assert_eq!(machine.openbsd.sensors_temperatures(), Ok(Vec::new()));
}

#[test]
fn a_battery_is_told_by_its_sensors() {
    let machine = Machine::default();
    let battery = machine.openbsd.sensors_battery().unwrap().unwrap();
    assert_eq!((&*battery.name, battery.status), (&b"acpibat0"[..], BatteryStatus::Discharging));
    assert!((battery.percent - 50.0).abs() < 1e-9);
    assert_eq!((battery.energy_full, battery.energy_now), (Some(45_000_000), Some(22_500_000)));
    assert_eq!((battery.power_now, battery.temperature), (Some(9_000_000), Field::Lacking));
    assert_eq!(battery.secs_left(), Some(9000.0));
    assert_eq!((battery.on_ac_power, battery.power_plugged()), (Some(false), Some(false)));
    let supplies = machine.openbsd.sensors_power().unwrap();
    let supply = AcSupply { name: b"acpiac0".to_vec(), is_online: false };
    assert_eq!(supplies.ac_supplies, [supply]);
    assert_eq!(machine.openbsd.sensors_is_on_ac_power(), Ok(Some(false)));
    assert_eq!(machine.openbsd.sensors_battery_total(), Ok(Some(battery)));
}

#[test]
fn a_charge_is_an_energy_at_the_voltage_that_it_was_made_for() {
    let machine = Machine::default();
    sensordev(&machine.kernel, 4, "acpibat0", &[(2, 2), (6, 1), (8, 2), (10, 1)]);
    sensor(&machine.kernel, [4, 6, 0], "rate", 1_000_000, 0);
    sensor(&machine.kernel, [4, 8, 0], "last full capacity", 4_000_000, 0);
    sensor(&machine.kernel, [4, 8, 1], "remaining capacity", 4_000_000, 0);
    sensor(&machine.kernel, [4, 9, 0], "power supply", 1, 0);
    sensor(&machine.kernel, [4, 10, 0], "battery full", 0, 0);
    let battery = machine.openbsd.sensors_battery().unwrap().unwrap();
    assert_eq!((battery.status, battery.power_now), (BatteryStatus::Full, Some(11_100_000)));
    assert_eq!((battery.energy_full, battery.energy_now), (Some(44_400_000), Some(44_400_000)));
    sensor(&machine.kernel, [4, 10, 0], "battery charging", 2, 0);
    let battery = machine.openbsd.sensors_battery().unwrap().unwrap();
    assert_eq!(battery.status, BatteryStatus::Charging);
}

#[test]
fn an_empty_bay_has_no_battery() {
    let machine = Machine::default();
    for number in 0..5 {
        // SENSOR_FUNKNOWN
        sensor(&machine.kernel, [4, 7, number], "last full capacity", 0, 2);
    }
    let supplies = machine.openbsd.sensors_power().unwrap();
    assert_eq!((supplies.batteries.len(), supplies.ac_supplies.len()), (0, 1));
    assert_eq!(machine.openbsd.sensors_battery(), Ok(None));
}

#[test]
fn without_acpi_apm_is_asked() {
    let machine = without_acpi();
    assert_eq!(machine.openbsd.sensors_battery(), Ok(None), "there is none of either");
    assert_eq!(machine.openbsd.sensors_is_on_ac_power(), Ok(None));
    let info = |state: u8, mains: u8, life: u8, minutes: u32| {
        record!(ApmPowerInfo {
            battery_state: state,
            ac_state: mains,
            battery_life: life,
            minutes_left: minutes
        })
    };
    machine.kernel.set(apm(), info(0, 0, 80, 90));
    let battery = machine.openbsd.sensors_battery().unwrap().unwrap();
    assert_eq!((&*battery.name, battery.status), (&b"apm"[..], BatteryStatus::Discharging));
    assert_eq!((battery.percent.to_bits(), battery.secs_left()), (80_f64.to_bits(), Some(5400.0)));
    assert_eq!(machine.openbsd.sensors_is_on_ac_power(), Ok(Some(false)));
    machine.kernel.set(apm(), info(3, 1, 80, u32::MAX));
    let battery = machine.openbsd.sensors_battery().unwrap().unwrap();
    assert_eq!((battery.status, battery.secs_left_full()), (BatteryStatus::Charging, None));
    // Absent, and one that does not tell how full it is; mains power is there all the same.
    for odd in [info(4, 1, 0, 0), info(0, 1, 255, 0)] {
        machine.kernel.set(apm(), odd);
        assert_eq!(machine.openbsd.sensors_battery(), Ok(None));
        assert_eq!(machine.openbsd.sensors_is_on_ac_power(), Ok(Some(true)));
    }
    machine.kernel.refuse(apm(), Errno::EACCES);
    assert_eq!(machine.openbsd.sensors_battery(), Ok(None), "not for us to see");
}
