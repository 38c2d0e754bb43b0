//! A process and all that descends from it.

use super::super::identity::Target;

/// What a look at a tree, or a signal to it, has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// The members that were there, nearest first. A signal has been sent to each of them.
    pub members: Vec<Target>,
    /// The members that take no signal from this user, or heed none: threads of the kernel and process 1.
    pub denied: Vec<Target>,
}
