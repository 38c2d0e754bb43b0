//! One way to ask `sysctl(3)`: with room that grows as long as there is more.

use nix::errno::Errno;

use crate::port::{Port, PortError, Sysctl, SysctlNames};

/// How often a table may grow while it is read.
const TRIES: u32 = 16;

/// A table, however long it is. It is asked for its length first, and given some room more: it may grow in between.
pub(in crate::backend) fn table(kernel: &impl Sysctl, mib: &[i32]) -> Port<Vec<u8>> {
    table_with_room(kernel, mib, 0)
}

/// The same, with so many bytes more than the kernel says that there are.
pub(in crate::backend) fn table_with_room(
    kernel: &impl Sysctl,
    mib: &[i32],
    more: usize,
) -> Port<Vec<u8>> {
    let mut more = more;
    for _ in 0..TRIES {
        let length = kernel.sysctl(mib, None, None)?;
        if length == 0 {
            return Ok(Vec::new());
        }
        let mut buffer = vec![0; length.saturating_add(length / 8).saturating_add(more)];
        match kernel.sysctl(mib, Some(&mut buffer), None) {
            Ok(length) => {
                buffer.truncate(length);
                return Ok(buffer);
            }
            Err(error) if error.errno == Errno::ENOMEM => {
                more = more.max(length).saturating_mul(2);
            }
            Err(error) => return Err(error),
        }
    }
    Err(PortError::new("sysctl", Errno::ENOMEM))
}

/// A struct or a number: what fits into so many bytes. Of a longer one the kernel gives the beginning, or refuses with
/// `ENOMEM`; its beginning is ours then too.
pub(in crate::backend) fn record(kernel: &impl Sysctl, mib: &[i32], size: usize) -> Port<Vec<u8>> {
    let mut buffer = vec![0; size];
    match kernel.sysctl(mib, Some(&mut buffer), None) {
        Ok(length) => buffer.truncate(length),
        // The kernel's is longer, and it has written what there was room for, or nothing: ask for all of it.
        Err(error) if error.errno == Errno::ENOMEM => return table(kernel, mib),
        Err(error) => return Err(error),
    }
    Ok(buffer)
}

/// A table by its name.
pub(in crate::backend) fn named_table(kernel: &impl SysctlNames, name: &str) -> Port<Vec<u8>> {
    table(kernel, &kernel.mib(name)?)
}

/// A struct or a number by its name.
pub(in crate::backend) fn named_record(
    kernel: &impl SysctlNames,
    name: &str,
    size: usize,
) -> Port<Vec<u8>> {
    record(kernel, &kernel.mib(name)?, size)
}

/// Whether the kernel has no such thing: a missing device, a module that is not loaded, a later release.
pub(in crate::backend) const fn is_missing(error: &PortError) -> bool {
    matches!(error.errno, Errno::ENOENT | Errno::EOPNOTSUPP | Errno::ENXIO | Errno::ENODEV)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::replay::{Question, Replay};

    const MIB: [i32; 3] = [1, 14, 8];

    fn question() -> Question {
        Question::of("sysctl", &MIB)
    }

    #[test]
    fn a_table_that_grows_is_asked_for_again() {
        let replay = Replay::default();
        replay.set(question(), vec![1_u8; 8]);
        for length in [100_u8, 200] {
            replay.then(question(), vec![length; usize::from(length)]);
        }
        assert_eq!(table(&replay, &MIB), Ok(vec![200; 200]));
    }

    #[test]
    fn a_table_that_never_stands_still_is_an_error() {
        let replay = Replay::default();
        for power in 0..40 {
            replay.then(question(), vec![0_u8; 1 << power.min(20)]);
        }
        // Room grows faster than that: it is caught up with.
        assert!(table(&replay, &MIB).is_ok());
    }

    #[test]
    fn errors_are_the_kernels() {
        let replay = Replay::default();
        assert_eq!(table(&replay, &MIB).map_err(|error| error.errno), Err(Errno::ENOENT));
        replay.refuse(question(), Errno::EPERM);
        assert_eq!(table(&replay, &MIB).map_err(|error| error.errno), Err(Errno::EPERM));
        replay.set(question(), Vec::<u8>::new());
        assert_eq!(table(&replay, &MIB), Ok(Vec::new()));
    }

    #[test]
    fn a_record_may_be_longer_or_shorter_than_ours() {
        let replay = Replay::default();
        replay.set(question(), vec![7_u8; 12]);
        assert_eq!(record(&replay, &MIB, 8), Ok(vec![7; 12]));
        assert_eq!(record(&replay, &MIB, 16), Ok(vec![7; 12]));
    }
}
