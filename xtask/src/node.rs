//! `package-lock.json` -> the development tools in `node_modules`.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{process, root};

/// Written after `npm ci`: the lock file that `node_modules` was installed from.
const STAMP: &str = "node_modules/.installed-from";

/// Whether `node_modules` is what the lock file says.
pub fn is_installed() -> bool {
    let lock = fs::read(root().join("package-lock.json"));
    let stamp = fs::read(root().join(STAMP));
    matches!((lock, stamp), (Ok(lock), Ok(stamp)) if lock == stamp)
}

/// Installs what the lock file says where it is not installed.
///
/// # Errors
/// npm is missing or could not install.
pub fn ensure_installed() -> Result<()> {
    if is_installed() {
        return Ok(());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    process::run(Command::new(npm).current_dir(root()).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
    ]))
    .context("the development tools could not be installed")?;
    fs::copy(root().join("package-lock.json"), root().join(STAMP))
        .with_context(|| format!("{STAMP} could not be written"))?;
    Ok(())
}

/// node, in the workspace.
pub fn node() -> Command {
    let mut command = Command::new("node");
    command.current_dir(root());
    command
}
