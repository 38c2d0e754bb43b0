//! OpenBSD 7 on 64-bit machines: structs of sysctl(2), and of the few other calls that tell more.
//!
//! Their headers put new fields at the end, or in the place of unused ones; what moved between releases is not read.
//! Times are `bsd::timeval`, `VM_METER` is `bsd::vmtotal`, and `KERN_PROC_CWD` is text up to its NUL.

pub mod apm_power_info;
pub mod bcachestats;
pub mod clockinfo;
pub mod cp_time;
pub mod cpustats;
pub mod diskstats;
pub mod if_msghdr;
pub mod kinfo_file;
pub mod kinfo_proc;
pub mod kinfo_vmentry;
pub mod proc_args;
pub mod sensor;
pub mod sensordev;
pub mod statfs;
pub mod utmp;
pub mod uvmexp;

#[cfg(test)]
mod by_hand {
    use std::fmt::Debug;

    use crate::record::{Field, rows};
    use crate::{ParseError, Result};

    /// A struct as the kernel writes it: the fields where they are said to be, and anything but zero between them.
    pub fn written<const SIZE: usize>(fields: &[(usize, &[u8])]) -> [u8; SIZE] {
        let mut bytes = [0xA5; SIZE];
        for (at, field) in fields {
            bytes[*at..at + field.len()].copy_from_slice(field);
        }
        bytes
    }

    /// Each field begins where the reference says.
    pub fn offsets_are(record: &[(&str, usize)], reference: &[(&str, usize)]) {
        for (field, at) in reference {
            assert_eq!(crate::record::offset(record, field), *at, "{field}");
        }
    }

    /// Shorter is an error that says where, longer is the same, and lists go by the length that the kernel names.
    pub fn lengths_are_checked<T>(whole: &[u8], parse: impl Fn(&[u8]) -> Result<T>)
    where
        T: Field + Debug + PartialEq,
    {
        assert_eq!(whole.len(), T::WIDTH);
        let read = parse(whole).unwrap();
        assert_eq!(parse(&[whole, b"later"].concat()).as_ref(), Ok(&read));
        for length in 0..whole.len() {
            let error = parse(&whole[..length]).unwrap_err();
            assert_eq!(error.offset, Some(length));
        }
        let list = |bytes: &[u8], step| rows("list", bytes, step).collect::<Result<Vec<T>>>();
        assert_eq!(
            list(&[whole, whole].concat(), T::WIDTH).unwrap(),
            [read, parse(whole).unwrap()]
        );
        let longer = [whole, b"later", whole, b"later"].concat();
        assert_eq!(list(&longer, T::WIDTH + 5).map(|rows| rows.len()), Ok(2));
        let offset = |result: Result<Vec<T>>| result.unwrap_err().offset;
        for step in [0, 1, T::WIDTH - 1] {
            assert_eq!(offset(list(whole, step)), Some(step.max(1)), "{step} bytes a row");
        }
        let beyond: Result<Vec<T>> = list(whole, T::WIDTH + 1);
        assert_eq!(offset(beyond), Some(T::WIDTH));
        assert_eq!(list(&[], T::WIDTH).map(|rows| rows.len()), Ok::<_, ParseError>(0));
    }
}
