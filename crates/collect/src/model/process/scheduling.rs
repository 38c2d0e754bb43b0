//! How a process is treated: what of it can be set.

/// The class of an I/O priority, in the words of ionice(1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IoClass {
    /// Not set: derived from the nice value.
    None,
    /// Before all others.
    Realtime,
    /// In turn, by value.
    BestEffort,
    /// When nobody else wants the disk.
    Idle,
}

/// An I/O priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IoPriority {
    /// The class.
    pub class: IoClass,
    /// 0 (first) to 7 (last) within `Realtime` and `BestEffort`.
    pub value: u8,
}

/// A soft and a hard limit; `None` for unlimited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// What counts now.
    pub soft: Option<u64>,
    /// How far the process may raise it.
    pub hard: Option<u64>,
}
