//! Time, memory, mappings and threads of a process.

use nix::errno::Errno;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::model::field::Field;
use psutil_collect::model::process::{
    CpuUse, CtxSwitches, MemoryFootprint, MemoryFullInfo, MemoryInfo, PageFaults, ProcessCpuTimes,
    Thread,
};
use psutil_collect::{Error, Result};
use psutil_parse::macos::extern_proc::P_WEXIT;

use crate::machine::processes::{Process, rusage_of};
use crate::machine::{
    DAEMON, KERNEL, PROGRAM, SHELL, ZOMBIE, collector, kinfo_of, machine, named, pidinfo, visit,
};
use crate::replay::records::u64s;

fn is_denied<T>(answer: &Result<T>) -> bool {
    matches!(answer, Err(Error::AccessDenied { pid: Some(DAEMON), .. }))
}

#[test]
fn trap_18_ticks_are_those_of_machs_clock() {
    let mac = collector(&machine());
    let times = |pid| ProcessCollector::cpu_times(&*mac, &visit(&mac, pid));
    let expected = ProcessCpuTimes {
        user: 3.0,
        system: 0.5,
        children_user: 1.0,
        children_system: 0.25,
        iowait: Field::Lacking,
    };
    assert_eq!(times(PROGRAM), Ok(expected));
    // The kernel still knows of a zombie.
    assert_eq!(times(ZOMBIE), Ok(expected));
    assert!(is_denied(&times(DAEMON)));
    let used = mac.cpu_use(&visit(&mac, PROGRAM)).unwrap();
    assert_eq!(used, CpuUse { cpu: 3.5, now: 700.0, age: 949.75 });
}

#[test]
fn trap_18_a_clock_without_a_frequency_is_no_clock() {
    let kernel = machine();
    named(&kernel, 1, "hw.tbfrequency", 0_u64.to_ne_bytes());
    let mac = collector(&kernel);
    let times = ProcessCollector::cpu_times(&*mac, &visit(&mac, PROGRAM));
    assert!(matches!(times, Err(Error::KernelData { .. })));
}

#[test]
fn trap_18_times_of_threads_are_nanoseconds() {
    let mac = collector(&machine());
    let thread = |id, name: Option<&str>, user_time| Thread {
        id,
        name: name.map(|name| name.as_bytes().to_vec()),
        user_time,
        system_time: 0.5,
    };
    let expected = [thread(7000, None, 2.0), thread(9000, Some("worker"), 1.0)];
    assert_eq!(mac.threads(&visit(&mac, PROGRAM)).unwrap(), expected, "8000 has ended");
    assert!(is_denied(&mac.threads(&visit(&mac, DAEMON))));
    assert_eq!(mac.threads(&visit(&mac, ZOMBIE)), Ok(Vec::new()));
    assert_eq!(mac.num_threads(&visit(&mac, PROGRAM)), Ok(2));
    assert_eq!(mac.num_threads(&visit(&mac, ZOMBIE)), Ok(0));
}

#[test]
fn more_threads_than_there_seemed_to_be_are_all_told() {
    let kernel = machine();
    let many: Vec<u64> = (10_000..10_050).collect();
    kernel.set(pidinfo(PROGRAM, 28, 0), u64s(&many));
    for id in 10_000..10_050 {
        kernel.set(pidinfo(PROGRAM, 15, id), vec![0_u8; 112]);
    }
    let mac = collector(&kernel);
    assert_eq!(mac.threads(&visit(&mac, PROGRAM)).unwrap().len(), 50);
}

#[test]
fn memory_and_what_it_would_give_back() {
    let mac = collector(&machine());
    let program = visit(&mac, PROGRAM);
    let info = MemoryInfo { rss: 50_000_000, vms: 400_000_000_000, ..MemoryInfo::default() };
    assert_eq!(mac.memory_info(&program), Ok(info));
    let footprint = MemoryFootprint { uss: 30_000_000, ..MemoryFootprint::default() };
    assert_eq!(mac.memory_footprint(&program), Ok(footprint));
    let extras = mac.memory_extras(&program).unwrap();
    assert_eq!((extras.locked, extras.peak_rss), (Field::Known(8192), None));
    let uss = Field::Known(30_000_000);
    let full = MemoryFullInfo { info, uss, ..MemoryFullInfo::default() };
    assert_eq!(mac.memory_full_info(&program), Ok(full));
    assert_eq!(mac.memory_total(&program), Ok(16 << 30));
    let daemon = visit(&mac, DAEMON);
    assert!(is_denied(&mac.memory_info(&daemon)));
    assert!(is_denied(&mac.memory_footprint(&daemon)));
    assert!(is_denied(&mac.memory_extras(&daemon)));
}

