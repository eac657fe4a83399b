//! The document round its tables, compared with the form.

use super::{Findings, Note, Outcome};
use crate::report::Report;
use crate::report::fields::{CellId, FORMS, Form, Table};
use crate::report::outline::{Heading, Outline, Personal, Section};
use crate::rules::{Rule, Severity, WHOLE};
use crate::source::{Place, Words};

/// Adds to the findings what the document round its tables comes to.
pub fn inspect(findings: &mut Findings, report: &Report, outline: &Outline) {
    let mut notes = Vec::new();
    sections(&mut notes, report, outline);
    forms(&mut notes, report);
    years(&mut notes, report, outline);
    texts(&mut notes, report, outline);
    aspects(&mut notes, outline);
    // The digits of a row that are run together look like such a number.
    let in_a_cell = |place: &Place| {
        let cells = report.cells.iter().filter_map(|cell| cell.place);
        cells
            .into_iter()
            .any(|cell| cell.start < place.end && place.start < cell.end)
    };
    let personal = outline.personal.iter();
    let personal = personal.filter(|(.., place)| !in_a_cell(place));
    for (kind, masked, place) in personal.take(MOST_PERSONAL) {
        let (rule, member) = match kind {
            Personal::Mobile => ("form.mobile", "mobile"),
            Personal::Identity => ("form.identity", "identity"),
        };
        notes.extend(note(rule, member, &[("{seen}", masked)], Some(*place)));
    }
    super::claims::number_repeated(&mut notes);
    findings.notes.extend(notes);
}

/// A page that prints more of them is a list, and told of often enough.
const MOST_PERSONAL: usize = 5;

/// A note of a rule with its holes filled.
pub(super) fn note(
    rule: &str,
    member: &str,
    holes: &[(&str, &str)],
    place: Option<Place>,
) -> Option<Note> {
    let rule: &'static Rule = WHOLE.iter().find(|known| known.id == rule)?;
    let fill = |text: &str| {
        holes.iter().fold(text.to_owned(), |text, (hole, word)| {
            text.replace(hole, word)
        })
    };
    Some(Note {
        rule,
        instance: format!("{}:{member}", rule.id),
        outcome: Outcome::Fails,
        severity: rule.severity,
        cells: Vec::new(),
        numbers: None,
        expected: None,
        actual: None,
        words: Words::new(fill(rule.message.0), fill(rule.message.1)),
        place,
    })
}

/// The sections of the form, their order and their numbers. Where a heading is
/// not understood or stands twice, as in a menu, nothing is said.
fn sections(notes: &mut Vec<Note>, report: &Report, outline: &Outline) {
    let all = &outline.headings;
    let Some(form) = Table::ALL.iter().find_map(|t| report.follows(*t)) else {
        return;
    };
    let rank = |h: &Heading| {
        let name = h.section.name()?;
        form.sections.iter().position(|(own, _)| *own == name)
    };
    let extra = |h: &Heading| h.section == Section::Extra;
    let understood = all.iter().all(|h| rank(h).is_some() || extra(h));
    let twice = all
        .iter()
        .enumerate()
        .any(|(at, h)| all.iter().take(at).any(|b| b.section == h.section));
    if !understood || twice || all.len() < 4 || all.first().is_none_or(|h| rank(h) != Some(0)) {
        return;
    }
    let own: Vec<&Heading> = all.iter().filter(|h| !extra(h)).collect();
    let count = form.sections.len();
    let numbered = all.iter().enumerate().all(|(at, h)| h.number == at + 1);
    if !own.is_sorted_by_key(|h| rank(h)) {
        let wrong = own.windows(2).find_map(|pair| match pair {
            [first, second] if rank(first) > rank(second) => Some(*second),
            _ => None,
        });
        notes.extend(wrong.and_then(|h| {
            note(
                "form.section_order",
                "order",
                &[("{seen}", &h.text)],
                Some(h.place),
            )
        }));
    } else if own.len() == count && !numbered {
        let wrong = all
            .iter()
            .enumerate()
            .find(|(at, h)| h.number != at + 1)
            .map(|(_, h)| h);
        notes.extend(wrong.and_then(|h| {
            note(
                "form.section_order",
                "number",
                &[("{seen}", &h.text)],
                Some(h.place),
            )
        }));
    } else if own.len() + 1 == count
        && numbered
        && own.last().is_some_and(|h| rank(h) == Some(count - 1))
    {
        // The numbers leave no room for it.
        let has = |at: usize| own.iter().any(|h| rank(h) == Some(at));
        let missing = (0..count).find(|at| !has(*at));
        let missing = missing.and_then(|at| form.sections.get(at));
        notes.extend(missing.zip(all.last()).and_then(|((member, title), h)| {
            let title = title
                .zh
                .split_once('、')
                .map_or(title.zh, |(_, words)| words);
            note(
                "form.section_missing",
                member,
                &[("{seen}", title)],
                Some(h.place),
            )
        }));
    }
}

/// The five aspects of section one, and words of which each has one.
const ASPECTS: [(&str, &[&str]); 5] = [
    ("主动公开", &["主动公开", "主动发布", "公开政府信息"]),
    ("依申请公开", &["依申请", "申请"]),
    (
        "政府信息管理",
        &["管理", "审查", "审核", "规范性文件", "清理"],
    ),
    (
        "平台建设",
        &["平台", "网站", "公众号", "新媒体", "门户", "专栏"],
    ),
    (
        "监督保障",
        &["监督", "保障", "培训", "考核", "评议", "督促"],
    ),
];

