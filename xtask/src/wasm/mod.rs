//! The library -> `www/pkg`: wasm modules, each with the glue that loads it.
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

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

use crate::{node, process, root, sbom, sums, toolchain};

/// Whether the module must run on Chromium 69.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Lowering {
    /// Yes: the npm tools are installed if they are not.
    Required,
    /// Only where the npm tools are installed already; else it needs Chromium 78.
    WhereInstalled,
}

/// One of the modules that the library is built into: a visitor downloads the
/// core with the page, and the readers of a kind of file when one is opened.
#[derive(Clone, Copy)]
struct Module {
    /// Name of its glue and its module in `www/pkg`.
    name: &'static str,
    /// The crate's features it is built with, parted by commas.
    features: &'static str,
    /// The most that it may weigh as a good server sends it, in bytes.
    budget: usize,
    /// Whether a sum that overflows stops the module, as it does the program. The core
    /// has no room for it; its sums are checked in every test and when fuzzed.
    checks_overflow: bool,
}

/// The core is held to about a second on a slow office line.
const MODULES: [Module; 4] = [
    Module {
        name: "check",
        features: "",
        budget: 260_000,
        checks_overflow: true,
    },
    Module {
        name: "office",
        features: "office",
        budget: 320_000,
        checks_overflow: true,
    },
    Module {
        name: "written",
        features: "written",
        budget: 560_000,
        checks_overflow: true,
    },
    Module {
        name: "pages",
        features: "pages",
        budget: 1_300_000,
        checks_overflow: true,
    },
];

/// Builds `www/pkg`: the modules, the list of what they are made of, and the hash of
/// every file of the page.
///
/// # Errors
/// A step failed, a module needs more than its oldest browser has, or one that
/// is lowered is over its budget. Then that module is left as it was.
pub fn build(lowering: Lowering) -> Result<()> {
    toolchain::ensure_wasm_target()?;
    if lowering == Lowering::Required {
        node::ensure_installed()?;
    }
    // While one is compiled, those before it are bound, lowered and weighed.
    std::thread::scope(|scope| {
        let mut others = Vec::new();
        for which in MODULES {
            let raw = compile(which)?;
            others.push(scope.spawn(move || finish(which, &raw)));
        }
        let joined = others.into_iter().map(|other| {
            let done = other.join();
            done.unwrap_or_else(|_| bail!("a module was not finished"))
        });
        joined.collect::<Result<()>>()
    })?;
    let site = root().join("www");
    fs::write(site.join("pkg/sbom.cdx.json"), sbom::sbom()?)?;
    fs::write(site.join(sums::FILE), sums::sums(&site)?)?;
    println!("www/pkg has what the modules are made of, and a hash of every file of the page");
    Ok(())
}

/// Makes of what was compiled what the page loads.
fn finish(which: Module, raw: &Path) -> Result<()> {
    let bound = bind(which, raw)?;
    let script = glue::lower(&fs::read_to_string(file(&bound, which, ".js"))?)?;
    let (module, oldest) = lower::lower(&file(&bound, which, "_bg.wasm"))?;
    proof::prove(&module, oldest)?;
    let home = toolchain::cargo_home()?;
    for folder in [&root(), &home] {
        let name = folder.to_string_lossy();
        ensure!(
            !module.windows(name.len()).any(|w| w == name.as_bytes()),
            "{} names the folder {name} of this machine",
            which.name
        );
    }
    // What is not lowered is larger, and goes no further than this machine.
    let budget = (oldest == proof::Oldest::Chromium69).then_some(which.budget);
    weight::weigh(which.name, &module, budget)?;

    let package = root().join("www/pkg");
    fs::create_dir_all(&package)?;
    fs::write(file(&package, which, ".js"), script)?;
    fs::copy(file(&bound, which, ".d.ts"), file(&package, which, ".d.ts"))?;
    fs::write(file(&package, which, "_bg.wasm"), module)?;
    println!("{} runs on {oldest} and newer", which.name);
    Ok(())
}

fn file(folder: &Path, which: Module, ending: &str) -> PathBuf {
    folder.join(format!("{}{ending}", which.name))
}

/// Compiles the library alone: the binary would be another `gouji.wasm`. What was
/// compiled is set aside from the next module.
fn compile(which: Module) -> Result<PathBuf> {
    let checks = format!("profile.wasm.overflow-checks={}", which.checks_overflow);
    let messages = process::output(
        process::cargo()
            // Either would replace the flags in .cargo/config.toml.
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .args(["build", "--lib", "--no-default-features"])
            .args(["--features", which.features])
            .args(["--profile", "wasm", "--target", toolchain::WASM])
            .args(["--config", &without_folders()?])
            .args(["--config", &checks])
            .args(["--config", "profile.wasm.lto='off'", "--config", "profile.wasm.codegen-units=16"])
            .arg("--message-format=json-render-diagnostics"),
    )?;
    let made = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["reason"] == "compiler-artifact")
        .flat_map(|message| message["filenames"].as_array().cloned().unwrap_or_default())
        .filter_map(|name| name.as_str().map(PathBuf::from))
        .find(|path| path.ends_with("gouji.wasm"))
        .context("cargo built no gouji.wasm; is the library still a cdylib?")?;
    let own = made.with_file_name(format!("module-{}.wasm", which.name));
    fs::copy(&made, &own)?;
    Ok(own)
}

/// The setting of cargo that keeps the folders of this machine out of the module: a
/// panic names the file it happened in, and that of a dependency by its whole path.
/// Without them, the same source is the same module wherever it is built.
fn without_folders() -> Result<String> {
    let sources = toolchain::cargo_home()?.join("registry/src");
    let mut flags = vec![format!("--remap-path-prefix={}=", root().display())];
    // One folder for each registry; xtask's own dependencies are in it already.
    for registry in fs::read_dir(&sources)
        .with_context(|| format!("{} could not be listed", sources.display()))?
    {
        let registry = registry?.path();
        flags.push(format!("--remap-path-prefix={}/=", registry.display()));
    }
    flags.sort();
    let flags = serde_json::to_string(&flags)?;
    Ok(format!("target.{}.rustflags={flags}", toolchain::WASM))
}

/// Runs wasm-bindgen and returns the folder with what it made.
fn bind(which: Module, raw: &Path) -> Result<PathBuf> {
    let folder = raw.with_extension("bound");
    // Left there, what an earlier build made would pass for this one's.
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    Bindgen::new()
        .input_path(raw)
        .out_name(which.name)
        .no_modules(true)?
        .no_modules_global(&format!("gouji_{}", which.name))?
        .typescript(true)
        .generate(&folder)
        .context("wasm-bindgen could not bind the module")?;
    ensure!(
        !folder.join("snippets").exists(),
        "a dependency brings its own JavaScript, which a classic script cannot load"
    );
    Ok(folder)
}
