//! What a made-up process has mapped and opened, whole and spoiled (`__test__/fixtures/linux-6.18-x86_64`).
#![cfg(all(target_os = "linux", target_endian = "little"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests make and read their own files")]

mod common;

use common::made_up::{ask, fixture, spoilable};
use common::scripted::{self, refuse};
use nix::errno::Errno;
use psutil_collect::Error;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::Host;
use psutil_collect::model::field::Field;
use psutil_collect::model::net::{
    Connection, ConnectionKind, ConnectionStatus, Endpoint, Family, SocketType,
};
use psutil_collect::model::process::{
    FdExtra, FdType, MapUse, MemoryFootprint, MemoryMapGrouped, OpenFd, OpenMode,
};

const KIB: u64 = 1024;

fn fds(host: &Host) -> Vec<OpenFd> {
    ask(host, 42, |host, it| host.open_fds(it, &host.fd_numbers(it)?)).unwrap()
}

fn connections(host: &Host, kind: ConnectionKind) -> Vec<Connection> {
    ask(host, 42, |host, it| host.connections(it, kind.into())).unwrap()
}

fn inet(text: &str) -> Endpoint {
    Endpoint::Inet(text.parse().unwrap())
}

#[test]
fn e_f12_mappings_with_their_paths() {
    let maps = ask(&fixture(), 42, Host::memory_maps).unwrap();
    let paths: Vec<Option<&[u8]>> = maps.iter().map(|map| map.file.path.as_deref()).collect();
    let expected: [Option<&[u8]>; 7] = [
        Some(b"/opt/odd (deleted)"),
        Some(b"/opt/odd (deleted)"),
        Some(b"[heap]"),
        None,
        Some(b"/dev/shm/a  b\\012Rss: 7 kB"),
        None,
        Some(b"[vsyscall]"),
    ];
    assert_eq!(paths, expected);
    let shared = &maps[4];
    assert_eq!((shared.addr_start, shared.addr_end), (0x7f00_0001_0000, 0x7f00_0001_4000));
    assert_eq!((shared.perms, shared.offset), (*b"rw-s", 0x1000));
    assert_eq!((shared.file.dev, shared.file.ino), (Some(0x1a), Some(4_294_967_299)));
    assert_eq!(maps[0].file.dev, Some(0xfe00));
    let heap = MapUse {
        size: 132 * KIB,
        rss: Some(100 * KIB),
        pss: Some(100 * KIB),
        shared_clean: Some(0),
        shared_dirty: Some(0),
        private_clean: Some(20 * KIB),
        private_dirty: Some(80 * KIB),
        referenced: Some(90 * KIB),
        anonymous: Some(100 * KIB),
        swap: Some(32 * KIB),
    };
    assert_eq!(maps[2].memory, heap);
}

#[test]
fn trap_36_groups_in_the_order_of_their_first_mapping() {
    let groups = ask(&fixture(), 42, Host::memory_maps_grouped).unwrap();
    let path = |group: &MemoryMapGrouped| {
        String::from_utf8_lossy(group.file.path.as_deref().unwrap_or(b"none")).into_owned()
    };
    let seen: Vec<String> = groups
        .iter()
        .map(|group| {
            let MapUse { size, rss, .. } = group.memory;
            format!("{} {} {}", path(group), size / KIB, rss.unwrap() / KIB)
        })
        .collect();
    let expected = [
        "/opt/odd (deleted) 28 24",
        "[heap] 132 100",
        "none 12 8",
        "/dev/shm/a  b\\012Rss: 7 kB 16 12",
        "[vsyscall] 4 0",
    ];
    assert_eq!(seen, expected);
}

#[test]
fn e_r4_the_footprint_by_the_rollup_and_without_it() {
    let known = |kib: u64| Field::Known(kib * KIB);
    let footprint = |uss, shared| MemoryFootprint {
        uss: uss * KIB,
        pss: known(130),
        swap: known(36),
        shared: known(shared),
        dirty: known(100),
    };
    let ask_refused = |refused: &[scripted::Refused]| {
        let host = scripted::fixture();
        refuse(refused);
        host.memory_footprint(&host.snapshot(host.open(Some(42)).unwrap()).unwrap())
    };
    // The rollup has 2048 KiB of private and 64 KiB of shared huge pages.
    assert_eq!(ask_refused(&[]), Ok(footprint(2048 + 120, 64 + 24)));
    for missing in [Errno::ENOENT, Errno::ESRCH] {
        let answer = ask_refused(&[("read_record", "smaps_rollup", missing)]);
        assert_eq!(answer, Ok(footprint(120, 24)));
    }
    let denied = ask_refused(&[("read_record", "smaps_rollup", Errno::EACCES)]);
    assert!(matches!(denied, Err(Error::AccessDenied { pid: Some(42), .. })));
}

