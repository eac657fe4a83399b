//! What stands on every page beside the text: page numbers and running heads.

use super::geometry::{Block, Text};
use super::{Page, Unit};
use std::collections::BTreeMap;

/// Takes page numbers and running heads away, so that a table goes on from
/// one page to the next. A head stays where it stands first, on the first page.
pub(super) fn take_away(blocks: &mut [Vec<Block>], pages: &[Page]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for page in blocks.iter() {
        let mut here: Vec<String> = margin_lines(page, pages).map(|l| key(&l.text)).collect();
        here.sort_unstable();
        here.dedup();
        for key in here {
            *seen.entry(key).or_default() += 1;
        }
    }
    for page in blocks {
        page.retain(|block| match block {
            Block::Line(line) => !is_furniture(line, pages, &seen),
            Block::Table(_) => true,
        });
    }
}

fn margin_lines<'a>(page: &'a [Block], pages: &'a [Page]) -> impl Iterator<Item = &'a Text> {
    page.iter().filter_map(|block| match block {
        Block::Line(line) => margin(line, pages).map(|_| line),
        Block::Table(_) => None,
    })
}

fn is_furniture(line: &Text, pages: &[Page], seen: &BTreeMap<String, usize>) -> bool {
    let Some(margin) = margin(line, pages) else {
        return false;
    };
    if is_page_number(&line.text, margin) {
        return true;
    }
    let repeated = seen.get(&key(&line.text)).is_some_and(|times| *times > 1);
    repeated && (margin.below || line.page > 0)
}

/// A margin of a page.
#[derive(Clone, Copy)]
struct Margin {
    below: bool,
    /// Whether the line stands at its outer half.
    outer: bool,
}

fn margin(line: &Text, pages: &[Page]) -> Option<Margin> {
    let height = pages.get(line.page)?.height;
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
