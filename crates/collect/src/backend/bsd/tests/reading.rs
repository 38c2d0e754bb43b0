use std::path::{Path, PathBuf};
use std::time::Duration;

use super::super::visit::Visit;
use super::super::{credentials, disk, terminal, times, words};
use super::*;
use crate::backend::Place;
use crate::port::{FileStatus, Statvfs};

fn record(made: &Made, pid: Pid) -> Record {
    Visit::to_number(made, pid).unwrap().record
}

#[test]
fn a_name_that_was_cut_off_is_made_whole() {
    let made = Made::<0>::of(&[Raw(5, 1, 5, 9, ""), Raw(6, 1, 6, 9, "c")]);
    let comm = b"a-name-of-19-letter".to_vec();
    let whole = || Ok(vec![b"/bin/a-name-of-19-letters".to_vec(), b"-x".to_vec()]);
    let (short, cut) = (record(&made, 5), record(&made, 6));
    assert_eq!(words::whole_name(&short, whole), Ok(comm.clone()));
    assert_eq!(words::whole_name(&cut, whole), Ok(b"a-name-of-19-letters".to_vec()));
    for arguments in [Ok(vec![]), Ok(vec![b"sh".to_vec()]), Err(Error::ZombieProcess { pid: 6 })] {
        assert_eq!(words::whole_name(&cut, || arguments), Ok(comm.clone()));
    }
    assert!(is_gone(&words::whole_name(&cut, || Err(Error::no_such_process(6)))));
}

#[test]
fn trap_15_variables_are_bytes_up_to_the_first_equals_sign() {
    let strings: [&[u8]; 5] = [b"A=1", b"B=x=\xFF", b"garbage", b"=x", b"A=2"];
    let entries = words::environment(strings.into_iter());
    let entry = |name: &[u8], value: &[u8]| (name.to_vec(), value.to_vec());
    assert_eq!(entries, [entry(b"A", b"1"), entry(b"B", b"x=\xFF"), entry(b"A", b"2")]);
}

fn device(rdev: u64) -> FileStatus {
    FileStatus { dev: 1, ino: 1, rdev, mode: 0o020_620, size: 0, nlink: 1 }
}

#[test]
fn a_terminal_is_found_by_its_number() {
    let made = Made::<0>::of(&[Raw(5, 1, 5, 9, ""), Raw(6, 1, 6, 9, "t")]);
    let path = || terminal::terminal_path(&made, &record(&made, 6));
    assert_eq!(terminal::terminal_path(&made, &record(&made, 5)), None);
    assert_eq!(path(), Some(Vec::new()));
    let names = ["console", "ttyv1", "ttyv0", "tty", "null"].map(|name| name.as_bytes().to_vec());
    made.kernel.set(Question::about("readdir", "/dev"), names.to_vec());
    let stat = |path: &str| Question::about("stat", path);
    made.kernel.set(stat("/dev/tty"), device(0x88));
    made.kernel.set(stat("/dev/null"), device(0x88));
    assert_eq!(path(), Some(Vec::new()));
    made.kernel.set(stat("/dev/console"), device(0x88));
    assert_eq!(path(), Some(b"/dev/console".to_vec()));
    made.kernel.set(stat("/dev/ttyv1"), device(0x88));
    made.kernel.set(stat("/dev/ttyv0"), device(0x87));
    assert_eq!(path(), Some(b"/dev/ttyv1".to_vec()));
    made.kernel.set(stat("/dev/ttyv0"), device(0x88));
    assert_eq!(path(), Some(b"/dev/ttyv0".to_vec()));
    made.kernel.set(Question::about("readdir", "/dev/pts"), vec![b"1".to_vec(), b"0".to_vec()]);
    made.kernel.set(stat("/dev/pts/0"), FileStatus { mode: 0o100_644, ..device(0x88) });
    made.kernel.set(stat("/dev/pts/1"), device(0x88));
    assert_eq!(path(), Some(b"/dev/pts/1".to_vec()));
}

