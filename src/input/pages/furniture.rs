//! What stands on every page beside the text: page numbers and running heads.

use super::geometry::Region;
use super::lines::{self, Line};
use super::{Page, Unit};
use std::collections::BTreeMap;

/// Takes page numbers and running heads away, so that a table goes on from
/// one page to the next. A head stays where it stands first, on the first page.
pub(super) fn take_away(regions: &mut [Region], pages: &[Page]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for region in regions.iter() {
        let height = height(pages, region);
        let in_margin = region.lines.iter().filter(|l| margin(l, height).is_some());
        let mut here: Vec<String> = in_margin.map(|line| key(&text(line))).collect();
        here.sort_unstable();
        here.dedup();
        for key in here {
            *seen.entry(key).or_default() += 1;
        }
    }
    for region in regions {
        let (height, first) = (height(pages, region), region.page == 0);
        region.lines.retain(|line| {
            let Some(margin) = margin(line, height) else {
                return true;
            };
            let text = text(line);
            let repeated = seen.get(&key(&text)).is_some_and(|times| *times > 1);
            !is_page_number(&text, margin) && !(repeated && (margin.below || !first))
        });
    }
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

/// 3, — 3 —, 第3页, 第 3 页 共 9 页, 3/9. Bare digits only at the very edge.
fn is_page_number(text: &str, margin: Margin) -> bool {
    let letters: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let rules = "-—–－―‐─·•～~";
    let inner = letters.trim_matches(|c| rules.contains(c));
    let digits = inner.chars().filter(char::is_ascii_digit).count();
    if digits == 0 || digits > 6 || inner.chars().count() > 12 {
        return false;
    }
    if digits == inner.len() {
        let framed = letters.starts_with(|c| rules.contains(c)) && letters.ends_with(|c| rules.contains(c));
        return framed || margin.outer && letters.len() == text.trim().len();
    }
    let words = inner.starts_with('第') && inner.ends_with('页');
    let of = inner.split_once('/').is_some_and(|(page, all)| !page.is_empty() && !all.is_empty());
    (words || of) && inner.chars().all(|c| c.is_ascii_digit() || "第页共,，/".contains(c))
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
        let outer = Margin { below: true, outer: true };
        let inner = Margin { below: true, outer: false };
        for text in ["— 3 —", "-3-", "第3页", "第 3 页 共 9 页", "3/9"] {
            assert!(is_page_number(text, inner), "{text}");
        }
        assert!(is_page_number("12", outer));
        assert!(!is_page_number("12", inner));
        assert!(!is_page_number("规章 3", outer));
        assert!(!is_page_number("3\t0\t0", outer));
        assert!(!is_page_number("-\t0\t1\t2", outer));
    }
}
