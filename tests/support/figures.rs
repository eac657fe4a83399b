//! The figures of a report: what a document says, before it is printed.

use gouji::report::fields::{FORMS, Form, Table};
use std::collections::BTreeMap;
use std::path::Path;

/// The cells of a report as they are to be printed.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    pub agency: String,
    pub year: u16,
    /// The forms of tables two and three (and four).
    pub disclosure: String,
    pub requests: String,
    pub cells: BTreeMap<String, String>,
    /// Relations that fail when a blank counts as 0.
    pub fails: Vec<String>,
    /// Its name in messages.
    pub name: String,
}

impl Figures {
    /// A cell as a number; blank and absent are 0.
    pub fn number(&self, cell: &str) -> i64 {
        self.cells
            .get(cell)
            .and_then(|v| v.parse().ok())
            .unwrap_or(0)
    }

    pub fn form(&self, table: Table) -> &'static Form {
        let id = match table {
            Table::Disclosure => &self.disclosure,
            _ => &self.requests,
        };
        FORMS.iter().find(|f| f.id == id).unwrap()
    }
}

/// The real reports under `tests/data/corpus`.
pub fn corpus() -> Vec<Figures> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/corpus");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "tsv"));
    files.sort();
    files.iter().map(|file| read(file)).collect()
}

/// One of them, by number.
pub fn of_corpus(name: &str) -> Figures {
    corpus().into_iter().find(|f| f.name == name).unwrap()
}

fn read(file: &Path) -> Figures {
    let mut figures = Figures {
        name: file.file_stem().unwrap().to_string_lossy().into_owned(),
        ..Figures::default()
    };
    for line in std::fs::read_to_string(file).unwrap().lines() {
        let (key, value) = line.split_once('\t').unwrap();
        match key {
            "agency" => figures.agency = value.to_owned(),
            "year" => figures.year = value.parse().unwrap(),
            "form" => figures.requests = value.to_owned(),
            "fails" => figures.fails.push(value.to_owned()),
            cell => _ = figures.cells.insert(cell.to_owned(), value.to_owned()),
        }
    }
    let old = |c: &String| {
        [".public_total", ".previous_items", ".items"]
            .iter()
            .any(|end| c.ends_with(end))
    };
    let old = figures.cells.keys().any(old);
    figures.disclosure = if old { "2019" } else { "2021" }.to_owned();
    figures
}
