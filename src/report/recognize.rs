//! A document becomes a report: its cells are aligned to the rows and columns
//! of the form by the words of the form.
//!
//! Rows are found by their labels, never by their numbers and never by how
//! many numbers came before; what stands between two labels must have exactly
//! as many slots as the form has columns. Everything else is doubtful.

use super::fields::{CellId, FORMS, Field, Form, Section, Table};
use super::glue::cuts;
use super::slots::{Area, Fit, Habit, Layout, Look, Slot, fit, learn, look, slots};
use super::tokens::{Token, Tokens, head};
use super::vocabulary::{Meaning, VOCABULARY, column_order, row_order};
use super::{Cell, Report, Status, identity};
use crate::cells::{CELL, Document, Number, ROW, TABLE};
use crate::source::{Problem, Words};
use std::collections::BTreeMap;
use std::ops::Range;

/// Aligns a document to the national form.
///
/// ```
/// use gouji::{cells::Document, report::recognize};
/// let report = recognize(&Document { text: "（七）总计".into(), ..Document::default() });
/// assert!(report.cells.is_empty());
/// assert_eq!(report.problems[0].kind, "no_report");
/// ```
#[must_use]
pub fn recognize(document: &Document) -> Report {
    let mut reader = Reader {
        document,
        tokens: Tokens::of(document),
        found: BTreeMap::new(),
        problems: Vec::new(),
        blanks: false,
    };
    reader.requests();
    reader.disclosure();
    reader.remedies();
    reader.report()
}

/// What was found of one table.
struct Found {
    form: &'static Form,
    cells: Vec<Cell>,
}

struct Reader<'a> {
    document: &'a Document,
    tokens: Tokens,
    found: BTreeMap<Table, Found>,
    problems: Vec<Problem>,
    /// Whether table three certainly leaves cells empty.
    blanks: bool,
}

/// A label taken for a row of the form.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    /// Index into the tokens.
    token: usize,
    /// Index into the rows of the table in any form.
    order: usize,
    /// How much speaks for it.
    weight: i64,
}

/// Rows farther apart than this many letters of no label belong to different
/// texts; inside a table, explanations in labels come to less.
const FAR: usize = 150;

