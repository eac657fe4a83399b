//! Where a run writes, and what an earlier run left there.

use super::{company, files};
use gouji::input::{self, Content};
use gouji::view::Slip;
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

    /// Whether a file found in a folder is what an earlier run wrote, and no
    /// report: not to be checked, and no loss if written anew.
    pub fn is_of_earlier_run(&self, file: &Path) -> bool {
        let path = || file.canonicalize().unwrap_or_default();
        match self {
            Self::New => false,
            Self::File(own) => path() == *own && company::read(file).is_err(),
            Self::Folder(own) => path().parent() == Some(own) && is_slip(file),
        }
    }
}

/// Whether a file is a slip, by its name and by its heading.
pub fn is_slip(file: &Path) -> bool {
    let name = file.file_stem().map(OsStr::to_string_lossy);
    name.is_some_and(|name| name.contains(SLIP)) && text_of(file).contains(Slip::TITLE)
}

/// What the names of slips end in, but for a number and the ending.
pub const SLIP: &str = "退回单";

/// The text of a file, empty where there is none.
fn text_of(file: &Path) -> String {
    let bytes = files::read(file).unwrap_or_default();
    let opened = input::open(&file.to_string_lossy(), &bytes);
    match opened.map(|opened| opened.content) {
        Ok(Content::Text(_, text)) => text,
        Ok(Content::Document(_, document)) => document.text,
        Ok(Content::Archive(_)) | Err(_) => String::new(),
    }
}
