//! How many instructions a document takes, by valgrind: a figure that no noise
//! moves, so that what makes the program slower shows in the change that does it.
//!
//! The counts are of the binary that the tests are built with, which is hardly
//! optimised: they tell of changes, not of speed (`cargo bench` does). They belong
//! to one compiler. `GOUJI_BLESS=1 cargo test --test counts` writes them anew.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing test may panic"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What stands in the table for each document.
const DOCUMENTS: [&str; 5] = [
    "reports/novel/input.txt",
    "reports/2021-all-holds/input.txt",
    "reports/2021-row-left-from-last-year/input.txt",
    "reports/doubtful-cells/input.html",
    "sheets/016.xlsx",
];

/// A count may be off by one part in so many: what a change to a dependency or in
/// the order of a hash table moves is less, what doubles a loop is more.
const PART: u64 = 10;

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data")
}

#[test]
fn no_document_takes_more_instructions_than_it_did() {
    let runs = |program: &str| {
        let mut probe = Command::new(program);
        probe.arg("--version").stderr(Stdio::null());
        probe.output().ok().filter(|o| o.status.success())
    };
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let (Some(rustc), Some(_)) = (runs(&rustc), runs("valgrind")) else {
        println!("skipped: valgrind is not installed");
        return;
    };
    let compiler = String::from_utf8(rustc.stdout).unwrap();
    let file = data().join("counts.tsv");
    let frozen = std::fs::read_to_string(&file).unwrap_or_default();
    let bless = std::env::var_os("GOUJI_BLESS").is_some();
    if !bless && frozen.lines().next() != Some(compiler.trim()) {
        println!("skipped: the counts are of another compiler");
        return;
    }
    let counts = DOCUMENTS.map(|document| (document, count(document)));
    if bless {
        let rows = counts.map(|(document, count)| format!("{document}\t{count}\n"));
        std::fs::write(&file, format!("{}\n{}", compiler.trim(), rows.concat())).unwrap();
        return;
    }
    let mut moved = String::new();
    for (document, count) in counts {
        let known = frozen.lines().find_map(|l| l.strip_prefix(document));
        let known: u64 = known.map_or(0, |n| n.trim().parse().unwrap());
        println!("{document}: {count} instructions, {known} before");
        if count.abs_diff(known) > known / PART {
            moved += &format!("{document}: {count} instructions, {known} before\n");
        }
    }
    assert!(
        moved.is_empty(),
        "more than one part in {PART} off; where that is as it should be, \
         `GOUJI_BLESS=1 cargo test --test counts` writes them anew\n{moved}"
    );
}

/// The instructions that the command line takes to check a document.
fn count(document: &str) -> u64 {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env!("CARGO_BIN_EXE_gouji"))
        .args(["check", "--format", "json", "--jobs", "1"])
        .arg(data().join(document))
        .stdout(Stdio::null())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    let collected = told.lines().find_map(|l| l.split_once("Collected : "));
    let (_, count) = collected.unwrap_or_else(|| panic!("{document}: {told}"));
    count.trim().parse().unwrap()
}
