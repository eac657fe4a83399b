//! What a module is made of -> one hash, kept beside the hash of what was made.
//!
//! Asking cargo costs a second for each module, and binding, lowering and weighing
//! several more: where neither hash has changed there is nothing to do.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::{Module, file, package, toolchain};
use crate::{node, process, root, sums};

/// Folders and files that decide what a module becomes: the library's, and those of
/// the tool that builds it.
const SOURCES: [&str; 8] = [
    "src",
    "xtask/src/wasm",
    "xtask/binder/src",
    "xtask/binder/Cargo.toml",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo/config.toml",
    "package-lock.json",
];

/// What a module made now would be made of.
///
/// # Errors
/// A source could not be read, or rustc could not say what it is.
pub fn inputs(which: Module) -> Result<String> {
    // Once: a source that changes while this runs makes the next run build again.
    static COMMON: OnceLock<Result<String, String>> = OnceLock::new();
    let common = COMMON.get_or_init(|| common().map_err(|error| format!("{error:#}")));
    let common = common.clone().map_err(anyhow::Error::msg)?;
    let made_of = [&common, which.name, which.features].join("\n");
    Ok(sums::hex(&Sha256::digest(made_of)))
}

/// What all modules are made of: sources, compiler, and whether they are lowered.
fn common() -> Result<String> {
    let mut parts = vec![
        process::output(Command::new(toolchain::rustc()).arg("-vV"))?,
        format!("lowered: {}\n", node::is_installed()),
    ];
    for name in SOURCES {
        parts.push(sums::sums_of(&root(), &root().join(name))?);
    }
    Ok(parts.concat())
}

/// Whether the module that is there was made of these, and is as it was made.
pub fn is_current(which: Module, inputs: &str) -> bool {
    let stamp = fs::read_to_string(path(which));
    matches!((stamp, outputs(which)), (Ok(stamp), Ok(outputs)) if stamp == format!("{inputs}\n{outputs}"))
}

/// Notes of what the module that is there was made.
///
/// # Errors
/// It is not there, or the note could not be written.
pub fn write(which: Module, inputs: &str) -> Result<()> {
    let path = path(which);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&path, format!("{inputs}\n{}", outputs(which)?))
        .with_context(|| format!("{} could not be written", path.display()))
}

fn outputs(which: Module) -> Result<String> {
    [".js", ".d.ts", "_bg.wasm"]
        .iter()
        .map(|ending| sums::sums_of(&package(), &file(&package(), which, ending)))
        .collect()
}

fn path(which: Module) -> PathBuf {
    root().join(format!("target/modules/{}.stamp", which.name))
}
