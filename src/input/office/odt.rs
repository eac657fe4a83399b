//! OpenDocument texts (ODF 1.3, part 3): the content becomes text and tables
//! as it is shown, without notes, remarks, and deleted or hidden text.

use super::super::flow::{Grid, GridCell, Node, Text, lay_out};
use super::super::package::{Package, damaged, encrypted};
use super::super::{Format, Opened};
use super::grid::{hidden_rows, tracked_changes};
use crate::source::Words;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeMap;

/// Reads a document.
///
/// # Errors
/// A sentence: it is encrypted, damaged, or beyond the bounds.
pub(super) fn open(package: &mut Package) -> Result<Opened, Words> {
    let manifest = package.read("META-INF/manifest.xml").unwrap_or_default();
    if String::from_utf8_lossy(&manifest).contains("encryption-data") {
        return Err(encrypted());
    }
    // What headers and footers say is no part of the text.
    let mut named = Body::default();
    if package.has("styles.xml") {
        named.read(&package.read("styles.xml")?)?;
    }
    let mut body = Body {
        styles: named.styles,
        ..Body::default()
    };
    body.read(&package.read("content.xml")?)?;
    let mut document = lay_out(&body.text, &body.root);
    document.origins.clear();
    let mut opened = super::plain(Format::Odt, document);
    opened.notes.extend(tracked_changes(body.has_changes));
    opened.notes.extend(hidden_rows(body.hidden_rows));
    Ok(opened)
}

/// Elements nested deeper than this are no report.
const DEEPEST: usize = 200;
/// The most columns of a table, and the most cells of a document.
const MOST_COLUMNS: usize = 256;
const MOST_CELLS: usize = 100_000;
/// Styles derived from one another further than this are not followed.
const MOST_PARENTS: usize = 32;

#[derive(Default)]
struct Body {
    text: Text,
    root: Vec<Node>,
    /// What each element that is open is, the innermost last.
    open: Vec<Element>,
    tables: Vec<Table>,
    /// How many of the open elements are not shown, and how many are paragraphs.
    unshown: usize,
    paragraphs: usize,
    /// The style being declared, and what is known of those declared.
    declared: Option<String>,
    styles: BTreeMap<String, Style>,
    cells: usize,
    /// Whether some cell has text deleted or inserted while changes are tracked.
    has_changes: bool,
    hidden_rows: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Other,
    Unshown,
    Style,
    Paragraph,
    Table,
    Row,
    Cell,
    Covered,
    TextBox,
}

/// What a style of characters does to what is read; none where it leaves that
/// to its parent.
#[derive(Default)]
struct Style {
    parent: Option<String>,
    is_hidden: Option<bool>,
    is_raised: Option<bool>,
    is_struck: Option<bool>,
}

/// A table while it is read.
#[derive(Default)]
struct Table {
    grid: Grid,
    /// Of each column the row from which it is free again.
    busy: Vec<usize>,
    /// The column behind the last cell.
    column: usize,
    /// How often the row, and the cell, stand.
    rows: usize,
    columns: usize,
    cell: Option<GridCell>,
}

impl Body {
    /// Reads a part of the file to its end.
    fn read(&mut self, part: &[u8]) -> Result<(), Words> {
        let part = std::str::from_utf8(part).map_err(|_| damaged())?;
        let mut reader = Reader::from_str(part.trim_start_matches('\u{FEFF}'));
        reader.config_mut().expand_empty_elements = true;
        loop {
            match reader.read_event().map_err(|_| damaged())? {
                Event::Start(tag) => self.start(&tag)?,
                Event::End(_) => self.end()?,
                Event::Text(text) => self.string(&text.xml10_content()),
                Event::CData(text) => self.string(&text.xml10_content()),
                Event::GeneralRef(name) => self.string(&referred(&name)),
                Event::Eof if self.open.is_empty() => return Ok(()),
                Event::Eof => return Err(damaged()),
                _ => {}
            }
        }
    }

