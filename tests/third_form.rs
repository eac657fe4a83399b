//! A form of a later year is one data file: the made-up one in `tests/data/forms/2031.form`, put
//! beside the two in force, is read, checked and repaired as they are.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

mod support;

use gouji::report::fields::{FORMS, Table, add_form};
use gouji::rules::relations;
use gouji::view::View;
use std::sync::Once;
use support::compare::{checked, compare, invented, missed};
use support::figures::{Figures, corpus};
use support::generate::{Dice, consistent_on, slip};
use support::write::{Shape, write};

const SHAPES: [Shape; 12] = [
    Shape::TabLines,
    Shape::Lines,
    Shape::TabRows,
    Shape::TabGrid,
    Shape::OneLine,
    Shape::PipeRows,
    Shape::Markdown,
    Shape::Pdf,
    Shape::Html,
    Shape::WordHtml,
    Shape::FlatHtml,
    Shape::BrokenHtml,
];

const EACH: u64 = 12;

/// Puts the form in the list; every test begins so, before it reads anything.
fn add_the_form() {
    static ADDED: Once = Once::new();
    ADDED.call_once(|| add_form(include_str!("data/forms/2031.form")).unwrap());
}

/// Reports of one form in every shape, read.
fn read(form: &str, year: u16) -> impl Iterator<Item = (Figures, Shape, View)> {
    let drawn = move |shape: Shape| {
        (0..EACH).map(move |seed| {
            let mut dice = Dice::new(seed * 31 + shape as u64);
            let figures = consistent_on(form, year, &mut dice);
            let view = checked(&write(&figures, shape, &mut dice));
            (figures, shape, view)
        })
    };
    let all: Vec<_> = SHAPES.into_iter().flat_map(drawn).collect();
    all.into_iter()
}

fn instances(view: &View, prefix: &str) -> Vec<String> {
    let own = view.findings.iter().filter(|f| f.rule.starts_with(prefix));
    own.map(|f| f.instance.clone()).collect()
}

#[test]
fn the_form_is_its_file() {
    add_the_form();
    let form = FORMS.last().unwrap();
    assert_eq!((form.id, form.since()), ("2031", 2031));
    assert_eq!(form.fields_of(Table::Requests).count(), 25 * 8);
    assert_eq!(form.fields_of(Table::Remedies).count(), 4 * 5);
    // 25 rows, two relations of 8 columns, four blocks.
    assert_eq!(relations(form).len(), 25 + 2 * 8 + 4);
    let media = |r: &&gouji::rules::Relation| r.instance == "requests.row_total:new";
    let relation = relations(form).iter().find(media).unwrap();
    assert_eq!(relation.form.left.len(), 7);
    let outcomes = |r: &&gouji::rules::Relation| r.instance == "requests.result_total:media";
    let relation = relations(form).iter().find(outcomes).unwrap();
    let added = |t: &gouji::rules::Term| t.cell.as_str() == "requests.denied.open_data.media";
    assert!(relation.form.left.iter().any(added));
}

#[test]
fn each_form_is_told_by_its_table_in_every_shape_and_read_whole() {
    add_the_form();
    for (form, year) in [("2019", 2020), ("2021", 2023), ("2031", 2031)] {
        for (figures, shape, view) in read(form, year) {
            let told = (view.form, view.forms.disclosure, view.forms.requests);
            assert_eq!(told, (Some(form), Some(form), Some(form)), "{shape:?}");
            let tally = compare(&figures, &view);
            assert!(
                tally.wrong.is_empty(),
                "{form} {shape:?}: {:?}",
                tally.wrong
            );
            // An amount printed in yuan is not certain to be one.
            let mut unread = view.cells.iter().filter(|(_, c)| c.status == "unsure");
            assert!(
                unread.all(|(id, c)| id.as_str().ends_with(".amount") && c.raw.contains('元')),
                "{form} {shape:?}: {:?}",
                view.problems
            );
            assert_eq!(
                view.summary.errors,
                0,
                "{form} {shape:?}: {:?}",
                instances(&view, "")
            );
            let ours = FORMS.iter().find(|f| f.id == form).unwrap();
            assert_eq!(view.summary.holds, relations(ours).len());
            let mut notes = instances(&view, "form.");
            // The sentences made up round the tables say nothing of fees.
            notes.retain(|n| n != "form.fees:processing");
            assert_eq!(notes, Vec::<String>::new(), "{form} {shape:?}");
        }
    }
}

