//! Synthesised after `IOBlockStorageDriver.h`, `IOMedia.h` and `IOPSKeys.h` of macOS 15, and after the registry of a Mac
//! with an M1, as `ioreg(8)` prints it.

use psutil_collect::port::replay::{Question, Replay};
use psutil_collect::port::{Properties, Property, Service};

use crate::replay::records::u32s;

pub fn properties(entries: &[(&str, Property)]) -> Properties {
    entries.iter().map(|(name, value)| (name.as_bytes().to_vec(), value.clone())).collect()
}

pub fn text(text: &str) -> Property {
    Property::Text(text.as_bytes().to_vec())
}

/// What provides power.
pub fn provides(kernel: &Replay, provider: Option<&str>) {
    let provider = provider.map(|provider| provider.as_bytes().to_vec());
    kernel.set(Question::about("IOPSGetProvidingPowerSourceType", ""), provider);
}

/// The battery of a notebook, with these differences.
pub fn battery(others: &[(&str, Property)]) -> Properties {
    let mut battery = properties(others);
    for (name, value) in properties(&[
        ("Name", text("InternalBattery-0")),
        ("Type", text("InternalBattery")),
        ("Is Present", Property::Boolean(true)),
        ("Is Charging", Property::Boolean(false)),
        ("Power Source State", text("Battery Power")),
        ("Current Capacity", Property::Number(60)),
        ("Max Capacity", Property::Number(80)),
        ("Time to Empty", Property::Number(90)),
        ("Time to Full Charge", Property::Number(0)),
    ]) {
        if battery.iter().all(|(other, _)| *other != name) {
            battery.push((name, value));
        }
    }
    battery
}

pub fn sources(kernel: &Replay, sources: &[Properties]) {
    kernel.set(Question::about("IOPSCopyPowerSourcesInfo", ""), sources.to_vec());
}

pub fn put(kernel: &Replay) {
    sources(kernel, &[battery(&[])]);
    provides(kernel, Some("Battery Power"));
    let driver = |name: Option<&str>, reads: i64| {
        let statistics = properties(&[
            ("Operations (Read)", Property::Number(reads)),
            ("Operations (Write)", Property::Number(20)),
            ("Bytes (Read)", Property::Number(4096)),
            ("Bytes (Write)", Property::Number(8192)),
            ("Total Time (Read)", Property::Number(7_900_000)),
        ]);
        Service {
            name: b"IOBlockStorageDriver".to_vec(),
            properties: properties(&[("Statistics", Property::Dictionary(statistics))]),
            child: name.map_or_else(Vec::new, |name| properties(&[("BSD Name", text(name))])),
        }
    };
    let drivers = vec![driver(Some("disk4"), 5), driver(None, 0), driver(Some("disk0"), 1000)];
    kernel.set(Question::about("IOServiceMatching", "IOBlockStorageDriver"), drivers);
    let states = |pairs: &[[u32; 2]]| {
        let words: Vec<u32> = pairs.concat().into_iter().map(u32::to_le).collect();
        Property::Data(u32s(&words))
    };
    let pmgr = Service {
        name: b"pmgr".to_vec(),
        properties: properties(&[
            ("voltage-states1-sram", states(&[[600_000_000, 550], [2_064_000_000, 900]])),
            ("voltage-states5-sram", states(&[[600_000_000, 550], [3_204_000_000, 1100]])),
        ]),
        child: Vec::new(),
    };
    kernel.set(Question::about("IOServiceMatching", "AppleARMIODevice/pmgr"), vec![pmgr]);
}
