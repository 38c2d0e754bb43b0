//! Bugs of ours, on threads where nobody else catches them.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::{Error, Result};

/// Does some work. A panic in it is an error that says what the panic said: on a thread of its own it would be
/// the end of all that waits there, or of the program.
///
/// What the work borrows is to be dropped, or not to mind: it may be half done.
pub fn caught<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|panic| Err(Error::Bug(text_of(&*panic).into())))
}

/// What a panic said.
fn text_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "a panic that says nothing".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_that_says_why() {
        let bug = |text: &str| Err::<(), _>(Error::Bug(text.into()));
        assert_eq!(caught(|| Ok(7)), Ok(7));
        assert_eq!(caught(|| panic!("on purpose")), bug("on purpose"));
        let number = 7;
        assert_eq!(caught(|| panic!("number {number}")), bug("number 7"));
        assert_eq!(caught(|| std::panic::panic_any(7)), bug("a panic that says nothing"));
    }
}
