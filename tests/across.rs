//! Reports beside last year's and those of the units under them.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

mod support;

use gouji::input::{Opened, open};
use gouji::view::View;
use gouji::{ComparedWith, Options, Reading};
use support::figures::{Figures, corpus, of_corpus};
use support::generate::{Dice, consistent_on};
use support::golden;
use support::write::{Shape, write};

fn opened(figures: &Figures) -> Opened {
    let text = write(figures, Shape::Html, &mut Dice::new(1));
    open("", text.as_bytes()).unwrap()
}

fn reading(figures: &Figures) -> Reading {
    gouji::recognize(&opened(figures)).remove(0)
}

fn check(figures: &Figures, last: Option<&Figures>, units: &[Figures], complete: bool) -> View {
    let last = last.map(reading);
    let units: Vec<_> = units.iter().map(reading).collect();
    compared(
        &reading(figures),
        ComparedWith {
            last_year: last.as_ref(),
            units: units.iter().collect(),
            complete,
        },
    )
}

fn compared(reading: &Reading, compared_with: ComparedWith) -> View {
    let options = Options {
        compared_with,
        ..Options::default()
    };
    gouji::check(reading, &options).view()
}

/// The findings that come of the reports it is compared with.
fn across(view: &View) -> Vec<String> {
    let known = gouji::view::rules();
    for finding in &view.findings {
        let rule = known.iter().find(|rule| rule.id == finding.rule);
        let weight = rule.map(|rule| rule.severity);
        let expected = weight.filter(|_| finding.outcome == "fails");
        assert_eq!(finding.severity, expected, "{}", finding.rule);
    }
    let own = |rule: &str| rule.starts_with("years.") || rule.starts_with("units.");
    let findings = view.findings.iter().filter(|f| own(f.rule));
    findings
        .map(|f| format!("{} {} {}", f.severity.unwrap(), f.instance, f.message))
        .collect()
}

/// Every pair of years of the real reports: what is told is written down, with
/// the reasons, in the golden file.
#[test]
fn each_year_is_compared_with_the_one_before() {
    let all = corpus();
    let mut told = String::new();
    for this in &all {
        let before = |f: &&Figures| f.agency == this.agency && f.year + 1 == this.year;
        let Some(last) = all.iter().find(before) else {
            continue;
        };
        told += &format!("{} {} → {}\n", this.agency, last.year, this.year);
        for line in across(&check(this, Some(last), &[], false)) {
            told += &format!("  {line}\n");
        }
    }
    golden::check("across/years.txt", &told);
}

/// A row left over from last year is told apart from other slips by last year's report.
#[test]
fn a_row_left_over_is_explained_by_last_year() {
    let view = check(&of_corpus("061"), Some(&of_corpus("060")), &[], false);
    let best = &view.causes[0].options[0];
    assert_eq!(best.acts[0].reason, "left_over");
}

#[test]
fn a_report_of_another_year_is_not_compared() {
    let view = check(&of_corpus("015"), Some(&of_corpus("013")), &[], false);
    let told = across(&view);
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(
        told[0].starts_with("hint years.not_last_year:report"),
        "{told:#?}"
    );
}

/// A government and units made up so that they add up.
fn government_and_units() -> (Figures, Vec<Figures>) {
    let whole = of_corpus("012");
    let mut units = vec![Figures::default(); 4];
    for (at, unit) in units.iter_mut().enumerate() {
        unit.clone_from(&whole);
        unit.agency = format!("东屿区{}局", ["财政", "教育", "民政", "水务"][at]);
        unit.cells.clear();
    }
    let mut dice = Dice::new(7);
    for (cell, text) in &whole.cells {
        let Ok(number) = text.parse::<i64>() else {
            continue;
        };
        let mut left = number;
        for (at, unit) in units.iter_mut().enumerate() {
            let part = if at == 3 {
                left
            } else {
                dice.below(left as usize + 1) as i64
            };
            left -= part;
            unit.cells.insert(cell.clone(), part.to_string());
        }
    }
    (whole, units)
}

#[test]
fn units_that_add_up_raise_nothing() {
    let (whole, units) = government_and_units();
    for complete in [false, true] {
        let view = check(&whole, None, &units, complete);
        assert_eq!(across(&view), Vec::<String>::new());
        assert!(view.compared.unwrap().residuals.is_empty());
    }
}

