//! Files and words that every Unix has.

pub mod environ;
pub mod passwd;
pub mod wait_status;
