//! Numbers printed without anything between them: all ways to cut the digits.

#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "the search stays within its runs of ASCII digits, and a group closes only when it is full"
)]

/// Every way to cut runs of digits into `parts` numbers of which those at
/// `0..parts - 1` add up to the last in each group of `group`. A cut between
/// runs is certain; no number has a nought in front.
///
/// Returns at most two ways: one is a reading, two are a doubt. The flag says
/// whether the sums were needed to choose. Where `blanks` says that the table
/// leaves cells empty, one number fewer must not fit as well.
pub(super) fn cuts(
    runs: &[&str],
    parts: usize,
    group: usize,
    blanks: bool,
) -> (Vec<Vec<i64>>, bool) {
    let digits: usize = runs.iter().map(|r| r.len()).sum();
    if digits < parts || runs.len() > parts || digits > MOST_DIGITS {
        return (Vec::new(), false);
    }
    let mut search = Search {
        runs,
        parts,
        group,
        found: Vec::new(),
        sums: false,
        steps: 0,
    };
    search.go(0, 0, &mut Vec::new());
    if search.steps > MOST_STEPS {
        return (Vec::new(), false);
    }
    if search.found.len() == 1 {
        if blanks {
            search.doubt_if_blank();
        }
        return (search.found, false);
    }
    search.found.clear();
    search.sums = true;
    search.go(0, 0, &mut Vec::new());
    if blanks {
        search.doubt_if_blank();
    }
    if search.steps > MOST_STEPS {
        search.found.clear();
    }
    (search.found, true)
}

/// Longer runs have too many cuts to be worth trying.
const MOST_DIGITS: usize = 40;
const MOST_STEPS: usize = 200_000;

struct Search<'a> {
    runs: &'a [&'a str],
    parts: usize,
    group: usize,
    found: Vec<Vec<i64>>,
    sums: bool,
    steps: usize,
}

impl Search<'_> {
    /// Cuts from digit `at` of run `run` on.
    fn go(&mut self, run: usize, at: usize, chosen: &mut Vec<i64>) {
        self.steps += 1;
        if self.found.len() > 1 || self.steps > MOST_STEPS {
            return;
        }
        let Some(digits) = self.runs.get(run) else {
            if chosen.len() == self.parts {
                self.found.push(chosen.clone());
            }
            return;
        };
        if at == digits.len() {
            return self.go(run + 1, 0, chosen);
        }
        let left: usize = self.runs[run..].iter().map(|r| r.len()).sum::<usize>() - at;
        let open = self.parts - chosen.len();
        if open == 0 || left < open {
            return;
        }
        let longest = if digits[at..].starts_with('0') { 1 } else { 13 };
        for length in 1..=longest.min(digits.len() - at) {
            let Ok(number) = digits[at..at + length].parse() else {
                return;
            };
            chosen.push(number);
            if !self.sums || self.adds_up(chosen) {
                self.go(run, at + length, chosen);
            }
            chosen.pop();
        }
    }

    /// Makes the one way two where the digits also add up as fewer numbers:
    /// then cells may have been left blank.
    fn doubt_if_blank(&mut self) {
        let [only] = self.found.as_slice() else {
            return;
        };
        let whole = self.parts == self.group;
        for parts in (1..self.parts).rev() {
            let mut fewer = Search {
                runs: self.runs,
                parts,
                group: if whole { parts } else { usize::MAX },
                found: Vec::new(),
                sums: whole,
                steps: self.steps,
            };
            fewer.go(0, 0, &mut Vec::new());
            self.steps = fewer.steps;
            if !fewer.found.is_empty() {
                self.found.push(only.clone());
                return;
            }
        }
    }

    /// Whether the group that the last number closes adds up to it.
    fn adds_up(&self, chosen: &[i64]) -> bool {
        if !chosen.len().is_multiple_of(self.group) {
            return true;
        }
        adds_up(&chosen[chosen.len() - self.group..])
    }
}

/// Whether the last of some numbers is the sum of the others.
pub(super) fn adds_up(group: &[i64]) -> bool {
    group
        .split_last()
        .is_some_and(|(total, parts)| parts.iter().sum::<i64>() == *total)
}

#[cfg(test)]
mod tests {
    use super::cuts;

    #[test]
    fn as_many_digits_as_numbers_need_no_sum() {
        assert_eq!(
            cuts(&["0000003"], 7, 7, true),
            (vec![vec![0, 0, 0, 0, 0, 0, 3]], false)
        );
    }

    #[test]
    fn the_sum_tells_two_digit_numbers() {
        let (ways, by_sum) = cuts(&["250000328"], 7, 7, true);
        assert!(by_sum);
        assert_eq!(ways, [[25, 0, 0, 0, 0, 3, 28]]);
        // 22 and nought, or 2 and 20: both make 25 with 3.
        assert_eq!(cuts(&["220000325"], 7, 7, true).0.len(), 2);
    }

    #[test]
    fn two_ways_are_two_ways() {
        // 1 2 and 12 beside noughts: 1 11 0 0 0 0 12 and 11 1 0 0 0 0 12.
        assert_eq!(cuts(&["111000012"], 7, 7, false).0.len(), 2);
    }

    #[test]
    fn a_blank_is_a_cut() {
        assert_eq!(
            cuts(&["160", "02", "0", "018"], 7, 7, false).0,
            [[16, 0, 0, 2, 0, 0, 18]]
        );
    }

    #[test]
    fn a_cell_left_empty_is_another_reading() {
        // 17 0 and nothing, or 1 7 0.
        assert_eq!(cuts(&["170"], 3, usize::MAX, true).0.len(), 2);
        assert_eq!(cuts(&["170"], 3, usize::MAX, false).0, [[1, 7, 0]]);
        assert_eq!(cuts(&["005"], 3, usize::MAX, true).0, [[0, 0, 5]]);
    }

    #[test]
    fn digits_without_end_are_left_alone() {
        let long = "1".repeat(400);
        assert!(cuts(&[&long], 7, 7, false).0.is_empty());
    }
}
