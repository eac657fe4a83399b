//! Every file is read and checked, many at a time; what comes of it is written
//! in the order of the files, whatever the threads do.

use super::args::{Asked, Check, Format, Slips, Table};
use super::comparison::{Checked, Comparison};
use super::files::{self, Files};
use super::listed::Listed;
use super::output::Output;
use super::progress;
use super::sinks::{self, Piece, Sink};
use super::status::Status;
use super::terminal::{is_colored, report};
use super::writing::{Written, refuse};
use gouji::Waiver;
use gouji::input::{self, Content, Opened};
use gouji::source::Words;
use gouji::view::{self, Verdict, View};
use indicatif::ProgressBar;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// `gouji check`.
pub fn check(check: &Check) -> Status {
    if check.summary && matches!(check.format, Format::Json | Format::Csv | Format::Xlsx) {
        return refuse("--summary", &NO_SUMMARY.into());
    }
    let output = check.output.as_deref();
    let colored = is_colored(check.color, output.is_some());
    run(&check.asked, output, |further| {
        sinks::of_check(check.format, check.summary, output, colored, further)
    })
}

const NO_SUMMARY: (&str, &str) = (
    "只用于 text、html、md；表格用 gouji table reports",
    "is for text, html and md; a table of reports is written by gouji table reports",
);

/// `gouji table`.
pub fn table(table: &Table) -> Status {
    let output = table.output.as_deref();
    run(&table.asked, output, |further| {
        sinks::of_table(table.which.table(), table.format, output, &further)
    })
}

/// `gouji slips`.
pub fn slips(slips: &Slips) -> Status {
    run(&slips.asked, Some(&slips.output), |further| {
        sinks::of_slips(slips.format, &slips.output, further)
    })
}

fn run(
    asked: &Asked,
    output: Option<&Path>,
    sink: impl FnOnce(Vec<String>) -> Result<Box<dyn Sink>, Words>,
) -> Status {
    prepared(asked, output, sink).unwrap_or_else(|status| status)
}

/// Checks the arguments before the first file, then the files.
fn prepared(
    asked: &Asked,
    output: Option<&Path>,
    sink: impl FnOnce(Vec<String>) -> Result<Box<dyn Sink>, Words>,
) -> Result<Status, Status> {
    if let Some(unknown) = unknown_rule(&asked.without, &asked.waive) {
        return Err(refuse(unknown, &NO_RULE.into()));
    }
    let pool = pool(asked.jobs).map_err(|why| refuse("--jobs", &why))?;
    let output = Output::of(output);
    let is_of_earlier_run = |path: &Path| output.is_of_earlier_run(path);
    let units = files::find(&asked.units, &is_of_earlier_run);
    let (paths, mut status) = named(asked, &units, &is_of_earlier_run)?;
    let mut listed = match &asked.list {
        None => Listed::default(),
        Some(file) => Listed::read(file).map_err(|why| refuse(&file.to_string_lossy(), &why))?,
    };
    let comparison = pool.install(|| Comparison::read(asked, units, &is_of_earlier_run))?;
    status = status.max(comparison.status);
    let lists = [&asked.list, &asked.files_from].into_iter().flatten();
    let mut read = paths.iter().chain(&comparison.files).chain(lists);
    if let Some(both) = read.find(|file| output.is(file)) {
        return Err(refuse(&both.to_string_lossy(), &BOTH.into()));
    }
    if let Some(file) = &asked.list {
        listed.report_twice(file);
        listed.match_agencies(&pool.install(|| agencies(&paths)));
    }
    let mut sink = sink(listed.columns()).map_err(|why| refuse("--output", &why))?;
    let checker = Checker {
        comparison: &comparison,
        listed: &listed,
        is_strict: asked.strict,
    };
    let bar = progress::bar(paths.len());
    // So many files are held at once: enough that no thread waits for the last.
    for some in paths.chunks(pool.current_num_threads() * 32) {
        let work = |path: &PathBuf| {
            let outcome = checker.check(path, sink.as_ref());
            bar.inc(1);
            outcome
        };
        let outcomes: Vec<_> = pool.install(|| some.par_iter().map(work).collect());
        for outcome in outcomes {
            match outcome.put(sink.as_mut(), &bar) {
                Ok((own, Written::Gone)) => return Ok(status.max(own)),
                Ok((own, _)) => status = status.max(own),
                Err(why) => return Err(refuse("--output", &why)),
            }
        }
    }
    bar.finish_and_clear();
    sink.finish().map_err(|why| refuse("--output", &why))?;
    if let Some(file) = &asked.list {
        listed.report_missing(file);
    }
    Ok(status)
}

