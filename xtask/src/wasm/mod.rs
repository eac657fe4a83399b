//! The library -> `www/pkg`: a wasm module and the glue that loads it.
//!
//! compile -> bind -> lower the glue -> lower the module -> prove -> weigh -> write
//!
//! The glue is a classic script (`wasm_bindgen` is its one global), because the
//! page runs it in a classic worker: only a worker can compile wasm in Chromium
//! before 97 without loosening the policy of the page itself.

mod glue;
mod lower;
mod proof;
mod weight;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

use crate::{node, process, root, toolchain};

/// Whether the module must run on Chromium 69.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Lowering {
    /// Yes: the npm tools are installed if they are not.
    Required,
    /// Only where the npm tools are installed already; else it needs Chromium 78.
    WhereInstalled,
}

/// Builds `www/pkg`.
///
/// # Errors
/// A step failed, the module needs more than its oldest browser has, or it is
/// over its budget. Then `www/pkg` is left as it was.
pub fn build(lowering: Lowering) -> Result<()> {
    toolchain::ensure_wasm_target()?;
    if lowering == Lowering::Required {
        node::ensure_installed()?;
    }
    let raw = compile()?;
    let bound = bind(&raw)?;
    let script = glue::lower(&fs::read_to_string(bound.join("gouji.js"))?)?;
    let (module, oldest) = lower::lower(&bound.join("gouji_bg.wasm"))?;
    proof::prove(&module, oldest)?;
    weight::weigh(&module)?;

    let package = root().join("www/pkg");
    fs::create_dir_all(&package)?;
    fs::write(package.join("gouji.js"), script)?;
    fs::copy(bound.join("gouji.d.ts"), package.join("gouji.d.ts"))?;
    fs::write(package.join("gouji_bg.wasm"), module)?;
    println!("www/pkg runs on {oldest} and newer");
    Ok(())
}

/// Compiles the library alone: the binary would be another `gouji.wasm`.
fn compile() -> Result<PathBuf> {
    let messages = process::output(
        process::cargo()
            // Either would replace the flags in .cargo/config.toml.
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .args(["build", "--lib", "--no-default-features"])
            .args(["--profile", "wasm", "--target", toolchain::WASM])
            .arg("--message-format=json-render-diagnostics"),
    )?;
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["reason"] == "compiler-artifact")
        .flat_map(|message| message["filenames"].as_array().cloned().unwrap_or_default())
        .filter_map(|name| name.as_str().map(PathBuf::from))
        .find(|path| path.ends_with("gouji.wasm"))
        .context("cargo built no gouji.wasm; is the library still a cdylib?")
}

/// Runs wasm-bindgen and returns the folder with what it made.
fn bind(raw: &Path) -> Result<PathBuf> {
    let folder = raw.with_file_name("bound");
    // Left there, what an earlier build made would pass for this one's.
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    Bindgen::new()
        .input_path(raw)
        .out_name("gouji")
        .no_modules(true)?
        .typescript(true)
        .generate(&folder)
        .context("wasm-bindgen could not bind the module")?;
    ensure!(
        !folder.join("snippets").exists(),
        "a dependency brings its own JavaScript, which a classic script cannot load"
    );
    Ok(folder)
}
