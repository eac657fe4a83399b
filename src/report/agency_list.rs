//! The list that an office keeps of its agencies becomes rows with a name each: its other
//! columns, such as a contact or a telephone, are carried along and never read.

use crate::cells::Document;
use crate::input::{self, Content, Format, Opened};
use crate::source::{Source, Words};
use std::collections::{BTreeMap, BTreeSet};

/// A list of agencies with columns of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgencyList {
    /// Names of its columns, that of the agencies left out.
    pub columns: Vec<String>,
    /// Its rows, in order.
    pub agencies: Vec<Agency>,
    /// Those that stand in more than one row, of which the last is taken.
    pub twice: Vec<String>,
}

/// A row of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agency {
    /// The name of the agency, as written.
    pub agency: String,
    /// What stands in the other columns.
    pub values: Vec<String>,
}

/// Which row of a list belongs to which report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matched {
    /// For each report its row.
    pub lines: Vec<Option<usize>>,
    /// The rows that no report belongs to.
    pub missing: Vec<usize>,
}

/// Reads a list of any format that tables are read from: the first row that heads a column
/// with 单位, 机关, 机构, 部门, agency, unit or department names the columns, whatever
/// title stands above it.
///
/// # Errors
/// A sentence, where no column is headed so or nothing stands below.
///
/// ```
/// use gouji::{open, report::agency_list::agency_list};
/// let opened = open("a.csv", "序号,机关名称,电话\n1,清河县教育局,12345\n".as_bytes()).unwrap();
/// let list = agency_list(&opened).unwrap();
/// assert_eq!(list.columns, ["序号", "电话"]);
/// assert_eq!(list.agencies[0].values, ["1", "12345"]);
/// ```
pub fn agency_list(opened: &Opened) -> Result<AgencyList, Words> {
    let tables = match &opened.content {
        Content::Document(_, document) => tables_of(document),
        Content::Text(Format::Html, text) => {
            let name = &opened.name;
            tables_of(&input::read(Source { name, text }).1)
        }
        Content::Text(_, text) => vec![rows_of_text(text)],
        Content::Archive(_) => Vec::new(),
    };
    let lists = tables.into_iter().map(list_of);
    let found = lists.flatten().find(|list| !list.agencies.is_empty());
    found.ok_or_else(|| {
        Words::new(
            "不是应报单位名单：没有找到以“单位”或“机关”为表头的一列，或其下没有单位",
            "is no list of agencies: no column is headed “agency” or “unit”, or nothing stands below",
        )
    })
}

fn list_of(mut rows: Vec<Vec<String>>) -> Option<AgencyList> {
    rows.retain(|row| filled(row) > 0);
    // A title in a cell of its own is no heading, but for a list that has no other column.
    let is_narrow = rows.iter().all(|row| filled(row) == 1);
    let is_heading = |row: &Vec<String>| {
        (is_narrow || filled(row) > 1) && row.iter().any(|cell| heads_agencies(cell))
    };
    let at = rows.iter().position(is_heading)?;
    let mut rows = rows.into_iter().skip(at);
    let heading = rows.next()?;
    let named = heading.iter().position(|cell| heads_agencies(cell))?;
    let rows: Vec<_> = rows
        .filter(|row| row.get(named).is_some_and(|name| !name.is_empty()))
        .collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let title = |column| cell(&heading, column);
    let holds_any =
        |column| !title(column).is_empty() || rows.iter().any(|row| !cell(row, column).is_empty());
    let kept: Vec<usize> = (0..width.max(heading.len()))
        .filter(|column| *column != named && holds_any(*column))
        .collect();
    let agencies: Vec<_> = rows
        .iter()
        .map(|row| Agency {
            agency: cell(row, named).to_owned(),
            values: kept.iter().map(|at| cell(row, *at).to_owned()).collect(),
        })
        .collect();
    let column = |at: &usize| match title(*at) {
        "" => (at + 1).to_string(),
        title => title.to_owned(),
    };
    Some(AgencyList {
        columns: kept.iter().map(column).collect(),
        twice: twice(&agencies),
        agencies,
    })
}

fn filled(row: &[String]) -> usize {
    row.iter().filter(|cell| !cell.is_empty()).count()
}

fn cell(row: &[String], at: usize) -> &str {
    row.get(at).map_or("", String::as_str)
}

