//! The list of agencies that goes along with a run: the columns of each report, and who sent none.

use super::files;
use super::terminal::report;
use gouji::input;
use gouji::report::agency_list::{AgencyList, agency_list, match_agencies};
use gouji::source::Words;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A list, and which of its rows is whose.
#[derive(Default)]
pub struct Listed {
    list: AgencyList,
    rows: BTreeMap<String, usize>,
    missing: Vec<usize>,
}

impl Listed {
    /// Reads the list.
    ///
    /// # Errors
    /// A sentence: why it could not be read.
    pub fn read(file: &Path) -> Result<Self, Words> {
        let bytes = files::read(file)?;
        let list = agency_list(&input::open(&file.to_string_lossy(), &bytes)?)?;
        Ok(Self {
            missing: (0..list.agencies.len()).collect(),
            list,
            ..Self::default()
        })
    }

    /// Names of its columns, that of the agencies left out.
    pub fn columns(&self) -> Vec<String> {
        self.list.columns.clone()
    }

    /// Finds the rows of these agencies, of which reports are there.
    pub fn match_agencies(&mut self, agencies: &BTreeSet<String>) {
        let names: Vec<_> = agencies.iter().map(|name| Some(name.as_str())).collect();
        let matched = match_agencies(&self.list, &names);
        let rows = agencies.iter().zip(matched.lines);
        let rows = rows.filter_map(|(name, row)| Some((name.clone(), row?)));
        self.rows = rows.collect();
        self.missing = matched.missing;
    }

    /// Its values for an agency, empty where it has none.
    pub fn of_agency(&self, agency: Option<&str>) -> Vec<String> {
        let row = agency.and_then(|agency| self.list.agencies.get(*self.rows.get(agency)?));
        row.map_or_else(
            || vec![String::new(); self.list.columns.len()],
            |row| row.values.clone(),
        )
    }

    /// Names the agencies whose columns may be those of another row.
    pub fn report_twice(&self, file: &Path) {
        let names: Vec<_> = self.list.twice.iter().map(String::as_str).collect();
        say(
            file,
            &names,
            "名单中有{n}个单位不止一行，取最后一行：",
            "agencies in more than one row, of which the last is taken: {n}: ",
        );
    }

    /// Names the agencies that sent nothing: what an office asks first.
    pub fn report_missing(&self, file: &Path) {
        let rows = self.missing.iter();
        let rows = rows.filter_map(|at| self.list.agencies.get(*at));
        let names: Vec<_> = rows.map(|row| row.agency.as_str()).collect();
        say(
            file,
            &names,
            "名单中有{n}个单位没有年报：",
            "agencies of the list without a report: {n}: ",
        );
    }
}

/// Says something of some agencies; nothing where there are none.
fn say(file: &Path, names: &[&str], zh: &str, en: &str) {
    if names.is_empty() {
        return;
    }
    let count = names.len().to_string();
    let zh = zh.replace("{n}", &count) + &names.join("、");
    let en = en.replace("{n}", &count) + &names.join(", ");
    report(&file.to_string_lossy(), &Words::new(zh, en));
}
