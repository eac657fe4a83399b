//! The only build tool: builds the wasm modules, serves the page, runs every test.
//!
//! `cargo web` and `cargo verify` are aliases in `.cargo/config.toml`. Each task
//! first sees to what it needs: the wasm target, the npm tools, a browser.

mod process;

mod browser;
mod node;
mod sbom;
mod serve;
mod sums;
mod toolchain;
mod wasm;

mod reproduce;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::serve::Server;
use crate::wasm::Lowering;

/// Builds, serves and verifies gouji.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the wasm modules into www/pkg and prove what they need
    Wasm {
        /// Fail where a module cannot be lowered for Chromium 69 (needs npm)
        #[arg(long)]
        lowered: bool,
    },
    /// Build the wasm modules, then serve www/ on this machine
    Web {
        /// The port to serve on; by default the first free one from 8080 on
        #[arg(long)]
        port: Option<u16>,
    },
    /// Serve www/ as it is
    Serve {
        /// The port to serve on; by default the first free one from 8080 on
        #[arg(long)]
        port: Option<u16>,
    },
    /// Build the modules in two folders and prove that they are the same
    Reproduce,
    /// Run every check and every test there is
    Verify,
    /// Print the path of the browser that the tests use
    Browser,
    /// Write what the fuzzer starts from into fuzz/corpus
    Seeds,
}

fn main() -> ExitCode {
    match perform(&Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: &Task) -> Result<()> {
    match task {
        Task::Wasm { lowered: true } => wasm::build(Lowering::Required),
        Task::Wasm { lowered: false } => wasm::build(Lowering::WhereInstalled),
        Task::Web { port } => {
            wasm::build(Lowering::WhereInstalled)?;
            serve(*port)
        }
        Task::Serve { port } => serve(*port),
        Task::Reproduce => reproduce::reproduce(),
        Task::Verify => verify::verify(),
        Task::Seeds => seeds(),
        Task::Browser => {
            println!("{}", browser::find_or_install()?.display());
            Ok(())
        }
    }
}

fn serve(port: Option<u16>) -> Result<()> {
    let server = Server::bind(&root().join("www"), port)?;
    println!("{}", server.origin());
    server.run()
}

/// They are made of the fixtures by the code that the short run of the fuzzer uses, too.
fn seeds() -> Result<()> {
    let test = ["test", "--package", "gouji", "--test", "fuzz", "--"];
    process::run(
        process::cargo()
            .args(test)
            .args(["--ignored", "write_seeds"]),
    )
}

/// The folder of the workspace.
///
/// `cargo run` says where xtask is now; the path it was compiled at is second
/// choice, since a checkout may have been moved with its `target` folder.
fn root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    manifest.parent().map_or(manifest.clone(), PathBuf::from)
}
