//! Who reports, and on which year.

#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "every place was found in the line it cuts, every line by its number"
)]

use crate::cells::fold::plain;
use crate::cells::{CELL, Document, ROW, TABLE};

/// What the title of a report says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Identity {
    pub(super) agency: Option<String>,
    pub(super) year: Option<u16>,
}

/// Finds the title (X年政府信息公开工作年度报告, on one or two lines) and what
/// it says; the year also from the period that the report covers.
pub(super) fn identify(document: &Document) -> Identity {
    let lines: Vec<&str> = document
        .text
        .split(['\n', '\r', TABLE, ROW, CELL])
        .flat_map(short_lines)
        .filter(|line| !line.trim().is_empty())
        .take(400)
        .collect();

    let mut best = Identity::default();
    // A title on one line before one on several, which may be a menu.
    for several in [false, true] {
        let titles = (0..lines.len()).filter_map(|at| title_at(&lines, at, several));
        let own = document.title.as_deref();
        for found in titles.chain(own.and_then(|t| title_at(&[t], 0, several))) {
            let same = best.year.is_none() || best.year == found.year;
            best.year = best.year.or(found.year);
            best.agency = best.agency.or(found.agency.filter(|_| same));
        }
    }
    best.year = best.year.or_else(|| {
        lines
            .iter()
            .filter(|l| l.contains('年'))
            .find_map(|l| year_covered(&tidy(l)))
    });
    best
}

/// The agency and the year that a title such as the name of a file tells.
pub(super) fn named(title: &str) -> (Option<String>, Option<u16>) {
    let found = title_at(&[title], 0, false).unwrap_or_default();
    (found.agency, found.year)
}

/// A line too long for a title is one where everything stands on it.
fn short_lines(line: &str) -> std::vec::IntoIter<&str> {
    let long = line.len() > 400;
    let lines: Vec<&str> = if long {
        line.split_whitespace().collect()
    } else {
        vec![line]
    };
    lines.into_iter()
}

/// A line with blanks taken out and digits in their plain form.
fn tidy(line: &str) -> String {
    let folded = line.chars().filter_map(plain);
    folded.filter(|c| !c.is_whitespace()).collect()
}

/// The title that ends on a line, with what stands before it on that line or
/// the two above.
fn title_at(lines: &[&str], at: usize, several: bool) -> Option<Identity> {
    if !lines[at].contains('报') {
        return None;
    }
    let line = tidy(lines[at]);
    let (end, _) = ["年度报告", "年报", "情况报告"]
        .iter()
        .find_map(|word| line.rfind(word).map(|found| (found, word)))?;
    if line.chars().count() > 80 || line.contains(['。', '，', ',', '；', '>', '》']) {
        return None;
    }
    let about = line[..end].rfind("信息公开")?;
    let mut before = line[..about].to_owned();
    for word in ["政府", "政务", "工作"] {
        before = before.strip_suffix(word).unwrap_or(&before).to_owned();
    }
    // 2019年度报告 with the year at the end: 政府信息公开2019年度报告.
    let inside = year_at_end(&format!("{}年", &line[about..end])).map(|(_, year)| year);
    let mut above = at;
    let (agency, year) = loop {
        if let Some((agency, year)) = year_at_end(&before) {
            break (agency.to_owned(), Some(year));
        }
        if inside.is_some() {
            break (before.clone(), inside);
        }
        if !several
            || above == 0
            || at - above == 2
            || !before.is_empty() && year_in_front(&before).is_some()
        {
            break (before.clone(), None);
        }
        above -= 1;
        before.insert_str(0, &tidy(lines[above]));
    };
    let (agency, year) = match (year, year_in_front(&agency)) {
        (None, Some((year, agency))) => (agency.to_owned(), Some(year)),
        (year, _) => (agency, year),
    };
    year?;
    let named = agency_of(&agency);
    let named = named.or_else(|| {
        above
            .checked_sub(1)
            .and_then(|above| agency_of(&tidy(lines[above])))
    });
    Some(Identity {
        agency: named,
        year,
    })
}

/// `…局2022年度` as what stands before the year, and the year.
fn year_at_end(text: &str) -> Option<(&str, u16)> {
    let text = text
        .strip_suffix("年度")
        .or_else(|| text.strip_suffix('年'))?;
    let digits: String = text.chars().rev().take(4).filter_map(digit).collect();
    let year: u16 = digits.chars().rev().collect::<String>().parse().ok()?;
    let start = text.char_indices().rev().nth(3)?.0;
    plausible(year).then_some((&text[..start], year))
}

/// `2022年…局` as the year, and what stands behind it.
fn year_in_front(text: &str) -> Option<(u16, &str)> {
    let digits: String = text.chars().take(4).filter_map(digit).collect();
    let year: u16 = digits.parse().ok()?;
    let rest = text.char_indices().nth(4).map(|(at, _)| &text[at..])?;
    let rest = rest
        .strip_prefix("年度")
        .or_else(|| rest.strip_prefix('年'))?;
    plausible(year).then_some((year, rest))
}

/// The year of `2022年1月1日…12月31日`.
fn year_covered(line: &str) -> Option<u16> {
    let at = line.find("年1月1日")?;
    let digits = line.get(at.checked_sub(4)?..at)?;
    digits.parse().ok().filter(|year| plausible(*year))
}

fn digit(c: char) -> Option<char> {
    const CHINESE: &str = "〇一二三四五六七八九";
    if c.is_ascii_digit() {
        return Some(c);
    }
    let c = if matches!(c, '零' | '○' | 'O' | '０') {
        '〇'
    } else {
        c
    };
    let value = CHINESE.chars().position(|d| d == c)?;
    char::from_digit(value as u32, 10)
}

/// Reports on open government information exist since 2008.
fn plausible(year: u16) -> bool {
    (2007..2100).contains(&year)
}

/// The name of an agency, if the words end as such names do.
fn agency_of(text: &str) -> Option<String> {
    const ENDS: &str = "府局厅委办院会部署心队处所站区县市省镇乡道司社团校行馆室旗州盟城园场公";
    let name = text
        .rsplit([
            '：', ':', '|', '-', '_', '—', '>', '《', '“', '"', '】', ']',
        ])
        .next()?
        .trim_start_matches("关于")
        .split("关于")
        .next()?
        .trim_end_matches(['的', '关', '于']);
    let length = name.chars().count();
    let words = name
        .chars()
        .all(|c| c.is_alphabetic() || "（）()、·".contains(c));
    let ends = name.trim_end_matches(['）', ')']).chars().next_back();
    let ends =
        ends.is_some_and(|c| ENDS.contains(c)) || name.ends_with("公司") || name.ends_with("银行");
    (words && ends && (3..=40).contains(&length)).then(|| name.to_owned())
}
