//! The command line: reads files, checks them, prints.

use clap::{Parser, Subcommand, ValueEnum};
use gouji::input::{self, Content};
use gouji::view::{self, View};
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Checks the arithmetic of annual reports on open government information
/// 核对政府信息公开工作年度报告的勾稽关系
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check reports 核对报告 (exit status: 0 all holds, 1 an error, 2 a file could not be read)
    Check {
        /// How to print 输出格式
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// Files, or - for standard input 文件，或用 - 表示标准输入
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// List every rule with its source 列出全部规则及其依据
    Rules,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people 供阅读
    Text,
    /// One JSON object a line 每行一个JSON对象
    Json,
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Check { format, files } => check(format, &files),
        Command::Rules => {
            print(&view::rules_as_text());
            ExitCode::SUCCESS
        }
    }
}

fn check(format: Format, files: &[PathBuf]) -> ExitCode {
    let worst = files.iter().map(|file| {
        let name = file.to_string_lossy();
        match read(file) {
            Ok(bytes) => check_file(format, &name, &bytes, 0),
            Err(why) => refuse(&name, &why),
        }
    });
    ExitCode::from(worst.max().unwrap_or(0))
}

/// Archives within archives are opened to this depth.
const DEEPEST: usize = 3;

/// Checks a file, or each file of an archive, and prints what comes of it.
/// Returns the exit status that it asks for.
fn check_file(format: Format, name: &str, bytes: &[u8], depth: usize) -> u8 {
    let opened = match input::open(name, bytes) {
        Ok(opened) => opened,
        Err(why) => return refuse(name, &format!("{} {}", why.zh, why.en)),
    };
    if let Content::Archive(entries) = &opened.content {
        for note in &opened.notes {
            eprintln!("gouji: {name}: {} {}", note.words.zh, note.words.en);
        }
        if depth == DEEPEST {
            return refuse(
                name,
                "压缩包嵌套过深，请先解压 the archives are nested too deep; unpack them first",
            );
        }
        let worst = entries.iter().map(|entry| {
            let name = format!("{name}/{}", entry.name);
            check_file(format, &name, &entry.bytes, depth + 1)
        });
        return worst.max().unwrap_or(0);
    }
    let view = gouji::check_opened(name, &opened, &[]);
    print(&printed(format, &view));
    if view.form.is_some() || !view.cells.is_empty() {
        return u8::from(view.summary.errors > 0);
    }
    for problem in &view.problems {
        eprintln!("gouji: {name}: {} {}", problem.message, problem.message_en);
    }
    2
}

/// Says why a file could not be read; the others go on.
fn refuse(name: &str, why: &str) -> u8 {
    eprintln!("gouji: {name}: {why}");
    2
}

fn read(file: &PathBuf) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let done = if file.as_os_str() == "-" {
        io::stdin().lock().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|mut f| f.read_to_end(&mut bytes))
    };
    done.map_err(|why| format!("cannot be read: {why} 无法读取"))?;
    Ok(bytes)
}

fn printed(format: Format, view: &View) -> String {
    match format {
        Format::Text => view::text(view),
        Format::Json => {
            serde_json::to_string(view).map_or_else(|why| why.to_string(), |json| json + "\n")
        }
    }
}

/// Prints; a reader that has gone away (`gouji … | head`) is no error.
fn print(text: &str) {
    _ = io::stdout().lock().write_all(text.as_bytes());
}
