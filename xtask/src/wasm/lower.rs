//! A module -> the same, without the instructions Chromium 69 lacks.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{node, process};

/// The oldest Chromium that a module is meant for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Oldest {
    /// The first wasm, and mutable globals.
    Chromium69,
    /// Also what the precompiled std uses.
    Chromium78,
}

impl Oldest {
    /// Its version.
    pub fn version(self) -> &'static str {
        match self {
            Oldest::Chromium69 => "69",
            Oldest::Chromium78 => "78",
        }
    }
}

/// The features that the precompiled std brings, named one by one: with
/// `--all-features` binaryen puts in newer ones. Then a pass to lower each, and the
/// first of its optimizations, which make the check 1.4 kB smaller as it is sent; all the
/// others together take as long again for 1 kB more.
const OPTIONS: [&str; 10] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--llvm-memory-copy-fill-lowering",
    "--llvm-nontrapping-fptoint-lowering",
    "--signext-lowering",
    "-O1",
    "--strip-producers",
];

/// Lowers a module where binaryen is installed, into a file beside it; else leaves it as it is.
///
/// # Errors
/// binaryen failed.
pub fn lower(module: &Path) -> Result<(PathBuf, Oldest)> {
    if !node::is_installed() {
        println!(
            "the module is not lowered, because binaryen is not installed: \
             `cargo xtask site` installs it and lowers"
        );
        return Ok((module.to_owned(), Oldest::Chromium78));
    }
    let lowered = module.with_file_name("lowered.wasm");
    process::run(
        node::node()
            .arg("node_modules/binaryen/bin/wasm-opt")
            .args(OPTIONS)
            .arg(module)
            .arg("-o")
            .arg(&lowered),
    )
    .context("the module could not be lowered")?;
    Ok((lowered, Oldest::Chromium69))
}