const BOTH: (&str, &str) = (
    "既要读取又要写入，写入会毁掉它，未核对；请用 --output 指定另一个文件",
    "is to be read and written to as well, and would be lost; nothing was checked: \
     name another file with --output",
);

/// The files that were named in any way, and the exit status so far.
fn named(
    asked: &Asked,
    units: &Files,
    is_of_earlier_run: &dyn Fn(&Path) -> bool,
) -> Result<(Vec<PathBuf>, Status), Status> {
    let mut named = asked.files.clone();
    if let Some(list) = &asked.files_from {
        let listed = files::listed(list, asked.null);
        named.extend(listed.map_err(|why| refuse(&list.to_string_lossy(), &why))?);
    }
    if named.is_empty() && asked.government.is_none() {
        return Err(match &asked.files_from {
            Some(list) => refuse(&list.to_string_lossy(), &NO_NAMES.into()),
            None if !asked.units.is_empty() => refuse("--units", &TOOK_ALL.into()),
            None => refuse("check", &NOTHING.into()),
        });
    }
    let mut found = files::find(&named, is_of_earlier_run);
    // Wherever else it was found, it is checked once, and last.
    if let Some(government) = &asked.government {
        found.paths.extend(units.paths.iter().cloned());
        found
            .paths
            .retain(|path| !files::is_within(path, government));
        found.paths.push(government.clone());
    }
    if found.paths.is_empty() {
        return Err(refuse("check", &NO_FILE.into()));
    }
    Ok((found.paths, Status::failed_if(found.is_incomplete)))
}

const TOOK_ALL: (&str, &str) = (
    "没有给出文件：其后的名称都算作单位；请把要核对的文件写在 --units 之前，或用 -- 隔开",
    "no file was named: every name after it is taken for a unit, the last too; \
     put the files to check before --units, or after --",
);

const NO_NAMES: (&str, &str) = ("没有列出文件", "names no file");

const NO_FILE: (&str, &str) = ("没有找到要核对的文件", "no file to check was found");

const NOTHING: (&str, &str) = (
    "没有给出文件，见 gouji help check",
    "no file was named; see gouji help check",
);

/// Threads for so many files at a time; as many as there are cores by default.
///
/// # Errors
/// A sentence: why there can be none.
pub fn pool(jobs: Option<usize>) -> Result<ThreadPool, Words> {
    if jobs == Some(0) {
        return Err(Words::new("至少为1", "at least one file at a time"));
    }
    let pool = ThreadPoolBuilder::new()
        .num_threads(jobs.unwrap_or(0))
        .build();
    pool.map_err(|_| {
        Words::new(
            "系统不让开这么多线程",
            "the system has no room for so many threads",
        )
    })
}

/// What came of one file: a report, or those of an archive, and what is to be said.
#[derive(Default)]
struct Outcome {
    pieces: Vec<Piece>,
    notes: Vec<(String, Words)>,
    refused: Vec<(String, Words)>,
    status: Status,
}

/// Archives within archives are opened to this depth.
const DEEPEST: usize = 3;

/// The agencies that reported, for whose names the list is searched as a whole.
fn agencies(paths: &[PathBuf]) -> BTreeSet<String> {
    let of_file = |path: &PathBuf| {
        let mut found = BTreeSet::new();
        guarded(path, |_, opened, _| {
            let readings = gouji::recognize(opened).into_iter();
            found.extend(readings.filter_map(|reading| reading.report.agency));
        });
        found
    };
    paths
        .par_iter()
        .map(of_file)
        .reduce(BTreeSet::new, |mut all, own| {
            all.extend(own);
            all
        })
}

/// Opens a file and hands every document of it on. Should the program itself fail on it,
/// that file alone is lost, and reported.
fn guarded(path: &Path, mut take: impl FnMut(&str, &Opened, &mut Outcome)) -> Outcome {
    let name = path.to_string_lossy();
    let done = catch_unwind(AssertUnwindSafe(|| {
        let mut outcome = Outcome::default();
        match files::read(path) {
            Ok(bytes) => documents(&name, &bytes, 0, &mut outcome, &mut take),
            Err(why) => outcome.refuse(&name, why),
        }
        outcome
    }));
    done.unwrap_or_else(|_| {
        let mut outcome = Outcome::default();
        outcome.refuse(&name, FAILED.into());
        outcome
    })
}

