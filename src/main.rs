//! The command line: reads files, calls the library, prints, sets the exit code.

mod cli;

use clap::{CommandFactory, Parser};
use cli::args::{Command, Gouji, RulesFormat};
use cli::terminal::{language, speak, unwritten};
use cli::writing::{print, refuse};
use gouji::view;
use std::io;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Gouji { lang, command } = Gouji::parse();
    speak(lang.map(cli::args::Lang::language));
    match command {
        Command::Check(check) => cli::check(&check).into(),
        Command::Table(table) => cli::table(&table).into(),
        Command::Slips(slips) => cli::slips(&slips).into(),
        Command::Filter { jobs } => cli::filter(jobs).into(),
        Command::Rules { format } => printed(match format {
            RulesFormat::Text => view::rules_as_text(&view::rules(), language()),
            RulesFormat::Json => cli::as_json(&view::rules()),
            RulesFormat::Md => view::rules_as_markdown(&view::rules(), language()),
            RulesFormat::Html => view::rules_as_html(&view::rules()),
        }),
        Command::Explain { rule } => match view::rule_as_text(&view::rules(), &rule, language()) {
            Some(text) => printed(text),
            None => refuse(&rule, &cli::NO_RULE.into()).into(),
        },
        Command::Schema => printed(view::schema()),
        Command::Columns => printed(view::dictionary()),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Gouji::command(), "gouji", &mut script);
            printed(script)
        }
        Command::Man { output } => manual(output.as_deref()),
    }
}

/// The manual page of the command, or a page for each of its commands in a folder.
fn manual(folder: Option<&Path>) -> ExitCode {
    let command = Gouji::command();
    let failed = |name: &str, why: &io::Error| refuse(name, &unwritten(why)).into();
    let Some(folder) = folder else {
        let mut page = Vec::new();
        let made = clap_mangen::Man::new(command).render(&mut page);
        return made.map_or_else(|why| failed("man", &why), |()| printed(page));
    };
    let made = std::fs::create_dir_all(folder);
    let written = made.and_then(|()| clap_mangen::generate_to(command, folder));
    let name = folder.to_string_lossy();
    written.map_or_else(|why| failed(&name, &why), |()| ExitCode::SUCCESS)
}

/// Prints; a reader that has gone away (`gouji … | head`) is no error.
fn printed(text: impl AsRef<[u8]>) -> ExitCode {
    print(text.as_ref()).into()
}
