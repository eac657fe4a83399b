//! Where results go: printed one by one, gathered into one file, or a file for each.

use super::args::{Format, SlipFormat, TableFormat};
use super::output::{SLIP, is_slip};
use super::{Written, flush, tell, unwritten, write};
use gouji::view::{self, Book, Line, Overview, Parquet, Slip, Tidy, View};
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
    fn put(&mut self, piece: Piece) -> Result<Written, String>;

    /// Notes a file that could not be read.
    fn refuse(&mut self, _name: String, _why: String) {}

    /// Writes what was gathered.
    ///
    /// # Errors
    /// A sentence: why it could not be written.
    fn finish(self: Box<Self>) -> Result<(), String>;
}

/// What is kept of a report until it is written.
pub enum Piece {
    /// It as it will be printed.
    Text(String),
    /// Its line among the others, and its slip where there is something to mend.
    Line(Box<Line>, Option<Box<Slip>>),
    /// All of it, with the columns of the list.
    View(Box<View>, Vec<String>),
    /// A file of its own: its name, what it holds.
    File(String, Result<Vec<u8>, String>),
    /// It held no report: its name, and why that is said.
    NoReport(String, String),
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
    further: Vec<String>,
) -> Result<Box<dyn Sink>, String> {
    let is_binary = format == Format::Xlsx;
    let out = out(output, is_binary)?;
    Ok(match format {
        Format::Text if is_summary => Box::new(Gathered::new(Page::Text, out, further)),
        Format::Text => Box::new(Printed(out, How::Text)),
        Format::Json => Box::new(Printed(out, How::Json)),
        Format::Csv => Box::new(csv(Tidy::Findings, out, &further)?),
        Format::Xlsx => Box::new(Workbook(Book::new(further), out)),
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
) -> Result<Box<dyn Sink>, String> {
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
) -> Result<Box<dyn Sink>, String> {
    std::fs::create_dir_all(folder).map_err(|why| cannot(folder, &why))?;
    Ok(Box::new(Returned {
        format,
        folder: folder.to_owned(),
        further,
        written: BTreeSet::new(),
    }))
}

fn out(output: Option<&Path>, is_binary: bool) -> Result<Out, String> {
    let Some(path) = output else {
        if is_binary && io::stdout().is_terminal() {
            return Err(BINARY.to_owned());
        }
        return Ok(Box::new(BufWriter::new(io::stdout())));
    };
    let file = File::create(path).map_err(|why| cannot(path, &why))?;
    Ok(Box::new(BufWriter::new(file)))
}

const BINARY: &str = "这种格式不能写到终端，请用 --output 指定文件 \
    this format is not for a terminal: name a file with --output";

fn cannot(path: &Path, why: &io::Error) -> String {
    format!("{}：{}", path.display(), unwritten(why))
}

/// Each report printed by itself.
struct Printed(Out, How);

enum How {
    Text,
    Json,
    Csv(Tidy),
}

impl Sink for Printed {
    fn piece(&self, view: View, further: &[String]) -> Piece {
        Piece::Text(match self.1 {
            How::Text => view::text(&view),
            How::Json => as_json(&view),
            How::Csv(table) => view::csv_rows(table, &view, further),
        })
    }

    fn put(&mut self, piece: Piece) -> Result<Written, String> {
        match piece {
            Piece::Text(text) => write(&mut self.0, text.as_bytes()),
            _ => Ok(Written::On),
        }
    }

    fn finish(mut self: Box<Self>) -> Result<(), String> {
        flush(&mut self.0).map(|_| ())
    }
}

fn csv(table: Tidy, mut out: Out, further: &[String]) -> Result<Printed, String> {
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
    slips: Vec<(usize, Slip)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Page {
    Text,
    Html { is_summary: bool },
    Markdown { is_summary: bool },
}

impl Gathered {
    fn new(page: Page, out: Out, further: Vec<String>) -> Self {
        Self {
            page,
            out,
            overview: Overview {
                further,
                ..Overview::default()
            },
            slips: Vec::new(),
        }
    }
}

impl Sink for Gathered {
    fn piece(&self, view: View, further: &[String]) -> Piece {
        if view.form.is_none() && view.cells.is_empty() {
            let why = view.problems.first();
            let why = why.map_or_else(String::new, |p| format!("{} {}", p.message, p.message_en));
            return Piece::NoReport(view.source.name, why);
        }
        let line = Line::of(&view, further);
        let wants_slips = matches!(
            self.page,
            Page::Html { is_summary: false } | Page::Markdown { is_summary: false }
        );
        let slip = (wants_slips && line.acts > 0).then(|| {
            let names = self.overview.further.iter().cloned();
            view::slip(
                &view,
                &names.zip(further.iter().cloned()).collect::<Vec<_>>(),
            )
        });
        Piece::Line(Box::new(line), slip.map(Box::new))
    }

    fn put(&mut self, piece: Piece) -> Result<Written, String> {
        match piece {
            Piece::Line(line, slip) => {
                self.slips.extend(slip.map(|slip| (line.acts, *slip)));
                self.overview.lines.push(*line);
            }
            Piece::NoReport(name, why) => self.refuse(name, why),
            _ => {}
        }
        Ok(Written::On)
    }

    fn refuse(&mut self, name: String, why: String) {
        self.overview.unreadable.push((name, why));
    }

    fn finish(mut self: Box<Self>) -> Result<(), String> {
        self.overview.sort();
        self.slips.sort_by_key(|(acts, _)| std::cmp::Reverse(*acts));
        let slips: Vec<_> = self.slips.into_iter().map(|(_, slip)| slip).collect();
        let text = match self.page {
            Page::Text => self.overview.text(),
            Page::Html { .. } => {
                let title = Overview::TITLE;
                view::slips_as_html(title, &self.overview.html(), &slips)
            }
            Page::Markdown { .. } => {
                let slips = slips.iter().map(view::slip_as_markdown);
                self.overview.markdown() + &slips.collect::<String>()
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

    fn put(&mut self, piece: Piece) -> Result<Written, String> {
        if let Piece::View(view, further) = piece {
            self.0.add(&view, &further)?;
        }
        Ok(Written::On)
    }

    fn finish(mut self: Box<Self>) -> Result<(), String> {
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

    fn put(&mut self, piece: Piece) -> Result<Written, String> {
        if let Piece::View(view, further) = piece {
            self.0.add(&view, &further)?;
        }
        Ok(Written::On)
    }

    fn finish(self: Box<Self>) -> Result<(), String> {
        self.0.finish()
    }
}

/// A slip for each report with something to mend.
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

    /// Whether a slip may be written there: the slips of an earlier run give way, no other file does.
    fn is_free(&self, path: &Path) -> bool {
        !self.written.contains(path) && (!path.exists() || is_slip(path))
    }
}

impl Sink for Returned {
    fn piece(&self, view: View, further: &[String]) -> Piece {
        if view.tally.to_do == 0 {
            return Piece::Nothing;
        }
        let names = self.further.iter().cloned();
        let slip = view::slip(
            &view,
            &names.zip(further.iter().cloned()).collect::<Vec<_>>(),
        );
        let bytes = match self.format {
            SlipFormat::Docx => view::slips_as_docx(&[slip]),
            SlipFormat::Html => Ok(view::slip_as_html(&slip).into_bytes()),
        };
        Piece::File(file_name(&view), bytes)
    }

    fn put(&mut self, piece: Piece) -> Result<Written, String> {
        if let Piece::File(name, bytes) = piece {
            let path = self.path(&name);
            let made = bytes.map_err(|why| format!("{}：{why}", path.display()));
            let written = made
                .and_then(|bytes| std::fs::write(&path, bytes).map_err(|why| cannot(&path, &why)));
            if let Err(why) = written {
                self.written.remove(&path);
                tell("--output", &why);
                return Ok(Written::Short);
            }
        }
        Ok(Written::On)
    }

    fn finish(self: Box<Self>) -> Result<(), String> {
        let folder = self.folder.display();
        let count = format!("{}份退回单 slips: {folder}\n", self.written.len());
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
    let rest = format!("{year}{SLIP}");
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
