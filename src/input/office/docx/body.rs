//! The body of a Word document: elements become text and tables.

use super::super::super::flow::{Node, Text};
use super::super::super::package::damaged;
use super::super::grid::{MARK, UNSURE, begun, hidden_rows, tracked_changes};
use super::super::xml::{DEEPEST, attribute, character};
use super::looks::{Looks, Styles};
use super::table::{Cell, Table};
use crate::source::{Problem, Words};
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

/// A document while it is read.
#[derive(Default)]
pub(super) struct Body {
    pub(super) text: Text,
    pub(super) root: Vec<Node>,
    styles: Styles,
    /// The elements that are open, outermost first.
    path: Vec<Element>,
    /// The tables and text boxes that are open, outermost first.
    open: Vec<Container>,
    /// How deep in what is not read.
    skipped: usize,
    /// How the open paragraphs and runs look: more than one of each where a
    /// text box stands in a run.
    paragraphs: Vec<Looks>,
    runs: Vec<Looks>,
    /// Of each field that is open, whether its result has begun.
    fields: Vec<bool>,
    tables: usize,
    has_changes: bool,
    has_others: bool,
    hidden_rows: usize,
}

/// An open element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    Document,
    Paragraph,
    ParagraphProperties,
    Numbering,
    Run,
    RunProperties,
    Text,
    Table,
    Row,
    RowProperties,
    Cell,
    CellProperties,
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

