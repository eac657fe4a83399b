//! A list -> the same in order.
//!
//! Each type that the standard library sorts brings some three kilobytes of code of its own,
//! which every visitor of the page downloads. Here it sorts places in a list, whatever stands
//! there.

use std::cmp::Ordering;

/// Sorts a list; equals keep their order.
pub(crate) fn sort_by<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let mut places: Vec<usize> = (0..list.len()).collect();
    sort_places(&mut places, &|a, b| match (list.get(a), list.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut items: Vec<Option<T>> = list.drain(..).map(Some).collect();
    list.extend(places.iter().filter_map(|at| items.get_mut(*at)?.take()));
}

/// Sorts a list by all that its items hold.
pub(crate) fn sort<T: Ord>(list: &mut Vec<T>) {
    sort_by(list, T::cmp);
}

#[inline(never)]
fn sort_places(places: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    places.sort_unstable_by(|a, b| compare(*a, *b).then(a.cmp(b)));
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
}
