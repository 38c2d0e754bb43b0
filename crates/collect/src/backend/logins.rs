//! The order of those who are logged in.

use crate::model::users::User;
use crate::order;

/// The first to have come first; those of whom that is not known before all others.
pub(super) fn sort(users: &mut Vec<User>) {
    order::sort_by(users, |one, other| {
        one.started.unwrap_or(0.0).total_cmp(&other.started.unwrap_or(0.0))
    });
}