    fn start(&mut self, tag: &BytesStart) -> Result<(), Words> {
        if self.open.len() >= DEEPEST {
            return Err(damaged());
        }
        let element = if self.unshown > 0 {
            Element::Unshown
        } else {
            self.shown(tag)
        };
        match element {
            Element::Unshown => self.unshown += 1,
            Element::Paragraph => self.paragraphs += 1,
            Element::Style => {
                let name = attribute(tag, "style:name").unwrap_or_default();
                let style = Style {
                    parent: attribute(tag, "style:parent-style-name"),
                    ..Style::default()
                };
                self.styles.insert(name.clone(), style);
                self.declared = Some(name);
            }
            Element::Table => {
                self.push(Node::Break);
                self.tables.push(Table::default());
            }
            Element::Row => {
                let table = self.tables.last_mut().ok_or_else(damaged)?;
                table.rows = number(tag, "table:number-rows-repeated")?;
                table.column = 0;
                table.grid.rows.push(Vec::new());
            }
            Element::Cell | Element::Covered => {
                let table = self.tables.last_mut().ok_or_else(damaged)?;
                table.columns = number(tag, "table:number-columns-repeated")?;
                table.cell = Some(GridCell {
                    content: Vec::new(),
                    colspan: number(tag, "table:number-columns-spanned")?.min(MOST_COLUMNS),
                    rowspan: number(tag, "table:number-rows-spanned")?,
                    origin: 0,
                });
            }
            Element::TextBox | Element::Other => {}
        }
        self.open.push(element);
        Ok(())
    }

    /// What an element is that stands in nothing hidden.
    fn shown(&mut self, tag: &BytesStart) -> Element {
        match tag.name().as_ref() {
            "text:tracked-changes"
            | "text:note"
            | "office:annotation"
            | "text:ruby-text"
            | "office:forms"
            | "svg:title"
            | "svg:desc"
            | "office:event-listeners"
            | "text:index-title-template" => return Element::Unshown,
            "style:style" => return Element::Style,
            "style:text-properties" => self.declare(tag),
            "text:p" | "text:h" => {
                self.styled(tag);
                return self.unless_hidden(tag, Element::Paragraph);
            }
            "text:span" => {
                self.styled(tag);
                return self.unless_hidden(tag, Element::Other);
            }
            "text:section" if attribute(tag, "text:display").as_deref() == Some("none") => {
                return Element::Unshown;
            }
            "table:table-row"
                if attribute(tag, "table:visibility").is_some_and(|shown| shown != "visible") =>
            {
                self.hidden_rows += 1;
                return Element::Unshown;
            }
            "table:table" => return Element::Table,
            "table:table-row" => return Element::Row,
            "table:table-cell" => return Element::Cell,
            "table:covered-table-cell" => return Element::Covered,
            "text:s" | "text:tab" => self.string(" "),
            "text:line-break" => self.push(Node::Break),
            "text:change" | "text:change-start" => self.has_changes |= !self.tables.is_empty(),
            // Shown, and no text: the numbers of lists, pictures, shapes.
            "text:list-item" => self.mark("\u{FFFC}"),
            "draw:text-box" if self.tables.is_empty() => return Element::TextBox,
            name if name.starts_with("draw:") => {
                self.mark("\u{FFFC}");
                if !self.tables.is_empty() {
                    return Element::Unshown;
                }
            }
            _ => {}
        }
        Element::Other
    }

    fn end(&mut self) -> Result<(), Words> {
        match self.open.pop().ok_or_else(damaged)? {
            Element::Unshown => self.unshown -= 1,
            Element::Paragraph => {
                self.paragraphs -= 1;
                self.push(Node::Break);
            }
            Element::Style => self.declared = None,
            Element::TextBox => self.push(Node::Break),
            Element::Table => {
                let table = self.tables.pop().ok_or_else(damaged)?;
                self.push(Node::Table(table.grid));
            }
            Element::Row => {
                let table = self.tables.last_mut().ok_or_else(damaged)?;
                table.end_row(&mut self.cells)?;
            }
            element @ (Element::Cell | Element::Covered) => {
                let table = self.tables.last_mut().ok_or_else(damaged)?;
                table.end_cell(element == Element::Covered, &mut self.cells)?;
            }
            Element::Other => {}
        }
        Ok(())
    }

    /// Text, where it stands in a paragraph: elsewhere it only sets out the file.
    fn string(&mut self, text: &str) {
        if self.unshown > 0 || self.paragraphs == 0 {
            return;
        }
        let from = self.text.text.len();
        self.text.text.push_str(text);
        self.push(Node::Text(from..self.text.text.len()));
    }

    /// A mark for what no text says, in a cell, where it might be a number.
    fn mark(&mut self, mark: &str) {
        if !self.tables.is_empty() {
            let from = self.text.text.len();
            self.text.text.push_str(mark);
            self.push(Node::Text(from..self.text.text.len()));
        }
    }

    fn push(&mut self, node: Node) {
        match self.tables.last_mut() {
            Some(table) => {
                if let Some(cell) = &mut table.cell {
                    cell.content.push(node);
                }
            }
            None => self.root.push(node),
        }
    }

