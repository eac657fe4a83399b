//! Table three: its rows, the form it follows, and its cells.

#![expect(
    clippy::indexing_slicing,
    reason = "one entry for each table, table three has its section, and tokens are those of the same document"
)]

use super::header::Header;
use super::rows::{Candidate, FULL, out_of_place};
use super::values::make_all_unsure;
use super::{Found, Reader, id_at};
use crate::report::fields::{CellId, FORMS, Form, Label, Section, Table};
use crate::report::slots::{Area, Fit, fit_all, learn, rows_without_label};
use crate::report::vocabulary::{Meaning, row_order};

impl Reader<'_> {
    /// Finds table three and reads its cells.
    pub(super) fn requests(&mut self) {
        let mut rows = self.chain(Table::Requests);
        if !is_table(&rows) {
            return;
        }
        let form = self.form_of(&rows);
        if self.find_misprinted(&rows, form) {
            rows = self.chain(Table::Requests);
        }
        let section = &form.table(Table::Requests).sections[0];
        let header = self.header(rows.first().map_or(0, |c| c.token), section);
        let areas = self.areas(&rows, section, &header);
        self.note_missing_rows(section, &areas);
        self.note_other_rows(section, &rows, &areas);
        let shape: Vec<Area> = areas.iter().map(|(_, area)| *area).collect();
        let habit = learn(self.document, &shape, header.boxes.as_ref(), None);
        let (fits, crowded) = fit_all(self.document, &shape, &habit);
        self.blanks = habit.blanks;
        self.glued = habit.glued;
        self.layout = Some(habit.layout);
        let tokens = rows.first().map_or(0, |c| c.token)..rows.last().map_or(0, |c| c.token);
        let lost = fits.iter().any(|f| matches!(f, Fit::Misfit(_)))
            || self.numbers_astray(tokens.clone(), &shape);
        let mut cells = Vec::new();
        for ((row, area), fit) in areas.iter().zip(fits) {
            let ids: Vec<CellId> = header
                .columns
                .iter()
                .map(|column| id_at(form, Table::Requests, *row, *column))
                .collect();
            let whole = ids.len() == section.columns.len();
            let group = whole.then_some(ids.len());
            cells.extend(self.row_cells(&ids, area, fit, &habit, lost, group));
        }
        if header.boxes.as_ref().is_some_and(|b| !b.other.is_empty()) {
            self.problem(
                "extra_column",
                "表三有格式以外的列，未读入".to_owned(),
                "Table 3 has columns that the form does not have; they were not read".to_owned(),
                None,
            );
        }
        let column = |m: &Meaning| matches!(m, Meaning::Column(Table::Requests, _));
        let first = self.follows_numbers(tokens.start, column, header.columns.len())
            && self.numbers_printed(tokens.end) == 0;
        let doubt = header.doubt;
        let doubt = doubt.or_else(|| (crowded || first).then(out_of_place));
        if let Some(doubt) = doubt {
            make_all_unsure(&mut cells, &doubt);
        }
        self.found[Table::Requests as usize] = Some(Found { form, cells });
    }

    /// The form that has most of the rows found, and of equals the one that
    /// misses fewest. Words that are a group on one form and a row on the
    /// other tell nothing where no numbers stand behind them.
    fn form_of(&self, rows: &[Candidate]) -> &'static Form {
        let order = row_order(Table::Requests);
        let telling = |c: &&Candidate| {
            let group = self.tokens.list[c.token].means(|m| *m == Meaning::Group);
            !group || self.numbers_behind(c.token) > 0
        };
        let fitness = |form: &&Form| {
            let own = &form.table(Table::Requests).sections[0].rows;
            let has = |c: &Candidate| own.iter().any(|r| r.id == order[c.order]);
            let worth = |c: &Candidate| if has(c) { c.weight } else { -c.weight };
            let found: i64 = rows.iter().filter(telling).map(worth).sum();
            let missing = own.len() - rows.iter().filter(|c| has(c)).count();
            (found, std::cmp::Reverse(missing))
        };
        FORMS
            .iter()
            .max_by_key(fitness)
            .unwrap_or_else(|| unreachable!())
    }

    /// What stands behind the label of each row of the form.
    fn areas(&self, rows: &[Candidate], section: &Section, header: &Header) -> Vec<(usize, Area)> {
        let mut areas = Vec::new();
        for (at, candidate) in rows.iter().enumerate() {
            let id = row_order(Table::Requests)[candidate.order];
            if let Some(row) = section.rows.iter().position(|r| r.id == id) {
                let next = rows.get(at + 1).map(|next| next.token);
                let area = self.area_of_row(candidate.token, next, header.columns.len());
                areas.push((row, area));
            }
        }
        areas
    }

    fn note_missing_rows(&mut self, section: &Section, areas: &[(usize, Area)]) {
        let missing: Vec<_> = (0..section.rows.len())
            .filter(|row| !areas.iter().any(|(known, _)| known == row))
            .map(|row| &section.rows[row].label)
            .collect();
        if missing.is_empty() {
            return;
        }
        let list = |words: fn(&Label) -> &'static str, comma: &str| {
            let words: Vec<_> = missing.iter().map(|l| words(l)).collect();
            words.join(comma)
        };
        self.problem(
            "row_missing",
            format!("表三没有找到这些行：{}", list(|l| l.zh, "；")),
            format!(
                "Rows of table 3 that were not found: {}",
                list(|l| l.en, "; ")
            ),
            None,
        );
    }

    /// Rows with numbers that the form does not have: subtotals of a group,
    /// rows under an unknown label, a second table.
    fn note_other_rows(&mut self, section: &Section, rows: &[Candidate], areas: &[(usize, Area)]) {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
            return;
        };
        let wanted = &[section.columns.len()];
        let mut extra = Vec::new();
        for token in first.token..last.token {
            let other =
                |m: &Meaning| matches!(m, Meaning::Group | Meaning::Row(Table::Requests, _));
            let other = self.tokens.list[token].means(other);
            let is_row = rows.iter().any(|c| c.token == token);
            let inside = areas.iter().any(|(_, a)| {
                a.start > self.tokens.list[token].range.start
                    && a.line <= self.tokens.list[token].range.start
            });
            if other
                && !is_row
                && !inside
                && self.weight(token, wanted) >= FULL
                && self.numbers_behind(token) > 0
            {
                extra.push(self.tokens.list[token].range.clone());
            }
        }
        extra.extend(
            areas
                .iter()
                .filter_map(|(_, a)| rows_without_label(self.document, a)),
        );
        for range in extra {
            self.problem(
                "extra_row",
                "表三有一行数不属于格式中的任何一行，未读入".to_owned(),
                "A row of numbers in table 3 belongs to no row of the form and was not read"
                    .to_owned(),
                Some(range),
            );
        }
        let outside = |token: &usize| *token < first.token || *token > last.token;
        let tokens = (0..self.tokens.list.len()).filter(outside);
        let again = tokens
            .filter(|token| {
                let row = |m: &Meaning| matches!(m, Meaning::Row(Table::Requests, _));
                self.tokens.list[*token].means(row) && self.weight(*token, wanted) >= FULL
            })
            .collect::<Vec<_>>();
        if let Some(token) = again.first().filter(|_| again.len() >= 10) {
            let range = self.tokens.list[*token].range.clone();
            self.second_table("三", "3", range);
        }
    }
}

/// Prose names outcomes too; a table has many of them, with full rows.
fn is_table(rows: &[Candidate]) -> bool {
    let full = rows.iter().filter(|c| c.weight >= FULL - 2).count();
    full >= 3 || rows.len() >= 12
}
