//! Every file is read and checked, many at a time; what comes of it is written
//! in the order of the files, whatever the threads do.

use super::args::{Asked, Check, Format, Slips, Table};
use super::company::{Checked, Company};
use super::files::Files;
use super::output::Output;
use super::roster::Roster;
use super::sinks::{self, Piece, Sink};
use super::{Written, files, progress, tell};
use gouji::Waiver;
use gouji::input::{self, Content};
use gouji::view::{self, View};
use indicatif::ProgressBar;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// `gouji check`. Returns the exit status.
pub fn check(check: &Check) -> u8 {
    if check.summary && matches!(check.format, Format::Json | Format::Csv | Format::Xlsx) {
        return refuse("--summary", NO_SUMMARY);
    }
    let output = check.output.as_deref();
    run(&check.asked, output, |further| {
        sinks::of_check(check.format, check.summary, output, further)
    })
}

const NO_SUMMARY: &str = "只用于 text、html、md；表格用 gouji table reports \
    is for text, html and md; a table of reports is written by gouji table reports";

/// `gouji table`. Returns the exit status.
pub fn table(table: &Table) -> u8 {
    let output = table.output.as_deref();
    run(&table.asked, output, |further| {
        sinks::of_table(table.which.table(), table.format, output, &further)
    })
}

/// `gouji slips`. Returns the exit status.
pub fn slips(slips: &Slips) -> u8 {
    run(&slips.asked, Some(&slips.output), |further| {
        sinks::of_slips(slips.format, &slips.output, further)
    })
}

fn run(
    asked: &Asked,
    output: Option<&Path>,
    sink: impl FnOnce(Vec<String>) -> Result<Box<dyn Sink>, String>,
) -> u8 {
    prepared(asked, output, sink).unwrap_or_else(|status| status)
}

/// Checks the arguments before the first file, then the files.
fn prepared(
    asked: &Asked,
    output: Option<&Path>,
    sink: impl FnOnce(Vec<String>) -> Result<Box<dyn Sink>, String>,
) -> Result<u8, u8> {
    if let Some(unknown) = unknown_rule(&asked.without, &asked.waive) {
        return Err(refuse(unknown, NO_RULE));
    }
    let pool = pool(asked.jobs).map_err(|why| refuse("--jobs", &why))?;
    let output = Output::of(output);
    let units = files::find(&asked.units, &output);
    let (paths, mut status) = named(asked, &units, &output)?;
    let mut roster = match &asked.list {
        None => Roster::default(),
        Some(file) => Roster::read(file).map_err(|why| refuse(&file.to_string_lossy(), &why))?,
    };
    tell_twice(asked, &roster);
    let company = pool.install(|| Company::read(asked, units, &output))?;
    status = status.max(if company.is_incomplete { 2 } else { 0 });
    let lists = [&asked.list, &asked.files_from].into_iter().flatten();
    let mut read = paths.iter().chain(&company.files).chain(lists);
    if let Some(both) = read.find(|file| output.is(file)) {
        return Err(refuse(&both.to_string_lossy(), BOTH));
    }
    let mut sink = sink(roster.columns.clone()).map_err(|why| refuse("--output", &why))?;
    let bar = progress::bar(paths.len());
    // So many files are held at once: enough that no thread waits for the last.
    for some in paths.chunks(pool.current_num_threads() * 32) {
        let work = |path: &PathBuf| {
            let outcome = open(path, &company, &roster, sink.as_ref());
            bar.inc(1);
            outcome
        };
        let outcomes: Vec<_> = pool.install(|| some.par_iter().map(work).collect());
        for outcome in outcomes {
            match outcome.put(sink.as_mut(), &mut roster, &bar) {
                Ok((own, Written::Gone)) => return Ok(status.max(own)),
                Ok((own, _)) => status = status.max(own),
                Err(why) => return Err(refuse("--output", &why)),
            }
        }
    }
    bar.finish_and_clear();
    sink.finish().map_err(|why| refuse("--output", &why))?;
    tell_missing(asked, &roster);
    Ok(status)
}

