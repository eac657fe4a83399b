//! Short lists in order.
//!
//! Each sort and each ordered map of the standard library brings some four
//! kilobytes of code for its type, which every visitor of the page would have
//! to download. For the few hundred things of a report these are as quick.

#![expect(
    clippy::indexing_slicing,
    reason = "every place is one that the search in the same list gives, or a count of its items"
)]

use std::cmp::Ordering;

/// Sorts a list; equals keep their order.
pub(crate) fn sort_by<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    for item in std::mem::take(list) {
        let at = list.partition_point(|known| compare(known, &item) != Ordering::Greater);
        list.insert(at, item);
    }
}

/// Sorts a list by all that its items hold.
pub(crate) fn sort<T: Ord>(list: &mut Vec<T>) {
    sort_by(list, T::cmp);
}

/// Puts an item where it belongs in a sorted list; false where it was there.
pub(crate) fn insert<T: Ord>(list: &mut Vec<T>, item: T) -> bool {
    let at = list.binary_search(&item);
    if let Err(at) = at {
        list.insert(at, item);
    }
    at.is_err()
}

/// Puts the first so many items behind the others.
pub(crate) fn rotate<T>(list: &mut [T], count: usize) {
    list[..count].reverse();
    list[count..].reverse();
    list.reverse();
}

/// What belongs to each key, in the order of the keys.
#[derive(Clone, Debug)]
pub(crate) struct Map<K, V>(pub(crate) Vec<(K, V)>);

impl<K: Ord, V> Map<K, V> {
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        let at = self.find(key).ok()?;
        Some(&self.0[at].1)
    }

    /// What belongs to a key, which is `fresh` where nothing did.
    pub(crate) fn or_insert(&mut self, key: K, fresh: V) -> &mut V {
        let at = self.find(&key).unwrap_or_else(|at| {
            self.0.insert(at, (key, fresh));
            at
        });
        &mut self.0[at].1
    }

    fn find(&self, key: &K) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.cmp(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_keep_their_order() {
        let mut list = vec![(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        sort_by(&mut list, |a, b| a.0.cmp(&b.0));
        assert_eq!(list, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
    }

    #[test]
    fn each_item_is_put_in_once() {
        let mut list = Vec::new();
        let fresh = [3, 1, 3, 2].map(|n| insert(&mut list, n));
        assert_eq!(fresh, [true, true, false, true]);
        assert_eq!(list, [1, 2, 3]);
    }

    #[test]
    fn a_key_keeps_what_it_had() {
        let mut map = Map::new();
        for (key, value) in [(2, 'a'), (1, 'b'), (2, 'c')] {
            map.or_insert(key, value);
        }
        assert_eq!(map.0, [(1, 'b'), (2, 'a')]);
        assert_eq!((map.get(&2), map.get(&3)), (Some(&'a'), None));
    }
}
