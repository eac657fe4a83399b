//! Reports damaged in every shape of text and page: a number lost, two run together, a label
//! misprinted. Nothing may be read wrong, and how much is still read is written down, so that
//! whatever changes it is seen.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

mod support;

use std::fmt::Write;
use std::ops::Range;
use support::compare::{checked, compare};
use support::figures::of_corpus;
use support::generate::Dice;
use support::golden;
use support::write::{HTML, Shape, TEXT, write};

/// What can happen to a document where one of its numbers or labels stands.
#[derive(Clone, Copy, Debug)]
enum Damage {
    /// A number is gone, and what parts it from the next.
    NumberLost,
    /// A number more than the row has.
    NumberAdded,
    /// Two numbers of a row run together.
    Glued,
    /// Blanks for what parts two numbers.
    Parted,
    /// A letter of a label is another.
    Misprinted,
    LabelLost,
    /// A label goes on in the next line.
    Broken,
    /// Words that are no label, with a number.
    NoteAdded,
    /// A row stands twice.
    RowTwice,
    RowLost,
    /// The heading of table three is not there.
    HeadingLost,
}

const ALL: [Damage; 11] = [
    Damage::NumberLost,
    Damage::NumberAdded,
    Damage::Glued,
    Damage::Parted,
    Damage::Misprinted,
    Damage::LabelLost,
    Damage::Broken,
    Damage::NoteAdded,
    Damage::RowTwice,
    Damage::RowLost,
    Damage::HeadingLost,
];

/// The runs of characters of a kind, in the tables of a text.
fn runs(text: &str, own: fn(char) -> bool) -> Vec<Range<usize>> {
    let from = text.find("主动公开政府信息情况").unwrap();
    let until = text.rfind("存在的主要问题").unwrap_or(text.len());
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut hidden = false;
    for (at, c) in text.char_indices() {
        hidden = (hidden || c == '<') && c != '>';
        if hidden || !own(c) || !(from..until).contains(&at) {
            continue;
        }
        match runs.last_mut() {
            Some(last) if last.end == at => last.end = at + c.len_utf8(),
            _ => runs.push(at..at + c.len_utf8()),
        }
    }
    runs
}

fn is_label(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// The text after the damage; none where there is no place for it.
fn damaged(text: &str, damage: Damage, dice: &mut Dice) -> Option<String> {
    let numbers = runs(text, |c| c.is_ascii_digit());
    let labels: Vec<_> = runs(text, is_label)
        .into_iter()
        .filter(|run| run.len() >= 12)
        .collect();
    // Two numbers with no words between: of one row.
    let row = numbers.windows(2).filter(|pair| {
        let between = &text[pair[0].end..pair[1].start];
        let is_ordinal = text[pair[1].end..].starts_with(['.', '、', '．']);
        !between.chars().any(is_label) && !between.contains("</tr>") && !is_ordinal
    });
    let pairs: Vec<_> = row.collect();
    if pairs.is_empty() || labels.is_empty() {
        return None;
    }
    let line = |at: usize| {
        let (open, close) = if text.contains("<tr") {
            ("<tr", "</tr>")
        } else {
            ("\n", "\n")
        };
        let start = text[..at].rfind(open)?;
        let end = at + text[at..].find(close)?;
        Some(start..end + if open == "\n" { 0 } else { close.len() })
    };
    let replaced = |range: Range<usize>, by: &str| {
        let mut text = text.to_owned();
        text.replace_range(range, by);
        text
    };
    Some(match damage {
        Damage::NumberLost => {
            let pair = *dice.pick(&pairs);
            replaced(pair[0].start..pair[1].start, "")
        }
        Damage::NumberAdded => {
            let pair = *dice.pick(&pairs);
            let between = &text[pair[0].end..pair[1].start];
            replaced(pair[0].end..pair[0].end, &format!("{between}7"))
        }
        Damage::Glued => {
            let pair = *dice.pick(&pairs);
            replaced(pair[0].end..pair[1].start, "")
        }
        Damage::Parted => {
            let pair = *dice.pick(&pairs);
            replaced(pair[0].end..pair[1].start, "  ")
        }
        Damage::Misprinted => {
            let label = dice.pick(&labels);
            let at = label.start + 3 * dice.below(label.len() / 3);
            replaced(at..at + 3, "某")
        }
        Damage::LabelLost => replaced(dice.pick(&labels).clone(), ""),
        Damage::Broken => {
            let label = dice.pick(&labels);
            let at = label.start + 3 * (1 + dice.below(label.len() / 3 - 1));
            let end = if text.contains("<tr") { "<br>" } else { "\n" };
            replaced(at..at, end)
        }
        Damage::NoteAdded => {
            let at = dice.pick(&labels).end;
            replaced(at..at, "（含上级转办2起）")
        }
        Damage::RowTwice => {
            let row = line(dice.pick(&labels).start)?;
            replaced(row.end..row.end, &text[row.clone()])
        }
        Damage::RowLost => replaced(line(dice.pick(&labels).start)?, ""),
        Damage::HeadingLost => text.replacen("收到和处理政府信息公开申请情况", "", 1),
    })
}

#[test]
fn nothing_of_a_damaged_report_is_read_wrong() {
    let mut found = String::from("shape damage: right, in doubt or missing\n");
    let mut wrong = Vec::new();
    // Where numbers are hidden beside those shown, what is done to one may show the other.
    let shapes = TEXT.into_iter().chain(HTML);
    for shape in shapes.filter(|shape| *shape != Shape::WordHtml) {
        for damage in ALL {
            for name in ["016", "010"] {
                let figures = of_corpus(name);
                let mut dice = Dice::new(11);
                let text = write(&figures, shape, &mut dice);
                for times in 1..=3 {
                    let again = |text: String, _| damaged(&text, damage, &mut dice);
                    let Some(text) = (0..times).try_fold(text.clone(), again) else {
                        continue;
                    };
                    let tally = compare(&figures, &checked(&text));
                    let (right, doubt) = (tally.right, tally.flagged);
                    _ = writeln!(
                        found,
                        "{shape:?} {damage:?} {times} {name}: {right}, {doubt}"
                    );
                    // Of a row in several lines the one with the numbers may be gone.
                    let is_there = !matches!(damage, Damage::RowLost);
                    let told = |wrong: &String| {
                        !wrong.ends_with("not told of")
                            && (is_there || !wrong.ends_with("blank \"\""))
                    };
                    let all = tally.wrong.into_iter().filter(told);
                    wrong.extend(all.map(|w| format!("{shape:?} {damage:?} {times} {name} {w}")));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(60)]
    );
    golden::check("damaged.txt", &found);
}
