//! A module -> what a visitor downloads, held to a budget.

use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::{node, process};

/// Node packs as servers do, and is there where anything is weighed: only what was lowered is.
const PACK: &str = "const [bytes, { gzipSync, brotliCompressSync }] = \
     [require('fs').readFileSync(process.argv[1]), require('zlib')]; \
     console.log(bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length);";

/// Prints the sizes of a module, and holds it to its budget.
///
/// # Errors
/// It is over its budget.
pub fn weigh(name: &str, module: &Path, budget: usize) -> Result<()> {
    let sizes = process::output(node::node().args(["--eval", PACK]).arg(module))?;
    let sizes: Vec<usize> = sizes
        .split_whitespace()
        .map(str::parse)
        .collect::<Result<_, _>>()
        .context("node weighed a module and printed no numbers")?;
    let [raw, gzip, brotli] = sizes[..] else {
        anyhow::bail!("node weighed a module and printed no three numbers");
    };
    println!("{name}: {raw} bytes, {gzip} by gzip, {brotli} by brotli");
    ensure!(
        brotli <= budget,
        "{name} is {} bytes over its budget; see what the last dependency brought, \
         or move a format into a module of its own",
        brotli - budget
    );
    Ok(())
}
