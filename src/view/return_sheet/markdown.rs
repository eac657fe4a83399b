//! A return sheet in Markdown.

use super::{ReturnSheet, Words};
use std::fmt::Write;

/// One sheet as a section.
#[must_use]
pub fn return_sheet_as_markdown(sheet: &ReturnSheet) -> String {
    let words = Words::of(sheet.language);
    let (colon, and) = sheet.language.pick(("：", "；"), (": ", "; "));
    let values: Vec<_> = sheet
        .facts
        .iter()
        .map(|(_, value)| value.as_str())
        .collect();
    let mut out = format!("\n## {}\n\n{}\n\n", plain(&values.join(" ")), sheet.verdict);
    for (at, item) in sheet.items.iter().enumerate() {
        let changes = item
            .changes
            .iter()
            .map(|[cell, from, to]| match to.as_str() {
                "" => format!("{cell}{colon}{from}"),
                to => format!("{cell}{colon}{from} → {to}"),
            });
        let changes: Vec<_> = changes.collect();
        let changes = Some(changes.join(and)).filter(|changes| !changes.is_empty());
        let mut lines = changes.iter().chain(&item.reasons);
        let first = lines.next().map_or("", String::as_str);
        _ = writeln!(out, "{}. {}", at + 1, plain(first));
        for reason in lines {
            _ = writeln!(out, "   - {}", plain(reason));
        }
        _ = writeln!(out, "   - {}", plain(&item.authority(sheet.language)));
    }
    for (heading, lines) in [(words.hints, &sheet.hints), (words.unread, &sheet.unread)] {
        if !lines.is_empty() {
            _ = writeln!(out, "\n{heading}\n");
        }
        for line in lines {
            _ = writeln!(out, "- {}", plain(line));
        }
    }
    out
}

/// A text on one line, its markup taken for what it is.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '<' | '>' | '*' | '_' | '`' | '[' | ']' | '#' | '\\' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}
