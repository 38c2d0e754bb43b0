//! Synthesised after `sys/kern/kern_clock.c`, `sys/vm/vm_meter.c`, `sys/kern/kern_cpu.c` and cpufreq(4) of FreeBSD 14.1: two
//! CPUs of one core, memory and swap.

use psutil_collect::port::replay::Replay;
use psutil_parse::bsd::clockinfo::Clockinfo;
use psutil_parse::bsd::vmtotal::Vmtotal64;
use psutil_parse::freebsd::xswdev::Xswdev;

use super::{named, number_of, sysctl};
use crate::record;
use crate::replay::records::u64s;

/// Two threads of one core.
pub const TOPOLOGY: &str = r#"<groups>
 <group level="1" cache-level="3">
  <cpu count="2" mask="3,0,0,0">0, 1</cpu>
  <flags><flag name="THREAD">THREAD group</flag><flag name="SMT">SMT group</flag></flags>
 </group>
</groups>"#;

/// `vm.swap_info`.
pub const SWAP_INFO: &str = "vm.swap_info";

pub fn put(replay: &Replay) {
    let number = |number: i32| number.to_ne_bytes().to_vec();
    let long = |number: u64| number.to_ne_bytes().to_vec();
    replay.set(sysctl(&[6, 3]), number(2));
    replay.set(sysctl(&[6, 5]), long(8 << 30));
    let rate = record!(Clockinfo { hz: 1000, tick: 1000, stathz: 127, profhz: 8128 });
    replay.set(sysctl(&[1, 12]), rate);
    named(replay, "kern.cp_time", u64s(&[1270, 254, 635, 127, 12700]));
    // The third has no CPU.
    let each = [635, 127, 254, 0, 6350, 635, 127, 381, 127, 6350, 0, 0, 0, 0, 0];
    named(replay, "kern.cp_times", u64s(&each));
    named(replay, "kern.sched.topology_spec", [TOPOLOGY.as_bytes(), &[0]].concat());
    for (name, count) in
        [("v_swtch", 1_000_000_000_000_u64), ("v_intr", 20), ("v_soft", 30), ("v_syscall", 40)]
    {
        named(replay, &format!("vm.stats.sys.{name}"), long(count));
    }
    named(replay, "dev.cpu.0.freq", number(1800));
    named(replay, "dev.cpu.0.freq_levels", b"2400/35000 1800/20000 800/-1\0".to_vec());
    for (name, pages) in [("free", 1000), ("active", 2000), ("inactive", 3000), ("wire", 4000)] {
        named(replay, &format!("vm.stats.vm.v_{name}_count"), number(pages));
    }
    named(replay, "vfs.bufspace", long(777_000));
    let total = record!(Vmtotal64 { t_rm: 5000_u64, t_rmshr: 500_u64 });
    replay.set(sysctl(&[2, 1]), total);
    swap(replay);
}

fn swap(replay: &Replay) {
    let number = |number: i32| number.to_ne_bytes().to_vec();
    named(replay, "vm.dmmax", number(32));
    named(replay, "vm.stats.vm.v_swappgsin", number(11));
    named(replay, "vm.stats.vm.v_swappgsout", number(22));
    let mib = number_of(replay, SWAP_INFO);
    for (device, (pages, used)) in [(1032, 100), (532, 0)].into_iter().enumerate() {
        let device = i32::try_from(device).unwrap();
        let bytes = record!(Xswdev { xsw_version: 2_u32, xsw_nblks: pages, xsw_used: used });
        replay.set(sysctl(&[&mib[..], &[device]].concat()), bytes);
    }
}