/// Whether a cell heads the column of agencies: it says so with few words round it.
fn heads_agencies(cell: &str) -> bool {
    let cell = folded(cell).to_ascii_lowercase();
    HEADINGS.iter().any(|word| {
        let (before, after) = cell.split_once(word).unwrap_or((&cell, &cell));
        cell.contains(word) && before.chars().count() <= 6 && after.chars().count() <= 6
    })
}

const HEADINGS: [&str; 7] = [
    "单位",
    "机关",
    "机构",
    "部门",
    "agency",
    "unit",
    "department",
];

/// The names that stand in more than one row, as they are first written.
fn twice(agencies: &[Agency]) -> Vec<String> {
    let (mut seen, mut named) = (BTreeSet::new(), BTreeSet::new());
    let again = agencies.iter().filter(|row| {
        let name = bare(&row.agency);
        !seen.insert(name.clone()) && named.insert(name)
    });
    again.map(|row| row.agency.clone()).collect()
}

/// Finds the row of each report: the one of its agency's name, or else one whose name ends the
/// agency's or is ended by it, as 教育局 does 青湖区教育局, where no other agency and no
/// other row would do.
///
/// ```
/// use gouji::report::agency_list::{Agency, AgencyList, match_agencies};
/// let row = |name: &str| Agency { agency: name.to_owned(), ..Agency::default() };
/// let list = AgencyList { agencies: vec![row("教育局"), row("民政局")], ..AgencyList::default() };
/// let matched = match_agencies(&list, &[Some("青湖区教育局"), None]);
/// assert_eq!((matched.lines, matched.missing), (vec![Some(0), None], vec![1]));
/// ```
#[must_use]
pub fn match_agencies(list: &AgencyList, agencies: &[Option<&str>]) -> Matched {
    let rows = list.agencies.iter().enumerate();
    let mut rows: BTreeMap<String, usize> = rows.map(|(at, row)| (bare(&row.agency), at)).collect();
    let of_list: Vec<(String, usize)> = rows.clone().into_iter().collect();
    let names: BTreeSet<String> = agencies.iter().flatten().map(|name| bare(name)).collect();
    let apart = names.iter().filter(|name| !rows.contains_key(*name));
    let apart: Vec<&str> = apart.map(String::as_str).collect();
    let free = of_list.iter().map(|(name, _)| name.as_str());
    let free: Vec<&str> = free
        .filter(|name| !names.contains(*name) && name.chars().count() > 2)
        .collect();
    for name in &apart {
        let row = only_near(name, &free).filter(|row| only_near(row, &apart) == Some(*name));
        if let Some(at) = row.and_then(|row| rows.get(row).copied()) {
            rows.insert((*name).to_owned(), at);
        }
    }
    let row_of = |name: &str| rows.get(&bare(name)).copied();
    let lines = agencies.iter().map(|name| name.and_then(row_of));
    let lines: Vec<Option<usize>> = lines.collect();
    let used: BTreeSet<usize> = lines.iter().flatten().copied().collect();
    let left = of_list.iter().map(|(_, at)| *at);
    let mut missing: Vec<usize> = left.filter(|at| !used.contains(at)).collect();
    missing.sort_unstable();
    Matched { lines, missing }
}

/// The one of some names that ends a name or is ended by it; none where there are several.
fn only_near<'a>(name: &str, others: &[&'a str]) -> Option<&'a str> {
    let is_near = |other: &&&str| name.ends_with(**other) || other.ends_with(name);
    let mut near = others.iter().filter(is_near);
    near.next().copied().filter(|_| near.next().is_none())
}

/// A name without what may be written or not.
fn bare(name: &str) -> String {
    let name = folded(name);
    match name.strip_suffix("人民政府") {
        Some(place) => place.to_owned(),
        None => name,
    }
}

fn folded(text: &str) -> String {
    let kept = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{200b}');
    kept.map(|c| match c {
        '（' => '(',
        '）' => ')',
        _ => c,
    })
    .collect()
}

/// The rows of each table of a document.
fn tables_of(document: &Document) -> Vec<Vec<Vec<String>>> {
    let mut tables: BTreeMap<usize, BTreeMap<usize, Vec<String>>> = BTreeMap::new();
    for cell in &document.boxes {
        let rows = tables.entry(cell.cell.table).or_default();
        let row = rows.entry(cell.cell.row).or_default();
        if row.len() < cell.cell.column {
            row.resize(cell.cell.column, String::new());
        }
        let text = document.text.get(cell.at..cell.end).unwrap_or_default();
        let text = text.trim_matches(|c: char| c.is_control() || c.is_whitespace());
        let place = cell
            .cell
            .column
            .checked_sub(1)
            .and_then(|at| row.get_mut(at));
        if let Some(place) = place {
            text.clone_into(place);
        }
    }
    let tables = tables.into_values();
    tables.map(|rows| rows.into_values().collect()).collect()
}

