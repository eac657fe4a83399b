//! Rows whose cells have a left and a right edge, as Word and rich text keep
//! them, become rows whose cells span columns and rows.

#![expect(
    clippy::indexing_slicing,
    reason = "cells are found by the places that they were put at"
)]

use super::super::flow::{Grid, GridCell, Node, Text};
use crate::source::{Problem, Words};
use std::ops::Range;

/// A row as the file has it.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    /// The left edge of the row and the right edge of each cell, in twips
    /// (1/1440 inch).
    pub(super) edges: Vec<i32>,
}

/// A cell of such a row.
#[derive(Debug, Default)]
pub(super) struct Cell {
    pub(super) content: Vec<Node>,
    /// It is merged with the cell to its left and shows nothing itself.
    pub(super) joins_left: bool,
    /// It is merged with the cell above and shows nothing itself.
    pub(super) joins_above: bool,
}

/// Edges of different rows that lie this close are one, unless some cell is
/// hardly wider: rows are drawn by hand, and adjusted by hand.
const SAME_EDGE: i32 = 150;

/// The rows of a table as a grid. Where a row does not say where its cells
/// lie, every cell of the table is one column wide.
pub(super) fn grid(rows: Vec<Row>) -> Grid {
    let columns = columns(&rows);
    let mut table = Table::default();
    for row in rows {
        match &columns {
            Some(columns) => table.row(row, columns),
            None => table.plain_row(row),
        }
    }
    table.grid
}

/// Said where a table has text deleted or inserted while changes are tracked.
pub(super) fn tracked_changes(has_changes: bool) -> Option<Problem> {
    has_changes.then(|| Problem {
        kind: "tracked_changes".into(),
        words: Words::new(
            "表格中有修订痕迹：读的是接受全部修订后的内容，请接受或拒绝修订后再定稿",
            "there are tracked changes in a table: what was read is the text with all of them accepted",
        ),
        place: None,
    })
}

/// Said where rows were left out because the document hides them.
pub(super) fn hidden_rows(count: usize) -> Option<Problem> {
    (count > 0).then(|| Problem {
        kind: "hidden_left_out".into(),
        words: Words::new(
            format!("表格中有{count}行被隐藏，没有读取"),
            format!("{count} rows of a table are hidden and were not read"),
        ),
        place: None,
    })
}

/// The edges of all rows, of those that are one the first; none where some row
/// does not say.
fn columns(rows: &[Row]) -> Option<Vec<i32>> {
    let mut narrowest = i32::MAX;
    let mut edges: Vec<i32> = Vec::new();
    for row in rows {
        if row.edges.len() != row.cells.len() + 1 {
            return None;
        }
        for pair in row.edges.windows(2) {
            let [left, right] = pair else { continue };
            let width = right.checked_sub(*left).filter(|width| *width > 0)?;
            narrowest = narrowest.min(width);
        }
        edges.extend(&row.edges);
    }
    let near = SAME_EDGE.min(narrowest / 3);
    edges.sort_unstable();
    edges.dedup_by(|edge, first| edge.saturating_sub(*first) <= near);
    Some(edges)
}

#[derive(Default)]
struct Table {
    grid: Grid,
    /// The cells that reach the row being laid out, from left to right.
    above: Vec<Covering>,
}

/// A cell, its first column and the column behind it.
#[derive(Clone, Copy)]
struct Covering {
    row: usize,
    cell: usize,
    span: (usize, usize),
}

impl Table {
    fn row(&mut self, row: Row, columns: &[i32]) {
        let column = |edge: i32| columns.partition_point(|c| *c <= edge).saturating_sub(1);
        let edges: Vec<usize> = row.edges.iter().map(|edge| column(*edge)).collect();
        let first = edges.first().copied().unwrap_or_default();
        let mut line = Vec::new();
        let mut reaching = Vec::new();
        if first > 0 {
            line.push(spanning(Vec::new(), first));
        }
        for (span, cell) in joined(row.cells, &edges) {
            let above = self.above.binary_search_by_key(&span, |above| above.span);
            let covers = if let (true, Ok(above)) = (cell.joins_above, above) {
                let above = self.above[above];
                self.grid.rows[above.row][above.cell].rowspan += 1;
                above
            } else {
                line.push(spanning(shown(cell), span.1 - span.0));
                Covering {
                    row: self.grid.rows.len(),
                    cell: line.len() - 1,
                    span,
                }
            };
            reaching.push(covers);
        }
        self.above = reaching;
        self.grid.rows.push(line);
    }