    fn declare(&mut self, tag: &BytesStart) {
        let declared = self.declared.as_ref();
        let Some(style) = declared.and_then(|name| self.styles.get_mut(name)) else {
            return;
        };
        style.is_hidden = attribute(tag, "text:display").map(|display| display == "none");
        let position = attribute(tag, "style:text-position");
        style.is_raised = position.map(|position| !position.starts_with("0%"));
        let line = |name| attribute(tag, name);
        // LibreOffice gives the one or the other.
        let struck =
            line("style:text-line-through-style").or_else(|| line("style:text-line-through-type"));
        style.is_struck = struck.map(|line| line != "none");
    }

    /// What the style of an element says, or the nearest above it that does.
    fn says(&self, tag: &BytesStart, what: impl Fn(&Style) -> Option<bool>) -> bool {
        let name = attribute(tag, "text:style-name");
        let mut style = name.and_then(|name| self.styles.get(&name));
        for _ in 0..MOST_PARENTS {
            let Some(own) = style else { return false };
            if let Some(said) = what(own) {
                return said;
            }
            let parent = own.parent.as_ref();
            style = parent.and_then(|parent| self.styles.get(parent));
        }
        false
    }

    fn styled(&mut self, tag: &BytesStart) {
        let is_apart = self.says(tag, |s| s.is_raised) || self.says(tag, |s| s.is_struck);
        if is_apart && !self.says(tag, |s| s.is_hidden) {
            // A raised digit, or one struck out, is no digit of the number beside it.
            self.mark("^");
        }
    }

    fn unless_hidden(&self, tag: &BytesStart, element: Element) -> Element {
        if self.says(tag, |s| s.is_hidden) {
            Element::Unshown
        } else {
            element
        }
    }
}

impl Table {
    fn end_cell(&mut self, is_covered: bool, cells: &mut usize) -> Result<(), Words> {
        let mut cell = self.cell.take().ok_or_else(damaged)?;
        cell.content.pop_if(|node| matches!(node, Node::Break));
        let repeats = self.columns.min(MOST_COLUMNS);
        *cells += repeats;
        if *cells > MOST_CELLS {
            return Err(damaged());
        }
        for _ in 0..repeats {
            match (is_covered, self.is_busy()) {
                (true, true) => self.column += 1,
                // Covered by no cell that says so: it keeps its column.
                (true, false) => self.place(GridCell {
                    content: Vec::new(),
                    colspan: 1,
                    rowspan: 1,
                    origin: 0,
                })?,
                (false, _) => {
                    while self.is_busy() {
                        self.column += 1;
                    }
                    self.place(cell.clone())?;
                }
            }
        }
        Ok(())
    }

    fn is_busy(&self) -> bool {
        let row = self.grid.rows.len();
        self.busy
            .get(self.column)
            .is_some_and(|until| *until >= row)
    }

    /// Places a cell at the next column; those it covers follow as covered ones.
    fn place(&mut self, cell: GridCell) -> Result<(), Words> {
        let to = (self.column + cell.colspan).min(MOST_COLUMNS);
        if self.busy.len() < to {
            self.busy.resize(to, 0);
        }
        let until = self.grid.rows.len().saturating_add(cell.rowspan - 1);
        let covered = self.busy.iter_mut().take(to).skip(self.column);
        covered.for_each(|b| *b = until);
        self.column += 1;
        let row = self.grid.rows.last_mut().ok_or_else(damaged)?;
        row.push(cell);
        Ok(())
    }

    /// Repeats a row as often as it stands. Nothing but blanks stands often.
    fn end_row(&mut self, cells: &mut usize) -> Result<(), Words> {
        let row = self.grid.rows.last().ok_or_else(damaged)?.clone();
        for _ in 1..self.rows {
            *cells += row.len() + 1;
            if *cells > MOST_CELLS {
                return Err(damaged());
            }
            self.grid.rows.push(row.clone());
        }
        Ok(())
    }
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok()??;
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// A count that an attribute gives; 1 where it does not.
fn number(tag: &BytesStart, name: &str) -> Result<usize, Words> {
    match attribute(tag, name) {
        None => Ok(1),
        Some(value) => value.parse().ok().filter(|n| *n > 0).ok_or_else(damaged),
    }
}

/// The characters that a reference stands for.
fn referred(name: &BytesRef) -> String {
    let named = match name.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => name.resolve_char_ref().ok().flatten(),
    };
    named.unwrap_or('\u{FFFD}').to_string()
}