#[test]
fn memory_in_full() {
    let full = ask(&fixture(), 42, Host::memory_full_info).unwrap();
    assert_eq!(full.info, ask(&fixture(), 42, Host::memory_info).unwrap());
    let footprint = ask(&fixture(), 42, Host::memory_footprint).unwrap();
    assert_eq!((full.uss, full.pss), (Field::Known(footprint.uss), footprint.pss));
    assert_eq!((full.swap, full.dirty), (footprint.swap, footprint.dirty));
    let zombie = ask(&fixture(), 43, Host::memory_full_info).unwrap();
    assert_eq!([zombie.uss, zombie.pss, zombie.swap, zombie.dirty], [Field::Unknown; 4]);
    assert!(matches!(full.lib, Field::Known(bytes) if bytes > 0));
}

#[test]
fn a_list_of_mappings_that_is_cut_off_is_an_error_or_shorter() {
    let tree = spoilable();
    let text = std::fs::read(tree.file("proc/42/smaps")).unwrap();
    let whole = ask(&tree.host(), 42, Host::memory_maps).unwrap();
    for length in 0..text.len() {
        tree.write("proc/42/smaps", &text[..length]);
        match ask(&tree.host(), 42, Host::memory_maps) {
            Ok(maps) => assert!(whole.starts_with(&maps) && maps.len() < whole.len(), "{length}"),
            Err(Error::KernelData { path, .. }) => assert!(path.ends_with("42/smaps")),
            Err(error) => panic!("{length}: {error:?}"),
        }
    }
    let rollup = std::fs::read(tree.file("proc/42/smaps_rollup")).unwrap();
    for length in 0..rollup.len() {
        tree.write("proc/42/smaps_rollup", &rollup[..length]);
        let answer = ask(&tree.host(), 42, Host::memory_footprint);
        assert!(matches!(answer, Err(Error::KernelData { .. })), "{length}: {answer:?}");
    }
}

#[test]
fn a_list_of_mappings_of_a_process_that_has_ended_meanwhile_is_none() {
    let tree = spoilable();
    tree.write("proc/42/statm", "0 0 0 0 0 0 0\n");
    for answer in [
        ask(&tree.host(), 42, Host::memory_maps).map(drop),
        ask(&tree.host(), 42, Host::memory_maps_grouped).map(drop),
    ] {
        assert_eq!(answer, Err(Error::ZombieProcess { pid: 42 }));
    }
}

#[test]
fn descriptors_of_several_kinds() {
    let fds = fds(&fixture());
    assert_eq!(fds.iter().map(|fd| fd.fd).collect::<Vec<_>>(), (0..10).collect::<Vec<_>>());
    assert_eq!((fds[0].fdtype, fds[0].path.as_deref()), (FdType::File, Some(&b"/dev/pts/4"[..])));
    assert_eq!((fds[1].fdtype, fds[1].mode), (FdType::Pipe, Some(OpenMode::Write)));
    let log = &fds[2];
    assert_eq!((log.path.as_deref(), log.deleted), (Some(&b"/var/log/odd  one"[..]), true));
    assert_eq!((log.position, log.mode), (Some(4096), Some(OpenMode::Append)));
    assert_eq!((log.flags, log.mnt_id), (Some(0o2001), Some(27)));
    assert_eq!((fds[3].fdtype, fds[3].scm_fds), (FdType::Socket, Some(1)));
    // None is there to be looked at by stat.
    assert!(fds.iter().all(|fd| fd.file.is_none()));
}

#[test]
fn trap_8_the_count_of_an_eventfd() {
    let extra = fds(&fixture()).remove(9).extra;
    let expected = FdExtra::Eventfd { count: Some(171), id: Some(1), semaphore: Some(false) };
    assert_eq!(extra, expected);
}

#[test]
fn trap_10_e_f7_one_row_for_each_descriptor() {
    let rows = connections(&fixture(), ConnectionKind::All);
    let seen: Vec<_> = rows.iter().map(|row| (row.fd, row.socket.family)).collect();
    let expected = [
        (Some(3), Family::Unix),
        (Some(4), Family::Unix),
        (Some(5), Family::Ipv4),
        (Some(6), Family::Ipv4),
        (Some(7), Family::Ipv6),
    ];
    assert_eq!(seen, expected); // 8 is in no table
    assert!(rows.iter().all(|row| row.pid == Some(42)));
}