#[test]
fn a_unit_counted_twice_is_named() {
    let (mut whole, units) = government_and_units();
    for (cell, text) in &units[1].cells {
        let number = whole.number(cell) + text.parse::<i64>().unwrap();
        whole.cells.insert(cell.clone(), number.to_string());
    }
    let told = across(&check(&whole, None, &units, false));
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(
        told[0].starts_with("warning units.counted_twice:2"),
        "{told:#?}"
    );
    assert!(told[0].contains("东屿区教育局"), "{told:#?}");
}

#[test]
fn a_unit_left_out_is_named() {
    let (mut whole, units) = government_and_units();
    for (cell, text) in &units[2].cells {
        let number = whole.number(cell) - text.parse::<i64>().unwrap();
        whole.cells.insert(cell.clone(), number.to_string());
    }
    let told = across(&check(&whole, None, &units, false));
    assert!(
        told.iter()
            .any(|t| t.starts_with("warning units.left_out:3")),
        "{told:#?}"
    );
}

#[test]
fn one_slip_is_a_finding_only_where_the_list_is_complete() {
    let (mut whole, units) = government_and_units();
    let cell = "requests.granted.natural".to_owned();
    whole
        .cells
        .insert(cell.clone(), (whole.number(&cell) + 90).to_string());
    let open = check(&whole, None, &units, false);
    assert_eq!(across(&open), Vec::<String>::new());
    let residuals = open.compared.as_ref().unwrap().residuals.clone();
    assert_eq!(residuals.len(), 1);
    assert_eq!(
        (residuals[0].cell.as_str(), residuals[0].difference),
        (cell.as_str(), 90)
    );
    let complete = check(&whole, None, &units, true);
    assert_eq!(complete.summary.errors, open.summary.errors + 1);
    assert!(across(&complete)[0].starts_with("error units.requests:table"));
    let best = &complete.causes[0].options[0];
    assert_eq!(
        (best.changes[0].cell.as_str(), best.changes[0].to),
        (cell.as_str(), whole.number(&cell) - 90)
    );
}

#[test]
fn a_unit_given_twice_is_told() {
    let (whole, mut units) = government_and_units();
    units.push(units[0].clone());
    let told = across(&check(&whole, None, &units, false));
    assert!(
        told.iter().any(|t| t.contains("units.duplicate:5")),
        "{told:#?}"
    );
}

#[test]
fn a_text_taken_over_from_last_year_is_told_of() {
    let text = |year: u16, words: &str| {
        let head = format!("澄州市财政局{year}年政府信息公开工作年度报告\n一、总体情况\n");
        let lines = [
            "公开目录",
            "政策解读",
            "平台建设",
            "业务培训",
            "监督考核",
            "答复文书",
            "数据安全",
        ];
        let lines = lines.map(|l| {
            format!(
                "{year}年，本机关围绕{l}{words}，全年印发文件{}件。\n",
                year % 7
            )
        });
        head + &lines.concat()
            + "二、主动公开政府信息情况\n规章\t0\t0\t0\n行政规范性文件\t0\t0\t0\n"
    };
    let checked = |last: &str| {
        let opened = |text: String| open("", text.as_bytes()).unwrap();
        let reading = |text| gouji::recognize(&opened(text)).remove(0);
        let last = reading(text(2022, last));
        let compared_with = ComparedWith {
            last_year: Some(&last),
            ..ComparedWith::default()
        };
        across(&compared(
            &reading(text(2023, "完善制度，抓好落实")),
            compared_with,
        ))
    };
    let told = checked("完善制度，抓好落实");
    assert!(
        told.iter()
            .any(|t| t.starts_with("warning years.copied:text")),
        "{told:?}"
    );
    let told = checked("查找不足，逐项整改");
    assert!(!told.iter().any(|t| t.contains("years.copied")), "{told:?}");
}

/// The sum of units, cell by cell.
fn sum_of(units: &[Figures]) -> Figures {
    let mut whole = units[0].clone();
    whole.agency = "东屿区人民政府".to_owned();
    for (cell, text) in &mut whole.cells {
        if text.parse::<i64>().is_ok() {
            *text = units
                .iter()
                .map(|u| u.number(cell))
                .sum::<i64>()
                .to_string();
        }
    }
    whole
}

