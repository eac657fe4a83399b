//! The list that an office keeps of its units: its columns go along with the results.

use super::files;
use gouji::cells::Document;
use gouji::input::{self, Content};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A list of agencies with columns of their own.
#[derive(Default)]
pub struct Roster {
    /// Names of its columns, that of the agencies left out.
    pub columns: Vec<String>,
    rows: BTreeMap<String, Vec<String>>,
    /// Those that stand in more than one row, of which the last is taken.
    pub twice: BTreeSet<String>,
    /// Those that a report was seen of.
    seen: BTreeSet<String>,
}

impl Roster {
    /// Reads a list of any format that tables can be read from. The first row
    /// names the columns; the agencies stand in the one that says 单位, 机构,
    /// 部门 or agency, else in the first.
    ///
    /// # Errors
    /// A sentence: why it could not be read.
    pub fn read(file: &Path) -> Result<Self, String> {
        let bytes = files::read(file)?;
        let name = file.to_string_lossy();
        let opened = input::open(&name, &bytes).map_err(|why| format!("{} {}", why.zh, why.en))?;
        let rows = match &opened.content {
            Content::Document(_, document) => rows_of(document),
            Content::Text(_, text) => lines_of(text),
            Content::Archive(_) => Vec::new(),
        };
        Self::of(rows).ok_or_else(|| NO_LIST.to_owned())
    }

    fn of(mut rows: Vec<Vec<String>>) -> Option<Self> {
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        if rows.len() < 2 {
            return None;
        }
        let mut columns = rows.remove(0);
        let is_agency = |heading: &String| {
            let heading = heading.to_lowercase();
            ["单位", "机构", "部门", "agency"]
                .iter()
                .any(|word| heading.contains(word))
        };
        let at = columns.iter().position(is_agency).unwrap_or(0);
        columns.remove(at);
        let width = columns.len();
        let row = |mut row: Vec<String>| {
            row.resize(width + 1, String::new());
            let agency = bare(&row.remove(at));
            (agency, row)
        };
        let mut roster = Self {
            columns,
            ..Self::default()
        };
        for (agency, row) in rows.into_iter().map(row) {
            let earlier = roster.rows.insert(agency.clone(), row);
            if earlier.is_some() && !agency.is_empty() {
                roster.twice.insert(agency);
            }
        }
        Some(roster)
    }

    /// Its values for an agency, empty where it has none.
    pub fn of_agency(&self, agency: Option<&str>) -> Vec<String> {
        let row = agency.and_then(|agency| self.rows.get(&bare(agency)));
        row.cloned()
            .unwrap_or_else(|| vec![String::new(); self.columns.len()])
    }

    /// Notes that a report of this agency was seen.
    pub fn see(&mut self, agency: &str) {
        self.seen.insert(bare(agency));
    }

    /// The agencies of the list that no report was seen of.
    pub fn missing(&self) -> Vec<&str> {
        let all = self.rows.keys().map(String::as_str);
        all.filter(|agency| !self.seen.contains(*agency)).collect()
    }
}

const NO_LIST: &str = "不是名单：第一行应为列名，其中一列是单位名称 \
    is no list: its first row names the columns, one of which is the agency";

fn bare(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

fn rows_of(document: &Document) -> Vec<Vec<String>> {
    let mut rows: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
    for cell in &document.boxes {
        let row = rows.entry((cell.cell.table, cell.cell.row)).or_default();
        let text = document.text.get(cell.at..cell.end).unwrap_or_default();
        let text = text.trim_matches(|c: char| c.is_control() || c.is_whitespace());
        if row.len() < cell.cell.column {
            row.resize(cell.cell.column, String::new());
        }
        if let Some(place) = row.get_mut(cell.cell.column - 1) {
            text.clone_into(place);
        }
    }
    rows.into_values().collect()
}

/// A text parted by commas or tabs: too short, perhaps, to be known for such.
fn lines_of(text: &str) -> Vec<Vec<String>> {
    let delimiter = if text.contains('\t') { b'\t' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let records = reader.records().flatten();
    records
        .map(|record| record.iter().map(|field| field.trim().to_owned()).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_column_of_agencies_is_told_by_its_heading() {
        let roster = Roster::of(lines_of(
            "序号,单位名称,联系人\n1,清河县 教育局,张三\n2,清河县民政局\n",
        ));
        let mut roster = roster.unwrap();
        assert_eq!(roster.columns, ["序号", "联系人"]);
        assert_eq!(roster.of_agency(Some("清河县教育局")), ["1", "张三"]);
        assert_eq!(roster.of_agency(Some("清河县民政局")), ["2", ""]);
        assert_eq!(roster.of_agency(None), ["", ""]);
        roster.see("清河县教育局");
        assert_eq!(roster.missing(), ["清河县民政局"]);
    }

    #[test]
    fn a_sheet_without_rows_is_no_list() {
        assert!(Roster::of(lines_of("单位,联系人\n")).is_none());
    }
}
