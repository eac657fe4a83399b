//! What tells a finding from every other, as long as neither it nor its cells change: a mark by
//! which readers keep what they have looked into.
//!
//! A mark is a hash, so that a file of marks gives no report away.

use super::{Finding, Outcome};
use crate::report::Report;

/// The marks of a finding: its own, which no finding of another report has, and the one of files
/// written before there were many reports.
pub(super) fn marks(finding: &Finding, report: &Report) -> [String; 2] {
    let outcome = match finding.outcome {
        Outcome::Holds => "holds",
        Outcome::Fails => "fails",
        Outcome::Undecided => "undecided",
    };
    let mut known = format!("{}\n{outcome}", finding.instance);
    for id in &finding.cells {
        let raw = report.cell(*id).map_or("", |cell| &cell.raw);
        known = format!("{known}\n{id}={raw}");
    }
    let said = if finding.cells.is_empty() {
        &finding.words.zh
    } else {
        ""
    };
    let agency = report.agency.as_deref().unwrap_or_default();
    let year = report.year.map(|year| year.to_string());
    let year = year.unwrap_or_default();
    let own = format!("{agency}\n{year}\n{said}\n{known}");
    [hash(&own), hash(&known)]
}

/// Whether a text is a mark, and no name of a rule.
#[must_use]
pub fn is_mark(text: &str) -> bool {
    let is_digit = |c: char| matches!(c, '0'..='9' | 'a'..='f');
    text.len() == 16 && text.chars().all(is_digit)
}

/// FNV-1a over UTF-16 units, as the page's own language counts them, twice with different seeds.
fn hash(text: &str) -> String {
    let step = |value: u32, unit| (value ^ u32::from(unit)).wrapping_mul(0x0100_0193);
    let [first, second] =
        [0x811c_9dc5, 0x5bd1_e995].map(|seed| text.encode_utf16().fold(seed, step));
    format!("{first:08x}{second:08x}")
}

#[cfg(test)]
mod tests {
    use super::{hash, is_mark};

    /// As the page made them before they were made here.
    #[test]
    fn a_hash_is_that_of_files_saved_before() {
        for (text, expected) in [
            ("", "811c9dc55bd1e995"),
            ("abc", "1a47e90b623fcebb"),
            ("𠮷a", "1ca3a8759862e805"),
            (
                "澄州市财政局\n2023\n\nrequests.balance:natural\nfails",
                "4b795d0bb5b0d5db",
            ),
        ] {
            assert_eq!(hash(text), expected, "{text}");
            assert!(is_mark(expected));
        }
    }
}