#[test]
fn a_zombie_has_no_memory() {
    let mac = collector(&machine());
    let zombie = visit(&mac, ZOMBIE);
    let error = Error::ZombieProcess { pid: ZOMBIE };
    assert_eq!(mac.memory_info(&zombie), Ok(MemoryInfo::default()));
    assert_eq!(mac.memory_footprint(&zombie), Err(error.clone()));
    assert_eq!(mac.memory_maps(&zombie), Err(error.clone()));
    let full = MemoryFullInfo { uss: Field::Unknown, ..MemoryFullInfo::default() };
    assert_eq!(mac.memory_full_info(&zombie), Ok(full));
    assert_eq!(mac.memory_extras(&zombie).unwrap().locked, Field::Unknown);
    // What went with it, and is not told of zombies.
    assert_eq!(mac.page_faults(&zombie), Err(error.clone()));
    assert_eq!(mac.num_ctx_switches(&zombie), Err(error));
}

#[test]
fn faults_and_switches() {
    let mac = collector(&machine());
    let program = visit(&mac, PROGRAM);
    assert_eq!(mac.page_faults(&program), Ok(PageFaults { minor: 4960, major: 40 }));
    let switches =
        CtxSwitches { total: 777, voluntary: Field::Lacking, involuntary: Field::Lacking };
    assert_eq!(mac.num_ctx_switches(&program), Ok(switches));
    assert!(is_denied(&mac.page_faults(&visit(&mac, DAEMON))));
}

#[test]
fn regions_follow_each_other_until_there_is_none() {
    let mac = collector(&machine());
    let maps = mac.memory_maps(&visit(&mac, PROGRAM)).unwrap();
    let [program, shared] = &maps[..] else { panic!("{maps:?}") };
    assert_eq!((program.addr_start, program.addr_end), (0x1_0000_0000, 0x1_0000_8000));
    assert_eq!((&program.perms, program.offset), (b"r-xp", 16_384));
    let path = program.file.path.as_deref();
    assert_eq!(path, Some(&b"/opt/a_program_with_a_long_name"[..]));
    assert_eq!((program.file.dev, program.file.ino), (Some(0x100_0004), Some(4_000_000_000_000)));
    assert_eq!((program.memory.size, program.memory.rss), (0x8000, Some(3 * 16_384)));
    assert_eq!((program.memory.swap, program.memory.pss), (Some(16_384), None));
    assert_eq!((&shared.perms, &shared.file.path), (b"rw-s", &None));
    assert!(is_denied(&mac.memory_maps(&visit(&mac, DAEMON))));
}

#[test]
fn the_kernel_is_never_asked_for_its_regions() {
    let kernel = machine();
    kernel.set(pidinfo(KERNEL, 8, 0), vec![0_u8; 10]);
    let mac = collector(&kernel);
    assert_eq!(mac.memory_maps(&visit(&mac, KERNEL)), Ok(Vec::new()));
}

#[test]
fn half_of_the_regions_of_a_process_that_ends_is_no_answer() {
    let kernel = machine();
    let mac = collector(&kernel);
    let program = visit(&mac, PROGRAM);
    let going = Process { flag: P_WEXIT, ..Process::new(PROGRAM, SHELL, 50, "a_program_with_a") };
    kernel.set(kinfo_of(PROGRAM), going.kinfo());
    kernel.refuse(pidinfo(PROGRAM, 8, 0x1_0000_8000), Errno::EINVAL);
    assert_eq!(mac.memory_maps(&program), Err(Error::ZombieProcess { pid: PROGRAM }));
}

#[test]
fn a_struct_that_is_cut_off_is_an_error_and_no_zeros() {
    let kernel = machine();
    kernel.set(pidinfo(PROGRAM, 4, 0), vec![1_u8; 95]);
    kernel.set(pidinfo(PROGRAM, 8, 0), vec![1_u8; 10]);
    kernel.set(pidinfo(PROGRAM, 15, 9000), vec![1_u8; 111]);
    let mac = collector(&kernel);
    let program = visit(&mac, PROGRAM);
    assert!(matches!(mac.memory_info(&program), Err(Error::KernelData { .. })));
    assert!(matches!(mac.memory_maps(&program), Err(Error::KernelData { .. })));
    kernel.refuse(rusage_of(PROGRAM), Errno::EINVAL);
    let times = ProcessCollector::cpu_times(&*mac, &program);
    assert!(matches!(times, Err(Error::System(error)) if error.errno == Errno::EINVAL));
}
