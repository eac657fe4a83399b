//! What was named on the command line becomes a list of files, in a fixed order.

use super::terminal::{report, unread};
use gouji::input::is_known_ending;
use gouji::source::Words;
use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use walkdir::{DirEntry, WalkDir};

/// The files found.
#[derive(Default)]
pub struct Files {
    /// In the order of the arguments; those of a folder or a pattern by name.
    pub paths: Vec<PathBuf>,
    /// Whether something named could not be looked into.
    pub is_incomplete: bool,
}

/// Finds the files: a file is itself, a folder all files in it and below whose
/// names end as those of documents do, a pattern such as `*/2023/*.docx` all
/// files that it fits. What an earlier run wrote is left out, unless it is named itself.
pub fn find(named: &[PathBuf], is_of_earlier_run: &dyn Fn(&Path) -> bool) -> Files {
    let mut files = Files::default();
    for path in named {
        if path.is_dir() {
            walk(path, is_of_earlier_run, &mut files);
        } else if is_pattern(path) && !path.exists() {
            matching(path, is_of_earlier_run, &mut files);
        } else {
            files.paths.push(path.clone());
        }
    }
    files
}

/// Whether two paths lead to the same file, or the second to a folder that the first is in.
pub fn is_within(path: &Path, other: &Path) -> bool {
    match (path.canonicalize(), other.canonicalize()) {
        (Ok(path), Ok(other)) => path.starts_with(other),
        _ => false,
    }
}

fn walk(folder: &Path, is_of_earlier_run: &dyn Fn(&Path) -> bool, files: &mut Files) {
    let (mut found, mut others, mut failed) = (Vec::new(), 0, false);
    let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name();
    for entry in entries.into_iter().filter_entry(|e| !is_hidden(e)) {
        match entry {
            Ok(entry) if !entry.file_type().is_file() => {}
            Ok(entry) if is_document(entry.path()) => found.push(entry.into_path()),
            Ok(_) => others += 1,
            Err(why) => {
                report(&name_of(&why, folder), &words_of(&why));
                failed = true;
            }
        }
    }
    if found.is_empty() && !failed {
        report(&folder.to_string_lossy(), &EMPTY.into());
        failed = true;
    }
    files.is_incomplete |= failed;
    if others > 0 {
        let name = folder.to_string_lossy();
        report(
            &name,
            &Words::new(
                format!("{others}个文件不是文档，未核对"),
                format!("files that are no documents and were left out: {others}"),
            ),
        );
    }
    take(found, &folder.to_string_lossy(), is_of_earlier_run, files);
}

const EMPTY: (&str, &str) = ("文件夹内没有文档", "is a folder without documents");

/// The file or folder that could not be looked into.
fn name_of(why: &walkdir::Error, folder: &Path) -> String {
    why.path().unwrap_or(folder).to_string_lossy().into_owned()
}

fn words_of(why: &walkdir::Error) -> Words {
    let in_circle = || {
        Words::new(
            "链接指回它所在的文件夹，未再进入",
            "is a link to a folder that it is in, and was not followed",
        )
    };
    why.io_error().map_or_else(in_circle, unread)
}

/// Adds what was found to the files, but for what an earlier run wrote, which is reported.
fn take(
    found: Vec<PathBuf>,
    name: &str,
    is_of_earlier_run: &dyn Fn(&Path) -> bool,
    files: &mut Files,
) {
    let all = found.len();
    let documents = found.into_iter();
    let documents: Vec<_> = documents.filter(|path| !is_of_earlier_run(path)).collect();
    let own = all - documents.len();
    files.paths.extend(documents);
    if own > 0 {
        report(
            name,
            &Words::new(
                format!("{own}个文件是以前运行写出的，未核对"),
                format!("files that an earlier run wrote and were left out: {own}"),
            ),
        );
    }
}

/// Hidden files, and those by which office programs mark a document as open.
fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() > 0 && (name.starts_with('.') || name.starts_with("~$"))
}

fn is_document(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str);
    ending.is_some_and(is_known_ending)
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}

fn matching(pattern: &Path, is_of_earlier_run: &dyn Fn(&Path) -> bool, files: &mut Files) {
    let name = pattern.to_string_lossy();
    let mut found = Vec::new();
    match glob::glob(&name) {
        Ok(fitting) => found.extend(fitting.flatten().filter(|path| path.is_file())),
        Err(why) => report(
            &name,
            &Words::new(
                format!("不是有效的通配符（第{}个字节处）", why.pos + 1),
                format!("is no pattern (at byte {})", why.pos + 1),
            ),
        ),
    }
    if found.is_empty() {
        report(&name, &("没有符合的文件", "fits no file").into());
        files.is_incomplete = true;
    }
    take(found, &name, is_of_earlier_run, files);
}

/// Reads a list of names; `-` is standard input.
///
/// # Errors
/// A sentence: why the list could not be read.
pub fn listed(list: &Path, is_null: bool) -> Result<Vec<PathBuf>, Words> {
    let text = read(list)?;
    let end = if is_null { b'\0' } else { b'\n' };
    let names = text.split(|byte| *byte == end).map(|name| {
        let name = name.strip_suffix(b"\r").unwrap_or(name);
        path(name)
    });
    Ok(names.filter(|name| !name.as_os_str().is_empty()).collect())
}

#[cfg(unix)]
fn path(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(OsStr::from_bytes(name))
}

#[cfg(not(unix))]
fn path(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}

/// Reads a file; `-` is standard input, which is read once.
///
/// # Errors
/// A sentence: why it could not be read.
pub fn read(file: &Path) -> Result<Vec<u8>, Words> {
    static INPUT: OnceLock<Result<Vec<u8>, Words>> = OnceLock::new();
    if file.as_os_str() == "-" {
        let all = || {
            let mut bytes = Vec::new();
            let read = io::stdin().lock().read_to_end(&mut bytes);
            read.map(|_| bytes).map_err(|why| unread(&why))
        };
        return INPUT.get_or_init(all).clone();
    }
    std::fs::read(file).map_err(|why| unread(&why))
}
