//! System calls that take the number of a process.

use std::time::Duration;

use nix::errno::Errno;
use nix::sys::time::TimeSpec;
use nix::time::{ClockId, clock_gettime};

use super::Kernel;
use crate::model::process::Pid;
use crate::port::{ByNumber, Port, PortError, Posix};

/// `IOPRIO_WHO_PROCESS` of `linux/ioprio.h`.
const IOPRIO_WHO_PROCESS: i32 = 1;
/// Bytes of the first mask of CPUs that is tried: 1024 of them.
const FIRST_MASK: usize = 128;
/// A mask larger than any kernel's, `CONFIG_NR_CPUS` of 2^19.
const LARGEST_MASK: usize = 64 * 1024;

/// `struct rlimit64`, `prlimit64(2)`: 64 bits on every architecture.
#[repr(C)]
struct Rlimit64 {
    rlim_cur: u64,
    rlim_max: u64,
}

const _: () = assert!(size_of::<Rlimit64>() == 16);

/// A word of a mask of CPUs; the kernel counts bits from its lowest, so on any byte order bit n is CPU n.
type Word = libc::c_ulong;
const WORD_BYTES: usize = size_of::<Word>();
const WORD_BITS: u32 = Word::BITS;

impl Posix for Kernel {
    fn kill(&self, pid: Pid, signal: i32) -> Port<()> {
        // SAFETY: kill takes two numbers and touches no memory of ours. nix would refuse real-time signals.
        let result = unsafe { libc::kill(pid, signal) };
        done("kill", result)
    }

    fn setpriority(&self, pid: Pid, nice: i32) -> Port<()> {
        // SAFETY: three numbers, no memory.
        let result = unsafe { libc::syscall(libc::SYS_setpriority, libc::PRIO_PROCESS, pid, nice) };
        done("setpriority", result)
    }
}

impl ByNumber for Kernel {
    fn cpu_clock(&self, pid: Pid) -> Port<Duration> {
        // A number that large is nobody's, and shifted it would be that of another clock.
        if pid > Pid::MAX >> 3 {
            return Err(PortError::new("clock_gettime", Errno::EINVAL));
        }
        // The clock of a process, MAKE_PROCESS_CPUCLOCK of linux/posix-timers.h; 2: user and system time.
        let clock = ClockId::from_raw((!pid << 3) | 2);
        let time = clock_gettime(clock).map_err(|errno| PortError::new("clock_gettime", errno))?;
        Ok(duration(time))
    }

    fn getpriority(&self, pid: Pid) -> Port<i32> {
        // SAFETY: two numbers, no memory. The bare call answers 20 - nice, so that no answer is an error;
        // the function of libc needs errno to tell a nice value of -1 from a failure.
        let answer = unsafe { libc::syscall(libc::SYS_getpriority, libc::PRIO_PROCESS, pid) };
        let answer = number("getpriority", answer)?;
        Ok(20_i32.saturating_sub(answer))
    }

    fn ioprio_get(&self, pid: Pid) -> Port<u32> {
        // SAFETY: two numbers, no memory.
        let answer = unsafe { libc::syscall(libc::SYS_ioprio_get, IOPRIO_WHO_PROCESS, pid) };
        number("ioprio_get", answer)
    }

    fn ioprio_set(&self, pid: Pid, ioprio: u32) -> Port<()> {
        // SAFETY: three numbers, no memory.
        let result =
            unsafe { libc::syscall(libc::SYS_ioprio_set, IOPRIO_WHO_PROCESS, pid, ioprio) };
        done("ioprio_set", result)
    }

