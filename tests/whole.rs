//! What the whole document is told of, report by report.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

mod support;

use gouji::view::View;
use std::path::Path;
use support::compare::checked_text;
use support::figures::corpus;
use support::generate::{Dice, consistent, consistent_on};
use support::write::{self, Shape};

fn told(view: &View) -> Vec<&str> {
    let whole = ["prose.", "form.", "plausible."];
    let own = view
        .findings
        .iter()
        .filter(|f| f.rule != "form.blank" && whole.iter().any(|w| f.rule.starts_with(w)));
    own.map(|f| f.instance.as_str()).collect()
}

/// Every note on the real reports beside hints that fees are not mentioned: our sentences round
/// their figures say nothing of fees.
const GOLDEN: &[(&str, &str)] = &[
    // Reports for 2021 and 2022 on the form of 2019: the new form is in force since 2021.
    ("051", "form.superseded:tables"),
    ("052", "form.superseded:tables"),
    // Table two still on the form of 2019, table three on that of 2021.
    ("100", "form.mixed:tables"),
];

#[test]
fn the_real_reports_are_told_of_what_is_there_and_of_nothing_else() {
    let mut all = Vec::new();
    for figures in corpus() {
        let pictures = [Shape::Html, Shape::TabLines, Shape::Pdf].map(|shape| {
            let text = write::write(&figures, shape, &mut Dice::new(1));
            let view = checked_text("", &text);
            let errors = view
                .findings
                .iter()
                .filter(|f| f.severity == Some("error") && f.outcome == "fails");
            let is_listed = |instance: &str| GOLDEN.contains(&(figures.name.as_str(), instance));
            assert!(
                errors
                    .clone()
                    .all(|f| f.cause.is_some() || is_listed(&f.instance)),
                "{}",
                figures.name
            );
            told(&view)
                .into_iter()
                .filter(|i| *i != "form.fees:processing")
                .map(str::to_owned)
                .collect::<Vec<_>>()
        });
        assert!(
            pictures.windows(2).all(|p| p[0] == p[1]),
            "{} {pictures:?}",
            figures.name
        );
        all.extend(pictures[0].iter().map(|i| format!("{} {i}", figures.name)));
    }
    let golden: Vec<String> = GOLDEN
        .iter()
        .map(|(name, instance)| format!("{name} {instance}"))
        .collect();
    assert_eq!(all, golden, "{all:#?}");
}

/// Most units have nothing to report: they get one green line.
#[test]
fn a_report_of_zeros_is_told_of_nothing() {
    for seed in 0..40 {
        let mut dice = Dice::new(seed);
        let mut figures = consistent(&mut dice);
        figures.requests = if figures.year < 2021 { "2019" } else { "2021" }.to_owned();
        figures.disclosure.clone_from(&figures.requests);
        figures.cells.clear();
        let form = figures.form(gouji::report::fields::Table::Requests);
        figures.cells.extend(
            form.fields
                .iter()
                .map(|f| (f.id.to_string(), "0".to_owned())),
        );
        let text = write::write(&figures, Shape::Html, &mut dice);
        let none = "本年度未收到政府信息公开申请，未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。";
        let text = text.replacen(
            "一、总体情况</p>",
            &format!("一、总体情况</p><p>{none}</p>"),
            1,
        );
        let view = checked_text("", &text);
        assert!(view.findings.is_empty(), "{:?}", told(&view));
        let text = gouji::view::text(&view, gouji::source::Language::Chinese);
        assert!(text.contains("条关系都相符"), "{text}");
        assert_eq!(view.summary.holds, gouji::rules::relations(form).len() + 3);
    }
}

/// Which section is missing is told from those that are there.
#[test]
fn a_section_between_others_is_missed_by_its_name() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/rules/form.section_missing/holds.txt");
    let whole = std::fs::read_to_string(file).unwrap();
    let text = whole
        .replace("四、政府信息公开行政复议、行政诉讼情况\n", "")
        .replace("五、存在", "四、存在")
        .replace("六、其他", "五、其他");
    let view = checked_text("", &text);
    let missing = view
        .findings
        .iter()
        .find(|f| f.rule == "form.section_missing");
    let missing = missing.unwrap();
    assert_eq!(missing.instance, "form.section_missing:remedies");
    assert!(
        missing.message.contains("行政复议、行政诉讼"),
        "{}",
        missing.message
    );
}

/// A report with these headings, table three under its own.
fn under_headings(headings: &[&str]) -> View {
    let mut text = "澄州市财政局2023年政府信息公开工作年度报告\n".to_owned();
    for heading in headings {
        text += &format!("{heading}\n本机关依法做好各项工作，及时回应公众关切。\n");
        if heading.contains("收到和处理") {
            text += "本年新收\t5\t0\t0\t0\t0\t0\t5\n上年结转\t1\t0\t0\t0\t0\t0\t1\n（一）予以公开\t3\t0\t0\t0\t0\t0\t3\n\
                     （二）部分公开\t1\t0\t0\t0\t0\t0\t1\n（七）总计\t4\t0\t0\t0\t0\t0\t4\n结转下年度继续办理\t2\t0\t0\t0\t0\t0\t2\n";
        }
    }
    checked_text("", &text)
}

