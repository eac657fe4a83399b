//! Where results go: printed one by one, gathered into one file, or a file for each.

use super::args::{Format, SlipFormat, TableFormat};
use super::output::{ending, is_return_sheet};
use super::terminal::{colored, language, report, unwritten};
use super::writing::{Written, flush, write};
use gouji::source::Words;
use gouji::view::{self, Book, Line, Overview, Parquet, ReturnSheet, Tidy, View};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Where the results of a run go.
pub trait Sink: Sync {
    /// Makes of a report what is kept of it; runs on many threads.
    fn piece(&self, view: View, further: &[String]) -> Piece;

    /// Takes the pieces in order.
    ///
    /// # Errors
    /// A sentence: why it could not be written.
    fn put(&mut self, piece: Piece) -> Result<Written, Words>;

    /// Notes a file that could not be read.
    fn refuse(&mut self, _name: String, _why: &Words) {}

    /// Writes what was gathered.
    ///
    /// # Errors
    /// A sentence: why it could not be written.
    fn finish(self: Box<Self>) -> Result<(), Words>;
}

/// What is kept of a report until it is written.
pub enum Piece {
    /// It as it will be printed.
    Text(String),
    /// Its line among the others, and its return sheet where there is something to do.
    Line(Box<Line>, Option<Box<ReturnSheet>>),
    /// All of it, with the columns of the list.
    View(Box<View>, Vec<String>),
    /// A file of its own: its name, what it holds.
    File(String, Result<Vec<u8>, Words>),
    /// Nothing.
    Nothing,
}

type Out = Box<dyn Write + Send + Sync>;

/// For `gouji check`.
///
/// # Errors
/// A sentence: why nothing can be written there.
pub fn of_check(
    format: Format,
    is_summary: bool,
    output: Option<&Path>,
    is_colored: bool,
    further: Vec<String>,
) -> Result<Box<dyn Sink>, Words> {
    let is_binary = format == Format::Xlsx;
    let out = out(output, is_binary)?;
    Ok(match format {
        Format::Text if is_summary => {
            Box::new(Gathered::new(Page::Text { is_colored }, out, further))
        }
        Format::Text => Box::new(Printed(out, How::Text { is_colored })),
        Format::Json => Box::new(Printed(out, How::Json)),
        Format::Csv => Box::new(csv(Tidy::Findings, out, &further)?),
        Format::Xlsx => Box::new(Workbook(Book::new(further, language()), out)),
        Format::Html => Box::new(Gathered::new(Page::Html { is_summary }, out, further)),
        Format::Md => Box::new(Gathered::new(Page::Markdown { is_summary }, out, further)),
    })
}

/// For `gouji table`.
///
/// # Errors
/// A sentence: why nothing can be written there.
pub fn of_table(
    table: Tidy,
    format: TableFormat,
    output: Option<&Path>,
    further: &[String],
) -> Result<Box<dyn Sink>, Words> {
    let out = out(output, format == TableFormat::Parquet)?;
    Ok(match format {
        TableFormat::Csv => Box::new(csv(table, out, further)?),
        TableFormat::Parquet => Box::new(Columns(Parquet::new(table, further, out)?)),
    })
}

/// For `gouji slips`.
///
/// # Errors
/// A sentence: why nothing can be written there.
pub fn of_slips(
    format: SlipFormat,
    folder: &Path,
    further: Vec<String>,
) -> Result<Box<dyn Sink>, Words> {
    std::fs::create_dir_all(folder).map_err(|why| cannot(folder, &why))?;
    Ok(Box::new(Returned {
        format,
        folder: folder.to_owned(),
        further,
        written: BTreeSet::new(),
    }))
}

fn out(output: Option<&Path>, is_binary: bool) -> Result<Out, Words> {
    let Some(path) = output else {
        if is_binary && io::stdout().is_terminal() {
            return Err(BINARY.into());
        }
        return Ok(Box::new(BufWriter::new(io::stdout())));
    };
    let file = File::create(path).map_err(|why| cannot(path, &why))?;
    Ok(Box::new(BufWriter::new(file)))
}

const BINARY: (&str, &str) = (
    "这种格式不能写到终端，请用 --output 指定文件",
    "this format is not for a terminal: name a file with --output",
);

fn cannot(path: &Path, why: &io::Error) -> Words {
    of_file(path, &unwritten(why))
}