    fn sched_getaffinity(&self, pid: Pid) -> Port<Vec<u32>> {
        let mut mask: Vec<Word> = vec![0; FIRST_MASK / WORD_BYTES];
        loop {
            let size = size_of_val(mask.as_slice());
            // SAFETY: mask has room for the size that is said, and outlives the call.
            let written =
                unsafe { libc::syscall(libc::SYS_sched_getaffinity, pid, size, mask.as_mut_ptr()) };
            match number::<usize>("sched_getaffinity", written) {
                Ok(_) => return Ok(cpus_of(&mask)),
                // The kernel has room for more CPUs than the mask.
                Err(error) if error.errno == Errno::EINVAL && size < LARGEST_MASK => {
                    mask.resize(mask.len().saturating_mul(2), 0);
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn sched_setaffinity(&self, pid: Pid, cpus: &[u32]) -> Port<()> {
        set_affinity(pid, &mask_of(cpus))
    }

    fn sched_resetaffinity(&self, pid: Pid) -> Port<()> {
        // The kernel cuts the mask to its own size, then to what the cpuset allows.
        set_affinity(pid, &vec![Word::MAX; LARGEST_MASK / WORD_BYTES])
    }

    fn prlimit(&self, pid: Pid, resource: i32) -> Port<(u64, u64)> {
        let mut old = Rlimit64 { rlim_cur: 0, rlim_max: 0 };
        let no_new = std::ptr::null::<Rlimit64>();
        // SAFETY: a null pointer for the new limits is allowed and sets none; old has room for the struct that
        // the kernel writes.
        let result =
            unsafe { libc::syscall(libc::SYS_prlimit64, pid, resource, no_new, &raw mut old) };
        done("prlimit64", result)?;
        Ok((old.rlim_cur, old.rlim_max))
    }

    fn set_prlimit(&self, pid: Pid, resource: i32, (soft, hard): (u64, u64)) -> Port<()> {
        let new = Rlimit64 { rlim_cur: soft, rlim_max: hard };
        let no_old = std::ptr::null_mut::<Rlimit64>();
        // SAFETY: new is a whole struct that the kernel reads; a null pointer for the old limits is allowed.
        let result =
            unsafe { libc::syscall(libc::SYS_prlimit64, pid, resource, &raw const new, no_old) };
        done("prlimit64", result)
    }
}

fn set_affinity(pid: Pid, mask: &[Word]) -> Port<()> {
    let size = size_of_val(mask);
    // SAFETY: mask has the size that is said and outlives the call; the kernel only reads it.
    let result = unsafe { libc::syscall(libc::SYS_sched_setaffinity, pid, size, mask.as_ptr()) };
    done("sched_setaffinity", result)
}

/// The numbers of the bits that are set.
fn cpus_of(mask: &[Word]) -> Vec<u32> {
    let words = (0_u32..).step_by(usize::try_from(WORD_BITS).unwrap_or(usize::MAX)).zip(mask);
    words
        .flat_map(|(first, word)| {
            (0..WORD_BITS)
                .filter(move |bit| word >> bit & 1 == 1)
                .map(move |bit| first.saturating_add(bit))
        })
        .collect()
}

/// A mask just large enough for these CPUs.
fn mask_of(cpus: &[u32]) -> Vec<Word> {
    let mut mask: Vec<Word> = Vec::new();
    for cpu in cpus {
        let at = usize::try_from(cpu / WORD_BITS).unwrap_or(usize::MAX);
        if mask.len() <= at {
            mask.resize(at.saturating_add(1), 0);
        }
        if let Some(word) = mask.get_mut(at) {
            *word |= 1 << (cpu % WORD_BITS);
        }
    }
    mask
}

fn duration(time: TimeSpec) -> Duration {
    Duration::from(time)
}

/// A call that only succeeds or fails.
fn done(call: &'static str, result: impl Into<i64>) -> Port<()> {
    number::<i64>(call, result).map(drop)
}

/// The answer of a call in the type that it fits.
fn number<T: TryFrom<i64>>(call: &'static str, answer: impl Into<i64>) -> Port<T> {
    let answer = Errno::result(answer.into()).map_err(|errno| PortError::new(call, errno))?;
    T::try_from(answer).map_err(|_| PortError::new(call, Errno::ERANGE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::Machine;

    #[test]
    fn b13_cpus_beyond_1024_have_a_bit() {
        for cpus in [vec![], vec![0], vec![31, 32, 63, 64], vec![1, 1023, 1024, 8191]] {
            assert_eq!(cpus_of(&mask_of(&cpus)), cpus);
        }
    }

    #[test]
    fn e_k5_the_mask_grows_until_the_kernel_takes_it() {
        let cpus = Kernel.sched_getaffinity(0).unwrap();
        assert!(!cpus.is_empty());
        Kernel.sched_setaffinity(0, &cpus).unwrap();
        assert_eq!(Kernel.sched_getaffinity(0), Ok(cpus));
        let beyond = Kernel.sched_setaffinity(0, &[500_000]).unwrap_err();
        assert_eq!((beyond.call, beyond.errno), ("sched_setaffinity", Errno::EINVAL));
    }

    #[test]
    fn a_process_that_is_not_there() {
        let nobody = i32::MAX;
        for error in [
            Kernel.getpriority(nobody).unwrap_err(),
            Kernel.ioprio_get(nobody).unwrap_err(),
            Kernel.prlimit(nobody, 0).unwrap_err(),
            Kernel.sched_getaffinity(nobody).unwrap_err(),
        ] {
            assert_eq!(error.errno, Errno::ESRCH, "{}", error.call);
        }
        assert_eq!(Kernel.cpu_clock(nobody).unwrap_err().errno, Errno::EINVAL);
    }

    #[test]
    fn our_own_clock_goes_forward() {
        let before = Kernel.cpu_clock(Kernel.getpid()).unwrap();
        assert!(Kernel.cpu_clock(Kernel.getpid()).unwrap() > before);
    }
}