#[test]
fn sections_out_of_order_and_numbers_that_do_not_count_are_told_of_at_their_heading() {
    const SECTIONS: [&str; 6] = [
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
        "存在的主要问题及改进情况",
        "其他需要报告的事项",
    ];
    // Which section, under which number; and the family and place in the list of what is told.
    type Case<'a> = (&'a [(usize, char)], Option<(&'a str, usize)>);
    let cases: [Case; 9] = [
        (
            &[
                (0, '一'),
                (1, '二'),
                (2, '三'),
                (3, '四'),
                (4, '五'),
                (5, '六'),
            ],
            None,
        ),
        (
            &[
                (0, '一'),
                (2, '二'),
                (1, '三'),
                (3, '四'),
                (4, '五'),
                (5, '六'),
            ],
            Some(("order", 2)),
        ),
        (
            &[
                (0, '一'),
                (1, '二'),
                (2, '三'),
                (4, '四'),
                (3, '五'),
                (5, '六'),
            ],
            Some(("order", 4)),
        ),
        (
            &[
                (0, '一'),
                (1, '二'),
                (2, '三'),
                (3, '四'),
                (4, '四'),
                (5, '六'),
            ],
            Some(("number", 4)),
        ),
        (
            &[
                (0, '一'),
                (1, '三'),
                (2, '三'),
                (3, '四'),
                (4, '五'),
                (5, '六'),
            ],
            Some(("number", 1)),
        ),
        // One is missing: its number is told of elsewhere.
        (
            &[(0, '一'), (1, '二'), (2, '三'), (4, '五'), (5, '六')],
            None,
        ),
        // Too few to know what the others are.
        (&[(0, '一'), (2, '二'), (1, '三')], None),
        (
            &[(0, '一'), (2, '二'), (1, '三'), (3, '四')],
            Some(("order", 2)),
        ),
        // It does not begin where reports begin.
        (
            &[(2, '一'), (1, '二'), (3, '三'), (4, '四'), (5, '五')],
            None,
        ),
    ];
    for (case, expected) in cases {
        let headings: Vec<_> = case
            .iter()
            .map(|(at, number)| format!("{number}、{}", SECTIONS[*at]))
            .collect();
        let headings: Vec<_> = headings.iter().map(String::as_str).collect();
        let view = under_headings(&headings);
        let own = view
            .findings
            .iter()
            .filter(|f| f.rule == "form.section_order");
        let told: Vec<_> = own
            .map(|f| {
                (
                    f.instance.as_str(),
                    f.place.as_ref().map(|p| p.line),
                    f.message.contains(headings[expected.unwrap_or_default().1]),
                )
            })
            .collect();
        let line = |at: usize| {
            let table = headings[..at].iter().any(|h| h.contains("收到和处理"));
            2 + at * 2 + if table { 6 } else { 0 }
        };
        let expected = expected
            .map(|(family, at)| (format!("form.section_order:{family}"), Some(line(at)), true));
        let expected: Vec<_> = expected
            .iter()
            .map(|(name, line, named)| (name.as_str(), *line, *named))
            .collect();
        assert_eq!(told, expected, "{headings:?}");
    }
}

/// Numbers that no sum forbids: what is told, where, and of which cells.
#[test]
fn numbers_without_sense_are_told_of_with_their_cells() {
    type Told<'a> = Option<(&'a str, &'a [&'a str])>;
    let cases: [(&str, &str, &str, Told); 11] = [
        // What is in force may be no less than what was issued and not repealed.
        ("澄州市人民政府", "2021", "normative: 5 2 3", None),
        (
            "澄州市人民政府",
            "2021",
            "normative: 5 2 2",
            Some((
                "plausible.in_force:normative",
                &[
                    "disclosure.normative.issued",
                    "disclosure.normative.repealed",
                    "disclosure.normative.in_force",
                ],
            )),
        ),
        (
            "澄州市人民政府",
            "2021",
            "normative: 5 0 4",
            Some((
                "plausible.in_force:normative",
                &[
                    "disclosure.normative.issued",
                    "disclosure.normative.repealed",
                    "disclosure.normative.in_force",
                ],
            )),
        ),
        ("澄州市人民政府", "2021", "normative: 0 5 0", None),
        // A city makes regulations; its offices, a county and a township do not.
        ("澄州市人民政府", "2021", "regulations: 1 0 3", None),
        (
            "澄州市财政局",
            "2021",
            "regulations: 1 0 3",
            Some((
                "plausible.regulations:unit",
                &[
                    "disclosure.regulations.issued",
                    "disclosure.regulations.in_force",
                ],
            )),
        ),
        (
            "清河县人民政府",
            "2021",
            "regulations: 0 0 3",
            Some((
                "plausible.regulations:unit",
                &["disclosure.regulations.in_force"],
            )),
        ),
        (
            "国家税务总局澄州市税务局",
            "2021",
            "regulations: 0 0 3",
            None,
        ),
        // Something was bought where something was paid.
        (
            "澄州市财政局",
            "2019",
            "procurement: 0 12",
            Some((
                "plausible.procurement:amount",
                &[
                    "disclosure.procurement.items",
                    "disclosure.procurement.amount",
                ],
            )),
        ),
        (
            "澄州市财政局",
            "2019",
            "procurement: 3 0",
            Some((
                "plausible.procurement:amount",
                &[
                    "disclosure.procurement.items",
                    "disclosure.procurement.amount",
                ],
            )),
        ),
        ("澄州市财政局", "2019", "procurement: 3 12", None),
    ];
    for (agency, form, change, expected) in cases {
        let mut figures = consistent_on(
            form,
            if form == "2019" { 2020 } else { 2023 },
            &mut Dice::new(0),
        );
        figures.agency = agency.to_owned();
        for (cell, text) in &mut figures.cells {
            if cell.starts_with("disclosure.") {
                *text = "0".to_owned();
            }
        }
        let (row, numbers) = change.split_once(": ").unwrap();
        let columns: &[&str] = match row {
            "procurement" => &["items", "amount"],
            _ => &["issued", "repealed", "in_force"],
        };
        for (column, number) in columns.iter().zip(numbers.split(' ')) {
            figures
                .cells
                .insert(format!("disclosure.{row}.{column}"), number.to_owned());
        }
        let text = write::write(&figures, Shape::TabRows, &mut Dice::new(1));
        let view = checked_text("", &text);
        let own = view
            .findings
            .iter()
            .filter(|f| f.rule.starts_with("plausible."));
        let told: Vec<_> = own
            .map(|f| {
                (
                    f.instance.as_str(),
                    f.cells.iter().map(|c| c.as_str()).collect::<Vec<_>>(),
                )
            })
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(name, cells)| (*name, cells.to_vec()))
            .collect();
        assert_eq!(told, expected, "{agency} {change}");
    }
}

