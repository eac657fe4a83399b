//! What each report is checked with: the reports it is compared with, and what is left out.

use super::args::Asked;
use super::files::{self, Files};
use super::status::Status;
use super::terminal::report;
use super::writing::refuse;
use gouji::input::{Content, Opened};
use gouji::report::pairs::{Index, Known};
use gouji::source::Words;
use gouji::view::View;
use gouji::{ComparedWith, Options, Reading, Waiver};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// The reports that those which are checked are compared with.
pub struct Comparison {
    without: Vec<String>,
    waive: Vec<Waiver>,
    previous: Previous,
    units: Vec<Reading>,
    complete: bool,
    government: Option<PathBuf>,
    /// Every file that was read for these.
    pub files: Vec<PathBuf>,
    /// What came of reading them.
    pub status: Status,
}

/// Where last year's reports come from.
enum Previous {
    Nowhere,
    /// One report for all.
    One(Box<Reading>),
    /// A folder: the files, and which is whose. A report is read when one is
    /// compared with it, so that a folder of any size takes little memory.
    Folder(Vec<PathBuf>, Index),
}

/// A report that was compared with others, and what is to be said of that.
pub struct Checked {
    pub view: View,
    /// Why it has no report of last year, though a folder of them was given.
    pub note: Option<Words>,
}

impl Comparison {
    /// Reads what was asked for: last year's reports, and `units`. Of many, one that
    /// holds no report is named and left out.
    ///
    /// # Errors
    /// The exit status, where there is nothing to compare with.
    pub fn read(
        asked: &Asked,
        units: Files,
        is_of_earlier_run: &dyn Fn(&Path) -> bool,
    ) -> Result<Self, Status> {
        let mut comparison = Self {
            without: asked.without.clone(),
            waive: asked.waive.clone(),
            previous: Previous::Nowhere,
            units: Vec::new(),
            complete: asked.complete,
            government: asked.government.clone(),
            files: Vec::new(),
            status: Status::default(),
        };
        if let Some(path) = &asked.previous {
            comparison.read_previous(path, is_of_earlier_run)?;
        }
        if !asked.units.is_empty() {
            comparison.read_units(units)?;
        }
        Ok(comparison)
    }

    fn read_previous(
        &mut self,
        path: &Path,
        is_of_earlier_run: &dyn Fn(&Path) -> bool,
    ) -> Result<(), Status> {
        if !path.is_dir() {
            self.files.push(path.to_owned());
            let reading = read(path).map_err(|(_, why)| refuse(&path.to_string_lossy(), &why))?;
            self.previous = Previous::One(Box::new(reading));
            return Ok(());
        }
        let found = files::find(&[path.to_owned()], is_of_earlier_run);
        let reports = self.reports(found);
        if reports.is_empty() {
            return Err(refuse("--previous", &NO_REPORT.into()));
        }
        let known: Vec<_> = reports.iter().map(|(_, reading)| known(reading)).collect();
        let index = Index::new(&known);
        let paths = reports.into_iter().map(|(path, _)| path).collect();
        self.previous = Previous::Folder(paths, index);
        Ok(())
    }

    /// A sum that lacks a unit is none of all of them.
    fn read_units(&mut self, mut found: Files) -> Result<(), Status> {
        // In a folder with its units, the report that adds them up is none of them.
        if let Some(own) = &self.government {
            found.paths.retain(|file| !files::is_within(file, own));
        }
        let (named, is_short) = (found.paths.len(), found.is_incomplete);
        let reports = self.reports(found).into_iter();
        self.units = reports.map(|(_, report)| report).collect();
        if self.units.is_empty() {
            return Err(refuse("--units", &NO_REPORT.into()));
        }
        if named > self.units.len() || is_short {
            report("--units", &NOT_ALL.into());
            self.complete = false;
        }
        Ok(())
    }

