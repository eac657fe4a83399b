//! A module -> the same, without the instructions Chromium 69 lacks.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::proof::Oldest;
use crate::{node, process};

/// The features that the precompiled std brings, named one by one: with
/// `--all-features` binaryen puts in newer ones. Then a pass to lower each, and
/// `-O1`, which also takes out what lowering left over. `-Oz` would inline: the
/// same code in many places, each a little different, packs a tenth worse. What
/// the passes leave to each other is worth a second round, and then the fewest locals.
const OPTIONS: [&str; 22] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--llvm-memory-copy-fill-lowering",
    "--llvm-nontrapping-fptoint-lowering",
    "--signext-lowering",
    "-O1",
    "--code-folding",
    "--optimize-instructions",
    "--rse",
    "--dae-optimizing",
    "-O1",
    "--code-folding",
    "--optimize-instructions",
    "--rse",
    "--merge-locals",
    "--reorder-locals",
    "--remove-unused-brs",
    "--vacuum",
    "--strip-producers",
];

/// Lowers a module where binaryen is installed; else returns it as it is.
///
/// # Errors
/// binaryen failed.
pub fn lower(module: &Path) -> Result<(Vec<u8>, Oldest)> {
    if !node::is_installed() {
        println!(
            "the module is not lowered, because binaryen is not installed: \
             `cargo xtask wasm --lowered` installs it and lowers"
        );
        return Ok((fs::read(module)?, Oldest::Chromium78));
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
    Ok((fs::read(lowered)?, Oldest::Chromium69))
}