/// The real reports of the forms in force, while a third one is listed.
#[test]
fn real_reports_are_still_of_their_forms() {
    add_the_form();
    for figures in corpus() {
        for shape in [Shape::TabLines, Shape::Html, Shape::Pdf] {
            let view = checked(&write(&figures, shape, &mut Dice::new(1)));
            assert_eq!(
                view.form,
                Some(figures.requests.as_str()),
                "{}",
                figures.name
            );
            let wrong = compare(&figures, &view).wrong;
            assert!(wrong.is_empty(), "{} {shape:?}: {wrong:?}", figures.name);
        }
    }
}

#[test]
fn slips_are_found_where_they_are_and_repaired() {
    add_the_form();
    let mut repaired = 0;
    for shape in SHAPES {
        for seed in 0..EACH {
            let mut dice = Dice::new(seed);
            let mut figures = consistent_on("2031", 2031, &mut dice);
            slip(&mut figures, &mut dice);
            let view = checked(&write(&figures, shape, &mut dice));
            assert_eq!(invented(&figures, &view), Vec::<String>::new(), "{shape:?}");
            assert_eq!(missed(&figures, &view), Vec::<String>::new(), "{shape:?}");
            repaired += usize::from(view.causes.iter().any(|c| !c.options.is_empty()));
        }
    }
    assert!(repaired > SHAPES.len() * EACH as usize / 2, "{repaired}");
}

#[test]
fn an_added_cell_is_repaired_and_named_by_the_words_of_the_file() {
    add_the_form();
    let mut figures = consistent_on("2031", 2031, &mut Dice::new(5));
    let cell = "requests.denied.open_data.media";
    let right = figures.number(cell);
    figures
        .cells
        .insert(cell.to_owned(), (right + 4).to_string());
    for shape in SHAPES {
        let view = checked(&write(&figures, shape, &mut Dice::new(1)));
        let option = &view.causes[0].options[0];
        let change = &option.changes[0];
        assert_eq!(
            (option.changes.len(), change.cell.as_str()),
            (1, cell),
            "{shape:?}"
        );
        assert_eq!((change.from, change.to), (Some(right + 4), right));
        let broken = [
            "requests.row_total:denied.open_data",
            "requests.result_total:media",
        ];
        assert_eq!(option.resolves, broken);
    }
    let view = checked(&write(&figures, Shape::Html, &mut Dice::new(1)));
    let messages: Vec<_> = view.findings.iter().map(|f| f.message.as_str()).collect();
    assert!(
        messages
            .iter()
            .any(|m| m.starts_with("表四“新闻媒体”一列：各项办理结果合计")),
        "{messages:?}"
    );
    let forms = gouji::view::forms();
    let (_, form) = forms.0.iter().find(|(id, _)| *id == "2031").unwrap();
    let (_, name) = form
        .requests
        .labels
        .0
        .iter()
        .find(|(id, _)| *id == cell)
        .unwrap();
    assert_eq!(
        name,
        "表四 · （三）不予公开 · 8.属于开放平台已提供的数据 · 新闻媒体"
    );
}

#[test]
fn the_sections_are_those_of_the_file() {
    add_the_form();
    let figures = consistent_on("2031", 2031, &mut Dice::new(2));
    let text = write(&figures, Shape::TabLines, &mut Dice::new(1));
    let without = text.replace("二、机构和人员情况", "");
    let numbers = ["三", "四", "五", "六", "七"].into_iter();
    let renumbered =
        numbers
            .zip(["二", "三", "四", "五", "六"])
            .fold(without.clone(), |text, (old, new)| {
                let form = FORMS.last().unwrap();
                let (_, title) = form
                    .sections
                    .iter()
                    .find(|(_, t)| t.zh.starts_with(old))
                    .unwrap();
                text.replace(title.zh, &title.zh.replacen(old, new, 1))
            });
    let told = |text: &str| instances(&checked(text), "form.section");
    assert_eq!(told(&text), Vec::<String>::new());
    assert_eq!(told(&without), Vec::<String>::new());
    assert_eq!(told(&renumbered), ["form.section_missing:agencies"]);
    let swapped = text
        .replace("六、存在的主要", "七、存在的主要")
        .replace("七、其他需要", "六、其他需要");
    assert_eq!(told(&swapped), ["form.section_order:number"]);
}

#[test]
fn an_older_form_is_superseded_from_the_year_of_the_file_on() {
    add_the_form();
    let superseded = "form.superseded:tables";
    for (year, told) in [(2030, false), (2031, true), (2032, true)] {
        let figures = consistent_on("2021", year, &mut Dice::new(2));
        let view = checked(&write(&figures, Shape::TabLines, &mut Dice::new(1)));
        assert_eq!(
            instances(&view, "form.").contains(&superseded.to_owned()),
            told,
            "{year}"
        );
        if told {
            let finding = view
                .findings
                .iter()
                .find(|f| f.instance == superseded)
                .unwrap();
            assert!(finding.message.contains("自2031年度起应使用2031年格式"));
        }
    }
}
