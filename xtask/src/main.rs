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

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;

use crate::serve::Server;
use crate::wasm::{Lowering, MODULES};

const HELP: &str = "\
Builds, serves and verifies gouji: cargo xtask <task>

  web [--port <port>]    serve the page on this machine as soon as it can check,
                         and build the rest behind it; also `cargo web`
  verify [--long]        run every check and every test that a change must pass;
                         also `cargo verify`. --long: with every seed there is,
                         and in old browsers, which are downloaded
  wasm                   build the wasm modules into www/pkg
  site                   build the modules, lowered, and of them and www/ the site
                         that is shipped, target/site (needs npm)
  serve [--port <port>]  serve the built site as it is
  reproduce              build the site in two folders and prove that they are the same
  browser                print the path of the browser that the tests use
  seeds                  write what the fuzzer starts from into fuzz/corpus

By default the port is the first free one from 8080 on.";

/// A task and what may be said with it.
#[derive(Debug, Default, PartialEq)]
struct Arguments {
    task: String,
    port: Option<u16>,
    long: bool,
}

fn main() -> ExitCode {
    match parse(lexopt::Parser::from_env()).and_then(|arguments| perform(&arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn parse(mut parser: lexopt::Parser) -> Result<Arguments> {
    let mut arguments = Arguments::default();
    while let Some(argument) = parser.next()? {
        match (argument, arguments.task.as_str()) {
            (Short('h') | Long("help"), _) => arguments.task = "help".into(),
            (Long("port"), "web" | "serve") => arguments.port = Some(parser.value()?.parse()?),
            (Long("long"), "verify") => arguments.long = true,
            (Value(task), "") => arguments.task = task.string()?,
            (other, _) => return Err(other.unexpected().into()),
        }
    }
    Ok(arguments)
}

fn perform(arguments: &Arguments) -> Result<()> {
    match arguments.task.as_str() {
        "web" => web::web(arguments.port),
        "verify" => verify::verify(arguments.long),
        "wasm" => {
            wasm::prepare(Lowering::WhereInstalled)?;
            wasm::build(&MODULES)
        }
        "site" => site::build(),
        "serve" => serve(arguments.port),
        "reproduce" => reproduce::reproduce(),
        "browser" => {
            println!("{}", browser::find_or_install()?.display());
            Ok(())
        }
        "seeds" => seeds(),
        "help" => {
            println!("{HELP}");
            Ok(())
        }
        "" => bail!("which task?\n\n{HELP}"),
        other => bail!("there is no task `{other}`\n\n{HELP}"),
    }
}

fn serve(port: Option<u16>) -> Result<()> {
    let server =
        Server::bind(&site::folder(), port).context("`cargo xtask site` builds the site")?;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Arguments> {
        parse(lexopt::Parser::from_args(arguments))
    }

    #[test]
    fn a_task_takes_what_it_knows() {
        let web = parsed(&["web", "--port", "9000"]).unwrap();
        assert_eq!((web.task.as_str(), web.port), ("web", Some(9000)));
        assert!(parsed(&["verify", "--long"]).unwrap().long);
        assert_eq!(parsed(&["--help"]).unwrap().task, "help");
    }

    #[test]
    fn what_a_task_does_not_know_is_refused() {
        for arguments in [
            &["verify", "--port", "1"][..],
            &["web", "--long"],
            &["web", "serve"],
            &["web", "--port", "x"],
        ] {
            assert!(parsed(arguments).is_err(), "{arguments:?}");
        }
    }
}