#[test]
fn b4_e_f7_the_name_of_a_unix_socket_is_whole() {
    let socket = connections(&fixture(), ConnectionKind::Unix).remove(0).socket;
    assert_eq!(socket.laddr, Some(Endpoint::Unix(b"/run/a  b".to_vec())));
    assert_eq!((socket.socket_type, socket.raddr), (SocketType::Stream, None));
    assert_eq!((socket.status, socket.uid), (None, None));
}

#[test]
fn trap_9_e_f8_rows_that_nobody_has_are_nobodys() {
    // Two rows of TIME_WAIT have the inode 0.
    let rows = connections(&fixture(), ConnectionKind::Tcp);
    let seen: Vec<_> = rows.into_iter().map(|row| row.socket).collect();
    assert_eq!(seen.len(), 2);
    assert_eq!(
        (seen[0].laddr.clone(), seen[0].raddr.clone()),
        (Some(inet("127.0.0.1:8080")), None)
    );
    assert_eq!((seen[0].status, seen[0].uid), (Some(ConnectionStatus::Listen), Some(1000)));
    assert_eq!(seen[1].raddr, Some(inet("127.0.0.2:50002")));
    assert_eq!(seen[1].status, Some(ConnectionStatus::Established));
}

#[test]
fn trap_11_e_f8_a_table_that_is_not_there_has_no_rows() {
    assert_eq!(connections(&fixture(), ConnectionKind::Tcp6), []);
    let udp = connections(&fixture(), ConnectionKind::Udp).remove(0).socket;
    assert_eq!((udp.family, udp.laddr), (Family::Ipv6, Some(inet("[::ffff:127.0.0.1]:53"))));
}

#[test]
fn e_f8_a_malformed_row_is_an_error_with_its_line() {
    let tree = spoilable();
    let text = std::fs::read_to_string(tree.file("proc/42/net/tcp")).unwrap();
    tree.write("proc/42/net/tcp", text.replace("0200007F:C350", "0200007F"));
    let answer =
        ask(&tree.host(), 42, |host, it| host.connections(it, ConnectionKind::Inet.into()));
    let Err(Error::KernelData { path, reason }) = answer else { panic!("{answer:?}") };
    assert!(path.ends_with("42/net/tcp") && reason.contains("line 3"), "{reason}");
    // Who does not ask for it does not meet it.
    let unix = ask(&tree.host(), 42, |host, it| host.connections(it, ConnectionKind::Unix.into()));
    assert!(unix.is_ok());
}

#[test]
fn e_f8_tables_that_are_cut_off_lack_rows_and_never_have_half_of_one() {
    let tree = spoilable();
    let whole = connections(&tree.host(), ConnectionKind::All);
    for name in ["net/tcp", "net/udp6", "net/unix"] {
        let path = format!("proc/42/{name}");
        let text = std::fs::read(tree.file(&path)).unwrap();
        for length in 0..text.len() {
            tree.write(&path, &text[..length]);
            for row in connections(&tree.host(), ConnectionKind::All) {
                assert!(whole.contains(&row), "{name} of {length} bytes: {row:?}");
            }
        }
        tree.write(&path, &text);
    }
}

#[test]
fn e_r2_a_descriptor_that_is_closed_meanwhile_is_left_out() {
    let ask_refused = |refused: &[scripted::Refused]| {
        let host = scripted::fixture();
        refuse(refused);
        let it = host.snapshot(host.open(Some(42)).unwrap()).unwrap();
        let fds = host.open_fds(&it, &host.fd_numbers(&it)?)?;
        let rows = host.connections(&it, ConnectionKind::All.into())?;
        Ok((fds.len(), rows.len()))
    };
    assert_eq!(ask_refused(&[("read_link", "fd/3", Errno::ENOENT)]), Ok((9, 4)));
    let denied = ask_refused(&[("read_link", "fd/3", Errno::EACCES)]);
    assert!(matches!(denied, Err(Error::AccessDenied { pid: Some(42), .. })));
    // E-F16: who may not look at the file may not know of it.
    let denied = ask_refused(&[("file_status", "fd/0", Errno::EACCES)]);
    assert!(matches!(denied, Err(Error::AccessDenied { pid: Some(42), .. })));
    for told in [Errno::ENAMETOOLONG, Errno::EINVAL] {
        assert_eq!(ask_refused(&[("read_link", "fd/0", told)]), Ok((10, 5)), "E-F15");
    }
}

#[test]
fn open_files_without_what_stat_says_are_none() {
    assert_eq!(ask(&fixture(), 42, Host::open_files), Ok(vec![]));
    assert_eq!(ask(&fixture(), 42, Host::num_fds), Ok(10));
}