const BOTH: &str = "既要读取又要写入，写入会毁掉它，未核对；请用 --output 指定另一个文件 \
    is to be read and written to as well, and would be lost; nothing was checked: \
    name another file with --output";

/// The files that were named in any way, and the exit status so far.
fn named(asked: &Asked, units: &Files, output: &Output) -> Result<(Vec<PathBuf>, u8), u8> {
    let mut named = asked.files.clone();
    if let Some(list) = &asked.files_from {
        let listed = files::listed(list, asked.null);
        named.extend(listed.map_err(|why| refuse(&list.to_string_lossy(), &why))?);
    }
    if named.is_empty() && asked.government.is_none() {
        return Err(match &asked.files_from {
            Some(list) => refuse(&list.to_string_lossy(), NO_NAMES),
            None if !asked.units.is_empty() => refuse("--units", TOOK_ALL),
            None => refuse("check", NOTHING),
        });
    }
    let mut found = files::find(&named, output);
    // Wherever else it was found, it is checked once, and last.
    if let Some(government) = &asked.government {
        found.paths.extend(units.paths.iter().cloned());
        found
            .paths
            .retain(|path| !files::is_within(path, government));
        found.paths.push(government.clone());
    }
    if found.paths.is_empty() {
        return Err(refuse("check", NO_FILE));
    }
    Ok((found.paths, if found.is_incomplete { 2 } else { 0 }))
}

const TOOK_ALL: &str = "没有给出文件：其后的名称都算作单位；请把要核对的文件写在 --units 之前，或用 -- 隔开 \
    no file was named: every name after it is taken for a unit, the last too; \
    put the files to check before --units, or after --";

const NO_NAMES: &str = "没有列出文件 names no file";

const NO_FILE: &str = "没有找到要核对的文件 no file to check was found";

const NOTHING: &str = "没有给出文件，见 gouji help check no file was named; see gouji help check";

/// Threads for so many files at a time; as many as there are cores by default.
///
/// # Errors
/// A sentence: why there can be none.
pub fn pool(jobs: Option<usize>) -> Result<ThreadPool, String> {
    if jobs == Some(0) {
        return Err("至少为 1 at least one file at a time".to_owned());
    }
    let pool = ThreadPoolBuilder::new()
        .num_threads(jobs.unwrap_or(0))
        .build();
    pool.map_err(|why| why.to_string())
}

/// What came of one file: a report, or those of an archive, and what is to be told.
#[derive(Default)]
struct Outcome {
    pieces: Vec<(Option<String>, Piece)>,
    notes: Vec<(String, String)>,
    refused: Vec<(String, String)>,
    status: u8,
}

/// Archives within archives are opened to this depth.
const DEEPEST: usize = 3;

/// Opens and checks a file. Should the program itself fail on it, that file
/// alone is lost, and told.
fn open(path: &Path, company: &Company, roster: &Roster, sink: &dyn Sink) -> Outcome {
    let name = path.to_string_lossy();
    let checked = catch_unwind(AssertUnwindSafe(|| {
        let mut outcome = Outcome::default();
        let mut checker = Checker {
            path,
            company,
            roster,
            sink,
            outcome: &mut outcome,
        };
        match files::read(path) {
            Ok(bytes) => checker.file(&name, &bytes, 0),
            Err(why) => checker.outcome.refuse(&name, why),
        }
        outcome
    }));
    checked.unwrap_or_else(|_| {
        let mut outcome = Outcome::default();
        outcome.refuse(&name, FAILED.to_owned());
        outcome
    })
}

/// Said of a file that the program fails on.
const FAILED: &str = "核对时程序出错，未核对此文件，其余照常 \
    the program failed on this file, which was not checked; the others are";

/// What a file is checked with, and what comes of it.
struct Checker<'a> {
    path: &'a Path,
    company: &'a Company,
    roster: &'a Roster,
    sink: &'a dyn Sink,
    outcome: &'a mut Outcome,
}

