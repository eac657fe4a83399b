//! The command line: reads files, checks them, prints.

use clap::{Parser, Subcommand, ValueEnum};
use gouji::findings::Beside;
use gouji::input::{self, Content, Opened};
use gouji::report::Report;
use gouji::view::{self, View, Waiver};
use serde::Serialize;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
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
        /// Last year's report of the same agency 同一机关的上年年报
        #[arg(long, value_name = "FILE")]
        previous: Option<PathBuf>,
        /// Reports of the units under it, or folders of them 所属各单位的年报或其文件夹
        #[arg(long, value_name = "PATH", num_args = 1..)]
        units: Vec<PathBuf>,
        /// The list of units is complete: any difference is an error 单位名单完整，有差额即为错误
        #[arg(long, requires = "units")]
        complete: bool,
        /// Leave out what these rules or families say, such as form or prose.share 不核对这些规则或类别
        #[arg(long, value_name = "RULE", num_args = 1.., value_delimiter = ',')]
        without: Vec<String>,
        /// Keep what a rule says, with the reason why it is no error here 注明理由，不再计为问题
        #[arg(long, value_name = "RULE=REASON", value_parser = waiver)]
        waive: Vec<Waiver>,
        /// Files, or - for standard input 文件，或用 - 表示标准输入
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// List every rule with its source 列出全部规则及其依据
    Rules {
        /// How to print 输出格式
        #[arg(long, value_enum, default_value_t = RulesFormat::Text)]
        format: RulesFormat,
    },
    /// Explain one rule: what must hold, why, and when it is mistaken 说明一条规则
    Explain {
        /// Its name, such as requests.balance 规则名
        rule: String,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum RulesFormat {
    /// For people 供阅读
    Text,
    /// One JSON array 一个JSON数组
    Json,
    /// Markdown
    Md,
    /// A web page 网页
    Html,
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
        Command::Check {
            format,
            previous,
            units,
            complete,
            without,
            waive,
            files,
        } => {
            if let Some(unknown) = unknown_rule(&without, &waive) {
                return unknown;
            }
            match Company::read(previous.as_deref(), &units, complete) {
                Ok(company) => check(
                    format,
                    &files,
                    &Company {
                        without,
                        waive,
                        ..company
                    },
                ),
                Err(status) => ExitCode::from(status),
            }
        }
        Command::Rules { format } => {
            print(&match format {
                RulesFormat::Text => view::rules_as_text(),
                RulesFormat::Json => as_json(&view::guides()),
                RulesFormat::Md => view::rules_as_markdown(),
                RulesFormat::Html => view::rules_as_html(),
            });
            ExitCode::SUCCESS
        }
        Command::Explain { rule } => explain(&rule),
    }
}

/// `RULE=REASON`.
fn waiver(text: &str) -> Result<Waiver, String> {
    let parts = text.split_once('=').map(|(rule, reason)| Waiver {
        rule: rule.trim().to_owned(),
        reason: reason.trim().to_owned(),
    });
    parts.filter(|w| !w.reason.is_empty()).ok_or_else(|| {
        "is not RULE=REASON: a waiver needs its reason 应为“规则=理由”，理由不能为空".to_owned()
    })
}

/// Refuses a name that is no rule and no family: what it was to leave out would be told.
fn unknown_rule(without: &[String], waive: &[Waiver]) -> Option<ExitCode> {
    let rules = view::rules();
    let is_known = |name: &&String| {
        let family = name.split('.').next().unwrap_or_default();
        rules.iter().any(|rule| view::is_of(rule.id, family))
    };
    let mut names = without.iter().chain(waive.iter().map(|w| &w.rule));
    names
        .find(|name| !is_known(name))
        .map(|name| ExitCode::from(refuse(name, NO_RULE)))
}

const NO_RULE: &str =
    "没有这条规则，gouji rules 列出全部规则 is no rule; gouji rules lists them all";

fn explain(rule: &str) -> ExitCode {
    let Some(text) = view::rule_as_text(rule) else {
        return ExitCode::from(refuse(rule, NO_RULE));
    };
    print(&text);
    ExitCode::SUCCESS
}

fn check(format: Format, files: &[PathBuf], company: &Company) -> ExitCode {
    let worst = files.iter().map(|file| {
        let name = file.to_string_lossy();
        match read(file) {
            Ok(bytes) => check_file(format, &name, &bytes, company, 0),
            Err(why) => refuse(&name, &why),
        }
    });
    ExitCode::from(worst.max().unwrap_or(0))
}

/// Archives within archives are opened to this depth.
const DEEPEST: usize = 3;

/// Checks a file, or each file of an archive, and prints what comes of it.
/// Returns the exit status that it asks for.
fn check_file(format: Format, name: &str, bytes: &[u8], company: &Company, depth: usize) -> u8 {
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
            check_file(format, &name, &entry.bytes, company, depth + 1)
        });
        return worst.max().unwrap_or(0);
    }
    let view = company.check(name, &opened);
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

/// What each report is checked with: the reports beside it, and what is left out.
#[derive(Default)]
struct Company {
    without: Vec<String>,
    waive: Vec<Waiver>,
    last_year: Option<Report>,
    units: Vec<Report>,
    complete: bool,
}

impl Company {
    /// Reads them; a file that holds no report is named, and the exit status returned.
    fn read(previous: Option<&Path>, units: &[PathBuf], complete: bool) -> Result<Self, u8> {
        let mut files = Vec::new();
        for path in units {
            files.extend(files_in(path).map_err(|why| refuse(&path.to_string_lossy(), &why))?);
        }
        let units = files.iter().map(|file| report_in(file));
        Ok(Self {
            last_year: previous.map(report_in).transpose()?,
            units: units.collect::<Result<_, _>>()?,
            complete,
            ..Self::default()
        })
    }

    fn check(&self, name: &str, opened: &Opened) -> View {
        let mut view = self.check_all(name, opened);
        view::leave_out(&mut view, &self.without);
        view::waive(&mut view, &self.waive);
        view
    }

    fn check_all(&self, name: &str, opened: &Opened) -> View {
        if self.last_year.is_none() && self.units.is_empty() {
            return gouji::check_opened(name, opened, &[]);
        }
        let beside = Beside {
            last_year: self.last_year.as_ref(),
            units: &self.units,
            complete: self.complete,
        };
        gouji::check_beside(name, opened, &[], &beside)
    }
}

/// A file itself, or the files of a folder, by name.
fn files_in(path: &Path) -> Result<Vec<PathBuf>, String> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let cannot = |why: io::Error| format!("cannot be read: {why} 无法读取");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(cannot)? {
        let file = entry.map_err(cannot)?.path();
        if file.is_file() {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

fn report_in(file: &Path) -> Result<Report, u8> {
    let name = file.to_string_lossy();
    let bytes = read(file).map_err(|why| refuse(&name, &why))?;
    let opened = input::open(&name, &bytes)
        .map_err(|why| refuse(&name, &format!("{} {}", why.zh, why.en)))?;
    let report = gouji::recognize_opened(&opened);
    if report.found.contains(&true) {
        return Ok(report);
    }
    Err(refuse(
        &name,
        "没有找到年报的三张表 holds none of the three tables of a report",
    ))
}

fn read(file: &Path) -> Result<Vec<u8>, String> {
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
        Format::Json => as_json(view),
    }
}

fn as_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).map_or_else(|why| why.to_string(), |json| json + "\n")
}

/// Prints; a reader that has gone away (`gouji … | head`) is no error.
fn print(text: &str) {
    _ = io::stdout().lock().write_all(text.as_bytes());
}
