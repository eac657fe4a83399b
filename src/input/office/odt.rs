//! OpenDocument texts (ODF 1.2, part 1): content.xml becomes text and tables as
//! the page shows them, without notes, annotations and deleted text.

use super::super::flow::{Grid, GridCell, Node, Text, lay_out};
use super::super::package::{Package, damaged};
use super::super::{Format, Opened};
use super::xml::{DEEPEST, attribute, character, text_of};
use crate::source::Words;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Opens a document.
///
/// # Errors
/// A sentence: it is damaged or beyond the bounds.
pub(super) fn open(package: &mut Package) -> Result<Opened, Words> {
    let xml = text_of(&package.read("content.xml")?)?;
    let mut reader = Reader::from_str(&xml);
    reader.config_mut().expand_empty_elements = true;
    let mut body = Body::default();
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(e) => body.start(&e)?,
            Event::End(e) => body.end(e.local_name().as_ref())?,
            Event::Text(t) => body.characters(&t.xml10_content()),
            Event::GeneralRef(r) => body.characters(character(&r).encode_utf8(&mut [0; 4])),
            Event::Eof => break,
            _ => {}
        }
    }
    if body.depth > 0 {
        return Err(damaged());
    }
    let mut document = lay_out(&body.text, &body.root);
    document.origins.clear();
    Ok(super::plain(Format::Odt, document))
}

/// A document while it is read.
#[derive(Default)]
struct Body {
    text: Text,
    root: Vec<Node>,
    open: Vec<Container>,
    depth: usize,
    /// The depth of the element that is left out with all in it.
    skipped: Option<usize>,
    /// How many paragraphs are open: text elsewhere is only layout of the file.
    paragraphs: usize,
}

enum Container {
    Table(Grid),
    Cell(GridCell),
    /// A cell that another covers.
    Covered,
    TextBox(Vec<Node>),
}

impl Body {
    fn start(&mut self, e: &BytesStart) -> Result<(), Words> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(damaged());
        }
        if self.skipped.is_some() {
            return Ok(());
        }
        match e.local_name().as_ref() {
            "annotation" | "tracked-changes" | "note" | "forms" | "ruby-text" | "title"
            | "desc" | "event-listeners" | "header-footer" | "font-face-decls"
            | "automatic-styles" => {
                self.skipped = Some(self.depth);
            }
            "p" | "h" => self.paragraphs += 1,
            "s" => self.push_text(" "),
            "tab" => self.push_text("\t"),
            "line-break" => self.push(Node::Break),
            "table" => self.open.push(Container::Table(Grid::default())),
            "table-row" => {
                if let Some(Container::Table(grid)) = self.open.last_mut() {
                    grid.rows.push(Vec::new());
                }
            }
            "table-cell" => self.open.push(Container::Cell(cell(e))),
            "covered-table-cell" => self.open.push(Container::Covered),
            "text-box" => self.open.push(Container::TextBox(Vec::new())),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Words> {
        let depth = self.depth;
        self.depth = depth.checked_sub(1).ok_or_else(damaged)?;
        if self.skipped.is_some() {
            self.skipped = self.skipped.filter(|at| *at != depth);
            return Ok(());
        }
        match name {
            "p" | "h" => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                self.push(Node::Break);
            }
            "table" | "table-cell" | "covered-table-cell" | "text-box" => self.close(),
            _ => {}
        }
        Ok(())
    }

    /// What was open goes into what is open now.
    fn close(&mut self) {
        match self.open.pop() {
            Some(Container::Table(grid)) => self.push(Node::Table(grid)),
            Some(Container::TextBox(nodes)) => {
                self.push(Node::Break);
                for node in nodes {
                    self.push(node);
                }
            }
            Some(Container::Cell(cell)) => {
                if let Some(Container::Table(grid)) = self.open.last_mut()
                    && let Some(row) = grid.rows.last_mut()
                {
                    row.push(cell);
                }
            }
            Some(Container::Covered) | None => {}
        }
    }

    fn characters(&mut self, text: &str) {
        if self.paragraphs > 0 && self.skipped.is_none() {
            self.push_text(text);
        }
    }

    fn push_text(&mut self, text: &str) {
        let from = self.text.text.len();
        self.text.text.push_str(text);
        self.push(Node::Text(from..self.text.text.len()));
    }

    fn push(&mut self, node: Node) {
        match self.open.last_mut() {
            Some(Container::Cell(cell)) => cell.content.push(node),
            Some(Container::TextBox(nodes)) => nodes.push(node),
            Some(Container::Table(_) | Container::Covered) => {}
            None => self.root.push(node),
        }
    }
}

fn cell(e: &BytesStart) -> GridCell {
    let number = |name: &str| attribute(e, name).and_then(|v| v.parse().ok()).unwrap_or(1);
    GridCell {
        content: Vec::new(),
        colspan: number("number-columns-spanned"),
        rowspan: number("number-rows-spanned"),
        origin: 0,
    }
}
