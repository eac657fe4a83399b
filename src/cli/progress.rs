//! How far a run has come: a bar on a terminal, nothing in a pipe.

use super::terminal::language;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, stderr};

/// A bar for so many files; hidden for a few, and where nobody watches.
pub fn bar(files: usize) -> ProgressBar {
    if files < FEW || !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(u64::try_from(files).unwrap_or(u64::MAX));
    let left = language().pick("剩余", "left");
    let style = format!("{{pos}}/{{len}} {{wide_bar}} {{per_sec}} {left} {{eta}}");
    let style = ProgressStyle::with_template(&style);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

/// These are done before a bar is drawn.
const FEW: usize = 20;
