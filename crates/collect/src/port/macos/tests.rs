//! This Mac: that the kernel answers as the ports say. What the answers mean is tested on made-up ones.

use nix::errno::Errno;
use psutil_parse::macos::proc_taskinfo::ProcTaskinfo;
use psutil_parse::macos::rusage_info_v4::RusageInfoV4;
use psutil_parse::macos::statfs::{self, Statfs};
use psutil_parse::macos::vm_statistics64::VmStatistics64;

use crate::port::{IoKit, Kernel, Libproc, Mach, Machine, Mounts, Property, SysctlNames};

/// More than any process may have.
const NOBODY: i32 = i32::MAX;

#[test]
fn libproc_tells_of_this_program() {
    let pid = Kernel.getpid();
    let mut task = [0; ProcTaskinfo::SIZE];
    assert_eq!(Kernel.proc_pidinfo(pid, 4, 0, &mut task), Ok(ProcTaskinfo::SIZE));
    assert!(ProcTaskinfo::parse(&task).unwrap().pti_threadnum > 0);
    let mut rusage = [0; RusageInfoV4::SIZE];
    assert_eq!(Kernel.proc_pid_rusage(pid, 4, &mut rusage), Ok(()));
    assert!(RusageInfoV4::parse(&rusage).unwrap().ri_phys_footprint > 0);
    let path = Kernel.proc_pidpath(pid).unwrap();
    let program = std::env::current_exe().unwrap();
    assert!(path.ends_with(program.file_name().unwrap().as_encoded_bytes()));
    assert!(Kernel.getsid(pid).is_ok());
}

#[test]
fn libproc_refuses_with_an_errno() {
    let mut buffer = [0; 96];
    let errno = Kernel.proc_pidinfo(NOBODY, 4, 0, &mut buffer).map_err(|error| error.errno);
    assert_eq!(errno, Err(Errno::ESRCH));
    let errno = Kernel.proc_pidfdinfo(Kernel.getpid(), -1, 2, &mut [0; 1200]);
    assert_eq!(errno.map_err(|error| error.errno), Err(Errno::EBADF));
    let errno = Kernel.proc_pidpath(NOBODY).map_err(|error| error.errno);
    assert_eq!(errno, Err(Errno::ESRCH));
    // What would not fit is not asked for.
    let errno = Kernel.proc_pid_rusage(Kernel.getpid(), 4, &mut buffer);
    assert_eq!(errno.map_err(|error| error.errno), Err(Errno::EINVAL));
}

#[test]
fn mach_tells_of_the_machine() {
    for _ in 0..1000 {
        let (cpus, loads) = Kernel.host_processor_info(2).unwrap();
        assert_eq!(loads.len(), usize::try_from(cpus).unwrap() * 16);
    }
    let mut statistics = [0; VmStatistics64::SIZE];
    assert_eq!(Kernel.host_statistics64(4, &mut statistics), Ok(VmStatistics64::SIZE));
    assert!(VmStatistics64::parse(&statistics).unwrap().wire_count > 0);
    assert!(Kernel.host_statistics64(-1, &mut statistics).is_err());
}

#[test]
fn the_root_is_mounted() {
    let mounts = Kernel.getfsstat().unwrap();
    assert!(mounts.len().is_multiple_of(Statfs::SIZE));
    assert!(statfs::rows(&mounts).flatten().any(|mount| mount.f_mntonname.starts_with(b"/\0")));
}

#[test]
fn the_registry_is_read_whole() {
    let root = Kernel.services("IOPlatformExpertDevice", None).unwrap();
    assert_eq!(root.len(), 1);
    let model = root[0].properties.iter().find(|(name, _)| name == b"model");
    assert!(matches!(model, Some((_, Property::Data(_)))), "{model:?}");
    assert_eq!(Kernel.services("IOPlatformExpertDevice", Some("no such name")), Ok(Vec::new()));
    assert_eq!(Kernel.services("NoSuchClass", None), Ok(Vec::new()));
    assert!(Kernel.power_sources().is_ok());
    assert!(Kernel.providing_power_source().is_ok());
}

#[test]
fn names_that_are_asked_for_are_known() {
    for name in ["hw.tbfrequency", "hw.logicalcpu", "hw.physicalcpu", "kern.bootsessionuuid"] {
        assert!(Kernel.mib(name).is_ok(), "{name}");
    }
    assert!(Kernel.mib("no.such.name").is_err());
}