fn of_file(path: &Path, why: &Words) -> Words {
    let path = path.display();
    Words::new(format!("{path}：{}", why.zh), format!("{path}: {}", why.en))
}

/// Each report printed by itself.
struct Printed(Out, How);

enum How {
    Text { is_colored: bool },
    Json,
    Csv(Tidy),
}

impl Sink for Printed {
    fn piece(&self, view: View, further: &[String]) -> Piece {
        Piece::Text(match self.1 {
            How::Text { is_colored } => painted(view::text(&view, language()), is_colored),
            How::Json => as_json(&view),
            How::Csv(table) => view::csv_rows(table, &view, further),
        })
    }

    fn put(&mut self, piece: Piece) -> Result<Written, Words> {
        match piece {
            Piece::Text(text) => write(&mut self.0, text.as_bytes()),
            _ => Ok(Written::On),
        }
    }

    fn finish(mut self: Box<Self>) -> Result<(), Words> {
        flush(&mut self.0).map(|_| ())
    }
}

fn painted(text: String, is_colored: bool) -> String {
    if is_colored { colored(&text) } else { text }
}

fn csv(table: Tidy, mut out: Out, further: &[String]) -> Result<Printed, Words> {
    write(&mut out, view::csv_head(table, further).as_bytes())?;
    Ok(Printed(out, How::Csv(table)))
}

pub fn as_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).map_or_else(|why| why.to_string(), |json| json + "\n")
}

/// All reports in one page, the worst first.
struct Gathered {
    page: Page,
    out: Out,
    overview: Overview,
    sheets: Vec<(usize, ReturnSheet)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Page {
    Text { is_colored: bool },
    Html { is_summary: bool },
    Markdown { is_summary: bool },
}

impl Gathered {
    fn new(page: Page, out: Out, further: Vec<String>) -> Self {
        Self {
            page,
            out,
            overview: Overview {
                language: language(),
                further,
                ..Overview::default()
            },
            sheets: Vec::new(),
        }
    }
}

impl Sink for Gathered {
    fn piece(&self, view: View, further: &[String]) -> Piece {
        let line = Line::of(&view, further, language());
        let wants_sheets = matches!(
            self.page,
            Page::Html { is_summary: false } | Page::Markdown { is_summary: false }
        );
        let sheet = (wants_sheets && line.to_do > 0)
            .then(|| return_sheet(&view, &self.overview.further, further));
        Piece::Line(Box::new(line), sheet.map(Box::new))
    }

    fn put(&mut self, piece: Piece) -> Result<Written, Words> {
        if let Piece::Line(line, sheet) = piece {
            self.sheets.extend(sheet.map(|sheet| (line.to_do, *sheet)));
            self.overview.lines.push(*line);
        }
        Ok(Written::On)
    }

    fn refuse(&mut self, name: String, why: &Words) {
        let why = why.of(language()).to_owned();
        self.overview.unreadable.push((name, why));
    }

    fn finish(mut self: Box<Self>) -> Result<(), Words> {
        self.overview.sort();
        self.sheets.sort_by_key(|(to_do, _)| Reverse(*to_do));
        let sheets: Vec<_> = self.sheets.into_iter().map(|(_, sheet)| sheet).collect();
        let text = match self.page {
            Page::Text { is_colored } => painted(self.overview.text(), is_colored),
            Page::Html { .. } => {
                let title = Overview::title(language());
                let overview = self.overview.html();
                view::return_sheets_as_html(title, &overview, &sheets, language())
            }
            Page::Markdown { .. } => {
                let sheets = sheets.iter().map(view::return_sheet_as_markdown);
                self.overview.markdown() + &sheets.collect::<String>()
            }
        };
        write(&mut self.out, text.as_bytes())?;
        flush(&mut self.out).map(|_| ())
    }
}

/// A workbook of all.
struct Workbook(Book, Out);

impl Sink for Workbook {
    fn piece(&self, view: View, further: &[String]) -> Piece {
        Piece::View(Box::new(view), further.to_vec())
    }

    fn put(&mut self, piece: Piece) -> Result<Written, Words> {
        if let Piece::View(view, further) = piece {
            self.0.add(&view, &further)?;
        }
        Ok(Written::On)
    }