/// Reads the part that holds the document.
///
/// # Errors
/// A sentence: it is damaged, nested too deep, or no Word document.
pub(super) fn read(xml: &str, styles: Styles) -> Result<Body, Words> {
    let mut reader = NsReader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut body = Body {
        text: begun(),
        styles,
        ..Body::default()
    };
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(|_| damaged())?;
        let is_word = match namespace {
            ResolveResult::Bound(uri) => uri.as_ref().contains("/wordprocessingml/"),
            _ => false,
        };
        match event {
            Event::Start(e) => body.start(&e, is_word)?,
            Event::End(_) => body.end()?,
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
        if self.path.is_empty() && element != Element::Document {
            return Err(not_word());
        }
        let is_known =
            is_word || element == Element::Skipped || name.as_ref() == "AlternateContent";
        if self.skipped == 0 && is_known {
            self.begin(element, name.as_ref(), e);
        }
        self.skipped += usize::from(element == Element::Skipped);
        self.path.push(element);
        Ok(())
    }

    /// What an element is, by its name and the one around it.
    fn element(&self, name: &str, is_word: bool) -> Element {
        let parent = self.path.last().copied();
        match (name, parent) {
            // The same content once more, for programs that do not know the first.
            ("Fallback" | "oMath" | "oMathPara", _) => Element::Skipped,
            _ if !is_word => Element::Other,
            ("del" | "moveFrom", Some(parent)) if !parent.is_properties() => Element::Skipped,
            ("rt" | "sdtPr", _) => Element::Skipped,
            // What properties were before they were changed.
            (name, Some(parent)) if parent.is_properties() && name.ends_with("Change") => {
                Element::Skipped
            }
            ("document", None) => Element::Document,
            ("p", _) => Element::Paragraph,
            ("pPr", Some(Element::Paragraph)) => Element::ParagraphProperties,
            ("numPr", Some(Element::ParagraphProperties)) => Element::Numbering,
            ("r", _) => Element::Run,
            ("rPr", Some(Element::Run)) => Element::RunProperties,
            ("t", Some(Element::Run)) => Element::Text,
            ("tbl", _) => Element::Table,
            ("tr", _) => Element::Row,
            ("trPr", Some(Element::Row)) => Element::RowProperties,
            ("tc", _) => Element::Cell,
            ("tcPr", Some(Element::Cell)) => Element::CellProperties,
            ("txbxContent", _) => Element::TextBox,
            _ => Element::Other,
        }
    }

    /// What an element does where it begins.
    fn begin(&mut self, element: Element, name: &str, e: &BytesStart) {
        match element {
            Element::Paragraph => self.paragraphs.push(Looks::default()),
            Element::Run => self.runs.push(Looks::default()),
            Element::Table => {
                self.tables += 1;
                self.open.push(Container::Table(Table::default()));
            }
            Element::TextBox => self.open.push(Container::TextBox(Vec::new())),
            Element::Row => self.with_table(Table::begin_row),
            Element::Cell => self.with_table(Table::begin_cell),
            Element::Skipped if name.starts_with("oMath") => self.mark(),
            Element::Skipped => self.has_changes |= self.is_change(name),
            Element::Other => match self.path.last() {
                Some(Element::Run) => self.in_run(name, e),
                Some(Element::RunProperties) => self.run_property(name, e),
                Some(Element::ParagraphProperties | Element::Numbering) => {
                    self.paragraph_property(name, e);
                }
                Some(Element::RowProperties) => self.row_property(name, e),
                Some(Element::CellProperties) => self.cell_property(name, e),
                _ => self.elsewhere(name),
            },
            _ => {}
        }
    }

    fn in_run(&mut self, name: &str, e: &BytesStart) {
        match name {
            "br" | "cr" => self.push(Node::Break),
            "tab" | "ptab" => self.push_text(" "),
            "noBreakHyphen" => self.push_text("-"),
            // Symbols of a font, pictures, shapes, and whatever holds them.
            "sym" | "drawing" | "pict" | "object" | "contentPart" | "AlternateContent" => {
                self.mark();
            }
            "fldChar" => self.field(attribute(e, "fldCharType").as_deref()),
            _ => {}
        }
    }

    /// The instruction of a field is not shown, its result is. One without a
    /// result may be a formula drawn on the page.
    fn field(&mut self, part: Option<&str>) {
        match part {
            Some("begin") => self.fields.push(false),
            Some("separate") => {
                if let Some(has_result) = self.fields.last_mut() {
                    *has_result = true;
                }
            }
            Some("end") if self.fields.pop() == Some(false) => self.mark(),
            _ => {}
        }
    }

    fn run_property(&mut self, name: &str, e: &BytesStart) {
        let mut looks = Looks::default();
        match name {
            "rStyle" => looks = self.styles.looks(&attribute(e, "val").unwrap_or_default()),
            _ => looks.property(e),
        }
        if let Some(run) = self.runs.last_mut() {
            // A style comes first and yields to what the run says itself.
            *run = looks.or(*run);
        }
    }

    fn paragraph_property(&mut self, name: &str, e: &BytesStart) {
        let mut looks = Looks::default();
        match name {
            "pStyle" => looks = self.styles.looks(&attribute(e, "val").unwrap_or_default()),
            "numId" => looks.property(e),
            _ => {}
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            *paragraph = looks.or(*paragraph);
        }
    }

    fn row_property(&mut self, name: &str, e: &BytesStart) {
        match name {
            "del" | "moveFrom" => {
                self.has_changes = true;
                self.with_table(Table::drop_row);
            }
            "ins" | "moveTo" => self.has_changes = true,
            "hidden" if is_on(e) => {
                self.hidden_rows += 1;
                self.with_table(Table::drop_row);
            }
            "gridBefore" => self.with_table(|table| table.indent(number(e))),
            _ => {}
        }
    }

    fn cell_property(&mut self, name: &str, e: &BytesStart) {
        let continues = || attribute(e, "val").is_none_or(|value| value != "restart");
        match name {
            "gridSpan" => self.with_cell(|cell| cell.columns = number(e)),
            "vMerge" => self.with_cell(|cell| cell.joins_above = continues()),
            "hMerge" => self.with_cell(|cell| cell.joins_left = continues()),
            "cellIns" | "cellMerge" => self.has_changes = true,
            "cellDel" => {
                self.has_changes = true;
                self.with_cell(|cell| cell.is_deleted = true);
            }
            _ => {}
        }
    }

    fn elsewhere(&mut self, name: &str) {
        match name {
            "ins" | "moveTo" => self.has_changes |= self.tables > 0,
            "altChunk" | "subDoc" => self.has_others = true,
            "AlternateContent" => self.mark(),
            _ => {}
        }
    }

    fn is_change(&self, name: &str) -> bool {
        self.tables > 0 && matches!(name, "del" | "moveFrom")
    }

    fn end(&mut self) -> Result<(), Words> {
        let element = self.path.pop().ok_or_else(damaged)?;
        self.skipped -= usize::from(element == Element::Skipped);
        if self.skipped > 0 {
            return Ok(());
        }
        match element {
            Element::ParagraphProperties => self.number_of_paragraph(),
            Element::Paragraph => {
                self.paragraphs.pop();
                self.push(Node::Break);
            }
            Element::Run => _ = self.runs.pop(),
            // The rest of the table would be taken for the field's.
            Element::Cell if self.fields.contains(&false) => return Err(damaged()),
            Element::Cell => self.with_table(Table::end_cell),
            Element::Row => self.with_table(Table::end_row),
            Element::Table => self.end_table(),
            Element::TextBox => self.end_text_box(),
            _ => {}
        }
        Ok(())
    }

    fn end_table(&mut self) {
        self.tables = self.tables.saturating_sub(1);
        if let Some(Container::Table(table)) = self.open.pop() {
            self.push(Node::Table(table.grid()));
        }
    }

    fn end_text_box(&mut self) {
        if let Some(Container::TextBox(nodes)) = self.open.pop() {
            self.push(Node::Break);
            for node in nodes {
                self.push(node);
            }
        }
    }

    /// Where a paragraph is numbered, its number is shown and not in the text.
    fn number_of_paragraph(&mut self) {
        let paragraph = self.paragraphs.last().copied().unwrap_or_default();
        if paragraph.numbered == Some(true) {
            self.mark();
        }
    }

    fn characters(&mut self, text: &str) {
        if self.path.last() == Some(&Element::Text) && self.skipped == 0 {
            let looks = self.looks();
            if looks.apart == Some(true) {
                // A raised digit is no digit of the number before it.
                self.push_text("^");
            }
            if looks.symbol == Some(true) && text.chars().any(|c| c.is_ascii_graphic()) {
                self.push_text(MARK);
            } else {
                self.push_text(text);
            }
        }
    }

    /// How the run being read looks.
    fn looks(&self) -> Looks {
        let run = self.runs.last().copied().unwrap_or_default();
        let paragraph = self.paragraphs.last().copied().unwrap_or_default();
        run.or(paragraph)
    }

    fn push_text(&mut self, text: &str) {
        if self.looks().hidden == Some(true) || self.fields.contains(&false) {
            return;
        }
        let from = self.text.text.len();
        self.text.text.push_str(text);
        self.push(Node::Text(from..self.text.text.len()));
    }

    /// In a cell, stands for what is shown and is no text.
    fn mark(&mut self) {
        let is_shown = self.looks().hidden != Some(true) && !self.fields.contains(&false);
        if is_shown && self.tables > 0 {
            self.push(Node::Text(UNSURE));
        }
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

    /// What a reader of the result should know.
    pub(super) fn notes(&self) -> Vec<Problem> {
        let others = self.has_others.then(|| Problem {
            kind: "embedded_left_out".into(),
            words: others_left_out(),
            place: None,
        });
        tracked_changes(self.has_changes)
            .into_iter()
            .chain(hidden_rows(self.hidden_rows))
            .chain(others)
            .collect()
    }
}

impl Element {
    fn is_properties(self) -> bool {
        matches!(
            self,
            Element::ParagraphProperties
                | Element::Numbering
                | Element::RunProperties
                | Element::RowProperties
                | Element::CellProperties
        )
    }
}

fn is_on(e: &BytesStart) -> bool {
    let value = attribute(e, "val");
    !matches!(value.as_deref(), Some("0" | "false" | "off"))
}

fn number(e: &BytesStart) -> i32 {
    attribute(e, "val")
        .and_then(|value| value.parse().ok())
        .unwrap_or(0)
}

fn others_left_out() -> Words {
    Words::new(
        "文档中嵌有其他文件（如网页片段），没有读取：请用Word打开并另存为docx再打开",
        "other files, such as parts of web pages, are embedded and were not read: open the document in Word, save it as docx and open that",
    )
}

pub(super) fn not_word() -> Words {
    Words::new(
        "不是Word、Excel或WPS的文字、表格文件：请另存为docx、xlsx或PDF再打开",
        "is no document or workbook of Word, Excel or WPS: save it as docx, xlsx or PDF and open that",
    )
}