impl Reader<'_> {
    // ---- table three -----------------------------------------------------

    fn requests(&mut self) {
        let mut rows = self.chain(Table::Requests);
        if !self.is_table(&rows) {
            return;
        }
        let form = self.form_of(&rows);
        if self.find_misprinted(&rows, form) {
            rows = self.chain(Table::Requests);
        }
        let section = &form.table(Table::Requests).sections[0];
        let first = rows.first().map_or(0, |c| c.token);
        let header = self.header(first, section);
        let mut areas = Vec::new();
        for (at, candidate) in rows.iter().enumerate() {
            let id = row_order(Table::Requests)[candidate.order];
            if let Some(row) = section.rows.iter().position(|r| r.id == id) {
                let next = rows.get(at + 1).map(|next| next.token);
                areas.push((
                    row,
                    self.area_of_row(candidate.token, next, header.columns.len()),
                ));
            }
        }
        self.note_missing_rows(section, &areas);
        let shape: Vec<Area> = areas.iter().map(|(_, area)| *area).collect();
        let habit = learn(self.document, &shape, header.boxes.as_deref());
        let fits: Vec<Fit> = shape
            .iter()
            .map(|a| fit(self.document, a, &habit))
            .collect();
        self.blanks = habit.blanks;
        let lost = fits.iter().any(|f| matches!(f, Fit::Misfit(_)));
        let mut cells = Vec::new();
        for ((row, area), fit) in areas.iter().zip(fits) {
            let ids: Vec<CellId> = header
                .columns
                .iter()
                .map(|column| id_at(form, Table::Requests, 0, *row, *column))
                .collect();
            let sums = ids.len() == section.columns.len();
            cells.extend(self.row_cells(&ids, area, fit, &habit, lost, sums.then_some(ids.len())));
        }
        if let Some(doubt) = &header.doubt {
            for cell in &mut cells {
                make_unsure(cell, doubt);
            }
        }
        self.found.insert(Table::Requests, Found { form, cells });
    }

    /// The best run of row labels in the order of the form.
    fn chain(&self, table: Table) -> Vec<Candidate> {
        let order = row_order(table);
        let mut candidates = Vec::new();
        for (token, found) in self.tokens.list.iter().enumerate() {
            for meaning in &found.meanings {
                if let Meaning::Row(of, id) = meaning
                    && *of == table
                    && let Some(order) = order.iter().position(|known| known == id)
                {
                    candidates.push(Candidate {
                        token,
                        order,
                        weight: self.weight(token, column_order(table).len()),
                    });
                }
            }
        }
        let mut best: Vec<(i64, Option<usize>)> = Vec::new();
        for (at, candidate) in candidates.iter().enumerate() {
            let mut choice = (candidate.weight, None);
            for before in (0..at).rev() {
                let previous = candidates[before];
                let far = self.tokens.unexplained(previous.token, candidate.token) > FAR
                    && !self.same_table(previous.token, candidate.token);
                let apart = far || self.heading_between(table, previous.token, candidate.token);
                let sum = best[before].0 + candidate.weight - if apart { 1000 } else { 0 };
                if previous.order < candidate.order
                    && previous.token < candidate.token
                    && sum > choice.0
                {
                    choice = (sum, Some(before));
                }
            }
            best.push(choice);
        }
        let mut chain = Vec::new();
        let last = (0..best.len()).rev().max_by_key(|at| best[*at].0);
        let mut at = last;
        while let Some(here) = at {
            chain.push(candidates[here]);
            at = best[here].1;
        }
        chain.reverse();
        self.add_reordered(&mut chain, &candidates);
        chain
    }

    /// Rows that stand out of order, where their labels and numbers are clear.
    fn add_reordered(&self, chain: &mut Vec<Candidate>, candidates: &[Candidate]) {
        let (Some(first), Some(last)) = (chain.first().copied(), chain.last().copied()) else {
            return;
        };
        for candidate in candidates {
            let inside = (first.token..=last.token).contains(&candidate.token);
            let taken = chain
                .iter()
                .any(|c| c.token == candidate.token || c.order == candidate.order);
            let long = self.tokens.list[candidate.token].letters.len() > 2;
            if inside && !taken && long && candidate.weight >= FULL {
                chain.push(*candidate);
            }
        }
        chain.sort_by_key(|c| c.token);
    }

    /// How much speaks for a label being that of a row with `wanted` numbers.
    fn weight(&self, token: usize, wanted: usize) -> i64 {
        let area = self.behind(token);
        let row = area.split([ROW, TABLE]).next().unwrap_or_default();
        let boxes = row.matches(CELL).count();
        match numbers_in(area) {
            n if n == wanted || boxes == wanted => FULL,
            0 if boxes > wanted => FULL - 2,
            0 => 1,
            _ => 5,
        }
    }

    /// The text between a label and the next, or the beginning of it.
    fn behind(&self, token: usize) -> &str {
        let text = &self.document.text;
        let start = label_end(text, &self.tokens.list[token].range);
        let next = self.tokens.list.get(token + 1);
        let end = next.map_or(text.len(), |t| head(text, start, t.range.start.max(start)));
        &text[start..text.floor_char_boundary(end.min(start + 2000))]
    }

    /// Whether the heading of another part of the report stands between.
    fn heading_between(&self, table: Table, from: usize, to: usize) -> bool {
        let other = |m: &Meaning| matches!(m, Meaning::Heading(of) if *of != Some(table));
        let mut between = self.tokens.list.iter().take(to).skip(from + 1);
        between.any(|t| t.means(other))
    }

    fn same_table(&self, one: usize, other: usize) -> bool {
        let table = |token: usize| {
            let at = self.tokens.list[token].range.start;
            self.document.box_at(at).map(|b| b.cell.table)
        };
        table(one).is_some() && table(one) == table(other)
    }

    /// Prose names outcomes too; a table has many, with numbers.
    fn is_table(&self, rows: &[Candidate]) -> bool {
        let full = rows.iter().filter(|c| c.weight >= 5).count();
        full >= 5 || rows.len() >= 15
    }

    /// The form that has most of the rows found and lacks fewest.
    fn form_of(&self, rows: &[Candidate]) -> &'static Form {
        let order = row_order(Table::Requests);
        let fitness = |form: &&Form| {
            let has = |c: &Candidate| {
                let mut sections = form.table(Table::Requests).sections.iter();
                sections.any(|s| s.rows.iter().any(|r| r.id == order[c.order]))
            };
            let worth = |c: &Candidate| if has(c) { c.weight } else { -c.weight };
            rows.iter().map(worth).sum::<i64>()
        };
        FORMS
            .iter()
            .max_by_key(fitness)
            .unwrap_or_else(|| unreachable!("there are two forms"))
    }

    /// Looks for rows not found between their neighbours, allowing misprints.
    fn find_misprinted(&mut self, rows: &[Candidate], form: &Form) -> bool {
        let order = row_order(Table::Requests);
        let present = |id: &str| rows.iter().any(|c| order[c.order] == id);
        let mut found = Vec::new();
        for row in &form.table(Table::Requests).sections[0].rows {
            if present(row.id) {
                continue;
            }
            let rank = order.iter().position(|id| *id == row.id).unwrap_or(0);
            let before = rows.iter().rfind(|c| c.order < rank);
            let after = rows.iter().find(|c| c.order > rank);
            let letters = |c: &Candidate| self.tokens.list[c.token].letters.clone();
            let start = before.map_or_else(
                || after.map_or(0, |a| letters(a).start.saturating_sub(60)),
                |b| letters(b).end,
            );
            let end = after.map_or_else(|| start + 60, |a| letters(a).start);
            let end = end.min(self.tokens.letters.len());
            if start >= end || end - start > 400 {
                continue;
            }
            if let Some(range) = self.misprint(Meaning::Row(Table::Requests, row.id), start..end) {
                found.push((range, Meaning::Row(Table::Requests, row.id)));
            }
        }
        for (range, meaning) in &found {
            self.tokens.insert(self.document, range.clone(), *meaning);
        }
        !found.is_empty()
    }

    /// Letters that differ from a wording of the label in few places.
    fn misprint(&self, meaning: Meaning, within: Range<usize>) -> Option<Range<usize>> {
        let letters: Vec<char> = self.tokens.letters[within.clone()]
            .iter()
            .map(|(c, _)| *c)
            .collect();
        let wordings = VOCABULARY.wordings.iter();
        wordings
            .filter(|(word, of)| *of == meaning && word.len() >= 4)
            .filter_map(|(word, _)| {
                let (edits, range) = nearest(word, &letters)?;
                (edits * 4 <= word.len()).then_some((edits, std::cmp::Reverse(word.len()), range))
            })
            .min_by_key(|(edits, length, range)| (*edits, *length, range.start))
            .map(|(_, _, range)| within.start + range.start..within.start + range.end)
    }

    fn note_missing_rows(&mut self, section: &Section, areas: &[(usize, Area)]) {
        let missing: Vec<_> = (0..section.rows.len())
            .filter(|row| !areas.iter().any(|(known, _)| known == row))
            .map(|row| &section.rows[row].label)
            .collect();
        if missing.is_empty() {
            return;
        }
        let list = |words: fn(&super::fields::Label) -> &'static str, comma: &str| {
            missing
                .iter()
                .map(|l| words(l))
                .collect::<Vec<_>>()
                .join(comma)
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

    /// The columns above the first row, in the order that the numbers have.
    fn header(&mut self, first: usize, section: &Section) -> Header {
        let standard = Header {
            columns: (0..section.columns.len()).collect(),
            boxes: None,
            doubt: None,
        };
        let mut seen: Vec<(usize, usize)> = Vec::new();
        for token in (0..first).rev() {
            let found = &self.tokens.list[token];
            if self.tokens.unexplained(token, first) > 60
                || found.means(|m| matches!(m, Meaning::Heading(_)))
            {
                break;
            }
            let column = section
                .columns
                .iter()
                .position(|c| found.means(|m| *m == Meaning::Column(Table::Requests, c.id)));
            if let Some(column) = column
                && !seen.iter().any(|(known, _)| *known == column)
            {
                seen.insert(0, (column, token));
            }
        }
        if seen.is_empty() {
            self.problem(
                "no_header",
                "表三没有找到申请人的表头，各列按格式的顺序读取".to_owned(),
                "The column headers of table 3 were not found; columns are read in the order of the form".to_owned(),
                None,
            );
            return standard;
        }
        let boxes: Option<Vec<(usize, usize)>> = seen
            .iter()
            .map(|(_, token)| {
                let at = self.tokens.list[*token].range.start;
                self.document
                    .box_at(at)
                    .map(|b| (b.cell.column, b.cell.column + b.colspan))
            })
            .collect();
        if let Some(boxes) = boxes {
            let mut placed: Vec<_> = boxes
                .into_iter()
                .zip(seen.iter().map(|(c, _)| *c))
                .collect();
            placed.sort_by_key(|(columns, _)| columns.0);
            let apart = placed.windows(2).all(|w| w[0].0.1 <= w[1].0.0);
            if apart {
                let all = placed.len() == section.columns.len();
                let columns: Vec<usize> = placed.iter().map(|(_, c)| *c).collect();
                let in_order = columns.is_sorted();
                if all || !in_order || self.fewer_everywhere(first, placed.len()) {
                    return Header {
                        columns,
                        boxes: Some(placed.into_iter().map(|(b, _)| b).collect()),
                        doubt: None,
                    };
                }
                return standard;
            }
        }
        // Read line by line, 总计 comes before the kinds of legal persons.
        let order: Vec<usize> = seen.iter().map(|(c, _)| *c).collect();
        let total = section.columns.len() - 1;
        let rest: Vec<usize> = order.iter().copied().filter(|c| *c != total).collect();
        let total_first = order.first() == Some(&total) && order.len() > 2;
        if rest.is_sorted() && !total_first {
            if seen.len() < section.columns.len()
                && seen.len() > 2
                && self.fewer_everywhere(first, seen.len())
            {
                let mut columns = order;
                columns.sort_unstable();
                return Header {
                    columns,
                    ..standard
                };
            }
            return standard;
        }
        Header {
            doubt: Some(Words::new(
                "表头各列的顺序与格式不同，无法确定每个数属于哪一列",
                "the column headers stand in another order, so it is not certain which column a number belongs to",
            )),
            ..standard
        }
    }

    /// Whether rows from `first` on have `count` numbers rather than more.
    fn fewer_everywhere(&self, first: usize, count: usize) -> bool {
        let rows = (first..self.tokens.list.len()).take(40);
        let full = rows
            .filter(|token| self.weight(*token, count) == FULL)
            .count();
        full >= 10
    }

    /// What stands between the label of a row and the next label.
    fn area_of_row(&self, token: usize, next_row: Option<usize>, wanted: usize) -> Area {
        let text = &self.document.text;
        let list = &self.tokens.list;
        let same = |t: &Token| {
            t.meanings
                .iter()
                .any(|m| list[token].meanings.contains(m) && matches!(m, Meaning::Row(..)))
        };
        let mut last = token;
        // A label told in two parts, or with a group label broken into it.
        while let Some(next) = list.get(last + 1) {
            let limit = next_row.unwrap_or(list.len());
            let between = &text[label_end(text, &list[last].range)..next.range.start];
            let nothing = !between.contains(CELL)
                && between.split_whitespace().all(|p| look(p) == Look::Words);
            let group = next.means(|m| *m == Meaning::Group)
                && nothing
                && last + 1 < limit
                && self.document.box_at(next.range.start).is_none()
                && self.weight(last + 1, wanted) >= 5;
            if last + 1 < limit && nothing && same(next) || group {
                last += 1;
            } else {
                break;
            }
        }
        self.area(token, last, wanted, next_row.is_none())
    }

    fn area(&self, first: usize, last: usize, wanted: usize, bounded: bool) -> Area {
        let text = &self.document.text;
        let list = &self.tokens.list;
        let start = label_end(text, &list[last].range);
        let next = list.get(last + 1);
        let mut end = next.map_or(text.len(), |next| head(text, start, next.range.start));
        let mut before_label = next.is_some();
        let in_box = self.document.box_at(list[first].range.start).is_some();
        if in_box {
            // A real table ends where it ends.
            if let Some(close) = text[start..end].find(TABLE) {
                (end, before_label) = (start + close, false);
            }
        } else if bounded && let Some(prose) = prose_in(&text[start..end]) {
            (end, before_label) = (start + prose, false);
        }
        let begin = list[first].range.start;
        let line = text[..begin]
            .rfind(['\n', ROW, TABLE])
            .map_or(0, |at| at + 1);
        Area {
            line,
            start,
            end,
            before_label,
            wanted,
        }
    }

    // ---- table two -------------------------------------------------------

    fn disclosure(&mut self) {
        const TABLE_TWO: Table = Table::Disclosure;
        let limit = self.found.get(&Table::Requests).map_or(usize::MAX, |f| {
            let places = f.cells.iter().filter_map(|c| c.place);
            places.map(|p| p.start).min().unwrap_or(usize::MAX)
        });
        // (row id, section of a form, columns in the order read, area)
        let mut rows: Vec<DisclosureRow> = Vec::new();
        let mut columns: Vec<&'static str> = Vec::new();
        let mut last_of_table: Option<usize> = None;
        let mut rows_seen = false;
        for token in 0..self.tokens.list.len() {
            let found = &self.tokens.list[token];
            let column = found.meanings.iter().find_map(|m| match m {
                Meaning::Column(TABLE_TWO, id) => Some(*id),
                _ => None,
            });
            let row = found.meanings.iter().find_map(|m| match m {
                Meaning::Row(TABLE_TWO, id) => Some(*id),
                _ => None,
            });
            let near = last_of_table.is_none_or(|last| self.tokens.unexplained(last, token) < 40);
            let begins = |m: &Meaning| matches!(m, Meaning::Block(TABLE_TWO) | Meaning::Heading(_));
            if found.means(begins) || !near {
                columns.clear();
            }
            if let Some(id) = column {
                if rows_seen {
                    columns.clear();
                }
                rows_seen = false;
                columns.push(id);
                last_of_table = Some(token);
            } else if let Some(id) = row
                && !columns.is_empty()
                && near
                && self
                    .document
                    .place(found.range.start, found.range.end)
                    .start
                    < limit
            {
                rows_seen = true;
                last_of_table = Some(token);
                if let Some((form, section, order)) = section_for(id, &columns) {
                    let area = self.area(token, token, order.len(), true);
                    let full = self.weight(token, order.len());
                    let better = |known: &DisclosureRow| known.full < full;
                    match rows.iter().position(|known| known.id == id) {
                        Some(at) if !better(&rows[at]) => {}
                        known => {
                            if let Some(at) = known {
                                rows.remove(at);
                            }
                            rows.push(DisclosureRow {
                                id,
                                form,
                                section,
                                order,
                                area,
                                full,
                            });
                        }
                    }
                }
            }
        }
        rows.retain(|row| {
            row.full > 1 || self.document.text[row.area.start..row.area.end].contains(CELL)
        });
        if rows.is_empty() {
            return;
        }
        let form = FORMS
            .iter()
            .max_by_key(|form| {
                rows.iter()
                    .filter(|r| r.form.is_none_or(|f| f.id == form.id))
                    .count()
            })
            .unwrap_or_else(|| unreachable!("there are two forms"));
        let areas: Vec<Area> = rows.iter().map(|r| r.area).collect();
        let habit = learn(self.document, &areas, None);
        let mut cells = Vec::new();
        for row in &rows {
            let ids: Vec<CellId> = row
                .order
                .iter()
                .filter_map(|column| {
                    let name = format!("{}.{}.{column}", TABLE_TWO.name(), row.id);
                    form.fields
                        .iter()
                        .find(|f| f.id.as_str() == name)
                        .map(|f| f.id)
                })
                .collect();
            let _ = row.section;
            if ids.len() != row.order.len() {
                continue;
            }
            let fit = fit(self.document, &row.area, &habit);
            cells.extend(self.row_cells(&ids, &row.area, fit, &habit, false, None));
        }
        self.found.insert(TABLE_TWO, Found { form, cells });
    }

    // ---- table four ------------------------------------------------------

    fn remedies(&mut self) {
        let form = self
            .found
            .get(&Table::Requests)
            .map_or(&FORMS[FORMS.len() - 1], |f| f.form);
        let section = &form.table(Table::Remedies).sections[0];
        let width = section.columns.len();
        let mut read: Vec<(Vec<CellId>, Area)> = Vec::new();
        let mut at = 0;
        while at < self.tokens.list.len() {
            let Some(run) = self.remedies_header(at, section) else {
                at += 1;
                continue;
            };
            let ids: Vec<CellId> = run
                .cells
                .iter()
                .map(|(row, column)| id_at(form, Table::Remedies, 0, *row, *column))
                .collect();
            let area = self.area(run.first, run.last, ids.len(), true);
            if self.weight(run.last, ids.len()) > 1
                || self.document.text[area.start..area.end].contains(CELL)
            {
                read.push((ids, area));
            }
            at = run.last + 1;
        }
        // The whole table at once, or its three blocks one by one.
        let whole = read
            .iter()
            .position(|(ids, _)| ids.len() == width * section.rows.len());
        if let Some(whole) = whole {
            read = vec![read.swap_remove(whole)];
        }
        let mut cells: Vec<Cell> = Vec::new();
        for (ids, area) in read {
            let habit = learn(self.document, &[area], None);
            let fit = fit(self.document, &area, &habit);
            let fresh = self.row_cells(&ids, &area, fit, &habit, false, Some(width));
            if !cells.iter().any(|c| ids.contains(&c.id)) {
                cells.extend(fresh);
            }
        }
        if !cells.is_empty() {
            self.found.insert(Table::Remedies, Found { form, cells });
        }
    }

    /// A run of header words that names fifteen cells, or five of one block.
    fn remedies_header(&self, from: usize, section: &Section) -> Option<RemediesHeader> {
        let list = &self.tokens.list;
        let row_of = |token: &Token| {
            let rows = section.rows.iter();
            rows.enumerate()
                .find(|(_, r)| token.means(|m| *m == Meaning::Row(Table::Remedies, r.id)))
                .map(|(at, _)| at)
        };
        let column_of = |token: &Token| {
            let columns = section.columns.iter();
            columns
                .enumerate()
                .find(|(_, c)| token.means(|m| *m == Meaning::Column(Table::Remedies, c.id)))
                .map(|(at, _)| at)
        };
        row_of(&list[from])?;
        let (mut blocks, mut columns) = (vec![], vec![]);
        let mut last = from;
        for token in from..list.len() {
            let found = &list[token];
            if token > from && self.tokens.unexplained(last, token) > 20 {
                break;
            }
            if let Some(row) = row_of(found) {
                blocks.push(row);
            } else if let Some(column) = column_of(found) {
                columns.push(column);
            } else if !found
                .means(|m| matches!(m, Meaning::Group | Meaning::Heading(Some(Table::Remedies))))
            {
                break;
            }
            last = token;
            if !columns.is_empty()
                && column_of(found).is_some()
                && numbers_in(self.behind(token)) > 0
            {
                break;
            }
        }
        let width = section.columns.len();
        let five: Vec<usize> = (0..width).collect();
        blocks.dedup();
        let regular = columns.chunks(width).all(|chunk| chunk == five);
        let all: Vec<usize> = (0..section.rows.len()).collect();
        let cells = if regular && columns.len() == width * all.len() && blocks.ends_with(&all) {
            all.iter()
                .flat_map(|row| five.iter().map(|c| (*row, *c)))
                .collect()
        } else if regular && columns.len() == width {
            let row = *blocks.last()?;
            five.iter().map(|c| (row, *c)).collect()
        } else {
            return None;
        };
        Some(RemediesHeader {
            first: from,
            last,
            cells,
        })
    }

    // ---- cells -----------------------------------------------------------

    /// The cells of one row from what stands behind its label.
    fn row_cells(
        &self,
        ids: &[CellId],
        area: &Area,
        fit: Fit,
        habit: &Habit,
        lost: bool,
        group: Option<usize>,
    ) -> Vec<Cell> {
        let slots = match fit {
            Fit::Slots(slots) => slots,
            Fit::Nothing if habit.layout == Layout::Boxes => return missing(ids),
            Fit::Nothing if lost => {
                let doubt = Words::new(
                    "这一行后面没有数，而别的行多出了数",
                    "no numbers stand behind this label, and too many behind another",
                );
                return self.unsure_row(ids, area, &doubt);
            }
            Fit::Nothing => {
                let empty = Slot {
                    range: area.start..area.start,
                    columns: (0, 0),
                };
                vec![empty; ids.len()]
            }
            Fit::Misfit(found) => {
                return match self.another_way(ids, area, &found, habit, group) {
                    Some(cells) => cells,
                    None => self.unsure_row(ids, area, &miscount(found.len(), ids.len())),
                };
            }
        };
        ids.iter()
            .zip(slots)
            .map(|(id, slot)| self.cell(*id, &slot))
            .collect()
    }

    /// Rows that do not keep to the habit of the table: their numbers parted
    /// by blanks alone, or not at all.
    fn another_way(
        &self,
        ids: &[CellId],
        area: &Area,
        found: &[Slot],
        habit: &Habit,
        group: Option<usize>,
    ) -> Option<Vec<Cell>> {
        let strict = !matches!(
            habit.layout,
            Layout::Lines | Layout::Paragraphs | Layout::Blanks
        );
        let area = match (strict, found) {
            // The whole row stands in one cell.
            (true, [only]) => Area {
                start: only.range.start,
                end: only.range.end,
                before_label: false,
                ..*area
            },
            (true, _) => return None,
            _ => *area,
        };
        let text = &self.document.text;
        let words = slots(self.document, &area, Layout::Blanks);
        let numbers = words
            .iter()
            .all(|s| look(&text[s.range.clone()]) == Look::Number);
        if numbers && words.len() == ids.len() {
            return Some(
                ids.iter()
                    .zip(&words)
                    .map(|(id, slot)| self.cell(*id, slot))
                    .collect(),
            );
        }
        if strict || !habit.glued {
            return None;
        }
        self.glued(ids, &area, habit.blanks || self.blanks, group)
    }

    /// Numbers that were run together, where only one cut fits.
    fn glued(
        &self,
        ids: &[CellId],
        area: &Area,
        blanks: bool,
        group: Option<usize>,
    ) -> Option<Vec<Cell>> {
        let text = &self.document.text[area.start..area.end];
        let from = text.find(|c: char| c.is_ascii_digit())?;
        let to = text.rfind(|c: char| c.is_ascii_digit())? + 1;
        let runs: Vec<&str> = text[from..to].split_whitespace().collect();
        if !runs.iter().all(|r| r.bytes().all(|b| b.is_ascii_digit())) {
            return None;
        }
        let (ways, by_sum) = cuts(&runs, ids.len(), group.unwrap_or(usize::MAX), blanks);
        let place = self.document.place(area.start + from, area.start + to);
        if ways.is_empty() {
            return None;
        }
        let (zh, en) = match (ways.len(), by_sum) {
            (1, true) => (
                "各数连在一起，按本行各项之和等于总计分开，只有这一种分法",
                "the digits were run together; only this cut makes the row add up",
            ),
            (1, false) => (
                "各数连在一起，只有这一种分法",
                "the digits were run together; there is only this cut",
            ),
            _ => (
                "各数连在一起，有多种分法",
                "the digits were run together and can be cut in several ways",
            ),
        };
        let cells = ids.iter().enumerate().map(|(at, id)| {
            let readings: Vec<i64> = ways.iter().map(|way| way[at]).collect();
            let one = (ways.len() == 1).then(|| readings[0]);
            Cell {
                id: *id,
                raw: one.map_or_else(|| text[from..to].to_owned(), |v| v.to_string()),
                value: one.map(Number::count),
                status: if one.is_some() {
                    Status::Inferred
                } else {
                    Status::Unsure
                },
                doubt: Some(Words::new(zh, en)),
                readings: if one.is_some() { Vec::new() } else { readings },
                place: Some(place),
                row_served: by_sum,
            }
        });
        Some(cells.collect())
    }

    fn unsure_row(&self, ids: &[CellId], area: &Area, doubt: &Words) -> Vec<Cell> {
        let text = &self.document.text;
        let printed = text[area.start..area.end]
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, CELL | ROW | TABLE));
        let raw: Vec<&str> = printed
            .split(|c: char| c.is_whitespace() || matches!(c, CELL | ROW | TABLE))
            .filter(|piece| !piece.is_empty())
            .collect();
        let start = area.start + (printed.as_ptr() as usize - text[area.start..].as_ptr() as usize);
        let place = self.document.place(start, start + printed.len());
        let cells = ids.iter().map(|id| Cell {
            raw: raw.join(" "),
            status: Status::Unsure,
            doubt: Some(doubt.clone()),
            place: Some(place),
            ..Cell::missing(*id)
        });
        cells.collect()
    }

    fn cell(&self, id: CellId, slot: &Slot) -> Cell {
        let text = &self.document.text[slot.range.clone()];
        Cell::printed(
            id,
            text,
            Some(self.document.place(slot.range.start, slot.range.end)),
        )
    }

    // ---- the report ------------------------------------------------------

    fn report(mut self) -> Report {
        let identity = identity::identify(self.document);
        let mut report = Report {
            agency: identity.agency,
            year: identity.year,
            ..Report::default()
        };
        let known = [Table::Requests, Table::Disclosure, Table::Remedies]
            .into_iter()
            .find_map(|table| self.found.get(&table).map(|f| f.form));
        let Some(form_elsewhere) = known else {
            self.nothing_found(report.year);
            report.problems = self.problems;
            return report;
        };
        for table in Table::ALL {
            let found = self.found.remove(&table);
            let form = found.as_ref().map_or(form_elsewhere, |f| f.form);
            report.forms.insert(table, form);
            form.fields_of(table)
                .for_each(|f| report.put(Cell::missing(f.id)));
            match found {
                Some(found) => {
                    report.found.insert(table);
                    found.cells.into_iter().for_each(|cell| report.put(cell));
                }
                None => self.table_missing(table),
            }
        }
        report.problems = self.problems;
        report
    }

    fn problem(&mut self, kind: &'static str, zh: String, en: String, at: Option<Range<usize>>) {
        let place = at.map(|range| self.document.place(range.start, range.end));
        self.problems.push(Problem {
            kind,
            words: Words { zh, en },
            place,
        });
    }

    /// A table that was not found, with the heading it should stand under.
    fn table_missing(&mut self, table: Table) {
        let (zh, en) = table.ordinal();
        let heading = self
            .tokens
            .list
            .iter()
            .find(|t| t.means(|m| *m == Meaning::Heading(Some(table))));
        let at = heading.map(|t| t.range.clone());
        let (seen, seen_en) = match &at {
            Some(range) => {
                let words = self.document.text[range.clone()].replace(char::is_whitespace, "");
                (
                    format!("；看到了标题“{words}”，但其下没有可识别的表格，可能是图片或附件"),
                    format!(
                        "; its heading “{words}” is there, but no table that could be read: perhaps a picture or an attachment"
                    ),
                )
            }
            None => (
                "，也没有看到它的标题".to_owned(),
                ", nor its heading".to_owned(),
            ),
        };
        self.problem(
            "table_missing",
            format!("没有找到表{zh}{seen}"),
            format!("Table {en} was not found{seen_en}"),
            at,
        );
    }

    fn nothing_found(&mut self, year: Option<u16>) {
        let blank = self
            .document
            .text
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, CELL | ROW | TABLE));
        let heading = self
            .tokens
            .list
            .iter()
            .find(|t| t.means(|m| matches!(m, Meaning::Heading(_))));
        let at = heading.map(|t| t.range.clone());
        match (blank, year) {
            (true, _) => self.problem(
                "empty",
                "没有内容：请粘贴年度报告的全文，或至少粘贴其中的表格".to_owned(),
                "There is no text: paste the whole annual report, or at least its tables".to_owned(),
                None,
            ),
            (_, Some(year)) if year < 2019 => self.problem(
                "old_report",
                format!("这是{year}年的报告：全国统一的三张表自2019年度起使用，更早的报告不在核对范围内"),
                format!("This is a report for {year}: the three national tables are in use since 2019, and earlier reports cannot be checked"),
                None,
            ),
            _ if at.is_some() => self.problem(
                "no_tables",
                "看到了报告的标题，但没有可识别的表格：表格可能是图片或附件，请粘贴表格本身".to_owned(),
                "Headings of the report are there, but no table that could be read: the tables may be pictures or attachments; paste the tables themselves".to_owned(),
                at,
            ),
            _ => self.problem(
                "no_report",
                "没有找到政府信息公开工作年度报告的表格：请粘贴报告全文，或至少粘贴表三".to_owned(),
                "No tables of an annual report on open government information were found: paste the whole report, or at least table 3".to_owned(),
                None,
            ),
        }
    }
}

