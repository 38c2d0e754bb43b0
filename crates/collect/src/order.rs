//! Sorting. The standard library's is laid out anew for each type and each key, and takes some kilobytes each time; what
//! is sorted here is short or in order already.

use std::cmp::Ordering;
use std::mem::take;

/// Sorts; equals stay as they are.
pub fn sort<T: Ord>(items: &mut Vec<T>) {
    sort_by(items, T::cmp);
}

/// Sorts by a key.
pub fn sort_by_key<T, Key: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> Key) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts by a comparison.
pub fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let in_order = |one: usize, other: usize| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    };
    let Some(places) = places(items.len(), &in_order) else { return };
    let mut unsorted: Vec<_> = take(items).into_iter().map(Some).collect();
    items.extend(places.into_iter().filter_map(|place| unsorted.get_mut(place)?.take()));
}

/// Sorts numbers that may be many, each with its place.
#[inline(never)]
pub fn sort_numbered(numbered: &mut [(u64, usize)]) {
    numbered.sort_unstable();
}

/// At which place what belongs first is, what belongs second, and so on; nothing if that is where all are.
#[inline(never)]
fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Option<Vec<usize>> {
    if (1..count).all(|place| compare(place.saturating_sub(1), place).is_le()) {
        return None;
    }
    let mut places: Vec<_> = (0..count).collect();
    places.sort_unstable_by(|one, other| compare(*one, *other).then(one.cmp(other)));
    Some(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sorted_is_in_order_and_complete() {
        for count in 0..100_u64 {
            let mut ours: Vec<u64> = (0..count).map(|number| number * 7919 % 31).collect();
            let mut theirs = ours.clone();
            sort(&mut ours);
            theirs.sort_unstable();
            assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn equals_stay_as_they_are() {
        let mut words = vec!["bb", "a", "cc", "", "b", "aa"];
        sort_by_key(&mut words, |word| word.len());
        assert_eq!(words, ["", "a", "b", "bb", "cc", "aa"]);
        sort_by(&mut words, |one, other| other.cmp(one));
        assert_eq!(words, ["cc", "bb", "b", "aa", "a", ""]);
    }
}
