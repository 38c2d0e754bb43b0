//! Numbers of `sys/sysctl.h`, `sys/mount.h`, `sys/socket.h` and `uvm/uvmexp.h` (OpenBSD 7) that questions are made of.
//!
//! They are held against those of the system when it is compiled there.

pub const CTL_KERN: i32 = 1;
pub const CTL_VM: i32 = 2;
pub const CTL_NET: i32 = 4;
pub const CTL_HW: i32 = 6;
pub const CTL_VFS: i32 = 10;

pub const KERN_CLOCKRATE: i32 = 12;
pub const KERN_PROC_ARGS: i32 = 55;
pub const KERN_PROC: i32 = 66;
pub const KERN_CPTIME2: i32 = 71;
pub const KERN_FILE: i32 = 73;
pub const KERN_PROC_CWD: i32 = 78;
pub const KERN_PROC_VMMAP: i32 = 80;
pub const KERN_CPUSTATS: i32 = 85;

pub const HW_DISKSTATS: i32 = 9;
pub const HW_DISKCOUNT: i32 = 10;
pub const HW_SENSORS: i32 = 11;
pub const HW_CPUSPEED: i32 = 12;
pub const HW_PHYSMEM64: i32 = 19;
pub const HW_NCPUONLINE: i32 = 25;
pub const VM_UVMEXP: i32 = 4;
pub const VFS_GENERIC: i32 = 0;
pub const VFS_BCACHESTAT: i32 = 3;

pub const PF_ROUTE: i32 = 17;
pub const NET_RT_IFLIST: i32 = 3;

/// `KERN_PROC`: who is asked about. Processes of the kernel are in the list of this name only.
pub const KERN_PROC_PID: i32 = 1;
pub const KERN_PROC_KTHREAD: i32 = 7;
/// With a record for each thread behind that of the process.
pub const KERN_PROC_SHOW_THREADS: i32 = 0x4000_0000;

/// `KERN_PROC_ARGS`: what is asked for.
pub const KERN_PROC_ARGV: i32 = 1;
pub const KERN_PROC_ENV: i32 = 3;

/// `KERN_FILE`: files of the system by their type, and files of a process by its number; -1 for all processes.
pub const KERN_FILE_BYFILE: i32 = 1;
pub const KERN_FILE_BYPID: i32 = 2;
pub const EVERY_PROCESS: i32 = -1;

/// How many records there may be: more than there can be. The buffer says how many there is room for.
const ANY_NUMBER: i32 = 1_000_000;

pub const CLOCKRATE: [i32; 2] = [CTL_KERN, KERN_CLOCKRATE];
pub const UVMEXP: [i32; 2] = [CTL_VM, VM_UVMEXP];
pub const BCACHESTAT: [i32; 3] = [CTL_VFS, VFS_GENERIC, VFS_BCACHESTAT];
pub const DISKSTATS: [i32; 2] = [CTL_HW, HW_DISKSTATS];
pub const DISKCOUNT: [i32; 2] = [CTL_HW, HW_DISKCOUNT];
pub const CPUSPEED: [i32; 2] = [CTL_HW, HW_CPUSPEED];
pub const PHYSMEM64: [i32; 2] = [CTL_HW, HW_PHYSMEM64];
pub const NCPUONLINE: [i32; 2] = [CTL_HW, HW_NCPUONLINE];
pub const IFLIST: [i32; 6] = [CTL_NET, PF_ROUTE, 0, 0, NET_RT_IFLIST, 0];

pub const fn processes(operation: i32, argument: i32, length: i32) -> [i32; 6] {
    [CTL_KERN, KERN_PROC, operation, argument, length, ANY_NUMBER]
}

pub const fn files(operation: i32, argument: i32, length: i32) -> [i32; 6] {
    [CTL_KERN, KERN_FILE, operation, argument, length, ANY_NUMBER]
}

pub const fn args(pid: i32, which: i32) -> [i32; 4] {
    [CTL_KERN, KERN_PROC_ARGS, pid, which]
}

pub const fn cwd(pid: i32) -> [i32; 3] {
    [CTL_KERN, KERN_PROC_CWD, pid]
}

pub const fn vmmap(pid: i32) -> [i32; 3] {
    [CTL_KERN, KERN_PROC_VMMAP, pid]
}

pub const fn cptime2(cpu: i32) -> [i32; 3] {
    [CTL_KERN, KERN_CPTIME2, cpu]
}

pub const fn cpustats(cpu: i32) -> [i32; 3] {
    [CTL_KERN, KERN_CPUSTATS, cpu]
}

pub const fn sensordev(device: i32) -> [i32; 3] {
    [CTL_HW, HW_SENSORS, device]
}

pub const fn sensor(device: i32, kind: i32, number: i32) -> [i32; 5] {
    [CTL_HW, HW_SENSORS, device, kind, number]
}
