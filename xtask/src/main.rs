//! The only build tool: builds the wasm modules and the site, serves it, runs every test.
//!
//! `cargo web` and `cargo verify` are aliases in `.cargo/config.toml`. Each task
//! first sees to what it needs: the wasm target, the npm tools, a browser.

mod clock;
mod process;

mod arrivals;
mod browser;
mod node;
mod sbom;
mod serve;
mod site;
mod sums;
mod toolchain;
mod wasm;
mod web;

mod reproduce;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};

use crate::serve::Server;
use crate::wasm::{Lowering, MODULES};

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
    Wasm,
    /// Build the modules, lowered, and of them and www/ the site that is shipped (needs npm)
    Site,
    /// Serve the page on this machine as soon as it can check; build the rest behind it
    Web {
        /// The port to serve on; by default the first free one from 8080 on
        #[arg(long)]
        port: Option<u16>,
    },
    /// Serve the built site as it is
    Serve {
        /// The port to serve on; by default the first free one from 8080 on
        #[arg(long)]
        port: Option<u16>,
    },
    /// Build the site in two folders and prove that they are the same
    Reproduce,
    /// Run every check and every test that a change must pass
    Verify {
        /// Also with every seed there is, and in old browsers, which are downloaded
        #[arg(long)]
        long: bool,
    },
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
        Task::Wasm => {
            wasm::prepare(Lowering::WhereInstalled)?;
            wasm::build(&MODULES)
        }
        Task::Site => site::build(),
        Task::Web { port } => web::web(*port),
        Task::Serve { port } => serve(*port),
        Task::Reproduce => reproduce::reproduce(),
        Task::Verify { long } => verify::verify(*long),
        Task::Seeds => seeds(),
        Task::Browser => {
            println!("{}", browser::find_or_install()?.display());
            Ok(())
        }
    }
}

fn serve(port: Option<u16>) -> Result<()> {
    let server = Server::bind(&site::folder(), port)
        .context("`cargo xtask site` builds the site")?;
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
