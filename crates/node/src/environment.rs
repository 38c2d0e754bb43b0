//! What one environment has begun elsewhere, and what ends with it.
//!
//! An environment is a thread of JavaScript's: the program's own, or a Worker. What it holds is dropped when it is
//! collected, and when the environment ends. Not every runtime does that for a Worker that is terminated, but its
//! thread always ends.
#![allow(
    clippy::missing_const_for_thread_local,
    reason = "they are const; clippy does not see it where a system keeps thread locals by key, as OpenBSD"
)]

use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Weak};

/// What can be ended from outside, more than once.
pub trait Ends {
    /// Ends it.
    fn end(&self);
}

thread_local! {
    static BEGUN: Begun = const { Begun(RefCell::new(Vec::new())) };
}

struct Begun(RefCell<Vec<Weak<dyn Ends>>>);

impl Drop for Begun {
    fn drop(&mut self) {
        self.0.borrow().iter().filter_map(Weak::upgrade).for_each(|it| it.end());
    }
}

/// Has something end with this thread, unless it is dropped before.
pub fn ends_here(it: &Arc<impl Ends + 'static>) {
    let weak = Arc::downgrade(it);
    BEGUN.with(|begun| {
        let mut begun = begun.0.borrow_mut();
        begun.retain(|one| one.strong_count() > 0);
        begun.push(weak);
    });
}

/// Who has begun something on threads of ours, which is given up with it.
pub struct Owner {
    /// Nobody else has it.
    pub number: u64,
    give_up: fn(u64),
}

impl Owner {
    /// An owner that ends with this thread at the latest.
    pub fn new(give_up: fn(u64)) -> Arc<Self> {
        static LAST: AtomicU64 = AtomicU64::new(0);
        let owner = Arc::new(Self { number: LAST.fetch_add(1, Ordering::Relaxed), give_up });
        ends_here(&owner);
        owner
    }
}

impl Ends for Owner {
    fn end(&self) {
        (self.give_up)(self.number);
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        self.end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static GIVEN_UP: AtomicU64 = AtomicU64::new(0);

    #[test]
    fn what_is_held_for_ever_ends_with_the_thread() {
        let give_up = |number| GIVEN_UP.store(number + 1, Ordering::Relaxed);
        let begun = std::thread::spawn(move || {
            let owner = Owner::new(give_up);
            let number = owner.number;
            std::mem::forget(owner);
            number
        });
        assert_eq!(begun.join().unwrap() + 1, GIVEN_UP.load(Ordering::Relaxed));
    }
}