/// Said of a file that the program fails on.
const FAILED: (&str, &str) = (
    "核对时程序出错，未核对此文件，其余照常",
    "the program failed on this file, which was not checked; the others are",
);

/// Opens a file, or each file of an archive.
fn documents(
    name: &str,
    bytes: &[u8],
    depth: usize,
    outcome: &mut Outcome,
    take: &mut impl FnMut(&str, &Opened, &mut Outcome),
) {
    let opened = match input::open(name, bytes) {
        Ok(opened) => opened,
        Err(why) => return outcome.refuse(name, why),
    };
    let Content::Archive(entries) = &opened.content else {
        return take(name, &opened, outcome);
    };
    for note in &opened.notes {
        if note.kind == "entry_left_out" {
            outcome.refuse(name, note.words.clone());
        } else {
            outcome.notes.push((name.to_owned(), note.words.clone()));
        }
    }
    if depth == DEEPEST {
        return outcome.refuse(name, TOO_DEEP.into());
    }
    for entry in entries {
        let name = format!("{name}/{}", entry.name);
        documents(&name, &entry.bytes, depth + 1, outcome, take);
    }
}

const TOO_DEEP: (&str, &str) = (
    "压缩包嵌套过深，请先解压",
    "the archives are nested too deep; unpack them first",
);

/// What every file is checked with.
struct Checker<'a> {
    comparison: &'a Comparison,
    listed: &'a Listed,
    is_strict: bool,
}

impl Checker<'_> {
    fn check(&self, path: &Path, sink: &dyn Sink) -> Outcome {
        guarded(path, |name, opened, outcome| {
            for Checked { view, note } in self.comparison.check(path, opened) {
                outcome.notes.extend(note.map(|why| (name.to_owned(), why)));
                outcome.add(&view, self.is_strict);
                let further = self.listed.of_agency(view.agency.as_deref());
                outcome.pieces.push(sink.piece(view, &further));
            }
        })
    }
}

impl Outcome {
    fn refuse(&mut self, name: &str, why: Words) {
        self.refused.push((name.to_owned(), why));
        self.status = Status::Failed;
    }

    /// A document of which nothing could be read is shown like any other, and why is said.
    fn add(&mut self, view: &View, is_strict: bool) {
        self.status = self.status.max(Status::of(view, is_strict));
        let problems = view.problems.iter();
        for problem in problems.filter(|_| view.verdict == Verdict::Unread) {
            let why = Words::new(&problem.message, &problem.message_en);
            self.notes.push((view.source.name.clone(), why));
        }
    }

    /// Hands it on; the exit status that it asks for.
    fn put(self, sink: &mut dyn Sink, bar: &ProgressBar) -> Result<(Status, Written), Words> {
        bar.suspend(|| {
            for (name, why) in self.notes.iter().chain(&self.refused) {
                report(name, why);
            }
            let mut status = self.status;
            for piece in self.pieces {
                match sink.put(piece)? {
                    Written::On => {}
                    Written::Short => status = Status::Failed,
                    Written::Gone => return Ok((status, Written::Gone)),
                }
            }
            for (name, why) in self.refused {
                sink.refuse(name, &why);
            }
            Ok((status, Written::On))
        })
    }
}

/// The first name that is no rule and no family: what it was to leave out would be reported.
fn unknown_rule<'a>(without: &'a [String], waive: &'a [Waiver]) -> Option<&'a str> {
    let rules = view::rules();
    let is_known = |name: &&String| {
        let family = name.split('.').next().unwrap_or_default();
        rules
            .iter()
            .any(|rule| gouji::rules::is_of(rule.id, family))
    };
    let mut names = without.iter().chain(waive.iter().map(|w| &w.rule));
    names.find(|name| !is_known(name)).map(String::as_str)
}

/// Said where a rule is named that is none.
pub const NO_RULE: (&str, &str) = (
    "没有这条规则，gouji rules 列出全部规则",
    "is no rule; gouji rules lists them all",
);
