//! What only some kernels count.

/// A few counts by the names that TypeScript has for them. They are of fixed room: there are many rows, and most
/// systems have none of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts<const N: usize>([Option<(&'static str, u64)>; N]);

impl<const N: usize> Counts<N> {
    /// None.
    pub const NONE: Self = Self([None; N]);

    /// These, of which there is no more than room for.
    pub fn of(counts: &[(&'static str, u64)]) -> Self {
        let mut all = Self::NONE;
        for (place, count) in all.0.iter_mut().zip(counts) {
            *place = Some(*count);
        }
        all
    }

    /// Each with its name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, u64)> {
        self.0.iter().flatten().copied()
    }

    /// Adds those of the same names.
    pub fn add(&mut self, others: &Self) {
        for ((_, sum), (_, more)) in self.0.iter_mut().flatten().zip(others.iter()) {
            *sum = sum.saturating_add(more);
        }
    }
}
