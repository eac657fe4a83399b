//! Everything that must hold before a change lands, in order of cost.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::serve::Server;
use crate::wasm::Lowering;
use crate::{browser, node, process, root, toolchain, wasm};

type Step = (&'static str, fn() -> Result<()>);

const STEPS: [Step; 10] = [
    ("tools", tools),
    ("format", format),
    ("lints", lints),
    ("lints of the wasm modules", wasm_lints),
    ("documentation", documentation),
    ("licences, versions and sources", supply),
    ("tests", tests),
    ("tests with a third form", third_form),
    ("wasm modules", wasm_modules),
    ("tests in node and in a browser", browser_tests),
];

/// Runs every step and stops at the first that fails.
///
/// # Errors
/// A step failed: the sentence names it and its command.
pub fn verify() -> Result<()> {
    let start = Instant::now();
    for (name, step) in STEPS {
        println!("\n== {name}");
        let start = Instant::now();
        step().with_context(|| format!("verify stopped at \"{name}\""))?;
        println!("== {name}: {:.1} s", start.elapsed().as_secs_f32());
    }
    println!("\neverything holds: {:.1} s", start.elapsed().as_secs_f32());
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

fn wasm_lints() -> Result<()> {
    let target = ["--target", toolchain::WASM];
    for features in ["", "written", "office", "pages"] {
        let library = ["--package", "gouji", "--lib", "--no-default-features"];
        let features = ["--features", features, "--", "-D", "warnings"];
        cargo(&[&["clippy"], &library[..], &target, &features].concat())?;
    }
    Ok(())
}

fn documentation() -> Result<()> {
    let arguments = [
        "doc",
        "--workspace",
        "--no-deps",
        "--document-private-items",
    ];
    process::run(
        process::cargo()
            .args(arguments)
            .env("RUSTDOCFLAGS", "-D warnings"),
    )
}

fn tests() -> Result<()> {
    cargo(&["test", "--workspace"])
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

fn wasm_modules() -> Result<()> {
    wasm::build(Lowering::Required)
}

/// The tests get a site and a browser, so that they start neither by themselves.
fn browser_tests() -> Result<()> {
    let server = Server::bind(&root().join("www"), Some(0))?;
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