impl Checker<'_> {
    /// Checks a file, or each file of an archive.
    fn file(&mut self, name: &str, bytes: &[u8], depth: usize) {
        let opened = match input::open(name, bytes) {
            Ok(opened) => opened,
            Err(why) => return self.outcome.refuse(name, format!("{} {}", why.zh, why.en)),
        };
        let Content::Archive(entries) = &opened.content else {
            for checked in self.company.check(self.path, &opened) {
                self.report(name, checked);
            }
            return;
        };
        for note in &opened.notes {
            let words = format!("{} {}", note.words.zh, note.words.en);
            if note.kind == "entry_left_out" {
                self.outcome.refuse(name, words);
            } else {
                self.outcome.tell(name, words);
            }
        }
        if depth == DEEPEST {
            return self.outcome.refuse(name, TOO_DEEP.to_owned());
        }
        for entry in entries {
            self.file(&format!("{name}/{}", entry.name), &entry.bytes, depth + 1);
        }
    }

    fn report(&mut self, name: &str, Checked { view, note }: Checked) {
        if let Some(note) = note {
            self.outcome.tell(name, note);
        }
        self.outcome.status = self.outcome.status.max(u8::from(view.summary.errors > 0));
        if view.form.is_none() && view.cells.is_empty() {
            self.outcome.no_report(name, &view);
        }
        let further = self.roster.of_agency(view.agency.as_deref());
        let agency = view.agency.clone();
        self.outcome
            .pieces
            .push((agency, self.sink.piece(view, &further)));
    }
}

const TOO_DEEP: &str =
    "压缩包嵌套过深，请先解压 the archives are nested too deep; unpack them first";

impl Outcome {
    fn tell(&mut self, name: &str, why: String) {
        self.notes.push((name.to_owned(), why));
    }

    fn refuse(&mut self, name: &str, why: String) {
        self.refused.push((name.to_owned(), why));
        self.status = 2;
    }

    /// A document that is none of these reports is shown all the same, and told.
    fn no_report(&mut self, name: &str, view: &View) {
        for problem in &view.problems {
            self.tell(name, format!("{} {}", problem.message, problem.message_en));
        }
        self.status = 2;
    }

    /// Hands it on; the exit status that it asks for.
    fn put(
        self,
        sink: &mut dyn Sink,
        roster: &mut Roster,
        bar: &ProgressBar,
    ) -> Result<(u8, Written), String> {
        bar.suspend(|| {
            for (name, why) in self.notes.iter().chain(&self.refused) {
                tell(name, why);
            }
            let mut status = self.status;
            for (agency, piece) in self.pieces {
                if let Some(agency) = agency {
                    roster.see(&agency);
                }
                match sink.put(piece)? {
                    Written::On => {}
                    Written::Short => status = 2,
                    Written::Gone => return Ok((status, Written::Gone)),
                }
            }
            for (name, why) in self.refused {
                sink.refuse(name, why);
            }
            Ok((status, Written::On))
        })
    }
}

/// The units of the list whose columns may be those of another row.
fn tell_twice(asked: &Asked, roster: &Roster) {
    let twice: Vec<_> = roster.twice.iter().map(String::as_str).collect();
    if let (Some(list), false) = (&asked.list, twice.is_empty()) {
        let names = twice.join("、");
        let count = twice.len();
        tell(
            &list.to_string_lossy(),
            &format!(
                "名单中有{count}个单位不止一行，取最后一行 \
                {count} agencies stand in more than one row, of which the last is taken: {names}"
            ),
        );
    }
}

/// The units of the list that sent nothing: what an office asks first.
fn tell_missing(asked: &Asked, roster: &Roster) {
    let missing = roster.missing();
    if let (Some(list), false) = (&asked.list, missing.is_empty()) {
        let names = missing.join("、");
        let count = missing.len();
        tell(
            &list.to_string_lossy(),
            &format!(
                "名单中有{count}个单位没有年报 {count} agencies of the list have no report: {names}"
            ),
        );
    }
}

/// The first name that is no rule and no family: what it was to leave out would be told.
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

pub const NO_RULE: &str =
    "没有这条规则，gouji rules 列出全部规则 is no rule; gouji rules lists them all";

/// Says why something could not be done. Returns the exit status.
pub fn refuse(name: &str, why: &str) -> u8 {
    tell(name, why);
    2
}
