//! What stands behind a label becomes cells: read, blank, or doubtful.

#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "areas and slots were laid out in the same text, and each way has a number for each cell"
)]

use super::Reader;
use crate::cells::{CELL, Number, ROW, TABLE};
use crate::report::fields::CellId;
use crate::report::glue::{adds_up, cuts};
use crate::report::slots::{
    Area, Fit, Habit, Layout, Look, Slot, is_elsewhere, look, may_end_label, slots,
};
use crate::report::{Cell, Status};
use crate::source::Words;

impl Reader<'_> {
    /// The cells of one row from what stands behind its label.
    pub(super) fn row_cells(
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
        let mut cells: Vec<Cell> = ids
            .iter()
            .zip(slots)
            .map(|(id, slot)| self.cell(*id, &slot))
            .collect();
        if (habit.glued || self.glued) && habit.layout == Layout::Blanks {
            // Here a blank parts numbers, but may also stand inside one.
            for cell in cells.iter_mut().filter(|c| c.status == Status::Read) {
                cell.status = Status::Inferred;
                cell.doubt = Some(Words::new(
                    "表中各数多有粘连，此处按空格分开",
                    "digits of this table are run together; here they were parted at blanks",
                ));
            }
        }
        cells
    }

    /// Rows that do not keep to the habit of the table: their numbers parted
    /// by blanks alone, or not at all.
    pub(super) fn another_way(
        &self,
        ids: &[CellId],
        area: &Area,
        found: &[Slot],
        habit: &Habit,
        group: Option<usize>,
    ) -> Option<Vec<Cell>> {
        if is_elsewhere(self.document, area, habit) {
            return None;
        }
        let loose = habit.layout == Layout::Lines && self.glued;
        let strict = habit.layout != Layout::Blanks && !loose;
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
        if strict || !(habit.glued || self.glued) {
            return None;
        }
        if let [id] = ids {
            // One number is one number, whatever it is glued to.
            let piece = text[area.start..area.end].trim();
            let number = &piece[piece.find(|c: char| c.is_ascii_digit())?..];
            let start = area.end - text[area.start..area.end].trim_start().len() + piece.len()
                - number.len();
            let place = self.document.place(start, start + number.len());
            let cell = Cell::printed(*id, number, Some(place));
            return (cell.status == Status::Read).then(|| vec![cell]);
        }
        self.glued(ids, &area, habit.blanks || self.blanks, group)
    }

    /// Numbers that were run together, where only one cut fits.
    pub(super) fn glued(
        &self,
        ids: &[CellId],
        area: &Area,
        blanks: bool,
        group: Option<usize>,
    ) -> Option<Vec<Cell>> {
        let text = &self.document.text[area.start..area.end];
        let from = text.find(|c: char| c.is_ascii_digit())?;
        let to = text.rfind(|c: char| c.is_ascii_digit())? + 1;
        if !text[to..].trim().is_empty() || !may_end_label(&text[..from]) {
            return None;
        }
        let runs: Vec<&str> = text[from..to].split_whitespace().collect();
        if !runs.iter().all(|r| r.bytes().all(|b| b.is_ascii_digit())) {
            return None;
        }
        let group = group.unwrap_or(usize::MAX);
        let (ways, by_sum) = cuts(&runs, ids.len(), group, blanks);
        let wrong = |way: &Vec<i64>| way.chunks(group).any(|part| !adds_up(part));
        let exact = runs.len() == 1 && runs[0].len() == ids.len();
        if !exact && group < usize::MAX && ways.iter().any(wrong) {
            // A blank or a nought may stand inside a number, too.
            return None;
        }
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

    pub(super) fn unsure_row(&self, ids: &[CellId], area: &Area, doubt: &Words) -> Vec<Cell> {
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

    pub(super) fn cell(&self, id: CellId, slot: &Slot) -> Cell {
        let text = &self.document.text[slot.range.clone()];
        Cell::printed(
            id,
            text,
            Some(self.document.place(slot.range.start, slot.range.end)),
        )
    }
}

pub(super) fn missing(ids: &[CellId]) -> Vec<Cell> {
    ids.iter().map(|id| Cell::missing(*id)).collect()
}

pub(super) fn make_all_unsure(cells: &mut [Cell], doubt: &Words) {
    for cell in cells {
        make_unsure(cell, doubt);
    }
}

pub(super) fn make_unsure(cell: &mut Cell, doubt: &Words) {
    if matches!(cell.status, Status::Read | Status::Inferred) {
        cell.readings = cell.count().into_iter().collect();
        (cell.status, cell.value) = (Status::Unsure, None);
        cell.doubt = Some(doubt.clone());
    }
}

pub(super) fn miscount(found: usize, wanted: usize) -> Words {
    Words::new(
        format!("这一行读到{found}个数，格式应有{wanted}个，无法确定各数属于哪一格"),
        format!(
            "{found} numbers stand here where the form has {wanted}, so it is not certain which belongs where"
        ),
    )
}