#[test]
fn a_user_has_the_name_of_the_file_and_on_macos_of_the_directory() {
    let ask = |made: &Replay| {
        made.set(Question::about("read", "/etc/passwd"), b"root:*:0:0::/:/bin/sh\n".to_vec());
        made.set(Question::of("getpwuid", &[501]), Some(b"ann".to_vec()));
    };
    let (freebsd, macos) = (Made::<0>::default(), Made::<2>::default());
    ask(&freebsd.kernel);
    ask(&macos.kernel);
    assert_eq!(credentials::user_of_number(&freebsd, 0), b"root");
    assert_eq!(credentials::user_of_number(&freebsd, 501), b"501");
    assert_eq!(credentials::user_of_number(&macos, 501), b"ann");
    assert_eq!(credentials::user_of_number(&macos, 502), b"502");
}

#[test]
fn times_are_told_of_whom_the_kernel_tells_them() {
    let made = Made::<0>::of(&[Raw(5, 1, 5, 9, ""), Raw(6, 1, 6, 0, "Z")]);
    let (known, zombie) = (record(&made, 5), record(&made, 6));
    assert_eq!(times::create_time(&known), Ok(1_700_000_009_000.0));
    assert!(matches!(times::create_time(&zombie), Err(Error::KernelData { .. })));
    let clock = |number: i32, seconds: u64| {
        let question = Question::of("clock_gettime", &[number]);
        made.kernel.set(question, Duration::from_secs(seconds));
    };
    clock(0, 1_700_000_019);
    clock(2, 15);
    let cpu = times::cpu_use(&made, &known, 2.5).unwrap();
    assert_eq!(
        [cpu.cpu, cpu.now, cpu.age].map(f64::to_bits),
        [2.5_f64, 15.0, 10.0].map(f64::to_bits)
    );
    assert!(times::cpu_use(&made, &zombie, 2.5).unwrap().age.abs() < f64::EPSILON);
}

#[test]
fn each_system_writes_its_boot_in_its_own_way() {
    let bytes = |rest: i64| [BOOTED, rest].map(i64::to_ne_bytes).concat();
    let freebsd = Made::<0>::default();
    freebsd.kernel.set(Question::of("sysctl", &[1, 21]), bytes(500_000));
    assert_eq!(times::boot_time(&freebsd), Ok(1_700_000_000_500.0));
    let netbsd = Made::<1>::default();
    netbsd.kernel.set(Question::of("sysctl", &[1, 83]), bytes(500_000_000));
    assert_eq!(times::boot_time(&netbsd), Ok(1_700_000_000_500.0));
    let macos = Made::<2>::default();
    macos.kernel.set(Question::of("sysctl", &[1, 21]), bytes((0xAA << 32) + 500_000));
    assert_eq!(times::boot_time(&macos), Ok(1_700_000_000_500.0));
    macos.kernel.set(Question::of("sysctl", &[1, 21]), vec![0_u8; 8]);
    assert!(matches!(times::boot_time(&macos), Err(Error::KernelData { .. })));
}

#[test]
fn a_path_is_asked_about_as_a_whole() {
    let made = Made::<0>::default();
    let space = Statvfs { frsize: 512, blocks: 10, bfree: 4, bavail: 3, files: 0, ffree: 0 };
    made.kernel.set(Question::about("getcwd", ""), PathBuf::from("/home/ann"));
    made.kernel.set(Question::about("statvfs", "/home/ann/x"), space);
    let mut route = disk::route(&made, Path::new("x")).unwrap();
    assert_eq!(route.place(), &Place::Behind("/home/ann/x".into()));
    let found = disk::follow(&made, &mut route).unwrap().unwrap();
    assert_eq!((found.total, found.used, found.free), (5120, 3072, 1536));
    // Too long as a whole, or below a folder that is closed to us.
    made.kernel.refuse(Question::about("statvfs", "/home/ann/x"), Errno::EACCES);
    made.kernel.set(Question::about("statvfs", "x"), space);
    assert_eq!(disk::follow(&made, &mut route), Ok(Some(found)));
    made.kernel.refuse(Question::about("statvfs", "/nowhere"), Errno::ENOENT);
    let mut route = disk::route(&made, Path::new("/nowhere")).unwrap();
    let error = disk::follow(&made, &mut route).unwrap_err();
    assert!(error.to_string().contains("/nowhere"), "{error}");
    assert!(disk::disk_usage(&made, Path::new("/nowhere")).is_err());
}