/// The rows of a text parted by tabs or commas (RFC 4180): too short, perhaps, to be known for
/// such.
fn rows_of_text(text: &str) -> Vec<Vec<String>> {
    let text = text.trim_start_matches('\u{feff}');
    let delimiter = if text.contains('\t') { '\t' } else { ',' };
    let mut rows = Vec::new();
    let (mut row, mut field, mut is_quoted) = (Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.next_if_eq(&'"').is_some() => field.push('"'),
            '"' if is_quoted => is_quoted = false,
            _ if is_quoted => field.push(letter),
            '"' if field.trim().is_empty() => {
                field.clear();
                is_quoted = true;
            }
            '\n' | '\r' => {
                row.push(field.trim().to_owned());
                field.clear();
                rows.push(std::mem::take(&mut row));
            }
            _ if letter == delimiter => {
                row.push(field.trim().to_owned());
                field.clear();
            }
            _ => field.push(letter),
        }
    }
    row.push(field.trim().to_owned());
    rows.push(row);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Result<AgencyList, Words> {
        let text = text.to_owned();
        agency_list(&Opened::from(Content::Text(Format::Text, text)))
    }

    fn names(list: &AgencyList) -> Vec<&str> {
        let rows = list.agencies.iter();
        rows.map(|row| row.agency.as_str()).collect()
    }

    #[test]
    fn the_column_of_agencies_is_known_by_its_heading() {
        let list = list(
            "序号,单位名称,联系人,\r\n1,清河县 教育局,\"张三, \"\"科长\"\"\"\r\n2,清河县民政局\r\n",
        );
        let list = list.unwrap();
        assert_eq!(list.columns, ["序号", "联系人"]);
        assert_eq!(names(&list), ["清河县 教育局", "清河县民政局"]);
        assert_eq!(list.agencies[0].values, ["1", "张三, \"科长\""]);
        assert_eq!(list.agencies[1].values, ["2", ""]);
    }

    #[test]
    fn a_title_above_the_heading_is_no_heading() {
        let list = list("清河县单位名单\n\n编号\t机关\n01\t教育局\n").unwrap();
        assert_eq!(list.columns, ["编号"]);
        assert_eq!(names(&list), ["教育局"]);
    }

    #[test]
    fn a_list_of_names_alone_is_one() {
        let list = list("单位\n教育局\n民政局\n").unwrap();
        assert_eq!(names(&list), ["教育局", "民政局"]);
        assert_eq!(list.columns, [""; 0]);
    }

    #[test]
    fn a_column_without_a_heading_is_kept_where_it_holds_anything() {
        let list = list("单位,,,电话\n教育局,,备用,1\n").unwrap();
        assert_eq!(list.columns, ["3", "电话"]);
        assert_eq!(list.agencies[0].values, ["备用", "1"]);
    }

    #[test]
    fn what_has_no_such_column_or_no_row_is_no_list() {
        for text in ["单位,联系人\n", "姓名,电话\n张三,1\n", "", "一部小说"] {
            assert!(list(text).is_err(), "{text}");
        }
    }

    #[test]
    fn of_rows_of_one_name_the_last_is_taken() {
        let list = list("单位,电话\n教育局,1\n民政局,2\n教 育 局,3\n").unwrap();
        assert_eq!(list.twice, ["教 育 局"]);
        let matched = match_agencies(&list, &[Some("教育局")]);
        assert_eq!((matched.lines, matched.missing), (vec![Some(2)], vec![1]));
    }

    #[test]
    fn a_name_that_ends_another_belongs_to_it_where_no_other_does() {
        let list = list("单位,电话\n教育局,1\n民政局,2\n清河县（本级）,3\n").unwrap();
        let lines = |agencies: &[&str]| {
            let agencies: Vec<_> = agencies.iter().copied().map(Some).collect();
            match_agencies(&list, &agencies).lines
        };
        assert_eq!(lines(&["清河县教育局", "民政局"]), [Some(0), Some(1)]);
        assert_eq!(lines(&["清河县教育局", "东河县教育局"]), [None, None]);
        assert_eq!(lines(&["教育局", "清河县教育局"]), [Some(0), None]);
        assert_eq!(lines(&["清河县(本级)人民政府"]), [Some(2)]);
    }
}