    fn plain_row(&mut self, row: Row) {
        let cells = row.cells.into_iter();
        let line = cells.map(|cell| spanning(shown(cell), 1)).collect();
        self.grid.rows.push(line);
    }
}

/// The cells of a row with those merged to their left taken up, each with its
/// first column and the column behind it.
fn joined(cells: Vec<Cell>, edges: &[usize]) -> Vec<((usize, usize), Cell)> {
    let mut out: Vec<((usize, usize), Cell)> = Vec::new();
    for (cell, edge) in cells.into_iter().zip(edges.windows(2)) {
        let [left, right] = edge else { continue };
        match out.last_mut() {
            Some((span, first)) if cell.joins_left => {
                span.1 = *right;
                if has_text(&cell.content) {
                    first.content.push(Node::Text(UNSURE));
                }
            }
            _ => out.push(((*left, *right), cell)),
        }
    }
    out
}

/// What a cell shows. Merged with one above that it does not fit under, nobody
/// can say what it shows.
fn shown(mut cell: Cell) -> Vec<Node> {
    if cell.joins_above {
        cell.content.push(Node::Text(UNSURE));
    }
    cell.content
}

fn has_text(content: &[Node]) -> bool {
    content.iter().any(|node| match node {
        Node::Text(range) => !range.is_empty(),
        Node::Break => false,
        Node::Table(_) => true,
    })
}

fn spanning(content: Vec<Node>, colspan: usize) -> GridCell {
    GridCell {
        content,
        colspan,
        rowspan: 1,
        origin: 0,
    }
}

/// What stands for something shown that is no text, or cannot be told for
/// certain: no number is read where it stands.
pub(super) const MARK: &str = "\u{FFFC}";

/// Where such a mark stands in a text that [`begun`] began.
pub(super) const UNSURE: Range<usize> = 0..MARK.len();

/// The text of a document with nothing in it yet but a mark to point at.
pub(super) fn begun() -> Text {
    Text {
        text: MARK.to_owned(),
        origins: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(edges: &[i32], above: &[usize], left: &[usize]) -> Row {
        let cell = |at| Cell {
            content: vec![Node::Break],
            joins_above: above.contains(&at),
            joins_left: left.contains(&at),
        };
        Row {
            cells: (0..edges.len() - 1).map(cell).collect(),
            edges: edges.to_vec(),
        }
    }

    fn spans(grid: &Grid) -> Vec<Vec<(usize, usize)>> {
        let line = |row: &Vec<GridCell>| row.iter().map(|c| (c.colspan, c.rowspan)).collect();
        grid.rows.iter().map(line).collect()
    }

    #[test]
    fn edges_become_columns() {
        let rows = vec![
            row(&[0, 1000, 3010], &[], &[]),
            row(&[12, 990, 2000, 3000], &[0], &[]),
            row(&[1000, 2000, 3000], &[], &[1]),
        ];
        let expected = [vec![(1, 2), (2, 1)], vec![(1, 1); 2], vec![(1, 1), (2, 1)]];
        assert_eq!(spans(&grid(rows)), expected);
    }

    #[test]
    fn a_cell_merged_with_one_of_another_width_is_unsure() {
        let rows = vec![
            row(&[0, 2000, 3000], &[], &[]),
            row(&[0, 1000, 2000, 3000], &[0], &[]),
        ];
        let grid = grid(rows);
        assert_eq!(spans(&grid), [vec![(2, 1), (1, 1)], vec![(1, 1); 3]]);
        let content = &grid.rows[1][0].content;
        assert!(matches!(content[..], [Node::Break, Node::Text(UNSURE)]));
    }

    #[test]
    fn without_edges_every_cell_is_one_column() {
        let mut rows = vec![row(&[0, 1, 2], &[], &[]), row(&[0, 5], &[], &[])];
        rows[1].edges.clear();
        assert_eq!(spans(&grid(rows)), [vec![(1, 1); 2], vec![(1, 1)]]);
    }
}
