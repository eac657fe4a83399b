//! What was compiled -> glue and proof, by the program in `xtask/binder`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context, Result};

use super::Module;
use super::lower::Oldest;
use crate::{process, root};

/// The program, compiled when it is first asked for; whoever asks meanwhile waits.
///
/// # Errors
/// It could not be compiled.
pub fn program() -> Result<PathBuf> {
    static COMPILED: OnceLock<Result<(), String>> = OnceLock::new();
    let compiled = COMPILED.get_or_init(|| {
        let mut build = process::cargo();
        build.args(["build", "--quiet", "--package", "binder"]);
        process::run(&mut build).map_err(|error| error.to_string())
    });
    compiled.clone().map_err(anyhow::Error::msg)?;
    let name = format!("binder{}", std::env::consts::EXE_SUFFIX);
    // Beside this one: cargo was told of no other folder for either.
    let here = std::env::current_exe().context("this program does not know where it is")?;
    Ok(here.with_file_name(name))
}

/// Runs wasm-bindgen and returns the folder with what it made.
///
/// # Errors
/// It could not bind the module.
pub fn bind(which: Module, raw: &Path) -> Result<PathBuf> {
    let folder = raw.with_extension("bound");
    // Left there, what an earlier build made would pass for this one's.
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    run(Command::new(program()?)
        .arg("bind")
        .args([raw, &folder])
        .arg(which.name))?;
    Ok(folder)
}

/// Proves that a module needs no more than its oldest browser has.
///
/// # Errors
/// It does.
pub fn prove(module: &Path, oldest: Oldest) -> Result<()> {
    run(Command::new(program()?)
        .arg("prove")
        .arg(module)
        .arg(oldest.version()))
}

fn run(command: &mut Command) -> Result<()> {
    process::run(command.current_dir(root()))
}
