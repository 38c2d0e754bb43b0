//! `sigset_t` of `sys/_sigset.h` (FreeBSD 14): 128 signals in four words, signal 1 in the lowest bit of the first.

/// The signals of a set, lowest first.
pub fn signals(set: [u32; 4]) -> impl Iterator<Item = u8> {
    let bits = set.into_iter().rev().fold(0_u128, |bits, word| bits << 32 | u128::from(word));
    (1..=128_u8).filter(move |signal| bits >> signal.saturating_sub(1) & 1 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trap_27_signals_beyond_32_are_in_the_other_words() {
        // SIGHUP, SIGTERM, SIGLIBRT (33), SIGRTMIN (65) and SIGRTMAX (126).
        let set = [1 | 1 << 14, 1, 1, 1 << 29];
        assert_eq!(signals(set).collect::<Vec<_>>(), [1, 15, 33, 65, 126]);
    }

    #[test]
    fn a_set_may_be_empty_or_full() {
        assert_eq!(signals([0; 4]).count(), 0);
        assert!(signals([u32::MAX; 4]).eq(1..=128));
    }
}
