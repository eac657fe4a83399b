//! The library -> `www/pkg`: wasm modules, each with the glue that loads it.
//!
//! compile -> bind -> lower -> prove -> weigh -> write
//!
//! The glue is a classic script with one global, `gouji_` and the module's name,
//! because the page runs it in a classic worker: only a worker can compile wasm in
//! Chromium before 97 without loosening the policy of the page itself.

mod binder;
mod lower;
mod stamp;
mod weight;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::{node, process, root, toolchain};
use lower::Oldest;

/// Whether the module must run on Chromium 69.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Lowering {
    /// Yes: the npm tools are installed if they are not.
    Required,
    /// Only where the npm tools are installed already; else it needs Chromium 78.
    WhereInstalled,
}

/// One of the modules that the library is built into: a visitor downloads the
/// check with the page, and the readers and writers of files when he is idle.
#[derive(Clone, Copy)]
pub struct Module {
    /// Name of its glue and its module in `www/pkg`.
    pub name: &'static str,
    /// The crate's features it is built with, parted by commas.
    features: &'static str,
    /// The most that it may weigh as a good server sends it, in bytes. What the
    /// check weighs with its page is held by `tests/browser/requests.test.js`.
    budget: usize,
    /// Whether an overflow stops it. The check adds up numbers of at most 13 digits, and by
    /// `checked_add` where they may have more; what is checked beyond that weighs 7.7 kB.
    checks_overflow: bool,
}

/// The check first: the page answers with it while the others are on their way.
pub const MODULES: [Module; 4] = [
    Module {
        name: "check",
        features: "",
        budget: 230_000,
        checks_overflow: false,
    },
    Module {
        name: "office",
        features: "office",
        budget: 330_000,
        checks_overflow: true,
    },
    Module {
        name: "written",
        features: "written",
        budget: 600_000,
        checks_overflow: true,
    },
    Module {
        name: "pages",
        features: "pages",
        budget: 1_400_000,
        checks_overflow: true,
    },
];

/// Builds those of the modules that are not what their sources make.
///
/// # Errors
/// A step failed, a module needs more than its oldest browser has, or one that
/// is lowered is over its budget. Then that module is left as it was.
pub fn build(modules: &[Module]) -> Result<()> {
    let failed = Mutex::new(Ok(()));
    build_each(modules, &|_, result| {
        if result.is_err() {
            *failed.lock().unwrap_or_else(PoisonError::into_inner) = result;
        }
    });
    failed.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Sees to what a build needs.
///
/// # Errors
/// The wasm target, or a tool that lowering requires, is missing and could not be added.
pub fn prepare(lowering: Lowering) -> Result<()> {
    toolchain::ensure_wasm_target()?;
    if lowering == Lowering::Required {
        node::ensure_installed()?;
    }
    Ok(())
}

/// Builds modules in their order and tells of each as it is there. While one is
/// compiled, those before it are bound, lowered and weighed.
pub fn build_each(modules: &[Module], tell: &(dyn Fn(Module, Result<()>) + Sync)) {
    std::thread::scope(|scope| {
        if !modules.iter().copied().all(is_current) {
            // It is compiled beside the first module, and told of where it is used.
            scope.spawn(|| binder::program().ok());
        }
        for which in modules.iter().copied() {
            let start = Instant::now();
            match compile_if_stale(which) {
                Ok(None) => tell(which, Ok(())),
                Err(error) => tell(which, Err(error)),
                Ok(Some((raw, inputs))) => {
                    scope.spawn(move || {
                        let result = finish(which, &raw).and_then(|oldest| {
                            stamp::write(which, &inputs)?;
                            let seconds = start.elapsed().as_secs_f32();
                            let name = which.name;
                            let oldest = oldest.version();
                            println!("{name} runs on Chromium {oldest} and newer: {seconds:.1} s");
                            Ok(())
                        });
                        tell(which, result);
                    });
                }
            }
        }
    });
}

/// Whether a module is what its sources make.
pub fn is_current(which: Module) -> bool {
    stamp::inputs(which).is_ok_and(|inputs| stamp::is_current(which, &inputs))
}

/// Puts something in the place of the glue of a module that is still being built: it
/// fetches the glue when it is first used, since by then the page has the module.
///
/// # Errors
/// It could not be written.
pub fn write_stand_in(which: Module) -> Result<()> {
    let script = include_str!("stand_in.js").replace("NAME", which.name);
    fs::create_dir_all(package())?;
    fs::write(file(&package(), which, ".js"), script)
        .with_context(|| format!("pkg/{}.js could not be written", which.name))
}

/// Where the modules are.
fn package() -> PathBuf {
    root().join("www/pkg")
}

/// Makes of what was compiled what the page loads.
fn finish(which: Module, raw: &Path) -> Result<Oldest> {
    let bound = binder::bind(which, raw)?;
    let (path, oldest) = lower::lower(&file(&bound, which, "_bg.wasm"))?;
    binder::prove(&path, oldest)?;
    let module = fs::read(&path)?;
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
    if oldest == Oldest::Chromium69 {
        weight::weigh(which.name, &path, which.budget)?;
    }
    fs::create_dir_all(package())?;
    // The module last: whoever finds it finds its glue.
    for ending in [".d.ts", ".js"] {
        fs::copy(file(&bound, which, ending), file(&package(), which, ending))?;
    }
    fs::write(file(&package(), which, "_bg.wasm"), module)?;
    Ok(oldest)
}

/// The files of a module in a folder.
fn file(folder: &Path, which: Module, ending: &str) -> PathBuf {
    folder.join(format!("{}{ending}", which.name))
}

/// Compiles a module where that is needed, and says of what.
fn compile_if_stale(which: Module) -> Result<Option<(PathBuf, String)>> {
    let inputs = stamp::inputs(which)?;
    if stamp::is_current(which, &inputs) {
        return Ok(None);
    }
    println!("building {}", which.name);
    Ok(Some((compile(which)?, inputs)))
}

/// Compiles the library alone: the binary would be another `gouji.wasm`, and as a
/// library for Rust, too, everything would be compiled a second time in vain. What
/// was compiled is set aside from the next module.
fn compile(which: Module) -> Result<PathBuf> {
    let messages = process::output(
        process::cargo()
            // Either would replace the flags in .cargo/config.toml.
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .args(["rustc", "--package", "gouji", "--lib"])
            .args(["--crate-type", "cdylib", "--no-default-features"])
            .args(["--features", which.features])
            .args(["--profile", "wasm", "--target", toolchain::WASM])
            .args(["--config", &without_folders()?])
            .arg("--config")
            .arg(format!(
                "profile.wasm.overflow-checks={}",
                which.checks_overflow
            ))
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
