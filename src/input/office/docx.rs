//! Word documents as zipped XML (ECMA-376, transitional and strict): the body's
//! paragraphs and tables become text and tables as the page shows them.
//!
//! What is shown is read: inserted text and the results of fields. What is not
//! shown is left out: deleted text, hidden text, the instructions of fields,
//! notes, headers and footers.

use super::super::flow::{Node, Text, lay_out};
use super::super::package::{Package, damaged};
use super::super::{Format, Opened};
use super::table::{Cell, Merge, Table};
use super::xml::{DEEPEST, attribute, character, text_of};
use crate::source::{Problem, Words};
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

/// Opens a document.
///
/// # Errors
/// A sentence: it is damaged, beyond the bounds, or no Word document.
pub(super) fn open(package: &mut Package) -> Result<Opened, Words> {
    let part = main_part(package).unwrap_or_else(|| "word/document.xml".to_owned());
    if !package.has(&part) {
        return Err(Words::new(
            "不是Word、Excel或WPS的文字、表格文件：请另存为docx、xlsx或PDF再打开",
            "is no document or workbook of Word, Excel or WPS: save it as docx, xlsx or PDF and open that",
        ));
    }
    let xml = text_of(&package.read(&part)?)?;
    let body = read(&xml)?;
    let mut document = lay_out(&body.text, &body.root);
    document.origins.clear();
    let mut opened = super::plain(Format::Docx, document);
    opened.notes = body.notes();
    Ok(opened)
}

