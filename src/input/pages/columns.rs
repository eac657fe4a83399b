//! Columns without rulings.

use super::geometry::{Block, Text};
use super::lines::{self, Line};
use super::{Page, Ruling};

/// The two halves of a page that holds two side by side.
pub(super) fn halves(_page: &Page) -> Option<[Page; 2]> {
    None
}

/// The lines of a part of a page without rulings, as text or tables.
pub(super) fn blocks(number: usize, lines: Vec<Line>, _rulings: &[Ruling]) -> Vec<Block> {
    lines
        .iter()
        .map(|line| {
            let parts: Vec<String> = lines::runs(line, 120).into_iter().map(|r| r.text).collect();
            Block::Line(Text {
                text: parts.join("\t"),
                area: line.area,
                page: number,
            })
        })
        .collect()
}
