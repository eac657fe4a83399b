//! What stands on every page above and below the text: page numbers and running heads.

use super::lines::{self, Line};
use super::regions::Region;
use super::{Page, Unit};
use std::collections::BTreeMap;

/// Takes page numbers and running heads away, so that a table goes on from
/// one page to the next. A head stays where it stands first, on the first page.
pub(super) fn take_away(regions: &mut [Region], pages: &[Page]) {
    let mut heads: BTreeMap<String, usize> = BTreeMap::new();
    let mut numbers: Vec<(usize, usize)> = Vec::new();
    for region in regions.iter() {
        let height = height(pages, region);
        let in_margin = region.lines.iter().filter(|l| margin(l, height).is_some());
        let texts: Vec<String> = in_margin.map(text).collect();
        numbers.extend(
            texts
                .iter()
                .filter_map(|t| Some((region.page, t.parse().ok()?))),
        );
        let mut here: Vec<String> = texts
            .iter()
            .filter(|t| is_head(t))
            .map(|t| key(t))
            .collect();
        here.sort_unstable();
        here.dedup();
        for key in here {
            *heads.entry(key).or_default() += 1;
        }
    }
    for region in regions {
        let (height, page) = (height(pages, region), region.page);
        region.lines.retain(|line| {
            let Some(margin) = margin(line, height) else {
                return true;
            };
            let text = text(line);
            let repeated = heads.get(&key(&text)).is_some_and(|times| *times > 1);
            let head = repeated && is_head(&text) && (margin.below || page > 0);
            let counted = text.parse().is_ok_and(|n| counts_on((page, n), &numbers));
            !(head || is_page_number(&text) || counted && margin.outer)
        });
    }
}

/// Whether a bare number counts the pages: it is the page's own, or that of
/// another page is as much more as that page is further on.
fn counts_on((page, number): (usize, usize), numbers: &[(usize, usize)]) -> bool {
    let other = |(p, n): &(usize, usize)| *p != page && page + n == number + p;
    number == page + 1 || numbers.iter().any(other)
}

/// Whether a line may stand on every page: it has words, and no numbers apart
/// from them, as the row of a table has.
fn is_head(text: &str) -> bool {
    let is_count = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_digit() || ".,-—".contains(c))
    };
    text.contains(char::is_alphabetic) && !text.split(['\t', ' ']).any(is_count)
}

fn height(pages: &[Page], region: &Region) -> Unit {
    pages.get(region.page).map_or(0, |page| page.height)
}

fn text(line: &Line) -> String {
    let runs = lines::runs(line, 120, 60);
    let parts: Vec<String> = runs.into_iter().map(|r| r.text).collect();
    parts.join("\t")
}

/// A margin of a page.
#[derive(Clone, Copy)]
struct Margin {
    below: bool,
    /// Whether the line stands at its outer half.
    outer: bool,
}

fn margin(line: &Line, height: Unit) -> Option<Margin> {
    let (_, y) = line.area.middle();
    let part = |percent: Unit| height / 100 * percent;
    let below = y > part(88);
    (below || y < part(12)).then(|| Margin {
        below,
        outer: y < part(9) || y > part(91),
    })
}

/// — 3 —, 第3页, 第 3 页 共 9 页, 3/9.
fn is_page_number(text: &str) -> bool {
    let letters: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let rules = "-—–－―‐─·•～~";
    let inner = letters.trim_matches(|c| rules.contains(c));
    let digits = inner.chars().filter(char::is_ascii_digit).count();
    if digits == 0 || digits > 6 || inner.chars().count() > 12 {
        return false;
    }
    if digits == inner.len() {
        let framed =
            letters.starts_with(|c| rules.contains(c)) && letters.ends_with(|c| rules.contains(c));
        return framed && !text.contains('\t');
    }
    let words = inner.starts_with('第') && inner.ends_with('页');
    let of = inner
        .split_once('/')
        .is_some_and(|(page, all)| !page.is_empty() && !all.is_empty());
    (words || of)
        && inner
            .chars()
            .all(|c| c.is_ascii_digit() || "第页共,，/".contains(c))
}

/// A line with its digits alike, as the page's number is one of them.
fn key(text: &str) -> String {
    let mut key = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_ascii_digit() { '0' } else { c };
        if c != '0' || !key.ends_with('0') {
            key.push(c);
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_known() {
        for text in ["— 3 —", "-3-", "第3页", "第 3 页 共 9 页", "3/9"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["规章 3", "3\t0\t0", "-\t0\t1\t-", "-\t3\t-", "12"] {
            assert!(!is_page_number(text), "{text}");
        }
        assert!(counts_on((1, 2), &[]));
        assert!(counts_on((1, 12), &[(1, 12), (2, 13)]));
        assert!(!counts_on((1, 0), &[(1, 0), (2, 0)]));
    }

    #[test]
    fn the_row_of_a_table_is_no_running_head() {
        assert!(is_head("澄州市统计局2023年年度报告"));
        assert!(is_head("file:///a.html\t1/2"));
        assert!(!is_head("0\t0\t0"));
        assert!(!is_head("规章\t0\t0"));
    }
}
