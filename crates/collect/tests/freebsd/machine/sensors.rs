//! Synthesised after coretemp(4), `acpi_thermal(4)`, `acpi_battery(4)`, `dev/acpica/acpiio.h` and `lib/libc/gen/utxdb.h` of
//! FreeBSD 14.1: temperatures, a battery, and who is logged in.

use psutil_collect::port::replay::{Question, Replay};
use psutil_parse::freebsd::acpi_battinfo::AcpiBattinfo;
use psutil_parse::freebsd::acpi_bif::AcpiBif;
use psutil_parse::freebsd::acpi_bst::AcpiBst;
use psutil_parse::freebsd::futx::Futx;

use super::processes::SERVER;
use super::{named, number_of, sysctl};
use crate::record;

pub const GET_UNITS: i64 = 0x4004_4201;
pub const GET_BATTINFO: i64 = 0xc0a4_4203;
pub const GET_BIF: i64 = 0xc0a4_4210;
pub const GET_BST: i64 = 0xc0a4_4211;

/// A question to `/dev/acpi`.
pub fn acpi(request: i64) -> Question {
    Question { call: "ioctl", numbers: vec![request], text: b"/dev/acpi".to_vec() }
}

/// A temperature and how it is to be read.
pub fn temperature(replay: &Replay, name: &str, value: i32, format: &str) {
    named(replay, name, value.to_ne_bytes());
    let question = [&[0, 4], &number_of(replay, name)[..]].concat();
    // CTLTYPE_INT, and CTLFLAG_RD
    let bytes = [&0x8000_0002_u32.to_ne_bytes()[..], format.as_bytes(), &[0]].concat();
    replay.set(sysctl(&question), bytes);
}

pub fn bif(unit: u32, full: u32) -> Vec<u8> {
    record!(AcpiBif { units: unit, dcap: 6000_u32, lfcap: full, dvol: 11_400_u32, model: "X" })
}

pub fn bst(bits: u32, power: u32, left: u32) -> Vec<u8> {
    record!(AcpiBst { state: bits, rate: power, cap: left, volt: 12_000_u32 })
}

/// An entry of `utx.active`; its numbers are big endian.
pub fn futx(kind: u8, user: &str, [line, host]: [&str; 2], pid: i32, microseconds: u64) -> Vec<u8> {
    record!(Futx {
        fu_type: kind,
        fu_tv: microseconds.to_be_bytes().to_vec(),
        fu_pid: pid.to_be_bytes().to_vec(),
        fu_user: user,
        fu_line: line,
        fu_host: host,
    })
}

pub fn put(replay: &Replay) {
    temperature(replay, "dev.cpu.0.temperature", 3182, "IK");
    temperature(replay, "dev.cpu.1.temperature", 3_201_500, "IK4");
    temperature(replay, "dev.cpu.0.coretemp.tjmax", 3732, "IK");
    number_of(replay, "hw.acpi.thermal.tz0");
    temperature(replay, "hw.acpi.thermal.tz0.temperature", 3002, "IK");
    temperature(replay, "hw.acpi.thermal.tz0._HOT", -1, "IK");
    temperature(replay, "hw.acpi.thermal.tz0._CRT", 3772, "IK");
    replay.set(acpi(GET_UNITS), 2_i32.to_ne_bytes().to_vec());
    // The second is not there.
    replay.set(acpi(GET_BIF), bif(1, 4000));
    replay.set(acpi(GET_BST), bst(1, 1000, 3000));
    replay.then(acpi(GET_BST), bst(7, 0, 0));
    replay.set(acpi(GET_BATTINFO), record!(AcpiBattinfo { cap: 75, min: 120, state: 1 }));
    named(replay, "hw.acpi.acline", 0_i32.to_ne_bytes());
    let entries = [
        futx(1, "", ["", ""], 0, 1),
        futx(4, "u", ["pts/1", "10.0.2.2"], SERVER, 1_700_000_900_500_000),
        futx(4, "root", ["ttyv0", ":0"], 0, 1_700_000_800_000_000),
        futx(4, "left", ["pts/9", ""], 12_345, 1_700_000_850_000_000),
    ];
    replay.set(Question::about("read", "/var/run/utx.active"), entries.concat());
}