/// The part that the package's relationships name as the document.
fn main_part(package: &mut Package) -> Option<String> {
    let xml = text_of(&package.read("_rels/.rels").ok()?).ok()?;
    let mut reader = quick_xml::Reader::from_str(&xml);
    loop {
        match reader.read_event().ok()? {
            Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == "Relationship" => {
                let kind = attribute(&e, "Type").unwrap_or_default();
                if kind.ends_with("/officeDocument") {
                    let target = attribute(&e, "Target")?;
                    return Some(target.trim_start_matches('/').to_owned());
                }
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// A document while it is read.
#[derive(Default)]
struct Body {
    text: Text,
    root: Vec<Node>,
    /// The elements that are open, outermost first.
    path: Vec<Element>,
    /// The containers that are open, outermost first.
    open: Vec<Container>,
    /// How deep in what is not read.
    skipped: usize,
    /// Whether the run being read is hidden.
    is_hidden: bool,
    has_changes: bool,
    hidden_rows: usize,
}

/// An open element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    Run,
    RunProperties,
    RowProperties,
    Paragraph,
    Text,
    Table,
    Row,
    Cell,
    TextBox,
    /// Everything in it is left out.
    Skipped,
    Other,
}

enum Container {
    Table(Table),
    /// A text box stands in a paragraph; what it says comes after that.
    TextBox(Vec<Node>),
}

fn read(xml: &str) -> Result<Body, Words> {
    let mut reader = NsReader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut body = Body::default();
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(|_| damaged())?;
        let is_word = match namespace {
            ResolveResult::Bound(uri) => uri.as_ref().contains("/wordprocessingml/"),
            _ => false,
        };
        match event {
            Event::Start(e) => body.start(&e, is_word)?,
            Event::End(_) => body.end(),
            Event::Text(t) => body.characters(&t.xml10_content()),
            Event::CData(t) => body.characters(&t.into_inner()),
            Event::GeneralRef(r) => body.characters(character(&r).encode_utf8(&mut [0; 4])),
            Event::Eof => break,
            _ => {}
        }
    }
    // A part that breaks off has elements left open.
    if body.path.is_empty() {
        Ok(body)
    } else {
        Err(damaged())
    }
}

impl Body {
    fn start(&mut self, e: &BytesStart, is_word: bool) -> Result<(), Words> {
        if self.path.len() >= DEEPEST {
            return Err(Words::new(
                format!("文档嵌套超过{DEEPEST}层，未打开"),
                format!("nests more than {DEEPEST} deep and was not opened"),
            ));
        }
        let name = e.local_name();
        let element = self.element(name.as_ref(), is_word);
        if element == Element::Skipped {
            self.skipped += 1;
        } else if self.skipped == 0 && is_word {
            self.begin(element, name.as_ref(), e);
        }
        self.path.push(element);
        Ok(())
    }

    fn element(&self, name: &str, is_word: bool) -> Element {
        let parent = self.path.last().copied().unwrap_or(Element::Other);
        let is_property = matches!(parent, Element::RunProperties | Element::RowProperties);
        match name {
            // The same content once more, for programs that do not know the first.
            "Fallback" => Element::Skipped,
            "oMath" | "oMathPara" => Element::Skipped,
            _ if !is_word => Element::Other,
            "del" | "moveFrom" if !is_property => Element::Skipped,
            "rt" | "sdtPr" => Element::Skipped,
            "p" => Element::Paragraph,
            "r" => Element::Run,
            "rPr" => Element::RunProperties,
            "trPr" => Element::RowProperties,
            "t" if parent == Element::Run => Element::Text,
            "tbl" => Element::Table,
            "tr" => Element::Row,
            "tc" => Element::Cell,
            "txbxContent" => Element::TextBox,
            _ => Element::Other,
        }
    }

    /// What an element does where it begins.
    fn begin(&mut self, element: Element, name: &str, e: &BytesStart) {
        let value = || attribute(e, "val");
        let number = || value().and_then(|v| v.parse().ok()).unwrap_or(0);
        let is_on = || !matches!(value().as_deref(), Some("0" | "false" | "off" | "none"));
        let in_run = self.path.last() == Some(&Element::Run);
        match (element, name) {
            (Element::Run, _) => self.is_hidden = false,
            (Element::Table, _) => self.open.push(Container::Table(Table::default())),
            (Element::TextBox, _) => self.open.push(Container::TextBox(Vec::new())),
            (Element::Row, _) => self.with_table(Table::begin_row),
            (Element::Cell, _) => self.with_table(|table| table.begin_cell(Cell::default())),
            (_, "vanish") if self.in_run_properties() => self.is_hidden = is_on(),
            (_, "del" | "moveFrom") if self.in_row_properties() => {
                self.has_changes = true;
                self.with_table(Table::drop_row);
            }
            (_, "hidden") if self.in_row_properties() && is_on() => {
                self.hidden_rows += 1;
                self.with_table(Table::drop_row);
            }
            (_, "gridBefore") => self.with_table(|table| table.skip_columns(number())),
            (_, "gridSpan") => self.with_cell(|cell| cell.colspan = number()),
            (_, "vMerge") => {
                let merge = Merge::of(value().as_deref());
                self.with_cell(|cell| cell.down = merge);
            }
            (_, "hMerge") => {
                let merge = Merge::of(value().as_deref());
                self.with_cell(|cell| cell.across = merge);
            }
            (_, "cellDel") => {
                self.has_changes = true;
                self.with_cell(|cell| cell.is_deleted = true);
            }
            (_, "ins" | "moveTo") => self.has_changes |= self.in_table(),
            (_, "br" | "cr") if in_run => self.line_end(),
            (_, "tab" | "ptab") if in_run => self.push_text("\t"),
            (_, "noBreakHyphen") if in_run => self.push_text("-"),
            // A character of a symbol font: nobody can say which.
            (_, "sym") if in_run => self.push_text("\u{FFFD}"),
            _ => {}
        }
    }

    fn end(&mut self) {
        let Some(element) = self.path.pop() else {
            return;
        };
        if element == Element::Skipped {
            self.skipped -= 1;
            self.has_changes |= self.skipped == 0 && self.in_table();
        }
        if self.skipped > 0 {
            return;
        }
        match element {
            Element::Paragraph => self.line_end(),
            Element::Cell => self.with_table(Table::end_cell),
            Element::Row => self.with_table(Table::end_row),
            Element::Table => {
                if let Some(Container::Table(table)) = self.open.pop() {
                    self.push(Node::Table(table.grid()));
                }
            }
            Element::TextBox => {
                if let Some(Container::TextBox(nodes)) = self.open.pop() {
                    self.push(Node::Break);
                    nodes.into_iter().for_each(|node| self.push(node));
                }
            }
            _ => {}
        }
    }

    fn characters(&mut self, text: &str) {
        if self.path.last() == Some(&Element::Text) && self.skipped == 0 {
            self.push_text(text);
        }
    }

    fn push_text(&mut self, text: &str) {
        if self.is_hidden {
            return;
        }
        let from = self.text.text.len();
        self.text.text.push_str(text);
        self.push(Node::Text(from..self.text.text.len()));
    }

    fn line_end(&mut self) {
        self.push(Node::Break);
    }

    fn push(&mut self, node: Node) {
        match self.open.last_mut() {
            Some(Container::Table(table)) => table.push(node),
            Some(Container::TextBox(nodes)) => nodes.push(node),
            None => self.root.push(node),
        }
    }

    fn with_table(&mut self, act: impl FnOnce(&mut Table)) {
        if let Some(Container::Table(table)) = self.open.last_mut() {
            act(table);
        }
    }

    fn with_cell(&mut self, act: impl FnOnce(&mut Cell)) {
        self.with_table(|table| {
            if let Some(cell) = table.cell() {
                act(cell);
            }
        });
    }

    fn in_table(&self) -> bool {
        self.path.contains(&Element::Table)
    }

    /// Those of a run, and not of a paragraph's mark.
    fn in_run_properties(&self) -> bool {
        self.path.ends_with(&[Element::Run, Element::RunProperties])
    }

    fn in_row_properties(&self) -> bool {
        self.path.ends_with(&[Element::Row, Element::RowProperties])
    }

    fn notes(&self) -> Vec<Problem> {
        let changes = self.has_changes.then(|| {
            Words::new(
                "表格中有修订痕迹：读的是接受全部修订后的内容，请接受或拒绝修订后再定稿",
                "there are tracked changes in a table: what was read is the text with all of them accepted",
            )
        });
        let hidden = (self.hidden_rows > 0).then(|| super::table::hidden_rows(self.hidden_rows));
        let kinds = [("tracked_changes", changes), ("hidden_left_out", hidden)];
        let told = kinds.into_iter().filter_map(|(kind, words)| {
            Some(Problem {
                kind,
                words: words?,
                place: None,
            })
        });
        told.collect()
    }
}
