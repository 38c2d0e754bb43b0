//! CPUs, memory, clocks.

use nix::errno::Errno;
use psutil_collect::Error;
use psutil_collect::backend::{CpuCollector, HostCollector, MemoryCollector};
use psutil_collect::model::cpu::{CpuFreq, CpuTimes};
use psutil_collect::model::field::Field;

use crate::machine::{Machine, by};
use crate::replay::records::{i32s, u64s};

#[test]
fn trap_31_all_cpus_are_the_sum_and_not_the_average() {
    let machine = Machine::default();
    // By the ticks of `stathz`; what the CPU that is offline now did is done.
    let expected = CpuTimes {
        user: 11.5,
        system: 4.0,
        idle: 15.0,
        nice: Field::Known(2.0),
        irq: Field::Known(0.25),
        lock_spin: Field::Known(0.5),
        ..CpuTimes::default()
    };
    assert_eq!(machine.openbsd.cpu_times(), Ok(expected));
}

#[test]
fn each_cpu_that_is_online_is_told_by_its_number() {
    let machine = Machine::default();
    let cpus = machine.openbsd.percpu_times().unwrap();
    assert_eq!(
        cpus.iter().map(|cpu| (cpu.number, cpu.times.idle)).collect::<Vec<_>>(),
        [(0, 10.0), (1, 5.0)]
    );
    // The first of them goes offline.
    let mut offline = u64s(&[128, 0, 0, 0, 0, 0]);
    offline.extend([0; 8]);
    machine.kernel.set(by(&[1, 85, 0]), offline);
    let cpus = machine.openbsd.percpu_times().unwrap();
    assert_eq!(cpus.iter().map(|cpu| cpu.number).collect::<Vec<_>>(), [1]);
}

#[test]
fn old_kernels_tell_of_an_offline_cpu_by_refusing() {
    let machine = Machine::default();
    for cpu in 0..4 {
        machine.kernel.refuse(by(&[1, 85, cpu]), Errno::EOPNOTSUPP);
    }
    machine.kernel.set(by(&[1, 71, 0]), u64s(&[128, 0, 0, 0, 0, 0]));
    machine.kernel.refuse(by(&[1, 71, 1]), Errno::ENODEV);
    machine.kernel.set(by(&[1, 71, 2]), u64s(&[256, 0, 0, 0, 0, 0]));
    let cpus = machine.openbsd.percpu_times().unwrap();
    let users: Vec<_> = cpus.iter().map(|cpu| (cpu.number, cpu.times.user)).collect();
    assert_eq!(users, [(0, 1.0), (2, 2.0)]);
}

#[test]
fn without_a_clock_of_their_own_times_are_by_the_other() {
    let machine = Machine::default();
    machine.kernel.set(by(&[1, 12]), i32s(&[64, 10_000, 0, 0]));
    assert_eq!(machine.openbsd.cpu_times().map(|times| times.idle), Ok(30.0));
    machine.kernel.set(by(&[1, 12]), i32s(&[0, 0, 0, 0]));
    assert!(matches!(machine.openbsd.cpu_times(), Err(Error::KernelData { .. })));
}

#[test]
fn cpus_are_counted() {
    let machine = Machine::default();
    let openbsd = &*machine.openbsd;
    assert_eq!(openbsd.logical_cpu_count(), Ok(2));
    assert_eq!(openbsd.usable_cpu_count(), Ok(2.0));
    assert_eq!(openbsd.physical_cpu_count(), Ok(None));
    let stats = openbsd.cpu_stats().unwrap();
    // `int` there, and past its largest number.
    assert_eq!((stats.interrupts, stats.ctx_switches), (u32::MAX.into(), 22));
    assert_eq!((stats.soft_interrupts, stats.syscalls), (Field::Known(33), Field::Known(44)));
}

#[test]
fn a_machine_may_not_tell_its_frequency() {
    let machine = Machine::default();
    let speed = CpuFreq { current: Some(2400.0), min: None, max: None };
    assert_eq!(machine.openbsd.cpu_freq(), Ok(Some(speed)));
    machine.kernel.set(by(&[6, 12]), i32s(&[0]));
    assert_eq!(machine.openbsd.cpu_freq(), Ok(None));
    machine.kernel.refuse(by(&[6, 12]), Errno::EOPNOTSUPP);
    assert_eq!(machine.openbsd.cpu_freq(), Ok(None));
    machine.kernel.refuse(by(&[6, 12]), Errno::EPERM);
    assert!(matches!(machine.openbsd.cpu_freq(), Err(Error::AccessDenied { .. })));
}

#[test]
fn memory_is_in_pages() {
    let memory = Machine::default().openbsd.virtual_memory().unwrap();
    let page = 4096;
    assert_eq!((memory.total, memory.free), (4 << 30, 1000 * page));
    assert_eq!(memory.available, 4500 * page, "free, inactive, and the cache");
    assert_eq!(memory.used, memory.total - memory.available);
    assert_eq!(
        (memory.active, memory.inactive),
        (Field::Known(2000 * page), Field::Known(3000 * page))
    );
    assert_eq!((memory.wired, memory.cached), (Field::Known(400 * page), Field::Known(500 * page)));
    assert_eq!((memory.buffers, memory.shared), (memory.cached, Field::Lacking));
}

#[test]
fn trap_30_what_was_swapped_is_pages_and_not_operations() {
    let swap = Machine::default().openbsd.swap_memory().unwrap();
    let page = 4096;
    assert_eq!((swap.total, swap.used, swap.free), (5000 * page, 1500 * page, 3500 * page));
    assert_eq!((swap.sin, swap.sout), (Some(6 * page), Some(7 * page)));
}

#[test]
fn clocks_tell_since_when_it_runs() {
    let machine = Machine::default();
    let openbsd = &*machine.openbsd;
    assert_eq!(openbsd.boot_time(), Ok(1_760_000_000_250.0));
    assert_eq!(openbsd.time_since_boot(), Ok(1000.0));
    assert_eq!(openbsd.uptime(), Ok(900.5));
}
