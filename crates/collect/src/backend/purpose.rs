//! Why a process is visited.

/// What a process is visited for, as far as it changes how: nothing is opened that nobody asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purpose {
    /// The one record that systems keep of each process, `struct kinfo_proc`, `/proc/PID/stat`: may be read at once.
    pub record: bool,
    /// Who it is, whose, and whose child.
    pub ids: bool,
}

impl Purpose {
    /// Both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { record: self.record || other.record, ids: self.ids || other.ids }
    }
}
