//! The command line: reads files, calls the library, prints, sets the exit code.

mod cli;

use clap::{CommandFactory, Parser};
use cli::args::{Command, Gouji, RulesFormat};
use gouji::view;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    match Gouji::parse().command {
        Command::Check(check) => ExitCode::from(cli::check(&check)),
        Command::Table(table) => ExitCode::from(cli::table(&table)),
        Command::Slips(slips) => ExitCode::from(cli::slips(&slips)),
        Command::Filter { jobs } => cli::filter(jobs),
        Command::Rules { format } => print(&match format {
            RulesFormat::Text => view::rules_as_text(),
            RulesFormat::Json => cli::as_json(&view::guides()),
            RulesFormat::Md => view::rules_as_markdown(),
            RulesFormat::Html => view::rules_as_html(),
        }),
        Command::Explain { rule } => match view::rule_as_text(&rule) {
            Some(text) => print(&text),
            None => ExitCode::from(cli::refuse(&rule, cli::NO_RULE)),
        },
        Command::Schema => print(&view::schema()),
        Command::Columns => print(&view::dictionary()),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Gouji::command(), "gouji", &mut io::stdout());
            ExitCode::SUCCESS
        }
        Command::Man { output } => manual(output.as_deref()),
    }
}

/// The manual page of the command, or a page for each of its commands in a folder.
fn manual(folder: Option<&Path>) -> ExitCode {
    let command = Gouji::command();
    let written = match folder {
        None => clap_mangen::Man::new(command).render(&mut io::stdout()),
        Some(folder) => {
            std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command, folder))
        }
    };
    written.map_or_else(
        |why| ExitCode::from(cli::refuse("man", &why.to_string())),
        |()| ExitCode::SUCCESS,
    )
}

/// Prints; a reader that has gone away (`gouji … | head`) is no error.
fn print(text: &str) -> ExitCode {
    _ = io::stdout().lock().write_all(text.as_bytes());
    ExitCode::SUCCESS
}
