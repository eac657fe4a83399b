//! What the active Rust toolchain must have -> added where it is missing.
//!
//! A `rust-toolchain.toml` does not do this: with `RUSTUP_AUTO_INSTALL=0` it adds
//! nothing, and without that rustup re-syncs the whole toolchain.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// The target of the wasm module.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Adds the wasm target where the toolchain has none.
///
/// # Errors
/// The target is missing and rustup could not add it.
pub fn ensure_wasm_target() -> Result<()> {
    if has_std_for(WASM)? {
        return Ok(());
    }
    println!("adding the target {WASM}");
    process::run(Command::new("rustup").args(["target", "add", WASM]))
        .with_context(|| format!("the Rust toolchain has no target {WASM}"))
}

/// Adds rustfmt and clippy where the toolchain has none.
///
/// # Errors
/// One is missing and rustup could not add it.
pub fn ensure_lints() -> Result<()> {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        let mut probe = process::cargo();
        probe.args([subcommand, "--version"]);
        if process::output(probe.stderr(std::process::Stdio::null())).is_err() {
            println!("adding the component {component}");
            process::run(Command::new("rustup").args(["component", "add", component]))
                .with_context(|| format!("the Rust toolchain has no {component}"))?;
        }
    }
    Ok(())
}

/// The folder where cargo keeps what it downloads.
///
/// # Errors
/// Neither cargo nor the system says where it is.
pub fn cargo_home() -> Result<PathBuf> {
    let home = |name| std::env::var_os(name).map(PathBuf::from);
    home("CARGO_HOME")
        .or_else(|| Some(home("HOME").or_else(|| home("USERPROFILE"))?.join(".cargo")))
        .context("CARGO_HOME and HOME are not set")
}

/// The compiler that cargo uses.
pub fn rustc() -> OsString {
    std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())
}

/// Asked of rustc, not of rustup: a toolchain of the distribution has no rustup.
fn has_std_for(target: &str) -> Result<bool> {
    let libdir = process::output(Command::new(rustc()).args([
        "--print",
        "target-libdir",
        "--target",
        target,
    ]))?;
    Ok(std::path::Path::new(libdir.trim()).is_dir())
}
