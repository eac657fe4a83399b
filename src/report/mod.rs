//! A report: every cell of the form it follows, as read, with its place.

pub mod agency_list;
pub mod claims;
pub mod fields;
mod glue;
mod identity;
pub mod outline;
pub mod pairs;
mod recognize;
mod slots;
mod tokens;
mod vocabulary;

pub use recognize::recognize;

use crate::cells::Document;
use crate::cells::{Number, Numeral, read_number};
use crate::input::{Content, Format, Opened};
use crate::source::{Place, Problem, Source, Words};
use claims::Claim;
use fields::{CellId, Form, Table};
use outline::Outline;

/// What the recogniser can say of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Printed and understood.
    Read,
    /// Printed empty, or as / - — 无.
    Blank,
    /// Its digits were run together and only one reading fits.
    Inferred,
    /// More than one reading, or none that is certain.
    Unsure,
    /// No such cell in the document.
    Missing,
}

/// A cell of the form as the document has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Which cell.
    pub id: CellId,
    /// The text as printed, trimmed.
    pub raw: String,
    /// Its number; present exactly for [`Status::Read`] and [`Status::Inferred`].
    pub value: Option<Number>,
    /// What can be said of it.
    pub status: Status,
    /// Why it is unsure or inferred.
    pub doubt: Option<Words>,
    /// The other numbers that the same text may stand for.
    pub readings: Vec<i64>,
    /// Where it stands.
    pub place: Option<Place>,
    /// Whether the relation along its row served to read it: that relation
    /// then says nothing of the document.
    pub row_served: bool,
}

impl Cell {
    /// A cell that the document does not have.
    #[must_use]
    pub fn missing(id: CellId) -> Self {
        Self {
            id,
            raw: String::new(),
            value: None,
            status: Status::Missing,
            doubt: None,
            readings: Vec::new(),
            place: None,
            row_served: false,
        }
    }

    /// A cell as it is printed, blanks round it left out.
    #[must_use]
    pub fn printed(id: CellId, text: &str, place: Option<Place>) -> Self {
        let mut cell = Self {
            raw: text.trim().to_owned(),
            place,
            ..Self::missing(id)
        };
        match read_number(text, fields::is_amount(id)) {
            Numeral::Value(number) => (cell.status, cell.value) = (Status::Read, Some(number)),
            Numeral::Blank => cell.status = Status::Blank,
            Numeral::Unsure(doubt, readings) => {
                (cell.status, cell.readings) = (Status::Unsure, readings);
                cell.doubt = Some(doubt.words());
            }
        }
        cell
    }

    /// Its number, if it is a whole one.
    #[must_use]
    pub fn count(&self) -> Option<i64> {
        self.value.and_then(Number::whole)
    }
}

/// One report of a source, and all that was read with it, once.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The name of its source.
    pub name: String,
    /// The format that its source was found to be in.
    pub format: Format,
    /// The text that places refer to.
    pub text: String,
    /// The names of the sheets, where the source is a workbook.
    pub sheets: Vec<String>,
    /// The cells of the form.
    pub report: Report,
    /// What its sentences claim.
    pub claims: Vec<Claim>,
    /// Its sections, and what it says of itself.
    pub outline: Outline,
    /// Its paragraphs of sentences, digits aside, each as a number that tells it from others.
    pub paragraphs: Vec<u64>,
    /// What opening the source left to say.
    pub notes: Vec<Problem>,
}

/// Every report of a source.
pub(crate) fn read(opened: &Opened) -> Vec<Reading> {
    let reading = |format, text: &String, document: &Document| {
        let report = recognize(document);
        Reading {
            name: opened.name.clone(),
            format,
            text: text.clone(),
            sheets: document.sheets.clone(),
            claims: claims::read(document, &report),
            outline: outline::read(document, &report),
            paragraphs: claims::paragraphs(document),
            report,
            notes: opened.notes.clone(),
        }
    };
    match &opened.content {
        Content::Text(format, text) => {
            let source = Source { name: "", text };
            vec![reading(*format, text, &crate::input::read(source).1)]
        }
        Content::Document(format, document) => vec![reading(*format, &document.text, document)],
        Content::Archive(_) => Vec::new(),
    }
}

/// Everything that was read of one document.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The agency that reports.
    pub agency: Option<String>,
    /// The year it reports on.
    pub year: Option<u16>,
    /// The form that each table follows, by table. Where one table was found, a table
    /// that was not follows the same form, with every cell missing.
    pub forms: [Option<&'static Form>; 3],
    /// Whether each table was found.
    pub found: [bool; 3],
    /// Every cell of the tables found, in the order of the form.
    pub cells: Vec<Cell>,
    /// What could not be made out.
    pub problems: Vec<Problem>,
    /// Where in `cells` each stands, by the rank of its name.
    index: Vec<Option<usize>>,
}

impl Report {
    /// Puts a cell in, over one of the same name.
    ///
    /// ```
    /// use gouji::report::{Cell, Report, fields::FORMS};
    /// let mut report = Report::default();
    /// let id = FORMS[1].fields[0].id;
    /// report.put(Cell::missing(id));
    /// assert!(report.cell(id).is_some());
    /// ```
    #[expect(
        clippy::indexing_slicing,
        reason = "the index reaches to the rank, and points at cells that are there"
    )]
    pub fn put(&mut self, cell: Cell) {
        let rank = cell.id.rank();
        if self.index.len() <= rank {
            self.index.resize(rank + 1, None);
        }
        if let Some(at) = self.index[rank] {
            self.cells[at] = cell;
        } else {
            self.index[rank] = Some(self.cells.len());
            self.cells.push(cell);
        }
    }

    /// Puts another text in a cell, in place of what the document has.
    pub fn correct(&mut self, name: &str, text: &str) {
        if let Some(cell) = self.cells.iter_mut().find(|c| c.id.as_str() == name) {
            *cell = Cell::printed(cell.id, text, cell.place);
        }
    }

    /// The form that a table follows, found or not.
    #[must_use]
    pub fn follows(&self, table: Table) -> Option<&'static Form> {
        self.forms.get(table as usize).copied().flatten()
    }

    /// The form of a table that was found.
    #[must_use]
    pub fn form(&self, table: Table) -> Option<&'static Form> {
        let found = self.found.get(table as usize) == Some(&true);
        self.follows(table).filter(|_| found)
    }

    /// One cell; none where its table was not found.
    #[must_use]
    pub fn cell(&self, id: CellId) -> Option<&Cell> {
        let at = self.index.get(id.rank()).copied().flatten()?;
        self.cells.get(at)
    }
}
