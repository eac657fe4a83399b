//! Reports beside last year's and those of the units under them.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

mod support;

use gouji::check_beside;
use gouji::findings::Beside;
use gouji::input::{Opened, open};
use gouji::report::Report;
use gouji::view::View;
use std::path::Path;
use support::figures::{Figures, corpus, of_corpus};
use support::generate::Dice;
use support::write::{Shape, write};

fn opened(figures: &Figures) -> Opened {
    let text = write(figures, Shape::Html, &mut Dice::new(1));
    open("", text.as_bytes()).unwrap()
}

fn report(figures: &Figures) -> Report {
    gouji::recognize_opened(&opened(figures))
}

fn check(figures: &Figures, last: Option<&Figures>, units: &[Figures], complete: bool) -> View {
    let last = last.map(report);
    let units: Vec<_> = units.iter().map(report).collect();
    let beside = Beside {
        last_year: last.as_ref(),
        units: &units,
        complete,
    };
    check_beside("", &opened(figures), &[], &beside)
}

/// The findings that come of the reports beside it.
fn across(view: &View) -> Vec<String> {
    let known = gouji::view::rules();
    for finding in &view.findings {
        let rule = known.iter().find(|rule| rule.id == finding.rule);
        let weight = rule.map(|rule| rule.severity);
        assert_eq!(weight, Some(finding.severity), "{}", finding.rule);
    }
    let own = |rule: &str| rule.starts_with("years.") || rule.starts_with("units.");
    let findings = view.findings.iter().filter(|f| own(f.rule));
    findings
        .map(|f| format!("{} {} {}", f.severity, f.instance, f.message))
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
    check_golden("years.txt", &told);
}

fn check_golden(name: &str, found: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/across")
        .join(name);
    if std::env::var_os("GOUJI_BLESS").is_some() {
        std::fs::write(&file, found).unwrap();
    }
    assert_eq!(
        found,
        std::fs::read_to_string(&file).unwrap(),
        "{}",
        file.display()
    );
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
    let residuals = open.compared.unwrap().residuals;
    assert_eq!(residuals.len(), 1);
    assert_eq!(
        (residuals[0].cell.as_str(), residuals[0].difference),
        (cell.as_str(), 90)
    );
    let complete = check(&whole, None, &units, true);
    assert_eq!(complete.summary.errors, complete.summary.fails + 1);
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
        let last = gouji::recognize_opened(&opened(text(2022, last)));
        let beside = Beside {
            last_year: Some(&last),
            ..Beside::default()
        };
        across(&check_beside(
            "",
            &opened(text(2023, "完善制度，抓好落实")),
            &[],
            &beside,
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
