//! Everything that must hold before a change lands, in order of cost.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context, Result, ensure};

use crate::clock::Clock;
use crate::serve::Server;
use crate::{browser, node, process, root, site, toolchain};

type Step = (&'static str, fn() -> Result<()>);

/// What is run, in order of cost.
fn steps(long: bool) -> Vec<Step> {
    let mut steps: Vec<Step> = vec![
        ("tools", tools),
        ("format", format),
        ("lints", lints),
        ("lints of the wasm modules", wasm_lints),
        ("documentation", documentation),
        ("licences, versions and sources", supply),
        ("tests", if long { long_tests } else { tests }),
        // Goes once `tests/third_form.rs` needs no feature: it is then among the tests.
        ("tests with a third form", third_form),
        ("site", site::build),
        ("types of the scripts", types),
    ];
    if long {
        steps.push(("old browsers", old_browsers));
    }
    steps.push(("tests in node and in a browser", browser_tests));
    steps
}

/// Set for the tests: those of random cases run all of them, where they else run a part.
const LONG: &str = "GOUJI_LONG";

/// Runs every step and stops at the first that fails. A long run has every seed of the
/// tests and the old browsers, too.
///
/// # Errors
/// A step failed: the sentence names it and its command.
pub fn verify(long: bool) -> Result<()> {
    let whole = Clock::start();
    let mut times = String::new();
    for (name, step) in steps(long) {
        println!("\n== {name}");
        let clock = Clock::start();
        step().with_context(|| format!("verify stopped at \"{name}\""))?;
        println!("== {name}: {clock}");
        writeln!(times, "{name}: {clock}")?;
    }
    println!("\n{times}\neverything holds: {whole}");
    Ok(())
}

fn tools() -> Result<()> {
    toolchain::ensure_lints()?;
    toolchain::ensure_wasm_target()?;
    node::ensure_installed()?;
    println!("browser: {}", browser::find_or_install()?.display());
    Ok(())
}

fn format() -> Result<()> {
    cargo(&["fmt", "--all", "--check"])
}

fn lints() -> Result<()> {
    cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        // So that the test of it is read, too.
        "--features",
        "gouji/third-form",
        "--",
        "-D",
        "warnings",
    ])
}

/// What all wasm modules are made of, at once: its dependencies, too, are then checked once.
const MODULES: [&str; 8] = [
    "--package",
    "gouji",
    "--lib",
    "--no-default-features",
    "--features",
    "office,pages,written",
    "--target",
    toolchain::WASM,
];

fn wasm_lints() -> Result<()> {
    cargo(&[&["clippy"], &MODULES[..], &["--", "-D", "warnings"]].concat())
}

/// Of the library as the lints have just seen it, so that nothing is checked anew.
fn documentation() -> Result<()> {
    process::run(
        process::cargo()
            .args(["doc", "--no-deps", "--document-private-items"])
            .args(MODULES)
            .env("RUSTDOCFLAGS", "-D warnings"),
    )
}

fn tests() -> Result<()> {
    cargo(&["test", "--workspace"])
}

fn long_tests() -> Result<()> {
    process::run(
        process::cargo()
            .args(["test", "--workspace"])
            .env(LONG, "1"),
    )
}

/// What the modules hand over is told by their `.d.ts`, so that they come first.
fn types() -> Result<()> {
    if !root().join("tsconfig.json").exists() {
        println!("skipped: there is no tsconfig.json");
        return Ok(());
    }
    process::run(node::node().args(["node_modules/typescript/bin/tsc", "--noEmit"]))
}

/// The browsers of years ago that offices still have; `tests/browser/old.test.js` runs
/// in those that are installed.
fn old_browsers() -> Result<()> {
    process::run(node::node().arg("tests/browser/old-browsers.js"))
}

/// What `deny.toml` asks. Building cargo-deny would take longer than all the rest,
/// so it is asked only where somebody has installed it.
fn supply() -> Result<()> {
    let deny = |arguments: &[&str]| {
        let mut command = process::cargo();
        command.args(["deny", "--workspace"]).args(arguments);
        command
    };
    let mut probe = process::cargo();
    probe.args(["deny", "--version"]).stderr(Stdio::null());
    if process::output(&mut probe).is_err() {
        println!("skipped: `cargo install cargo-deny --locked` installs what this needs");
        return Ok(());
    }
    process::run(&mut deny(&["check", "licenses", "bans", "sources"]))?;
    if process::output(deny(&["fetch", "db"]).stderr(Stdio::null())).is_err() {
        println!("advisories not checked: their database could not be fetched");
        return Ok(());
    }
    process::run(&mut deny(&["check", "--disable-fetch", "advisories"]))
}

/// That a form of a later year is a data file: with one listed beside those in force.
fn third_form() -> Result<()> {
    cargo(&[
        "test",
        "--package",
        "gouji",
        "--no-default-features",
        "--features",
        "whole,third-form",
        "--test",
        "third_form",
    ])
}

/// The tests get a site and a browser, so that they start neither by themselves.
fn browser_tests() -> Result<()> {
    let server = Server::bind(&site::folder(), Some(0))?;
    let origin = server.origin();
    std::thread::spawn(|| server.run());
    process::run(
        node::node()
            .arg("--test")
            .args(test_files()?)
            .env("GOUJI_ORIGIN", origin)
            .env(browser::VARIABLE, browser::find_or_install()?),
    )
}

fn test_files() -> Result<Vec<PathBuf>> {
    let folder = PathBuf::from("tests/browser");
    let mut files = Vec::new();
    for entry in fs::read_dir(root().join(&folder))? {
        let name = entry?.file_name();
        if name.to_string_lossy().ends_with(".test.js") {
            files.push(folder.join(name));
        }
    }
    ensure!(
        !files.is_empty(),
        "there are no tests in {}",
        folder.display()
    );
    files.sort();
    Ok(files)
}

fn cargo(arguments: &[&str]) -> Result<()> {
    process::run(process::cargo().args(arguments))
}
