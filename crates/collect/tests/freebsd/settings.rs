//! What of a process can be set.

use nix::errno::Errno;
use psutil_collect::Error;
use psutil_collect::backend::{CpuCollector, ProcessCollector};
use psutil_collect::model::process::Limits;
use psutil_collect::port::replay::{Deed, Question};

use crate::machine::processes::{KERNEL, OURS, SERVER, rlimit};
use crate::machine::{machine, on, visit};
use crate::replay::records::i64s;

fn set_of(cpus: &[usize], length: usize) -> Vec<u8> {
    let mut set = vec![0; length];
    for cpu in cpus {
        set[cpu / 8] |= 1 << (cpu % 8);
    }
    set
}

#[test]
fn limits_are_told_and_set_at_once() {
    let replay = machine();
    let backend = on(&replay);
    let it = visit(&backend, SERVER);
    assert_eq!(backend.rlimit(&it, 8), Ok(Limits { soft: Some(1024), hard: None }));
    backend.set_rlimit(&it, 8, Limits { soft: Some(64), hard: None }).unwrap();
    let question = rlimit(SERVER, 8);
    let expected = Deed { question: question.clone(), bytes: i64s(&[64, i64::MAX]) };
    assert_eq!(replay.deeds(), [expected]);
    replay.refuse(question, Errno::EPERM);
    let denied = backend.set_rlimit(&it, 8, Limits { soft: None, hard: None });
    assert!(matches!(denied, Err(Error::AccessDenied { pid: Some(SERVER), .. })));
    let unknown = backend.rlimit(&it, 99);
    assert!(matches!(unknown, Err(Error::System(error)) if error.errno == Errno::EINVAL));
}

#[test]
fn a_limit_of_one_that_has_ended_cannot_be_set() {
    let replay = machine();
    let backend = on(&replay);
    let it = visit(&backend, SERVER);
    replay.refuse(rlimit(SERVER, 8), Errno::ESRCH);
    let set = backend.set_rlimit(&it, 8, Limits { soft: None, hard: None });
    assert_eq!(set, Err(Error::ZombieProcess { pid: SERVER }));
}

#[test]
fn trap_24_trap_25_cpus_are_bits_of_128_bytes() {
    let replay = machine();
    let backend = on(&replay);
    let it = visit(&backend, SERVER);
    assert_eq!(backend.cpu_affinity(&it), Ok(vec![1]));
    backend.set_cpu_affinity(&it, &[0]).unwrap();
    // All that are in its set.
    backend.set_cpu_affinity(&it, &[]).unwrap();
    let sets: Vec<_> = replay.deeds().into_iter().map(|deed| deed.bytes).collect();
    assert_eq!(sets, [set_of(&[0], 128), set_of(&[0, 1], 128)]);
}

#[test]
fn trap_25_kernels_before_14_have_sets_of_32_bytes() {
    let replay = machine();
    let cpus = [0, 8, 63, 64, 255];
    for level in [2, 3] {
        let question = Question::of("cpuset_getaffinity", &[level, SERVER]);
        replay.set(question, set_of(&cpus, 32));
    }
    replay.set(Question::of("cpuset_setaffinity", &[SERVER]), 32_usize);
    let backend = on(&replay);
    let it = visit(&backend, SERVER);
    assert_eq!(backend.cpu_affinity(&it), Ok(vec![0, 8, 63, 64, 255]));
    backend.set_cpu_affinity(&it, &[8, 64]).unwrap();
    assert_eq!(replay.deeds()[0].bytes, set_of(&[8, 64], 32));
}

#[test]
fn a_cpu_that_is_not_in_its_set_is_out_of_range() {
    let replay = machine();
    let backend = on(&replay);
    let it = visit(&backend, SERVER);
    for cpus in [&[2][..], &[0, 4096]] {
        let set = backend.set_cpu_affinity(&it, cpus);
        assert!(matches!(set, Err(Error::OutOfRange(_))), "{set:?}");
    }
    for errno in [Errno::EDEADLK, Errno::EINVAL] {
        replay.refuse(Question::of("cpuset_setaffinity", &[SERVER]), errno);
        let set = backend.set_cpu_affinity(&it, &[0]);
        assert!(matches!(set, Err(Error::OutOfRange(_))), "{set:?}");
    }
    replay.refuse(Question::of("cpuset_setaffinity", &[SERVER]), Errno::EPERM);
    let denied = backend.set_cpu_affinity(&it, &[0]);
    assert!(matches!(denied, Err(Error::AccessDenied { pid: Some(SERVER), .. })));
}

#[test]
fn what_this_program_may_use() {
    let replay = machine();
    let backend = on(&replay);
    assert_eq!(backend.usable_cpu_count(), Ok(2.0));
    let question = Question::of("cpuset_getaffinity", &[3, OURS]);
    replay.set(question, set_of(&[1], 32));
    assert_eq!(backend.usable_cpu_count(), Ok(1.0));
}

#[test]
fn the_nice_value_is_set_by_number() {
    let replay = machine();
    let backend = on(&replay);
    backend.set_priority(&visit(&backend, SERVER), 7).unwrap();
    assert_eq!(replay.deeds()[0].question, Question::of("setpriority", &[SERVER, 7]));
    let kernel = backend.set_priority(&visit(&backend, KERNEL), 7);
    assert!(matches!(kernel, Err(Error::AccessDenied { .. })));
}
