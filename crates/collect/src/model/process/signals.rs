//! Sets of signals.

use super::super::field::Field;

/// Numbers of signals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SignalSet(u128);

impl SignalSet {
    /// From a mask in which bit n is signal n + 1.
    pub fn from_mask(mask: impl Into<u128>) -> Self {
        Self(mask.into())
    }

    /// The numbers, in ascending order.
    pub fn numbers(self) -> impl Iterator<Item = i32> {
        (1..=128).filter(move |number| self.0 >> (number - 1) & 1 == 1)
    }
}

/// What a process does with signals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SignalMasks {
    /// Sent and waiting, for the first thread.
    pub pending: Field<SignalSet>,
    /// Kept waiting.
    pub blocked: Field<SignalSet>,
    /// Thrown away.
    pub ignored: Option<SignalSet>,
    /// Handled by the program.
    pub caught: Option<SignalSet>,
    /// Sent and waiting, for any thread.
    pub process_pending: Field<SignalSet>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_bit_is_signal_1() {
        let numbers = |mask: u128| SignalSet::from_mask(mask).numbers().collect::<Vec<_>>();
        assert_eq!(numbers(0b101), [1, 3]);
        assert_eq!(numbers(1 << 63), [64]);
        assert_eq!(numbers(1 << 127), [128]);
        assert_eq!(numbers(0), []);
    }
}
