//! What each report is checked with: the reports beside it, and what is left out.

use super::args::Asked;
use super::output::Output;
use super::{files, tell};
use gouji::findings::Beside;
use gouji::input::{self, Content, Opened};
use gouji::report::Report;
use gouji::report::pairs::{Index, Known};
use gouji::view::{self, View, Waiver};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// The reports beside those that are checked.
pub struct Company {
    without: Vec<String>,
    waive: Vec<Waiver>,
    previous: Previous,
    units: Vec<Report>,
    complete: bool,
    government: Option<PathBuf>,
    /// Every file that was read for these.
    pub files: Vec<PathBuf>,
}

/// Where last year's reports come from.
enum Previous {
    Nowhere,
    /// One report for all.
    One(Box<Report>),
    /// A folder: the files, and which is whose. A report is read when one is
    /// checked beside it, so that a folder of any size takes little memory.
    Folder(Vec<PathBuf>, Index),
}

/// A report beside which others stand, and what is to be told of that.
pub struct Checked {
    pub view: View,
    /// Why it has no report of last year, though a folder of them was given.
    pub note: Option<String>,
}

impl Company {
    /// Reads what was asked for; a file that holds no report is named, and the
    /// exit status returned.
    pub fn read(asked: &Asked, output: &Output) -> Result<Self, u8> {
        let mut files = Vec::new();
        let previous = match &asked.previous {
            None => Previous::Nowhere,
            Some(path) if path.is_dir() => folder(path, output, &mut files)?,
            Some(path) => {
                files.push(path.clone());
                Previous::One(Box::new(report_in(path)?))
            }
        };
        let found = files::find(&asked.units, output);
        if found.is_incomplete {
            return Err(2);
        }
        // In a folder with its units, the report that adds them up is none of them.
        let government = asked.government.as_deref();
        let is_unit = |file: &&PathBuf| government.is_none_or(|own| !files::is_within(file, own));
        let units = found
            .paths
            .iter()
            .filter(is_unit)
            .map(|file| report_in(file));
        let units = units.collect::<Result<_, _>>()?;
        files.extend(found.paths);
        Ok(Self {
            without: asked.without.clone(),
            waive: asked.waive.clone(),
            previous,
            units,
            complete: asked.complete,
            government: asked.government.clone(),
            files,
        })
    }

    /// Checks one file of these.
    pub fn check(&self, file: &Path, name: &str, opened: &Opened) -> Checked {
        let (last_year, note) = self.last_year(name, opened);
        let government = self.government.as_deref();
        let is_government = government.is_none_or(|own| own == file);
        let units = if is_government {
            self.units.as_slice()
        } else {
            &[]
        };
        let mut view = if last_year.is_none() && units.is_empty() {
            gouji::check_opened(name, opened, &[])
        } else {
            let beside = Beside {
                last_year: last_year.as_deref(),
                units,
                complete: self.complete && is_government,
            };
            gouji::check_beside(name, opened, &[], &beside)
        };
        view::leave_out(&mut view, &self.without);
        view::waive(&mut view, &self.waive);
        Checked { view, note }
    }

    fn last_year(&self, name: &str, opened: &Opened) -> (Option<Last<'_>>, Option<String>) {
        match &self.previous {
            Previous::Nowhere => (None, None),
            Previous::One(report) => (Some(Last::Known(report)), None),
            Previous::Folder(paths, index) => {
                let report = gouji::recognize_opened(opened);
                match index.last_year_of(&known(name, &report)) {
                    Ok(Some(at)) => (
                        paths
                            .get(at)
                            .and_then(|path| read(path).ok())
                            .map(|r| Last::Read(Box::new(r))),
                        None,
                    ),
                    Ok(None) => (None, Some(NO_LAST_YEAR.to_owned())),
                    Err(why) => (None, Some(format!("{} {}", why.zh, why.en))),
                }
            }
        }
    }
}

/// Last year's report, at hand or read for this one.
enum Last<'a> {
    Known(&'a Report),
    Read(Box<Report>),
}

impl std::ops::Deref for Last<'_> {
    type Target = Report;

    fn deref(&self) -> &Report {
        match self {
            Last::Known(report) => report,
            Last::Read(report) => report,
        }
    }
}

const NO_LAST_YEAR: &str =
    "没有找到同一单位的上年年报 there is no report of last year by the same agency";

/// Which file of a folder is whose; a file that holds no report is told and left out.
fn folder(path: &Path, output: &Output, files: &mut Vec<PathBuf>) -> Result<Previous, u8> {
    let found = files::find(&[path.to_owned()], output);
    if found.is_incomplete {
        return Err(2);
    }
    files.extend(found.paths.iter().cloned());
    let read = |path: PathBuf| {
        let report = read(&path).map_err(|why| tell(&path.to_string_lossy(), &why));
        Some((report.ok()?, path))
    };
    let whose = |(report, path): (Report, PathBuf)| (report.agency, report.year, path);
    let reports: Vec<_> = found
        .paths
        .into_par_iter()
        .filter_map(read)
        .map(whose)
        .collect();
    let names: Vec<_> = reports
        .iter()
        .map(|(.., path)| path.to_string_lossy())
        .collect();
    let known = reports
        .iter()
        .zip(&names)
        .map(|((agency, year, _), name)| Known {
            name,
            agency: agency.as_deref(),
            year: *year,
        });
    let index = Index::new(&known.collect::<Vec<_>>());
    let paths = reports.into_iter().map(|(.., path)| path).collect();
    Ok(Previous::Folder(paths, index))
}

fn known<'a>(name: &'a str, report: &'a Report) -> Known<'a> {
    Known {
        name,
        agency: report.agency.as_deref(),
        year: report.year,
    }
}

fn report_in(file: &Path) -> Result<Report, u8> {
    read(file).map_err(|why| {
        tell(&file.to_string_lossy(), &why);
        2
    })
}

/// Reads a file that must hold a report.
fn read(file: &Path) -> Result<Report, String> {
    let name = file.to_string_lossy();
    let bytes = files::read(file)?;
    let opened = input::open(&name, &bytes).map_err(|why| format!("{} {}", why.zh, why.en))?;
    if matches!(opened.content, Content::Archive(_)) {
        return Err(ARCHIVE.to_owned());
    }
    let report = gouji::recognize_opened(&opened);
    if report.found.contains(&true) {
        return Ok(report);
    }
    Err("没有找到年报的三张表 holds none of the three tables of a report".to_owned())
}

const ARCHIVE: &str = "是压缩包，请先解压 is an archive; unpack it first";
