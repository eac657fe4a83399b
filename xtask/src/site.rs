//! `www/` -> `target/site/`: what `cargo web` serves, the tests open and a host ships.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::wasm::{Lowering, MODULES};
use crate::{node, process, root, sbom, sums, wasm};

/// The folder of the built site.
pub fn folder() -> PathBuf {
    root().join("target/site")
}

/// Builds the modules and of them the site that is shipped, with the list of what it is
/// made of and the hash of every file in it.
///
/// # Errors
/// A module could not be built, or a step after that failed.
pub fn build() -> Result<()> {
    wasm::prepare(Lowering::Required)?;
    wasm::build(&MODULES)?;
    bundle()?;
    let write = |name, text| {
        fs::write(folder().join(name), text).with_context(|| format!("{name} could not be written"))
    };
    write("pkg/sbom.cdx.json", sbom::sbom()?)?;
    write(sums::FILE, sums::sums(&folder())?)?;
    println!("target/site is the site, with what it is made of and a hash of every file");
    Ok(())
}

/// Bundles, lowers and shrinks what the pages load.
///
/// # Errors
/// The npm tools could not do it.
pub fn bundle() -> Result<()> {
    process::run(node::node().arg("xtask/site.js")).context("the site could not be built")
}