/// A row label that is followed by as many numbers as the form has.
const FULL: i64 = 12;

/// The columns of table three as the document has them.
struct Header {
    /// Indices into the columns of the form, in the order of the numbers.
    columns: Vec<usize>,
    /// Where real tables have them.
    boxes: Option<Vec<(usize, usize)>>,
    /// Why their order is not certain.
    doubt: Option<Words>,
}

struct DisclosureRow {
    id: &'static str,
    form: Option<&'static Form>,
    section: usize,
    order: Vec<&'static str>,
    area: Area,
    full: i64,
}

struct RemediesHeader {
    first: usize,
    last: usize,
    /// Row and column of each number that follows.
    cells: Vec<(usize, usize)>,
}

/// The part of a form whose columns are those read above a row of table two.
/// Columns that were not recognised are taken from the form; the form is
/// none where the columns are the same in both.
fn section_for(
    row: &str,
    columns: &[&'static str],
) -> Option<(Option<&'static Form>, usize, Vec<&'static str>)> {
    let mut best: Option<(usize, &'static Form, usize, Vec<&'static str>)> = None;
    let mut ties = false;
    for form in FORMS.iter() {
        for (at, section) in form.table(Table::Disclosure).sections.iter().enumerate() {
            if !section.rows.iter().any(|r| r.id == row) {
                continue;
            }
            let own: Vec<&'static str> = section.columns.iter().map(|c| c.id).collect();
            let shared = columns.iter().filter(|c| own.contains(c)).count();
            let foreign = columns.len() - shared;
            let score = (100 + 10 * shared).saturating_sub(20 * foreign + own.len() - shared);
            if shared == 0 {
                continue;
            }
            let order = if shared == own.len() && foreign == 0 {
                columns.to_vec()
            } else {
                own
            };
            match &best {
                Some((known, ..)) if *known > score => {}
                Some((known, _, _, other)) if *known == score => ties = *other == order,
                _ => {
                    ties = false;
                    best = Some((score, form, at, order));
                }
            }
        }
    }
    let (_, form, section, order) = best?;
    Some(((!ties).then_some(form), section, order))
}

fn id_at(form: &Form, table: Table, section: usize, row: usize, column: usize) -> CellId {
    let at = |f: &&Field| (f.section, f.row, f.column) == (section, row, column);
    form.fields_of(table).find(at).map_or_else(
        || unreachable!("a form has every cell of its rows and columns"),
        |f| f.id,
    )
}

fn missing(ids: &[CellId]) -> Vec<Cell> {
    ids.iter().map(|id| Cell::missing(*id)).collect()
}

fn make_unsure(cell: &mut Cell, doubt: &Words) {
    if matches!(cell.status, Status::Read | Status::Inferred) {
        cell.readings = cell.count().into_iter().collect();
        (cell.status, cell.value) = (Status::Unsure, None);
        cell.doubt = Some(doubt.clone());
    }
}

fn miscount(found: usize, wanted: usize) -> Words {
    Words::new(
        format!("这一行读到{found}个数，格式应有{wanted}个，无法确定各数属于哪一格"),
        format!(
            "{found} numbers stand here where the form has {wanted}, so it is not certain which belongs where"
        ),
    )
}

/// How many numbers, or marks for none, stand in a text by themselves.
fn numbers_in(text: &str) -> usize {
    let parts = text.split(|c: char| {
        c.is_whitespace() || "|｜│,，".contains(c) || matches!(c, CELL | ROW | TABLE)
    });
    parts.filter(|part| look(part) == Look::Number).count()
}

/// Where the numbers behind a label begin: inside it, where a wrapped label
/// has them on its middle line.
fn label_end(text: &str, label: &Range<usize>) -> usize {
    let number = text[label.clone()].find(|c: char| c.is_ascii_digit());
    number.map_or(label.end, |at| {
        let before = &text[..label.start + at];
        let written = before
            .trim_end_matches(|c: char| !c.is_alphabetic() && !matches!(c, CELL | ROW | TABLE));
        written.len()
    })
}

/// Where running text begins behind the last row of a table.
fn prose_in(text: &str) -> Option<usize> {
    let mut seen_number = false;
    let mut at = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let letters = piece.chars().filter(|c| c.is_alphabetic()).count();
        let digits = piece.contains(|c: char| c.is_ascii_digit());
        if seen_number && (letters >= 8 || letters >= 3 && !digits) {
            return Some(at);
        }
        seen_number |= digits;
        at += piece.len();
    }
    None
}

/// The part of `text` that differs from `word` in the fewest places, and in
/// how many: letters changed, lost or added.
fn nearest(word: &[char], text: &[char]) -> Option<(usize, Range<usize>)> {
    // Each entry: edits so far, and where in the text the match began.
    let mut row: Vec<(usize, usize)> = (0..=word.len()).map(|i| (i, 0)).collect();
    let mut best: Option<(usize, Range<usize>)> = None;
    for (at, c) in text.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (0, at + 1);
        for (i, w) in word.iter().enumerate() {
            let kept = (diagonal.0 + usize::from(w != c), diagonal.1);
            let added = (row[i + 1].0 + 1, row[i + 1].1);
            let lost = (row[i].0 + 1, row[i].1);
            diagonal = row[i + 1];
            row[i + 1] = kept.min(added).min(lost);
        }
        let (edits, start) = row[word.len()];
        if start < at + 1 && best.as_ref().is_none_or(|(known, _)| edits < *known) {
            best = Some((edits, start..at + 1));
        }
    }
    best
}
