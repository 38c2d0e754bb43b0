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
    /// The byte where the input ends or goes wrong, if that says more.
    pub offset: Option<usize>,
}

impl ParseError {
    pub(crate) const fn new(record: &'static str, reason: &'static str) -> Self {
        Self { record, reason, offset: None }
    }

    pub(crate) const fn at(self, offset: usize) -> Self {
        Self { offset: Some(offset), ..self }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.record, self.reason)?;
        self.offset.map_or(Ok(()), |offset| write!(formatter, " at byte {offset}"))
    }
}

impl std::error::Error for ParseError {}

/// The result of every parser in this crate.
pub type Result<T> = std::result::Result<T, ParseError>;