    /// The reports that some files hold, in order.
    fn reports(&mut self, found: Files) -> Vec<(PathBuf, Reading)> {
        self.status = self.status.max(Status::failed_if(found.is_incomplete));
        let reports: Vec<_> = found.paths.par_iter().map(|file| read(file)).collect();
        self.files.extend(found.paths.iter().cloned());
        let mut held = Vec::new();
        for (file, reading) in found.paths.into_iter().zip(reports) {
            match reading {
                Ok(reading) => held.push((file, reading)),
                Err((status, why)) => {
                    report(&file.to_string_lossy(), &why);
                    self.status = self.status.max(status);
                }
            }
        }
        held
    }

    /// Checks every report of one file of these.
    pub fn check(&self, file: &Path, opened: &Opened) -> Vec<Checked> {
        let readings = gouji::recognize(opened);
        readings.iter().map(|r| self.check_one(file, r)).collect()
    }

    fn check_one(&self, file: &Path, reading: &Reading) -> Checked {
        let (last_year, note) = self.last_year(reading);
        let government = self.government.as_deref();
        let is_government = government.is_none_or(|own| own == file);
        let units = self.units.iter().filter(|_| is_government);
        let options = Options {
            compared_with: ComparedWith {
                last_year: last_year.as_deref(),
                units: units.collect(),
                complete: self.complete && is_government,
            },
            without: &self.without,
            waived: &self.waive,
            ..Options::default()
        };
        let view = gouji::check(reading, &options).view();
        Checked { view, note }
    }

    fn last_year(&self, reading: &Reading) -> (Option<Last<'_>>, Option<Words>) {
        match &self.previous {
            Previous::Nowhere => (None, None),
            Previous::One(report) => (Some(Last::Known(report)), None),
            Previous::Folder(paths, index) => match index.last_year_of(&known(reading)) {
                Ok(Some(at)) => {
                    let last = paths.get(at).and_then(|path| read(path).ok());
                    (last.map(|r| Last::Read(Box::new(r))), None)
                }
                Ok(None) => (None, Some(NO_LAST_YEAR.into())),
                Err(why) => (None, Some(why)),
            },
        }
    }
}

/// Last year's report, at hand or read for this one.
enum Last<'a> {
    Known(&'a Reading),
    Read(Box<Reading>),
}

impl std::ops::Deref for Last<'_> {
    type Target = Reading;

    fn deref(&self) -> &Reading {
        match self {
            Last::Known(report) => report,
            Last::Read(report) => report,
        }
    }
}

const NO_LAST_YEAR: (&str, &str) = (
    "没有找到同一单位的上年年报",
    "there is no report of last year by the same agency",
);

fn known(reading: &Reading) -> Known<'_> {
    Known {
        name: &reading.name,
        agency: reading.report.agency.as_deref(),
        year: reading.report.year,
    }
}

/// Reads a file that must hold a report; else why not, and what that comes to.
fn read(file: &Path) -> Result<Reading, (Status, Words)> {
    let failed = |why| (Status::Failed, why);
    let bytes = files::read(file).map_err(failed)?;
    let opened = gouji::open(&file.to_string_lossy(), &bytes).map_err(failed)?;
    if matches!(opened.content, Content::Archive(_)) {
        return Err(failed(ARCHIVE.into()));
    }
    let mut readings = gouji::recognize(&opened).into_iter();
    let found = readings.find(|reading| reading.report.found.contains(&true));
    found.ok_or_else(|| (Status::Open, NO_TABLE.into()))
}

const NO_TABLE: (&str, &str) = (
    "没有找到年报的三张表",
    "holds none of the three tables of a report",
);

const NO_REPORT: (&str, &str) = (
    "没有找到可对照的年报，未核对",
    "there is no report to compare with, and nothing was checked",
);

const NOT_ALL: (&str, &str) = (
    "有单位的年报未能读取，不在各单位之和内，因此不按齐全核对",
    "some units could not be read and are not in the sum, which is not taken for complete",
);

const ARCHIVE: (&str, &str) = ("是压缩包，请先解压", "is an archive; unpack it first");
