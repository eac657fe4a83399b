//! A compiled module -> its glue, and the proof of what it needs.
//!
//! A program apart from xtask, since it takes half a minute to compile: meanwhile the
//! first module is compiled, too.
//!
//! ```text
//! binder bind <module.wasm> <folder> <name>
//! binder prove <module.wasm> 69|78
//! ```

mod proof;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail, ensure};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match perform(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(arguments: &[&str]) -> Result<()> {
    match arguments {
        ["bind", module, folder, name] => bind(Path::new(module), Path::new(folder), name),
        ["prove", module, oldest] => {
            let module = std::fs::read(module).with_context(|| (*module).to_owned())?;
            proof::prove(&module, oldest.parse()?)
        }
        _ => bail!("binder knows `bind` and `prove`; its first lines say what they take"),
    }
}

/// Runs wasm-bindgen: the module and its glue are in the folder then.
fn bind(module: &Path, folder: &Path, name: &str) -> Result<()> {
    Bindgen::new()
        .input_path(module)
        .out_name(name)
        .no_modules(true)?
        .no_modules_global(&format!("gouji_{name}"))?
        .typescript(true)
        .generate(folder)
        .context("wasm-bindgen could not bind the module")?;
    ensure!(
        !folder.join("snippets").exists(),
        "a dependency brings its own JavaScript, which a classic script cannot load"
    );
    Ok(())
}
