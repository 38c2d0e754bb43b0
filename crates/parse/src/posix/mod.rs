//! Files that every Unix has.

pub mod passwd;
