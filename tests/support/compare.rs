//! What was read against what was written.

use super::figures::Figures;
use gouji::findings::Findings;
use gouji::report::Report;
use gouji::view::View;
use gouji::{Opened, Options};

/// What the relations of a report without sentences come to.
pub fn findings_of(report: &Report) -> Findings {
    gouji::findings::check_tables(report)
}

/// A document, read and checked.
pub fn checked(text: &str) -> View {
    checked_text("test", text)
}

/// The same under a name of its own. A text is taken as it is, whatever a file would hold.
pub fn checked_text(name: &str, text: &str) -> View {
    let source = gouji::source::Source { name, text };
    let content = gouji::input::Content::Text(gouji::input::read(source).0, text.to_owned());
    checked_as(name, &Opened::from(content))
}

/// The first report of a file that was opened, checked under a name of its own.
pub fn checked_as(name: &str, opened: &Opened) -> View {
    let opened = Opened {
        name: name.to_owned(),
        ..opened.clone()
    };
    gouji::check(&gouji::recognize(&opened)[0], &Options::default()).view()
}

/// What was read against what was written: cells read, and cells not.
#[derive(Default, Debug)]
pub struct Tally {
    pub right: usize,
    pub flagged: usize,
    pub wrong: Vec<String>,
}

pub fn compare(figures: &Figures, view: &View) -> Tally {
    let mut tally = Tally::default();
    let read: std::collections::BTreeMap<_, _> =
        view.cells.iter().map(|(id, c)| (id.as_str(), c)).collect();
    for (id, cell) in &read {
        let printed = figures.cells.get(*id).map(|v| v.trim());
        match cell.status {
            // Run-together digits are cut by the sum of their row: where that
            // sum itself is wrong, the cut may be, and says how it was made.
            "inferred" if row_is_wrong(figures, id) => tally.flagged += 1,
            "read" if printed == Some(cell.raw.as_str()) => tally.right += 1,
            "blank" if printed.is_some_and(|p| ["", "/", "-", "—", "无"].contains(&p)) => {
                tally.right += 1
            }
            "missing" if printed.is_none() => tally.right += 1,
            "inferred" if printed == Some(cell.raw.as_str()) => tally.right += 1,
            "unsure" | "missing" => tally.flagged += 1,
            status => tally.wrong.push(format!(
                "{id}: printed {printed:?}, {status} {:?}",
                cell.raw
            )),
        }
    }
    for id in figures
        .cells
        .keys()
        .filter(|id| !read.contains_key(id.as_str()))
    {
        tally.wrong.push(format!("{id}: not told of"));
    }
    tally
}

/// Whether the row of a cell does not add up in the figures themselves.
fn row_is_wrong(figures: &Figures, cell: &str) -> bool {
    let Some((row, _)) = cell.rsplit_once('.') else {
        return false;
    };
    let of_row = figures
        .cells
        .keys()
        .filter(|c| c.rsplit_once('.').is_some_and(|(r, _)| r == row));
    let (total, parts): (Vec<&String>, Vec<&String>) = of_row.partition(|c| c.ends_with(".total"));
    let sum = |cells: Vec<&String>| cells.into_iter().map(|c| figures.number(c)).sum::<i64>();
    sum(total) != sum(parts)
}

/// Failures told of that the figures do not have; no document made here has a
/// sentence that claims anything.
pub fn invented(figures: &Figures, view: &View) -> Vec<String> {
    let number = |cell: &str| figures.number(cell);
    let of_document = |rule: &str| rule.starts_with("form.") || rule.starts_with("plausible.");
    let fails = view
        .findings
        .iter()
        .filter(|f| f.outcome == "fails" && !of_document(f.rule));
    fails
        .filter(|f| {
            if f.rule.starts_with("prose.") {
                return true;
            }
            let form = figures.form(gouji::report::fields::Table::Requests);
            let relation = gouji::rules::relations(form)
                .iter()
                .find(|r| r.instance == f.instance)
                .unwrap();
            relation
                .terms()
                .map(|t| t.coefficient * number(t.cell.as_str()))
                .sum::<i64>()
                == 0
        })
        .map(|f| f.instance.clone())
        .collect()
}

/// Failures of the figures that are not told of, though all their cells were
/// read.
pub fn missed(figures: &Figures, view: &View) -> Vec<String> {
    let form = figures.form(gouji::report::fields::Table::Requests);
    let read = |cell: &str| {
        let found = view.cells.iter().find(|(id, _)| id.as_str() == cell);
        found.is_some_and(|(_, c)| c.status == "read")
    };
    let told = |instance: &str| {
        let mut fails = view.findings.iter().filter(|f| f.outcome == "fails");
        fails.any(|f| f.instance == instance)
    };
    gouji::rules::relations(form)
        .iter()
        .filter(|r| {
            let sum = |t: gouji::rules::Term| t.coefficient * figures.number(t.cell.as_str());
            r.terms().map(sum).sum::<i64>() != 0
        })
        .filter(|r| r.terms().all(|t| read(t.cell.as_str())) && !told(&r.instance))
        .map(|r| r.instance.clone())
        .collect()
}
