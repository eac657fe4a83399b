//! A zip archive of files: each is handed on with its path.

use super::super::bytes::legacy;
use super::super::package::Package;
use super::super::{Content, Entry, Opened};
use crate::source::{Problem, Words};

/// Opens an archive. An entry that cannot be unpacked, or is hidden by a later one of its name,
/// is told of, and the others stay.
///
/// # Errors
/// A sentence: it holds no file.
pub(super) fn open(package: &mut Package) -> Result<Opened, Words> {
    let mut entries = Vec::new();
    let mut notes = Vec::new();
    for index in 0..package.len() {
        let name = package.raw_name(index).map(|bytes| path(&bytes));
        let Some(name) = name.filter(|name| is_document(name)) else {
            continue;
        };
        match package.read_at(index) {
            Ok(bytes) => entries.push(Entry { name, bytes }),
            Err(why) => notes.push(left_out(&name, &why)),
        }
    }
    if package.has_duplicates() {
        notes.push(note(Words::new(
            "压缩包内有同名文件，只读取了最后一个：请解压后改名再核对",
            "has files of one name, of which only the last was read: unpack and rename them",
        )));
    }
    if entries.is_empty() && notes.is_empty() {
        return Err(Words::new(
            "压缩包内没有文件",
            "is an archive without files",
        ));
    }
    Ok(Opened {
        notes,
        ..Opened::from(Content::Archive(entries))
    })
}

/// Archives made in China name their files in GBK, and do not say so.
fn path(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(name) => name.to_owned(),
        Err(_) => {
            legacy(bytes, "gb18030").unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned())
        }
    }
}

/// Folders and what systems put beside files are none.
fn is_document(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_left_by_system = path.starts_with("__MACOSX/")
        || name.starts_with("~$")
        || matches!(name, ".DS_Store" | "Thumbs.db" | "desktop.ini");
    !name.is_empty() && !is_left_by_system
}

fn left_out(name: &str, why: &Words) -> Problem {
    note(Words::new(
        format!("压缩包内的“{name}”没有打开：{}", why.zh),
        format!("“{name}” in the archive was not opened: it {}", why.en),
    ))
}

fn note(words: Words) -> Problem {
    Problem {
        kind: "entry_left_out".into(),
        words,
        place: None,
    }
}
