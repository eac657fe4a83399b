//! Every target of the fuzzer, run a fixed number of times on the fixtures and what can be made of
//! them by chance: the same runs each time. `fuzz/` goes on where this ends.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

mod support;

use std::path::Path;
use support::dictionary::{self, tokens};
use support::generate::{Dice, draws};
use support::seeds::seeds;
use support::targets::{TARGETS, Target};

macro_rules! runs {
    ($($name:ident $count:literal)*) => {
        $(#[test] fn $name() { run(stringify!($name), $count); })*

        #[test]
        fn every_target_is_run() {
            let names: Vec<_> = TARGETS.iter().map(|target| target.name).collect();
            assert_eq!(names, [$(stringify!($name)),*]);
        }
    };
}

// As many as take about a second each, where all are run.
runs! {
    text 300 html 300 docx 300 doc 300 rtf 300 odt 300 xlsx 300 xlsb 300 xls 300 ods 300
    csv 300 mht 300 archive 300 pdf 150 ofd 150 recognizer 150 repair 150 view 100
}

/// `ROUNDS=1000` runs as many on every target.
fn run(name: &str, count: u64) {
    let target = TARGETS.iter().find(|target| target.name == name).unwrap();
    let rounds = std::env::var("ROUNDS").ok().and_then(|r| r.parse().ok());
    let (seeds, tokens) = (seeds(name), tokens());
    seeds.iter().for_each(|seed| try_on(target, seed));
    let mut dice = Dice::new(7);
    for _ in 0..rounds.unwrap_or(draws(count / 3, count)) {
        let mut bytes = dice.pick(&seeds).clone();
        for _ in 0..=dice.below(4) {
            alter(&mut bytes, &mut dice, &seeds, &tokens);
        }
        try_on(target, &bytes);
    }
}

/// Runs a target; bytes on which it fails are kept.
fn try_on(target: &Target, bytes: &[u8]) {
    if let Err(why) = std::panic::catch_unwind(|| (target.run)(bytes)) {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("failed-{}", target.name));
        std::fs::write(&file, bytes).unwrap();
        println!("{} fails on {}", target.name, file.display());
        std::panic::resume_unwind(why);
    }
}

/// One change such as a fuzzer makes.
fn alter(bytes: &mut Vec<u8>, dice: &mut Dice, seeds: &[Vec<u8>], tokens: &[Vec<u8>]) {
    let at = dice.below(bytes.len() + 1);
    let end = (at + dice.below(40)).min(bytes.len());
    match dice.below(8) {
        0 => _ = bytes.drain(at..end),
        1 => bytes.truncate(at),
        2 => {
            let piece = bytes[at..end].repeat(1 + dice.below(20));
            bytes.splice(at..at, piece);
        }
        3 => _ = bytes.splice(at..at, dice.pick(tokens).clone()),
        4 => _ = bytes.splice(at..end, dice.pick(tokens).clone()),
        5 => {
            let other = dice.pick(seeds);
            let from = dice.below(other.len() + 1);
            let to = (from + dice.below(400)).min(other.len());
            bytes.splice(at..end, other[from..to].to_vec());
        }
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = match dice.below(3) {
                    0 => *byte ^ 1 << dice.below(8),
                    1 => *dice.pick(b"\x00\xFF\x7F\x80 09<>/\"\\"),
                    _ => dice.next() as u8,
                };
            }
        }
    }
}

#[test]
fn the_dictionary_has_the_words_of_the_form() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/form.dict");
    let expected = dictionary::file();
    if std::env::var_os("GOUJI_BLESS").is_some() {
        std::fs::write(&file, &expected).unwrap();
    }
    assert!(dictionary::form_words().len() > 100);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), expected);
}

/// `cargo xtask seeds` runs it.
#[test]
#[ignore = "writes the seeds of the fuzzer into fuzz/corpus"]
fn write_seeds() {
    for target in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fuzz/corpus")
            .join(target.name);
        std::fs::create_dir_all(&folder).unwrap();
        for (at, seed) in seeds(target.name).iter().enumerate() {
            std::fs::write(folder.join(format!("seed-{at:03}")), seed).unwrap();
        }
    }
}