/// The year that the preface names is that of the title.
#[test]
fn a_preface_that_names_another_year_is_told_of() {
    for (year, expected) in [(2023, None), (2022, Some("form.year:preface"))] {
        let text = format!(
            "澄州市财政局2023年政府信息公开工作年度报告\n现公布澄州市财政局{year}年度政府信息公开工作年度报告。\n一、总体情况\n"
        );
        let text = text
            + &write::write(
                &consistent_on("2021", 2023, &mut Dice::new(0)),
                Shape::TabRows,
                &mut Dice::new(1),
            )
            .lines()
            .skip(2)
            .map(|l| format!("{l}\n"))
            .collect::<String>();
        let view = checked_text("", &text);
        let own = view.findings.iter().filter(|f| f.rule == "form.year");
        let told: Vec<_> = own.map(|f| f.instance.as_str()).collect();
        assert_eq!(told, expected.into_iter().collect::<Vec<_>>(), "{text}");
    }
}

/// Digits of a row that are run together are no telephone number; a number in a sentence is.
#[test]
fn a_row_of_digits_is_no_telephone_number() {
    let mut figures = corpus().into_iter().find(|f| f.name == "016").unwrap();
    for column in ["business", "research", "nonprofit", "legal", "other"] {
        figures
            .cells
            .insert(format!("requests.new.{column}"), "0".to_owned());
    }
    for column in ["natural", "total"] {
        figures
            .cells
            .insert(format!("requests.new.{column}"), "138".to_owned());
    }
    let text = write::write(&figures, Shape::Glued, &mut Dice::new(1));
    assert!(text.contains("13800000138"));
    let mobiles = |text: &str| {
        let view = checked_text("", text);
        told(&view)
            .iter()
            .filter(|i| **i == "form.mobile:mobile")
            .count()
    };
    assert_eq!(mobiles(&text), 0);
    assert_eq!(mobiles(&format!("{text}\n联系人电话：13800000138。")), 1);
}

#[test]
fn what_was_not_read_of_a_file_bars_the_green_verdict() {
    let bytes = std::fs::read("tests/data/reports/2021-all-holds/input.txt").unwrap();
    let mut opened = gouji::open("a.txt", &bytes).unwrap();
    for (kind, verdict) in [
        ("name_differs", "holds"),
        ("hidden_left_out", "holds"),
        ("sheet_left_out", "undecided"),
        ("embedded_left_out", "undecided"),
        ("scanned_pages", "undecided"),
        ("not_known_today", "undecided"),
    ] {
        opened.notes = vec![gouji::source::Problem {
            kind: kind.into(),
            words: gouji::source::Words::default(),
            place: None,
        }];
        let view = support::compare::checked_as("a.txt", &opened);
        assert_eq!(view.verdict.name(), verdict, "{kind}");
    }
}