/// Reports of one year that add up, each with requests.
fn sound_units() -> Vec<Figures> {
    let drawn = (0..400).map(|seed| consistent_on("2021", 2023, &mut Dice::new(seed)));
    let busy = |unit: &Figures| unit.number("requests.new.total") > 20;
    let mut units: Vec<_> = drawn.filter(busy).take(4).collect();
    for (at, unit) in units.iter_mut().enumerate() {
        unit.agency = format!("东屿区{}局", ["财政", "教育", "民政", "水务"][at]);
    }
    units
}

/// Where requests of natural persons stand that were all granted.
const GRANTED: [&str; 6] = [
    "new.natural",
    "new.total",
    "granted.natural",
    "granted.total",
    "result_total.natural",
    "result_total.total",
];

fn tells(told: &[String], start: &str) -> bool {
    told.iter().any(|line| line.starts_with(start))
}

#[test]
fn a_unit_that_is_not_on_the_list_is_missed_where_the_rest_is_a_table_of_its_own() {
    const MISSING: &str = "warning units.missing:requests";
    let units = sound_units();
    let mut whole = sum_of(&units);
    let listed = &units[..3];
    assert!(tells(&across(&check(&whole, None, listed, false)), MISSING));
    // What is left over no longer adds up, or is below zero.
    for change in [1, -2_000] {
        let mut spoilt = whole.clone();
        for cell in ["requests.granted.natural", "requests.new.legal"] {
            let number = spoilt.number(cell) + change;
            spoilt.cells.insert(cell.to_owned(), number.to_string());
        }
        let told = across(&check(&spoilt, None, listed, false));
        assert!(!tells(&told, MISSING), "{change} {told:#?}");
    }
    for cell in GRANTED {
        let cell = format!("requests.{cell}");
        let number = whole.number(&cell) - 2_000;
        whole.cells.insert(cell, number.to_string());
    }
    let told = across(&check(&whole, None, listed, false));
    assert!(!tells(&told, MISSING), "{told:#?}");
}

#[test]
fn a_unit_whose_number_is_the_difference_is_named_beside_it() {
    let units = sound_units();
    let mut whole = sum_of(&units);
    let cell = "requests.new.total";
    for (sign, at) in [(1, 2), (-1, 0)] {
        let own = units[at].number(cell);
        let all = whole.number(cell);
        whole
            .cells
            .insert(cell.to_owned(), (all + sign * own).to_string());
        let compared = check(&whole, None, &units, false).compared.unwrap();
        let residual = compared
            .residuals
            .iter()
            .find(|r| r.cell.as_str() == cell)
            .unwrap();
        assert_eq!((residual.printed, residual.sum), (all + sign * own, all));
        assert_eq!(residual.difference, sign * own);
        let same = |at: &usize| units[*at].number(cell) == own;
        assert_eq!(residual.units, (0..4).filter(same).collect::<Vec<_>>());
        whole.cells.insert(cell.to_owned(), all.to_string());
    }
}

/// Last year's report of somebody else is told of; one on which the name is shorter is not.
#[test]
fn last_years_report_of_another_agency_is_told_of() {
    let units = sound_units();
    let mut last = units[0].clone();
    last.year -= 1;
    let told = |agency: &str| {
        let mut last = last.clone();
        agency.clone_into(&mut last.agency);
        across(&check(&units[0], Some(&last), &[], false))
    };
    let own = units[0].agency.clone();
    let short: String = own.chars().skip(3).collect();
    for agency in [own.as_str(), short.as_str()] {
        assert!(!tells(&told(agency), "hint years.other_agency"), "{agency}");
    }
    assert!(tells(
        &told("清河县民政局"),
        "hint years.other_agency:report"
    ));
}

/// A sum that lacks a unit is compared with nothing, and that is told.
#[test]
fn a_unit_without_a_table_or_a_number_is_told_of() {
    let units = sound_units();
    let whole = sum_of(&units);
    for (cells, table) in [
        ("requests.", "requests"),
        ("requests.new.total", "requests"),
        ("remedies.", "remedies"),
    ] {
        let mut fewer = units.clone();
        let left_out = fewer[1]
            .cells
            .iter_mut()
            .filter(|(id, _)| id.starts_with(cells));
        left_out.for_each(|(_, text)| text.clear());
        let told = across(&check(&whole, None, &fewer, true));
        let expected = format!("warning units.not_compared:{table}");
        assert!(tells(&told, &expected), "{cells} {told:#?}");
    }
}

