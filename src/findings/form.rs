//! The document round its tables, compared with the form.

use super::{Finding, InForce, number_repeated};
use crate::report::fields::{FORMS, Form, Table};
use crate::report::outline::{Heading, Outline, Personal, Section};
use crate::report::{Cell, Report};
use crate::rules::Holes;
use crate::source::Place;

/// What the document round its tables comes to.
pub(super) fn check_form(in_force: &InForce, report: &Report, outline: &Outline) -> Vec<Finding> {
    let mut all = Found {
        in_force,
        findings: Vec::new(),
    };
    sections(&mut all, report, outline);
    forms(&mut all, report);
    years(&mut all, report, outline);
    texts(&mut all, report, outline);
    aspects(&mut all, outline);
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
        all.fails(rule, member, &Holes::default().and("seen", masked), *place);
    }
    number_repeated(&mut all.findings);
    all.findings
}

/// A page that prints more of them is a list, and reported often enough.
const MOST_PERSONAL: usize = 5;

/// What is found, by the rules in force.
struct Found<'a> {
    in_force: &'a InForce<'a>,
    findings: Vec<Finding>,
}

impl Found<'_> {
    fn fails(&mut self, rule: &str, member: &str, holes: &Holes, place: impl Into<Option<Place>>) {
        let finding = self.in_force.fails(rule, member, holes);
        self.findings.extend(finding.map(|finding| Finding {
            place: place.into(),
            ..finding
        }));
    }
}

/// The sections of the form, their order and their numbers. Where a heading is
/// not understood or stands twice, as in a menu, nothing is said.
fn sections(found: &mut Found, report: &Report, outline: &Outline) {
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
    let wrong = |found: &mut Found, member: &str, heading: &Heading, number: usize| {
        let holes = Holes::default()
            .and("seen", &heading.text)
            .and("position", number + 1)
            .and("number", NUMBERS.get(number).unwrap_or(&"?"));
        found.fails("form.section_order", member, &holes, heading.place);
    };
    if !own.is_sorted_by_key(|h| rank(h)) {
        let pair = own
            .windows(2)
            .find(|pair| !pair.is_sorted_by_key(|h| rank(h)));
        if let Some((heading, number)) =
            pair.and_then(|pair| Some((pair.last()?, rank(pair.last()?)?)))
        {
            wrong(found, "order", heading, number);
        }
    } else if own.len() == count && !numbered {
        let mut all = all.iter().enumerate();
        if let Some((number, heading)) = all.find(|(at, h)| h.number != at + 1) {
            wrong(found, "number", heading, number);
        }
    } else if own.len() + 1 == count
        && numbered
        && own.last().is_some_and(|h| rank(h) == Some(count - 1))
    {
        // The numbers leave no room for it.
        let has = |at: usize| own.iter().any(|h| rank(h) == Some(at));
        let missing = (0..count).find(|at| !has(*at));
        let missing = missing.and_then(|at| Some((at, form.sections.get(at)?)));
        if let Some(((at, (member, title)), last)) = missing.zip(all.last()) {
            let (number, title) = title.zh.split_once('、').unwrap_or(("?", title.zh));
            let holes = Holes::default()
                .and("seen", title)
                .and("position", at + 1)
                .and("number", number);
            found.fails("form.section_missing", member, &holes, last.place);
        }
    }
}

/// The numbers that headings have.
const NUMBERS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

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
fn aspects(found: &mut Found, outline: &Outline) {
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
        let holes = Holes::default().and("seen", missing.join("、"));
        found.fails("form.aspects", "overview", &holes, heading.place);
    }
}

/// Tables on a form that is no longer in force, or on two forms.
fn forms(found: &mut Found, report: &Report) {
    let form = |table: Table| report.form(table);
    let (Some(requests), year) = (form(Table::Requests), report.year) else {
        return;
    };
    let disclosure = form(Table::Disclosure);
    let year = year.map(|y| y.to_string()).unwrap_or_default();
    if let Some(other) = disclosure.filter(|f| f.id != requests.id) {
        let holes = Holes::default()
            .and("two", other.id)
            .and("three", requests.id);
        let place = place_of(report, Table::Disclosure);
        found.fails("form.mixed", "tables", &holes, place);
    } else if let Some(newer) = newest(report.year).filter(|f| f.since() > requests.since()) {
        let holes = Holes::default()
            .and("year", year)
            .and("form", requests.id)
            .and("newer", newer.id);
        let place = place_of(report, Table::Requests);
        found.fails("form.superseded", "tables", &holes, place);
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
fn years(found: &mut Found, report: &Report, outline: &Outline) {
    let own = report.year;
    for period in &outline.periods {
        if period.from != period.until {
            let holes = Holes::default()
                .and("from", period.from)
                .and("until", period.until);
            found.fails("form.period", "length", &holes, period.place);
        } else if let Some(year) = own.filter(|y| *y != period.from) {
            let holes = Holes::default().and("seen", period.from).and("year", year);
            found.fails("form.year", "period", &holes, period.place);
        }
    }
    for (named, place) in &outline.named {
        if let Some(year) = own.filter(|year| year != named) {
            let holes = Holes::default().and("seen", named).and("year", year);
            found.fails("form.year", "preface", &holes, *place);
        }
    }
}

/// Section five says nothing; section six does not speak of fees.
fn texts(found: &mut Found, report: &Report, outline: &Outline) {
    const SHORTEST: usize = 10;
    let section = |wanted| outline.headings.iter().filter(move |h| h.section == wanted);
    let mut problems = section(Section::Problems);
    if let (Some(h), None) = (problems.next(), problems.next())
        && h.followed
        && h.letters < SHORTEST
    {
        let holes = Holes::default().and("seen", &h.text);
        found.fails("form.problems", "empty", &holes, h.place);
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
        found.fails("form.fees", "processing", &Holes::default(), h.place);
    }
}

/// The number of a cell by its name.
fn count(report: &Report, name: &str) -> Option<i64> {
    let mut cells = report.cells.iter();
    cells.find(|c| c.id.as_str() == name).and_then(Cell::count)
}
