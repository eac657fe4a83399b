//! Input that nobody means well with: there is always an answer, and never a
//! wrong one. Inputs are large enough that a reader whose time grows with the
//! square of the size would not come back.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

mod support;

use support::compare::{checked, compare};
use support::figures::of_corpus;
use support::generate::Dice;
use support::write::{HTML, Shape, TEXT, write};

#[test]
fn a_report_cut_anywhere_is_never_read_wrong() {
    for shape in TEXT.into_iter().chain(HTML) {
        let figures = of_corpus("016");
        let text = write(&figures, shape, &mut Dice::new(5));
        for percent in (0..100).step_by(3) {
            let cut = &text[..text.floor_char_boundary(text.len() * percent / 100)];
            let view = checked(cut);
            let wrong: Vec<_> = compare(&figures, &view)
                .wrong
                .into_iter()
                // The last number before the cut may itself be cut.
                .filter(|w| !w.ends_with("not told of"))
                .collect();
            assert!(wrong.len() <= 1, "{shape:?} {percent} % {wrong:#?}");
        }
    }
}

#[test]
fn noise_round_a_report_changes_nothing() {
    let figures = of_corpus("016");
    let noise = "本页共有信息123条，点击率45.6%。Lorem ipsum 7 8 9 （一）（二）\n".repeat(30_000);
    for shape in [Shape::TabLines, Shape::BlankRows, Shape::Html] {
        let text = write(&figures, shape, &mut Dice::new(5));
        let (before, after) = match shape {
            Shape::Html => (format!("<div>{noise}</div>"), format!("<div>{noise}</div>")),
            _ => (noise.clone(), noise.clone()),
        };
        let tally = compare(&figures, &checked(&format!("{before}{text}{after}")));
        assert!(
            tally.wrong.is_empty() && tally.flagged == 0,
            "{shape:?} {tally:#?}"
        );
    }
}

#[test]
fn labels_without_end() {
    for label in [
        "予以公开",
        "总计",
        "行政复议",
        "自然人 ",
        "本年新收 1 1 1 1 1 1 7 ",
        "规章 0 0 0\n",
        "第二十条第（一）项",
        "1.",
    ] {
        let view = checked(&label.repeat(60_000));
        assert_eq!(view.summary.errors, 0, "{label}");
    }
}

#[test]
fn tags_without_end() {
    for tag in [
        "<table>",
        "<tr>",
        "<td>",
        "<table><tr><td>",
        "<div>",
        "</table>",
        "<td rowspan=65534 colspan=1000>",
        "<td>予以公开<td>1",
        "<p hidden>",
        "<script><td>",
        "&lt;td&gt;",
        "\\u003ctd\\/",
    ] {
        let view = checked(&tag.repeat(60_000));
        assert_eq!(view.summary.errors, 0, "{tag}");
    }
}

#[test]
fn numbers_without_end() {
    let figures = of_corpus("016");
    let text = write(&figures, Shape::TabRows, &mut Dice::new(5));
    for number in [
        "9".repeat(400),
        "1,".repeat(400),
        "0".repeat(100_000),
        "1 ".repeat(100_000),
        "-".repeat(100_000),
    ] {
        let spoilt = text.replacen("\t151\t", &format!("\t{number}\t"), 1);
        assert_ne!(spoilt, text);
        let view = checked(&spoilt);
        let cell = &view
            .cells
            .iter()
            .find(|(id, _)| id.as_str() == "requests.new.natural")
            .unwrap()
            .1;
        assert!(
            cell.status == "unsure" || cell.status == "blank",
            "{} {}",
            cell.status,
            &number[..20]
        );
    }
}

#[test]
fn characters_that_cannot_be_seen_or_turn_the_text_round() {
    let figures = of_corpus("016");
    for shape in [Shape::TabLines, Shape::Html, Shape::BlankRows] {
        let text = write(&figures, shape, &mut Dice::new(5));
        for hidden in ["\u{200B}", "\u{FEFF}", "\u{202E}", "\u{2060}", "\u{AD}"] {
            let spoilt: String = text
                .chars()
                .flat_map(|c| [hidden.to_owned(), c.to_string()])
                .collect();
            let spoilt = if shape == Shape::Html {
                text.replace("<td>", &format!("<td>{hidden}"))
            } else {
                spoilt
            };
            let view = checked(&spoilt);
            let values = view.cells.iter().filter(|(id, cell)| {
                cell.value.map(|v| v.0.to_string()) == figures.cells.get(id.as_str()).cloned()
            });
            assert_eq!(
                values.count(),
                200,
                "{shape:?} {hidden:?} {:?}",
                view.problems
            );
        }
        let controls = text.replace('、', "\u{1}\u{1D}、\u{1E}\u{1F}\0");
        let tally = compare(&figures, &checked(&controls));
        assert!(
            tally.wrong.is_empty() && tally.flagged == 0,
            "{shape:?} {tally:#?}"
        );
    }
}

#[test]
fn bytes_of_any_kind_are_decoded_or_refused_in_a_sentence() {
    let mut dice = Dice::new(11);
    for length in [0, 1, 2, 3, 50, 5000] {
        for _ in 0..40 {
            let bytes: Vec<u8> = (0..length).map(|_| dice.next() as u8).collect();
            match gouji::input::decode(&bytes) {
                Ok(text) => _ = checked(&text),
                Err(why) => assert!(!why.zh.is_empty() && !why.en.is_empty()),
            }
        }
    }
}
