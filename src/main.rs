//! The command line: reads files, calls the library, prints, sets the exit code.

mod cli;

use clap::{CommandFactory, Parser};
use cli::args::{Command, Gouji, RulesFormat};
use gouji::view;
use std::io;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    match Gouji::parse().command {
        Command::Check(check) => ExitCode::from(cli::check(&check)),
        Command::Table(table) => ExitCode::from(cli::table(&table)),
        Command::Slips(slips) => ExitCode::from(cli::slips(&slips)),
        Command::Filter { jobs } => cli::filter(jobs),
        Command::Rules { format } => print(match format {
            RulesFormat::Text => view::rules_as_text(&view::rules()),
            RulesFormat::Json => cli::as_json(&view::rules()),
            RulesFormat::Md => view::rules_as_markdown(&view::rules()),
            RulesFormat::Html => view::rules_as_html(&view::rules()),
        }),
        Command::Explain { rule } => match view::rule_as_text(&view::rules(), &rule) {
            Some(text) => print(text),
            None => ExitCode::from(cli::refuse(&rule, cli::NO_RULE)),
        },
        Command::Schema => print(view::schema()),
        Command::Columns => print(view::dictionary()),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Gouji::command(), "gouji", &mut script);
            print(script)
        }
        Command::Man { output } => manual(output.as_deref()),
    }
}

/// The manual page of the command, or a page for each of its commands in a folder.
fn manual(folder: Option<&Path>) -> ExitCode {
    let command = Gouji::command();
    let Some(folder) = folder else {
        let mut page = Vec::new();
        let made = clap_mangen::Man::new(command).render(&mut page);
        return made.map_or_else(|why| failed("man", &why), |()| print(page));
    };
    let made = std::fs::create_dir_all(folder);
    let written = made.and_then(|()| clap_mangen::generate_to(command, folder));
    let name = folder.to_string_lossy();
    written.map_or_else(|why| failed(&name, &why), |()| ExitCode::SUCCESS)
}

fn failed(name: &str, why: &io::Error) -> ExitCode {
    ExitCode::from(cli::refuse(name, &cli::unwritten(why)))
}

/// Prints; a reader that has gone away (`gouji … | head`) is no error.
fn print(text: impl AsRef<[u8]>) -> ExitCode {
    ExitCode::from(cli::print(text.as_ref()))
}
