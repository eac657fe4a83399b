//! A slip in Markdown.

use super::{HINTS, Slip, UNREAD};
use std::fmt::Write;

/// One slip as a section.
#[must_use]
pub fn slip_as_markdown(slip: &Slip) -> String {
    let values: Vec<_> = slip.facts.iter().map(|(_, value)| value.as_str()).collect();
    let mut out = format!("\n## {}\n\n{}\n\n", plain(&values.join(" ")), slip.verdict);
    for (at, item) in slip.items.iter().enumerate() {
        let changes = item
            .changes
            .iter()
            .map(|[cell, from, to]| match to.as_str() {
                "" => format!("{cell}：{from}"),
                to => format!("{cell}：{from} → {to}"),
            });
        let changes: Vec<_> = changes.collect();
        _ = writeln!(out, "{}. {}", at + 1, plain(&changes.join("；")));
        for reason in &item.reasons {
            _ = writeln!(out, "   - {}", plain(reason));
        }
        _ = writeln!(out, "   - {}", plain(&item.authority()));
    }
    for (heading, lines) in [(HINTS, &slip.hints), (UNREAD, &slip.unread)] {
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
