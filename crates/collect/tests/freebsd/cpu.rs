//! CPUs.

use psutil_collect::Error;
use psutil_collect::backend::CpuCollector;
use psutil_collect::model::cpu::{CpuFreq, CpuStats, CpuTimes, NumberedCpuTimes};
use psutil_collect::model::field::Field;
use psutil_parse::bsd::clockinfo::Clockinfo;

use crate::machine::{machine, named, on, sysctl, unnamed};
use crate::record;

fn times([user, nice, system, irq, idle]: [f64; 5]) -> CpuTimes {
    CpuTimes {
        user,
        system,
        idle,
        nice: Field::Known(nice),
        irq: Field::Known(irq),
        ..CpuTimes::default()
    }
}

#[test]
fn times_are_counted_by_the_clock_of_statistics() {
    let replay = machine();
    let expected = times([10.0, 2.0, 5.0, 1.0, 100.0]);
    assert_eq!(CpuCollector::cpu_times(&on(&replay)), Ok(expected));
    // A machine without a clock of its own for that.
    replay.set(sysctl(&[1, 12]), record!(Clockinfo { hz: 1270, tick: 787 }));
    let expected = times([1.0, 0.2, 0.5, 0.1, 10.0]);
    assert_eq!(CpuCollector::cpu_times(&on(&replay)), Ok(expected));
}

#[test]
fn a_number_without_a_cpu_has_no_times() {
    let each = on(&machine()).percpu_times().unwrap();
    let expected = [(0, [5.0, 1.0, 2.0, 0.0, 50.0]), (1, [5.0, 1.0, 3.0, 1.0, 50.0])];
    let expected = expected.map(|(number, it)| NumberedCpuTimes { number, times: times(it) });
    assert_eq!(each, expected);
}

#[test]
fn counts_have_64_bits_or_32() {
    let replay = machine();
    let stats = CpuStats {
        ctx_switches: 1_000_000_000_000,
        interrupts: 20,
        soft_interrupts: Field::Known(30),
        syscalls: Field::Known(40),
    };
    assert_eq!(on(&replay).cpu_stats(), Ok(stats));
    named(&replay, "vm.stats.sys.v_intr", 20_u32.to_ne_bytes());
    assert_eq!(on(&replay).cpu_stats(), Ok(stats));
}

#[test]
fn how_many_there_are() {
    let replay = machine();
    let backend = on(&replay);
    assert_eq!(backend.logical_cpu_count(), Ok(2));
    assert_eq!(backend.physical_cpu_count(), Ok(Some(1)));
    unnamed(&replay, "kern.sched.topology_spec");
    assert_eq!(backend.physical_cpu_count(), Ok(None));
    named(&replay, "kern.sched.topology_spec", b"<groups>".to_vec());
    named(&replay, "kern.smp.cores", 4_i32.to_ne_bytes());
    assert_eq!(backend.physical_cpu_count(), Ok(Some(4)));
}

#[test]
fn a_driver_may_tell_by_the_first_cpu_alone() {
    let replay = machine();
    let backend = on(&replay);
    let known = CpuFreq { current: Some(1800.0), min: Some(800.0), max: Some(2400.0) };
    assert_eq!(backend.percpu_freq(), Ok(vec![known, CpuFreq::default()]));
    assert_eq!(backend.cpu_freq(), Ok(Some(known)));
    unnamed(&replay, "dev.cpu.0.freq_levels");
    named(&replay, "dev.cpu.0.freq", (-1_i32).to_ne_bytes());
    assert_eq!((backend.percpu_freq(), backend.cpu_freq()), (Ok(vec![]), Ok(None)));
}

#[test]
fn what_is_no_array_of_states_is_an_error() {
    let replay = machine();
    named(&replay, "kern.cp_time", vec![0; 12]);
    named(&replay, "kern.cp_times", Vec::<u8>::new());
    assert!(matches!(CpuCollector::cpu_times(&on(&replay)), Err(Error::KernelData { .. })));
    assert!(matches!(on(&replay).percpu_times(), Err(Error::KernelData { .. })));
}
