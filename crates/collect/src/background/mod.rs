//! What goes on in threads of ours, each there only while it has something to do.
//!
//! Here is when a thread starts and ends, who is told of what, and what becomes of who gives up. What it does
//! meanwhile is the [backend's](crate::backend).

mod bug;
pub mod pool;
pub mod rows;
pub mod usages;
pub mod waiter;
pub mod watching;

pub use bug::caught;
