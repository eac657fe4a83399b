//! How the program speaks to those at the terminal: in which language, in which colour, and
//! what the operating system says in words.

use super::args::Color;
use gouji::source::{Language, Words};
use std::ffi::OsString;
use std::io::{self, ErrorKind, IsTerminal};
use std::sync::OnceLock;

static LANGUAGE: OnceLock<Language> = OnceLock::new();

/// Chooses the language of everything that is said: the one asked for, else the locale's.
pub fn speak(asked: Option<Language>) {
    let variables = ["LC_ALL", "LC_MESSAGES", "LANG"].map(std::env::var_os);
    let language = asked.unwrap_or_else(|| of_locale(variables));
    // Said once, before anything else is.
    _ = LANGUAGE.set(language);
}

/// The language that was chosen.
pub fn language() -> Language {
    LANGUAGE.get().copied().unwrap_or_default()
}

/// English where the first variable that is set says so, Chinese where in doubt.
fn of_locale(variables: [Option<OsString>; 3]) -> Language {
    let mut set = variables.into_iter().flatten().filter(|v| !v.is_empty());
    let locale = set.next().unwrap_or_default();
    let locale = locale.to_string_lossy().to_lowercase();
    let name = locale.split(['_', '-', '.', '@']).next();
    if name == Some("en") {
        Language::English
    } else {
        Language::Chinese
    }
}

/// Says why something could not be done; the rest goes on.
pub fn report(name: &str, why: &Words) {
    eprintln!("gouji: {name}: {}", why.of(language()));
}

/// Whether what is written to standard output, or to a file, is coloured.
pub fn is_colored(color: Color, is_file: bool) -> bool {
    let is_barred = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => !is_file && !is_barred && io::stdout().is_terminal(),
    }
}

/// The lines that begin with a mark in the colour of the mark.
pub fn colored(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for line in text.split_inclusive('\n') {
        let color = match line.trim_start().chars().next() {
            Some('✗') => "\u{1b}[31m",
            Some('✓') => "\u{1b}[32m",
            Some('!' | '?') => "\u{1b}[33m",
            _ => "",
        };
        let words = line.trim_end_matches('\n');
        let end = line.get(words.len()..).unwrap_or_default();
        if color.is_empty() {
            out.push_str(line);
        } else {
            out.extend([color, words, "\u{1b}[0m", end]);
        }
    }
    out
}

/// Why a file could not be read.
pub fn unread(why: &io::Error) -> Words {
    let Words { zh, en } = match why.kind() {
        ErrorKind::NotFound => Words::new("文件不存在", "there is no such file"),
        ErrorKind::PermissionDenied => Words::new("没有读取权限", "reading it is not permitted"),
        _ => in_words(why),
    };
    Words::new(format!("无法读取：{zh}"), format!("cannot be read: {en}"))
}

/// Why something could not be written.
pub fn unwritten(why: &io::Error) -> Words {
    let Words { zh, en } = match why.kind() {
        ErrorKind::NotFound => Words::new("所在文件夹不存在", "there is no such folder"),
        ErrorKind::PermissionDenied => Words::new("没有写入权限", "writing there is not permitted"),
        _ => in_words(why),
    };
    Words::new(
        format!("无法写入：{zh}"),
        format!("cannot be written: {en}"),
    )
}

fn in_words(why: &io::Error) -> Words {
    let (zh, en) = match why.kind() {
        ErrorKind::IsADirectory => ("是文件夹", "it is a folder"),
        ErrorKind::NotADirectory => ("路径中有一段不是文件夹", "a part of its path is no folder"),
        ErrorKind::AlreadyExists => ("已有同名文件", "there is a file of that name"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ("磁盘已满", "the disk is full"),
        ErrorKind::ReadOnlyFilesystem => ("磁盘是只读的", "the disk is read-only"),
        ErrorKind::InvalidFilename | ErrorKind::InvalidInput => {
            ("文件名无效或过长", "its name is not valid, or too long")
        }
        ErrorKind::ResourceBusy => ("文件正被占用", "the file is in use"),
        ErrorKind::BrokenPipe => ("接收的程序已经退出", "its reader has gone away"),
        ErrorKind::OutOfMemory => ("内存不足", "there is not enough memory"),
        _ => return unnamed(why),
    };
    Words::new(zh, en)
}

/// What has no words of its own goes by its number.
fn unnamed(why: &io::Error) -> Words {
    match why.raw_os_error() {
        Some(number) => Words::new(
            format!("系统错误{number}"),
            format!("system error {number}"),
        ),
        None => Words::new(format!("系统错误：{why}"), why.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_is_set_chooses_the_language() {
        let of = |all: u8, messages: &str, lang: &str| {
            let set = |value: &str| Some(OsString::from(value));
            of_locale([
                (all == 1).then(|| OsString::from("en_GB.UTF-8")),
                set(messages),
                set(lang),
            ])
        };
        assert_eq!(of(1, "zh_CN.UTF-8", "zh_CN"), Language::English);
        assert_eq!(of(0, "", "en_US.UTF-8"), Language::English);
        assert_eq!(of(0, "zh_CN.UTF-8", "en_US.UTF-8"), Language::Chinese);
        for doubt in ["", "C", "C.UTF-8", "POSIX", "de_DE", "eng"] {
            assert_eq!(of(0, "", doubt), Language::Chinese, "{doubt}");
        }
        assert_eq!(of(0, "en", ""), Language::English);
    }

    #[test]
    fn a_line_takes_the_colour_of_its_mark() {
        assert_eq!(
            colored("a\n  ✗ b\n  ✓ c"),
            "a\n\u{1b}[31m  ✗ b\u{1b}[0m\n\u{1b}[32m  ✓ c\u{1b}[0m"
        );
    }

    #[test]
    fn what_the_system_says_is_in_words() {
        let of = |kind| unread(&io::Error::from(kind));
        assert_eq!(of(ErrorKind::NotFound).zh, "无法读取：文件不存在");
        let busy = of(ErrorKind::ResourceBusy);
        assert_eq!(busy.en, "cannot be read: the file is in use");
        let unknown = unwritten(&io::Error::from_raw_os_error(121));
        assert!(!unknown.en.contains("os error"), "{}", unknown.en);
    }
}
