//! Work off the main thread, on libuv's pool.

use std::panic::{AssertUnwindSafe, catch_unwind};

use napi::{Error, Result};

/// Does the work of a task. A panic in it arrives as an `Error`; by itself it would end the program.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let message = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let message = message.or_else(|| panic.downcast_ref::<String>().cloned());
        Error::from_reason(message.unwrap_or_else(|| "a panic without a message".into()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_that_says_why() {
        assert_eq!(guarded(|| 7).unwrap(), 7);
        assert_eq!(guarded(|| panic!("on purpose")).unwrap_err().reason, "on purpose");
        let number = 7;
        assert_eq!(guarded(|| panic!("number {number}")).unwrap_err().reason, "number 7");
    }
}