/// What section one leaves out, where it is long and speaks of most aspects.
fn aspects(notes: &mut Vec<Note>, outline: &Outline) {
    const LONG: usize = 200;
    let mut sections = outline
        .headings
        .iter()
        .filter(|h| h.section == Section::Overview);
    let (Some(heading), None) = (sections.next(), sections.next()) else {
        return;
    };
    let text = &outline.overview;
    let is_missing = |words: &[&str]| !words.iter().any(|word| text.contains(word));
    let missing = ASPECTS.iter().filter(|(_, words)| is_missing(words));
    let missing: Vec<_> = missing.map(|(aspect, _)| *aspect).collect();
    if heading.followed && text.chars().count() >= LONG && (1..=2).contains(&missing.len()) {
        let seen = missing.join("、");
        notes.extend(note(
            "form.aspects",
            "overview",
            &[("{seen}", &seen)],
            Some(heading.place),
        ));
    }
}

/// Tables on a form that is no longer in force, or on two forms.
fn forms(notes: &mut Vec<Note>, report: &Report) {
    let form = |table: Table| report.form(table);
    let (Some(requests), year) = (form(Table::Requests), report.year) else {
        return;
    };
    let disclosure = form(Table::Disclosure);
    let year = year.map(|y| y.to_string()).unwrap_or_default();
    if let Some(other) = disclosure.filter(|f| f.id != requests.id) {
        let holes = [("{two}", other.id), ("{three}", requests.id)];
        notes.extend(note(
            "form.mixed",
            "tables",
            &holes,
            place_of(report, Table::Disclosure),
        ));
    } else if let Some(newer) = newest(report.year).filter(|f| f.since() > requests.since()) {
        let holes = [
            ("{year}", year.as_str()),
            ("{form}", requests.id),
            ("{newer}", newer.id),
        ];
        notes.extend(note(
            "form.superseded",
            "tables",
            &holes,
            place_of(report, Table::Requests),
        ));
    }
}

/// The form in force for the report of a year.
fn newest(year: Option<u16>) -> Option<&'static Form> {
    FORMS.iter().rfind(|form| Some(form.since()) <= year)
}

fn place_of(report: &Report, table: Table) -> Option<Place> {
    let mut cells = report
        .cells
        .iter()
        .filter(|c| c.id.as_str().starts_with(table.name()));
    cells.find_map(|c| c.place)
}

/// The years that the document gives itself.
fn years(notes: &mut Vec<Note>, report: &Report, outline: &Outline) {
    let own = report.year;
    for period in &outline.periods {
        let (from, until) = (period.from.to_string(), period.until.to_string());
        if period.from != period.until {
            notes.extend(note(
                "form.period",
                "length",
                &[("{from}", &from), ("{until}", &until)],
                Some(period.place),
            ));
        } else if let Some(year) = own.filter(|y| *y != period.from) {
            let holes = [("{seen}", from.as_str()), ("{year}", &year.to_string())];
            notes.extend(note("form.year", "period", &holes, Some(period.place)));
        }
    }
    for (named, place) in &outline.named {
        let other = own.filter(|year| year != named);
        let wrong = other.and_then(|year| {
            note(
                "form.year",
                "preface",
                &[
                    ("{seen}", &named.to_string()),
                    ("{year}", &year.to_string()),
                ],
                Some(*place),
            )
        });
        notes.extend(wrong);
    }
}

/// Section five says nothing; section six does not speak of fees.
fn texts(notes: &mut Vec<Note>, report: &Report, outline: &Outline) {
    const SHORTEST: usize = 10;
    let section = |wanted| outline.headings.iter().filter(move |h| h.section == wanted);
    let mut problems = section(Section::Problems);
    if let (Some(h), None) = (problems.next(), problems.next())
        && h.followed
        && h.letters < SHORTEST
    {
        notes.extend(note("form.problems", "empty", &[], Some(h.place)));
    }
    // Where fees are charged at all since the form of 2021.
    let new_form = report
        .follows(Table::Requests)
        .is_some_and(|f| f.since() >= 2021);
    // Without a request there is nothing to charge for.
    let asked = count(report, "requests.new.total").is_some_and(|n| n > 0);
    let mut other = section(Section::Other);
    if let (Some(h), None) = (other.next(), other.next())
        && new_form
        && asked
        && !outline.fees
    {
        notes.extend(
            note("form.fees", "processing", &[], Some(h.place)).map(|n| Note {
                severity: Severity::Hint,
                ..n
            }),
        );
    }
}

/// The number of a cell by its name.
pub(super) fn count(report: &Report, name: &str) -> Option<i64> {
    report
        .cells
        .iter()
        .find(|c| c.id.as_str() == name)
        .and_then(crate::report::Cell::count)
}

/// The name of a cell as one.
pub(super) fn id(report: &Report, name: &str) -> Option<CellId> {
    report
        .cells
        .iter()
        .map(|c| c.id)
        .find(|id| id.as_str() == name)
}