    fn finish(mut self: Box<Self>) -> Result<(), Words> {
        write(&mut self.1, &self.0.finish()?)?;
        flush(&mut self.1).map(|_| ())
    }
}

/// A Parquet file.
struct Columns(Parquet<Out>);

impl Sink for Columns {
    fn piece(&self, view: View, further: &[String]) -> Piece {
        Piece::View(Box::new(view), further.to_vec())
    }

    fn put(&mut self, piece: Piece) -> Result<Written, Words> {
        if let Piece::View(view, further) = piece {
            self.0.add(&view, &further)?;
        }
        Ok(Written::On)
    }

    fn finish(self: Box<Self>) -> Result<(), Words> {
        self.0.finish()
    }
}

/// The sheet of a report, with what the list has of its agency.
fn return_sheet(view: &View, names: &[String], values: &[String]) -> ReturnSheet {
    let columns = names.iter().cloned().zip(values.iter().cloned());
    view::return_sheet(view, &columns.collect::<Vec<_>>(), language())
}

/// A return sheet for each report with something to do.
struct Returned {
    format: SlipFormat,
    folder: PathBuf,
    further: Vec<String>,
    written: BTreeSet<PathBuf>,
}

impl Returned {
    /// The path of a file that none has yet: agencies and years may be the same.
    fn path(&mut self, wanted: &str) -> PathBuf {
        let ending = match self.format {
            SlipFormat::Docx => "docx",
            SlipFormat::Html => "html",
        };
        let mut path = self.folder.join(format!("{wanted}.{ending}"));
        for number in 2.. {
            if self.is_free(&path) {
                break;
            }
            path = self.folder.join(format!("{wanted}-{number}.{ending}"));
        }
        self.written.insert(path.clone());
        path
    }

    /// Whether a sheet may be written there: those of an earlier run give way, no other file does.
    fn is_free(&self, path: &Path) -> bool {
        !self.written.contains(path) && (!path.exists() || is_return_sheet(path))
    }
}

impl Sink for Returned {
    fn piece(&self, view: View, further: &[String]) -> Piece {
        if view.tally.to_do == 0 {
            return Piece::Nothing;
        }
        let sheet = return_sheet(&view, &self.further, further);
        let bytes = match self.format {
            SlipFormat::Docx => view::return_sheets_as_docx(&[sheet]),
            SlipFormat::Html => Ok(view::return_sheet_as_html(&sheet).into_bytes()),
        };
        Piece::File(file_name(&view), bytes)
    }

    fn put(&mut self, piece: Piece) -> Result<Written, Words> {
        if let Piece::File(name, bytes) = piece {
            let path = self.path(&name);
            let made = bytes.map_err(|why| of_file(&path, &why));
            let written = made
                .and_then(|bytes| std::fs::write(&path, bytes).map_err(|why| cannot(&path, &why)));
            if let Err(why) = written {
                self.written.remove(&path);
                report("--output", &why);
                return Ok(Written::Short);
            }
        }
        Ok(Written::On)
    }

    fn finish(self: Box<Self>) -> Result<(), Words> {
        let folder = self.folder.display();
        let count = self.written.len();
        let count = language().pick(
            format!("{count}份核对反馈单：{folder}\n"),
            format!("slips: {count}: {folder}\n"),
        );
        let mut out = io::stdout().lock();
        write(&mut out, count.as_bytes())?;
        flush(&mut out).map(|_| ())
    }
}

/// Agency and year, or the name of the report's own file.
fn file_name(view: &View) -> String {
    let own = Path::new(&view.source.name).file_stem();
    let own = own.map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let (whose, year) = match &view.agency {
        Some(agency) => (
            agency,
            view.year.map_or_else(String::new, |year| year.to_string()),
        ),
        None => (&own, String::new()),
    };
    let rest = format!("{year}{}", ending(language()));
    let name = cut(whose, LONGEST - rest.len()).to_owned() + &rest;
    // What no file system lets a name hold.
    let is_none =
        |c: char| c.is_control() || ['/', '\\', ':', '*', '?', '"', '<', '>', '|'].contains(&c);
    name.replace(is_none, "_")
}

/// The longest beginning of so many bytes at most, cut between two characters.
fn cut(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or(text)
}

/// A name takes 255 bytes at most: these leave room for “-”, a number, and the ending.
const LONGEST: usize = 240;