#[test]
fn a_unit_of_another_year_is_told_and_one_of_another_name_with_the_same_table() {
    let mut units = sound_units();
    let whole = sum_of(&units);
    assert_eq!(
        across(&check(&whole, None, &units, false)),
        Vec::<String>::new()
    );
    units[1].year -= 1;
    let told = across(&check(&whole, None, &units, false));
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(tells(&told, "warning units.other_year:2"), "{told:#?}");
    // One name in two years is two reports; one table under two names is not.
    units[1].agency = units[0].agency.clone();
    let told = across(&check(&whole, None, &units, false));
    assert!(!told.iter().any(|t| t.contains("duplicate")), "{told:#?}");
    units[3].cells = units[2].cells.clone();
    let told = across(&check(&sum_of(&units), None, &units, false));
    assert!(tells(&told, "warning units.duplicate:4"), "{told:#?}");
    // Two cells alike are no table taken over.
    for unit in &mut units[2..] {
        for (cell, text) in &mut unit.cells {
            let kept = ["requests.new.natural", "requests.new.total"].contains(&cell.as_str());
            if cell.starts_with("requests.") && !kept {
                *text = "0".to_owned();
            }
        }
    }
    let told = across(&check(&sum_of(&units), None, &units, false));
    assert!(!told.iter().any(|t| t.contains("duplicate")), "{told:#?}");
}

/// A report whose table three has these requests and no more, and the one of the year before.
fn two_years(now: i64, before: i64) -> (Figures, Figures) {
    let mut figures = sound_units().swap_remove(0);
    for (cell, text) in &mut figures.cells {
        if cell.starts_with("requests.") {
            *text = "0".to_owned();
        }
    }
    let with = |year: u16, received: i64| {
        let mut figures = figures.clone();
        figures.year = year;
        for cell in GRANTED {
            figures
                .cells
                .insert(format!("requests.{cell}"), received.to_string());
        }
        figures
    };
    (with(2023, now), with(2022, before))
}

#[test]
fn requests_that_grow_or_shrink_more_than_fivefold_are_told_of() {
    let cases = [
        (21, 4, true),
        (4, 21, true),
        (20, 4, false),
        (20, 3, true),
        (20, 0, true),
        (19, 0, false),
        (0, 20, true),
        (100, 20, false),
        (101, 20, true),
    ];
    for (now, before, expected) in cases {
        let (this, last) = two_years(now, before);
        let view = check(&this, Some(&last), &[], false);
        let told = across(&view);
        let sudden = tells(&told, "hint years.sudden:requests");
        assert_eq!(sudden, expected, "{now} {before} {told:#?}");
        let finding = view.findings.iter().find(|f| f.rule == "years.sudden");
        if let Some(finding) = finding {
            assert_eq!(finding.cells.len(), 1);
            assert_eq!(finding.cells[0].as_str(), "requests.new.total");
        }
    }
}

#[test]
fn a_table_taken_over_from_last_year_is_told_of() {
    const COPIED: &str = "warning years.copied:requests";
    let (this, mut last) = two_years(7, 7);
    assert!(tells(
        &across(&check(&this, Some(&last), &[], false)),
        COPIED
    ));
    last.cells
        .insert("requests.new.natural".to_owned(), "6".to_owned());
    assert!(!tells(
        &across(&check(&this, Some(&last), &[], false)),
        COPIED
    ));
    let (this, last) = two_years(0, 0);
    assert!(!tells(
        &across(&check(&this, Some(&last), &[], false)),
        COPIED
    ));
}

/// What fails between two years points at the cells of this year alone.
#[test]
fn a_relation_between_years_names_cells_of_the_report_that_is_checked() {
    let (mut this, last) = two_years(9, 8);
    this.cells
        .insert("requests.carried_in.total".to_owned(), "1".to_owned());
    let view = check(&this, Some(&last), &[], false);
    let finding = view
        .findings
        .iter()
        .find(|f| f.rule == "years.carried")
        .unwrap();
    let cells: Vec<_> = finding.cells.iter().map(|c| c.as_str()).collect();
    assert_eq!(cells, ["requests.carried_in.total"]);
}
