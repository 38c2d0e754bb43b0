//! What envsys(4) tells.

use std::slice;

use nix::errno::Errno;
use psutil_collect::Error;
use psutil_collect::backend::SensorCollector;
use psutil_collect::model::field::Field;
use psutil_collect::model::power::{AcSupply, Battery, BatteryStatus};

use crate::machine::{DICTIONARY, Made, about};

/// With the dictionary changed.
fn with(changes: &[(&str, &str)]) -> Made {
    let made = Made::default();
    let mut text = DICTIONARY.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    made.kernel.set(about("envsys", "/dev/sysmon"), text.into_bytes());
    made
}

#[test]
fn temperatures_are_told_chip_by_chip() {
    let chips = Made::default().backend.sensors_temperatures().unwrap();
    let told: Vec<_> = chips.iter().map(|chip| (&chip.name[..], &chip.chip[..])).collect();
    assert_eq!(told, [(&b"coretemp"[..], &b"coretemp0"[..]), (b"coretemp", b"coretemp1")]);
    let (cool, hot) = (&chips[0].sensors[0], &chips[1].sensors[0]);
    assert_eq!((cool.current, cool.high, cool.critical), (45.0, None, Some(100.0)));
    // Critical, and true.
    assert_eq!((hot.current, hot.high, hot.critical), (95.0, Some(90.0), None));
    assert_eq!(cool.label.as_deref(), Some(&b"cpu0 temperature"[..]));
}

#[test]
fn fans_turn() {
    let chips = Made::default().backend.sensors_fans().unwrap();
    assert_eq!((chips.len(), &chips[0].chip[..]), (1, &b"thinkpad0"[..]));
    assert_eq!(chips[0].sensors[0].current, 3200);
}

#[test]
fn a_battery_is_used() {
    let made = Made::default();
    let power = made.backend.sensors_power().unwrap();
    assert_eq!(power.ac_supplies, [AcSupply { name: b"acpiacad0".to_vec(), is_online: false }]);
    let battery = Battery {
        name: b"acpibat0".to_vec(),
        status: BatteryStatus::Discharging,
        percent: 60.0,
        energy_full: Some(50_000_000),
        energy_now: Some(30_000_000),
        power_now: Some(15_000_000),
        temperature: Field::Lacking,
        on_ac_power: Some(false),
        ..Battery::default()
    };
    assert_eq!(power.batteries, slice::from_ref(&battery), "the other bay is empty");
    assert_eq!(battery.secs_left(), Some(7200.0));
    assert_eq!(made.backend.sensors_is_on_ac_power(), Ok(Some(false)));
    assert_eq!(made.backend.sensors_battery(), Ok(Some(battery.clone())));
    assert_eq!(made.backend.sensors_battery_total(), Ok(Some(battery)));
}

#[test]
fn a_battery_that_tells_its_charge_tells_its_energy() {
    let voltage = "<string>design voltage</string><key>type</key><string>Voltage DC</string>";
    let voltage = format!(
        "<dict><key>cur-value</key><integer>10000000</integer><key>description</key>{voltage}</dict>"
    );
    let first = "<key>acpibat0</key>\n\t<array>";
    let with_voltage = format!("{first}{voltage}");
    let units = [("Watt hour", "Ampere hour"), ("Watts", "Ampere"), (first, &with_voltage[..])];
    let battery = with(&units).backend.sensors_battery().unwrap().unwrap();
    assert_eq!((battery.energy_full, battery.energy_now), (Some(500_000_000), Some(300_000_000)));
    assert_eq!((battery.power_now, battery.percent), (Some(150_000_000), 60.0));
    // Without a voltage it is a share all the same.
    let battery = with(&units[..2]).backend.sensors_battery().unwrap().unwrap();
    assert_eq!((battery.energy_now, battery.power_now, battery.percent), (None, None, 60.0));
}

#[test]
fn a_battery_that_forgot_how_much_it_holds_is_left_out() {
    let capacity = "last full cap</string>\n\t\t\t<key>state</key>\n\t\t\t<string>";
    let (valid, invalid) = (format!("{capacity}valid"), format!("{capacity}invalid"));
    assert_eq!(with(&[(&valid, &invalid)]).backend.sensors_battery(), Ok(None));
    // What it was made for is the next best.
    let first = "<key>acpibat0</key>\n\t<array>";
    let design = "<key>cur-value</key><integer>60000000</integer><key>description</key><string>design cap</string>";
    let design = format!("{first}<dict>{design}<key>type</key><string>Watt hour</string></dict>");
    let battery = with(&[(&valid, &invalid), (first, &design)]).backend.sensors_battery();
    assert_eq!(
        battery.unwrap().map(|it| (it.energy_full, it.percent)),
        Some((Some(60_000_000), 50.0))
    );
    // Other drivers have no such sensor.
    let nameless = ("<string>last full cap</string>", "<string>something else</string>");
    let battery = with(&[nameless]).backend.sensors_battery();
    assert_eq!(battery.unwrap().map(|it| it.percent), Some(60.0));
}

#[test]
fn what_a_battery_does() {
    let status = |changes: &[(&str, &str)]| {
        let battery = with(changes).backend.sensors_battery().unwrap().unwrap();
        (battery.status, battery.power_now)
    };
    let rate = "discharge rate</string>\n\t\t\t<key>state</key>\n\t\t\t<string>";
    let (valid, invalid) = (format!("{rate}valid"), format!("{rate}invalid"));
    let idle = (&valid[..], &invalid[..]);
    let unknown = ("<integer>15000000</integer>", "<integer>-1000</integer>");
    let full = ("<integer>30000000</integer>", "<integer>50000000</integer>");
    let zero = "<integer>0</integer>\n\t\t\t<key>description</key>\n\t\t\t<string>charging";
    let one = zero.replace("<integer>0", "<integer>1");
    assert_eq!(status(&[]), (BatteryStatus::Discharging, Some(15_000_000)));
    assert_eq!(status(&[unknown]), (BatteryStatus::Discharging, None));
    assert_eq!(status(&[idle]), (BatteryStatus::Unknown, None));
    assert_eq!(status(&[full, idle]), (BatteryStatus::Full, None));
    assert_eq!(status(&[(zero, &one)]), (BatteryStatus::Charging, None), "at a rate nobody knows");
}

#[test]
fn a_kernel_that_does_not_tell_classes_has_drivers_with_names() {
    let made = with(&[("device-class", "device-other")]);
    let power = made.backend.sensors_power().unwrap();
    assert_eq!((power.batteries.len(), power.ac_supplies.len()), (1, 1));
}

#[test]
fn without_the_device_there_is_nothing() {
    let made = Made::default();
    for errno in [Errno::ENOENT, Errno::ENXIO, Errno::ENODEV] {
        made.kernel.refuse(about("envsys", "/dev/sysmon"), errno);
        assert_eq!(made.backend.sensors_temperatures(), Ok(Vec::new()));
        assert_eq!(made.backend.sensors_fans(), Ok(Vec::new()));
        assert_eq!(made.backend.sensors_battery(), Ok(None));
        assert_eq!(made.backend.sensors_is_on_ac_power(), Ok(None));
    }
    made.kernel.refuse(about("envsys", "/dev/sysmon"), Errno::EACCES);
    assert!(matches!(made.backend.sensors_power(), Err(Error::AccessDenied { .. })));
    made.kernel.set(about("envsys", "/dev/sysmon"), b"<dict>".to_vec());
    assert!(matches!(made.backend.sensors_power(), Err(Error::KernelData { .. })));
}
