//! Short lists in order.
//!
//! Each sort and each ordered map of the standard library brings some four
//! kilobytes of code for its type, which every visitor of the page would have
//! to download. Where there are a few hundred things at most, these do.

use std::cmp::Ordering;

/// Sorts a list; equals keep their order. Quickest where little is out of
/// order.
pub(crate) fn sort_by<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    for end in 2..=list.len() {
        let mut rest = &mut list[..end];
        while let [.., before, last] = rest
            && compare(before, last) == Ordering::Greater
        {
            std::mem::swap(before, last);
            let shorter = rest.len() - 1;
            rest = &mut rest[..shorter];
        }
    }
}

/// Sorts a list that is told apart by all that its items hold.
pub(crate) fn sort<T: Ord>(list: &mut [T]) {
    sort_by(list, T::cmp);
}

/// Puts an item where it belongs in a sorted list; false where it was there.
pub(crate) fn insert<T: Ord>(list: &mut Vec<T>, item: T) -> bool {
    match list.binary_search(&item) {
        Ok(_) => false,
        Err(at) => {
            list.insert(at, item);
            true
        }
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
        let fresh: Vec<bool> = [3, 1, 3, 2].map(|n| insert(&mut list, n)).to_vec();
        assert_eq!(
            (fresh, list),
            (vec![true, true, false, true], vec![1, 2, 3])
        );
    }
}
