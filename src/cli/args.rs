//! The words of the command line. Man page and completions are made from them.

use clap::{Args, Parser, Subcommand, ValueEnum};
use gouji::Waiver;
use gouji::source::Language;
use gouji::view::Tidy;
use std::path::PathBuf;

/// 核对政府信息公开工作年度报告各表的勾稽关系
///
/// Checks the arithmetic of Chinese annual reports on open government information.
/// Exit status: 0 every report holds; 1 a report has an error, or with --strict a
/// warning; 3 nothing is wrong, but something was not read or not decided; 2 a file
/// could not be read, or the arguments are wrong. Of several the first of 2, 1, 3, 0.
#[derive(Parser)]
#[command(name = "gouji", version, max_term_width = 100)]
pub struct Gouji {
    /// 输出的语言，默认依系统设置 The language of what is written; that of the locale by default
    #[arg(long, value_enum, global = true)]
    pub lang: Option<Lang>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// 核对年报 Checks reports
    Check(Check),
    /// 写出单元格、问题或总览的数据表 Writes cells, findings or reports as a tidy table
    Table(Table),
    /// 为每份有待处理内容的年报写一张核对反馈单 Writes a slip for each report with something to do
    Slips(Slips),
    /// 逐行核对标准输入中的 JSON，一行进一行出 Checks JSON Lines from standard input, one answer a line
    ///
    /// Each line is an object with the document as "text" or "base64" (any format), and if wanted an
    /// "id" (anything) and a "name". The answer is {"id", "result"} as `check --format json` has it,
    /// or {"id", "error": {"message", "message_en"}}. Answers come in the order of the lines. The
    /// status is 0 whatever the documents are, and 2 where input or output fail.
    Filter {
        /// 同时核对几份 How many at a time; as many as there are cores by default
        #[arg(long, short, value_name = "N")]
        jobs: Option<usize>,
    },
    /// 列出全部规则及其依据 Lists every rule with its source
    Rules {
        #[arg(long, value_enum, default_value = "text")]
        format: RulesFormat,
    },
    /// 说明一条规则 Explains one rule
    Explain {
        /// 规则名 Its name, such as requests.balance
        rule: String,
    },
    /// 输出结果 JSON 的 JSON Schema Prints the JSON Schema of the results
    Schema,
    /// 输出数据表各列的含义 Prints what each column of the tables means
    Columns,
    /// 输出命令行补全脚本 Prints completions for a shell
    Completions { shell: clap_complete::Shell },
    /// 输出手册页 Prints the manual page, or writes one for each command into a folder
    Man {
        #[arg(long, value_name = "DIR")]
        output: Option<PathBuf>,
    },
}

#[derive(Args)]
pub struct Check {
    /// 输出格式 How the results are written; xlsx, html and md are one file for all
    #[arg(long, value_enum, default_value = "text")]
    pub format: Format,
    /// 只写总览，最要紧的在前 Only one line for each report, the worst first
    #[arg(long)]
    pub summary: bool,
    /// 写到文件 Where to write; standard output by default
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// 终端上的颜色，也依从 NO_COLOR Colour in text; auto minds NO_COLOR as well
    #[arg(long, value_enum, default_value = "auto")]
    pub color: Color,
    #[command(flatten)]
    pub asked: Asked,
}

#[derive(Args)]
pub struct Table {
    /// 哪个表 Which table
    #[arg(value_enum)]
    pub which: Which,
    /// 输出格式 How it is written
    #[arg(long, value_enum, default_value = "csv")]
    pub format: TableFormat,
    /// 写到文件 Where to write; standard output by default
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub asked: Asked,
}

#[derive(Args)]
pub struct Slips {
    /// 写成什么 How they are written
    #[arg(long, value_enum, default_value = "docx")]
    pub format: SlipFormat,
    /// 写到哪个文件夹 The folder they are written into
    #[arg(long, short, value_name = "DIR")]
    pub output: PathBuf,
    #[command(flatten)]
    pub asked: Asked,
}

/// Which files, and what they are checked with.
#[derive(Args)]
pub struct Asked {
    /// 文件、文件夹、通配符；“-”为标准输入 Files, folders, patterns; - is standard input
    pub files: Vec<PathBuf>,
    /// 从文件读取文件名，每行一个；“-”为标准输入 Reads names of files, one a line; - is standard input
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
    /// 文件名以空字符分隔 Those names end in a null, as `find -print0` writes them
    #[arg(long, short = '0', requires = "files_from")]
    pub null: bool,
    /// 与上年年报对照：一个文件，或按单位和年度配对的文件夹 Compares with last year's report, or those in a folder by agency and year
    #[arg(long, value_name = "FILE|DIR")]
    pub previous: Option<PathBuf>,
    /// 与所属各单位年报之和对照 Compares with the sum of the units: their reports, or folders of them
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub units: Vec<PathBuf>,
    /// 各单位已齐全，含本级 The units are all of them, the own office too
    #[arg(long, requires = "units")]
    pub complete: bool,
    /// 汇总年报：只有它与各单位之和对照，各单位自身也核对 The report that adds the units up; the units are checked as well
    #[arg(long, value_name = "FILE", requires = "units")]
    pub government: Option<PathBuf>,
    /// 应报单位名单（csv、xlsx……），按单位名称带入各列 A list of agencies whose columns are carried along by name
    #[arg(long, value_name = "FILE")]
    pub list: Option<PathBuf>,
    /// 不核对的规则或类别 Rules or families to leave out, such as prose or years.carried
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub without: Vec<String>,
    /// 已核对无误的规则及说明 A rule broken for a reason: it is still reported, but counts no longer
    #[arg(long, value_name = "RULE=REASON", value_parser = waiver)]
    pub waive: Vec<Waiver>,
    /// “请核对”也算错误 A warning is as good as an error for the exit status
    #[arg(long)]
    pub strict: bool,
    /// 同时核对几份 How many at a time; as many as there are cores by default
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}

impl Lang {
    pub fn language(self) -> Language {
        match self {
            Lang::Zh => Language::Chinese,
            Lang::En => Language::English,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal
    Auto,
    /// In files and pipes too
    Always,
    /// Nowhere
    Never,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// One JSON object per report and line
    Json,
    /// One finding a line
    Csv,
    /// A workbook: reports, findings, cells
    Xlsx,
    /// A page: all reports at a glance, then a slip for each with something to do
    Html,
    /// The same in Markdown
    Md,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum RulesFormat {
    /// For people
    Text,
    /// One array
    Json,
    /// Markdown
    Md,
    /// A page
    Html,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// UTF-8 with a byte order mark
    Csv,
    /// Apache Parquet
    Parquet,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SlipFormat {
    /// A Word document
    Docx,
    /// A page to print
    Html,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Which {
    /// A row for each report
    Reports,
    /// A row for each finding
    Findings,
    /// A row for each cell of the form
    Cells,
}

impl Which {
    pub fn table(self) -> Tidy {
        match self {
            Which::Reports => Tidy::Reports,
            Which::Findings => Tidy::Findings,
            Which::Cells => Tidy::Cells,
        }
    }
}

/// `RULE=REASON`.
fn waiver(text: &str) -> Result<Waiver, String> {
    let parts = text.split_once('=').map(|(rule, reason)| Waiver {
        rule: rule.trim().to_owned(),
        reason: reason.trim().to_owned(),
    });
    parts.filter(|w| !w.reason.is_empty()).ok_or_else(|| {
        "应为“规则=说明”，说明不能为空 is not RULE=REASON, whose reason must not be empty"
            .to_owned()
    })
}
