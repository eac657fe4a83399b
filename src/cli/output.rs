//! Where a run writes, and what an earlier run left there.

use super::files;
use gouji::input::{self, Content};
use gouji::source::Language;
use gouji::view::{self, Overview, ReturnSheet, STATES, Tidy};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Where a run writes, as far as it exists before the run.
pub enum Output {
    /// Standard output, or a file or folder that is yet to be made.
    New,
    /// A file, by its canonical path.
    File(PathBuf),
    /// A folder, likewise.
    Folder(PathBuf),
}

impl Output {
    /// What `--output` names.
    pub fn of(named: Option<&Path>) -> Self {
        match named.and_then(|path| path.canonicalize().ok()) {
            None => Self::New,
            Some(path) if path.is_dir() => Self::Folder(path),
            Some(path) => Self::File(path),
        }
    }

    /// Whether a file is the one that is written to, by whatever path or link.
    pub fn is(&self, file: &Path) -> bool {
        let is_own = |own: &PathBuf| file.canonicalize().is_ok_and(|path| path == *own);
        matches!(self, Self::File(own) if is_own(own)) && file.as_os_str() != "-"
    }

    /// Whether a file found in a folder is what an earlier run wrote, and no
    /// report: not to be checked, and no loss if written anew.
    pub fn is_of_earlier_run(&self, file: &Path) -> bool {
        let path = || file.canonicalize().unwrap_or_default();
        match self {
            Self::New => false,
            Self::File(_) => self.is(file) && is_result(file),
            Self::Folder(own) => path().parent() == Some(own) && is_return_sheet(file),
        }
    }
}

/// Whether a file is a return sheet, by its name and by its heading.
pub fn is_return_sheet(file: &Path) -> bool {
    let name = file.file_stem().map(OsStr::to_string_lossy);
    let is_named_so = name.is_some_and(|name| BOTH.iter().any(|l| name.contains(ending(*l))));
    let is_headed_so = |text: &str| BOTH.iter().any(|l| text.contains(ReturnSheet::title(*l)));
    is_named_so
        && match opened(file) {
            Some(Content::Text(_, text)) => is_headed_so(&text),
            Some(Content::Document(_, document)) => is_headed_so(&document.text),
            _ => false,
        }
}

/// What the names of return sheets end in, but for a number and the ending.
pub fn ending(language: Language) -> &'static str {
    language.pick("核对反馈单", "-slip")
}

const BOTH: [Language; 2] = [Language::Chinese, Language::English];

/// Whether a file holds what a run writes: lines of JSON, a table, a workbook, or
/// words that stand in no report.
fn is_result(file: &Path) -> bool {
    let bytes = files::read(file).unwrap_or_default();
    let heads = Tidy::ALL.map(|table| view::csv_head(table, &[]));
    let mut heads = heads.iter().map(|head| head.trim_end());
    if bytes.is_empty() || heads.any(|head| bytes.starts_with(head.as_bytes())) {
        return true;
    }
    match opened(file) {
        Some(Content::Text(_, text)) => {
            text.starts_with("{\"version\":") || BOTH.iter().any(|l| has_words(&text, *l))
        }
        Some(Content::Document(_, document)) => BOTH
            .iter()
            .any(|l| document.sheets == Tidy::ALL.map(|table| table.title(*l))),
        _ => false,
    }
}

/// Whether a text has the words of pages and Markdown, of a summary, or of text for people.
fn has_words(text: &str, language: Language) -> bool {
    let unsure = STATES.iter().find(|(name, ..)| *name == "unsure");
    let unsure = unsure.map_or("", |(_, zh, en)| language.pick(zh, en));
    text.contains(Overview::title(language))
        || text.contains(Overview::unreadable_words(language))
        || text.contains(&format!("  {unsure} "))
}

fn opened(file: &Path) -> Option<Content> {
    let bytes = files::read(file).ok()?;
    let opened = input::open(&file.to_string_lossy(), &bytes).ok()?;
    Some(opened.content)
}
