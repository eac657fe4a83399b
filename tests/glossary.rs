//! The glossary, and the words of the program held to it.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

use gouji::source::Language;
use gouji::view::{STATES, Verdict};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The rows of the two tables of the glossary.
fn tables() -> [Vec<Vec<String>>; 2] {
    let page = std::fs::read_to_string(root().join("docs/glossary.md")).unwrap();
    let rows = |table: &str| -> Vec<Vec<String>> {
        let lines = table.lines().filter(|line| line.starts_with('|'));
        let cells = |line: &str| {
            let cells = line.trim_matches('|').split('|');
            cells.map(|cell| cell.trim().to_owned()).collect()
        };
        lines.skip(2).map(cells).collect()
    };
    let (terms, rejected) = page.split_once("\n## ").unwrap();
    [rows(terms), rows(rejected)]
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The code of a file without its tests.
fn code(file: &Path) -> String {
    let text = std::fs::read_to_string(file).unwrap();
    let code = text.split("\n#[cfg(test)]").next().unwrap();
    code.to_owned()
}

/// What stands between quotation marks in code, its comments left out: sentences, and names.
fn sentences(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut letters = code.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '/' if letters.peek() == Some(&'/') => {
                while letters.next_if(|c| *c != '\n').is_some() {}
            }
            // A character between single marks, which may be a double one.
            '\'' => {
                let mut ahead = letters.clone();
                if ahead.next() == Some('\\') {
                    letters.next();
                    letters.next();
                } else if ahead.next() == Some('\'') {
                    letters.next();
                    letters.next();
                }
            }
            '"' => {
                let mut text = String::new();
                while let Some(c) = letters.next() {
                    match c {
                        '\\' => text.extend(letters.next()),
                        '"' => break,
                        c => text.push(c),
                    }
                }
                found.push(text);
            }
            _ => {}
        }
    }
    found
}

/// Whether a text has a word: in Chinese anywhere, in English between other letters than its own.
fn has(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        let (before, after) = (&text[..at], &text[at + word.len()..]);
        !word.is_ascii()
            || !is_letter(before.chars().next_back()) && !is_letter(after.chars().next())
    })
}

fn rejected() -> Vec<String> {
    let [_, rejected] = tables();
    let words = rejected.iter().flat_map(|row| row[0].split(['、', ',']));
    words.map(|word| word.trim().to_owned()).collect()
}

#[test]
fn every_term_is_there_in_both_languages_and_once() {
    let [terms, rejected] = tables();
    assert!(terms.len() > 30 && rejected.len() > 10);
    for column in 0..2 {
        let words: BTreeSet<&str> = terms.iter().map(|row| row[column].as_str()).collect();
        assert_eq!(words.len(), terms.len());
        assert!(!words.contains(""));
    }
}

#[test]
fn what_the_glossary_calls_a_thing_in_code_is_in_the_code() {
    let mut code = String::new();
    for file in files(&root().join("src"), "rs") {
        code += &self::code(&file);
    }
    let [terms, _] = tables();
    for row in terms.iter().filter(|row| !row[2].is_empty()) {
        let name = row[2].trim_matches('`');
        assert!(has(&code, name), "{name} is not in src/");
    }
}

#[test]
fn states_and_verdicts_are_called_what_the_glossary_calls_them() {
    let [terms, _] = tables();
    let is_term = |zh: &str, en: &str| terms.iter().any(|row| row[0] == zh && row[1] == en);
    let of_corrections = ["certain", "likely", "open", "found"];
    for (name, zh, en) in STATES {
        assert!(of_corrections.contains(&name) || is_term(zh, en), "{name}");
        let same = STATES.iter().filter(|(_, other, _)| *other == zh);
        assert_eq!(same.count(), 1, "{zh}");
    }
    for verdict in Verdict::ALL {
        let (zh, en) = (
            verdict.word(Language::Chinese),
            verdict.word(Language::English),
        );
        let known = terms.iter().any(|row| row[0] == zh);
        assert!(known && !en.is_empty(), "{zh}");
    }
}

#[test]
fn no_sentence_of_the_program_has_a_word_that_is_not_used() {
    let rejected = rejected();
    let mut found = String::new();
    let mut read = 0;
    for file in files(&root().join("src"), "rs") {
        for text in sentences(&code(&file)) {
            let is_sentence = text.contains(' ') || !text.is_ascii();
            for word in rejected
                .iter()
                .filter(|word| is_sentence && has(&text, word))
            {
                found += &format!("{}: {word}: {text}\n", file.display());
            }
            read += usize::from(is_sentence);
        }
    }
    assert!(read > 300, "{read}");
    assert!(found.is_empty(), "{found}");
}

/// What a page or its script says: all but the comments of a script.
fn said(text: &str, is_script: bool) -> String {
    if !is_script {
        return text.to_owned();
    }
    let mut said = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        said += before;
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    said += rest;
    let lines = said.lines();
    let lines: Vec<&str> = lines
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    lines.join("\n")
}

#[test]
fn no_page_says_a_word_that_is_not_used() {
    let rejected = rejected();
    let www = root().join("www");
    let built = www.join("pkg");
    let mut found = String::new();
    let mut read = BTreeSet::new();
    for ending in ["js", "html"] {
        for file in files(&www, ending) {
            if file.starts_with(&built) {
                continue;
            }
            let text = std::fs::read_to_string(&file).unwrap();
            for line in said(&text, ending == "js").lines() {
                for word in rejected.iter().filter(|word| has(line, word)) {
                    found += &format!("{}: {word}: {line}\n", file.display());
                }
            }
            read.insert(file);
        }
    }
    for name in [
        "messages.js",
        "many/messages.js",
        "index.html",
        "rules.html",
    ] {
        assert!(read.contains(&www.join(name)), "{name}");
    }
    assert!(found.is_empty(), "{found}");
}

#[test]
fn a_word_is_found_in_a_sentence_and_not_in_another_word() {
    let code =
        "// \"beside\"\nlet a = \"that is beside \\\"it\\\"\"; let b = '\"'; f(\"besides\");";
    assert_eq!(sentences(code), ["that is beside \"it\"", "besides"]);
    assert!(has("that is beside it", "beside") && !has("besides", "beside"));
    assert!(has("有待办的", "待办"));
    let script = "/* beside */\n// beside\nsay('it is beside'); /** 待办 */";
    assert_eq!(said(script, true), "\nsay('it is beside'); ");
}
