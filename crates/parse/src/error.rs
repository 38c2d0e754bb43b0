use std::fmt;

/// Why bytes could not be understood: which record, and what was wrong with it.
///
/// The caller knows which file the bytes came from and adds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// The record, named as the kernel's file or struct: `pid_stat`.
    pub record: &'static str,
    /// What is wrong, as the end of a sentence: `field starttime is not a number`.
    pub reason: &'static str,
}

impl ParseError {
    pub(crate) const fn new(record: &'static str, reason: &'static str) -> Self {
        Self { record, reason }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.record, self.reason)
    }
}

impl std::error::Error for ParseError {}

/// The result of every parser in this crate.
pub type Result<T> = std::result::Result<T, ParseError>;
