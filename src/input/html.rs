//! Web pages, whole or as a clipboard holds them: tags become text and
//! tables, as a browser would show them.
//!
//! Tokens are those of the WHATWG standard, section 13.2.5; of the tree
//! construction (13.2.6) what bears on tables is followed: end tags that may
//! be left out, rows without a table, text between cells.

use super::flow::{Grid, GridCell, Node, Text, break_off, lay_out};
use super::tags::{Token, tokens};
use crate::cells::Document;
use std::ops::Range;

/// Whether a text is HTML: some tag of a page or table opens in it.
pub(super) fn is_html(text: &str) -> bool {
    const TAGS: [&str; 12] = [
        "<!doctype html",
        "<html",
        "<body",
        "<table",
        "<tr",
        "<td",
        "<div",
        "<p>",
        "<p ",
        "<span",
        "<meta",
        "<br",
    ];
    let bytes = text.as_bytes();
    let opens = |at: usize| {
        TAGS.iter().any(|tag| {
            bytes
                .get(at..at + tag.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(tag.as_bytes()))
        })
    };
    text.match_indices('<').any(|(at, _)| opens(at))
}

/// Reads a page. One that holds its report inside a string of a script, or
/// with its tags written as text, is read through.
pub(super) fn read(source: &str) -> Document {
    let page = build(source);
    let in_script = page.scripts.iter().any(|(_, script)| is_escaped(script));
    if is_escaped(source) && !in_script {
        return unescaped(source, 0).0;
    }
    let document = page.lay_out();
    let inner = document.boxes.is_empty().then(|| {
        page.scripts
            .into_iter()
            .map(|(at, script)| unescaped(&script, at))
    });
    let best = inner
        .into_iter()
        .flatten()
        .find(|(document, _)| !document.boxes.is_empty());
    let mut document = match best {
        Some((inner, _)) => inner,
        None if document.boxes.is_empty() && is_html(&document.text) => through_text(&document),
        None => document,
    };
    document.title = document.title.or(page.title);
    document
}

/// Whether the tags themselves are escaped, as inside JSON: `<\/td>`, `=\"`.
fn is_escaped(source: &str) -> bool {
    source.contains("<\\/t") || source.contains("=\\\"") && !source.contains("=\"")
}

/// Reads what a string of a script holds; `at` is where the script begins.
fn unescaped(script: &str, at: usize) -> (Document, usize) {
    let mut text = String::with_capacity(script.len());
    let mut origins = vec![(0, at)];
    let mut rest = script.char_indices();
    while let Some((from, c)) = rest.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        let meant = match rest.next().map(|(_, c)| c) {
            Some('n' | 'r') => '\n',
            Some('t') => '\t',
            Some('u') => {
                let code = script
                    .get(from + 2..from + 6)
                    .and_then(|h| u32::from_str_radix(h, 16).ok());
                code.map(|_| rest.by_ref().take(4).count());
                code.and_then(char::from_u32).unwrap_or('\u{FFFD}')
            }
            Some(c) => c,
            None => '\\',
        };
        origins.push((text.len(), at + from));
        text.push(meant);
        let next = rest.clone().next().map_or(script.len(), |(next, _)| next);
        origins.push((text.len(), at + next));
    }
    let page = build(&text);
    let mut document = page.lay_out();
    document.title = page.title;
    reorigin(&mut document, &origins);
    (document, at)
}

/// Reads tags that stand on the page as text.
fn through_text(outer: &Document) -> Document {
    let page = build(&outer.text);
    let mut document = page.lay_out();
    reorigin(&mut document, &outer.origins);
    document
}

/// Places in an inner text become places in the source: a run of the document
/// ends wherever a run of the inner text does.
fn reorigin(document: &mut Document, outer: &[(usize, usize)]) {
    let inner = std::mem::take(&mut document.origins);
    let ends = inner.iter().skip(1).map(|(text, _)| *text);
    let ends = ends.chain([document.text.len()]);
    for ((text, at), end) in inner.iter().zip(ends) {
        let next = outer.partition_point(|(from, _)| from <= at);
        let (before, within) = outer.split_at(next);
        let (from, source) = before.last().copied().unwrap_or_default();
        document.origins.push((*text, source + (at - from)));
        let within = within
            .iter()
            .map(|(from, source)| (text + (from - at), *source));
        let within = within.take_while(|(from, _)| *from < end);
        document.origins.extend(within);
    }
}

/// Tables nested deeper than this are read as part of the last.
const DEEPEST: usize = 32;

/// A page while it is read.
#[derive(Default)]
struct Page {
    text: Text,
    root: Vec<Node>,
    /// The tables that are open, the innermost last.
    open: Vec<OpenTable>,
    /// The element being read that is not shown.
    hidden: Option<Hidden>,
    /// The element whose text is no content: script, style, title.
    raw: Option<Vec<u8>>,
    title: Option<String>,
    /// Scripts that may hold a page in a string, and where they begin.
    scripts: Vec<(usize, String)>,
    tag: Tag,
    /// Whether it ends within a cell.
    cut: bool,
}

#[derive(Default)]
struct OpenTable {
    grid: Grid,
    in_row: bool,
    in_cell: bool,
}

/// The start tag being read.
#[derive(Default)]
struct Tag {
    name: Vec<u8>,
    colspan: usize,
    rowspan: usize,
    hidden: bool,
    /// Whether its style strikes out or raises what it holds.
    apart: bool,
    value: Option<String>,
    button: bool,
    start: usize,
}

fn build(source: &str) -> Page {
    let mut page = Page::default();
    tokens(source, &mut |token, range| {
        page.token(source, &token, range);
    });
    page.cut = page.open.last().is_some_and(|table| table.in_cell);
    while !page.open.is_empty() {
        page.close_table();
    }
    page
}

impl Page {
    fn lay_out(&self) -> Document {
        let mut document = lay_out(&self.text, &self.root);
        if self.cut {
            break_off(&mut document);
        }
        document
    }
}

impl Page {
    fn token(&mut self, source: &str, token: &Token, range: Range<usize>) {
        match token {
            Token::Open(name) => {
                self.tag = Tag {
                    name: name.to_vec(),
                    start: range.start,
                    ..Tag::default()
                };
            }
            Token::Attribute(name, value) => self.tag.attribute(name, value),
            Token::Close => {
                let tag = std::mem::take(&mut self.tag);
                self.start(&tag, range.end);
            }
            Token::End(name) => self.end(name),
            Token::Text(value, origins) => self.string(source, value, origins, range),
        }
    }

    fn string(
        &mut self,
        source: &str,
        value: &[u8],
        origins: &[(usize, usize)],
        span: Range<usize>,
    ) {
        let value = String::from_utf8_lossy(value);
        match self.raw.as_deref() {
            Some(b"title") => {
                self.title.get_or_insert_with(|| value.trim().to_owned());
                return;
            }
            Some(_) => {
                if value.contains("write(") {
                    self.mark_cell(span.start);
                }
                let tag = |t: &str| value.contains(t);
                if tag("<td") || tag("<TD") || tag("u003ctd") || tag("u003Ctd") {
                    // As it stands: the tokenizer has put something longer for U+0000.
                    let script = source.get(span.clone()).unwrap_or(&value);
                    self.scripts.push((span.start, script.to_owned()));
                }
                return;
            }
            None => {}
        }
        if self.hidden.is_some() {
            return;
        }
        let between = self.open.last().is_some_and(|table| !table.in_cell);
        if between && value.trim().is_empty() {
            return;
        }
        let from = self.text.text.len();
        let origins = origins.iter().map(|(at, place)| (from + at, *place));
        self.text.origins.extend(origins);
        self.text.text.push_str(&value);
        let to = self.text.text.len();
        self.text.origins.push((to, span.end));
        let node = Node::Text(from..to);
        if between {
            // Text between cells is shown before the table.
            let outer = self.open.len() - 1;
            self.content_of(outer).push(node);
        } else {
            self.push(node);
        }
    }

    fn start(&mut self, tag: &Tag, end: usize) {
        let name = tag.name.as_slice();
        if let Some(hidden) = &mut self.hidden {
            if !hidden.ends_before(name) {
                hidden.open(name);
                return;
            }
            self.hidden = None;
        }
        if RAW.contains(&name) {
            self.raw = Some(name.to_vec());
            return;
        }
        if !VOID.contains(&name) && (tag.hidden || NEVER_SHOWN.contains(&name)) {
            match name {
                b"td" | b"th" => self.close_cell(),
                b"tr" => self.close_row(),
                b"template" | b"noscript" => {}
                _ if !tag.hidden && NEVER_SHOWN.contains(&name) => self.mark_cell(tag.start),
                _ => {}
            }
            self.hidden = Some(Hidden {
                name: name.to_vec(),
                depth: 1,
                tables: usize::from(name == b"table"),
            });
            return;
        }
        match name {
            b"table" if self.open.len() >= DEEPEST => {}
            b"table" => {
                if self.open.last().is_some_and(|table| !table.in_cell) {
                    self.close_table();
                }
                self.push(Node::Break);
                self.open.push(OpenTable::default());
            }
            b"tr" => self.open_row(),
            b"td" | b"th" => self.open_cell(tag, end),
            b"thead" | b"tbody" | b"tfoot" => self.close_row(),
            b"img" | b"canvas" | b"object" | b"embed" if !tag.hidden => {
                self.mark("\u{FFFC}", tag.start);
            }
            b"input" if !tag.button && !tag.hidden => {
                if let Some(value) = &tag.value {
                    self.mark(value, tag.start);
                }
            }
            // A raised digit is no digit of the number before it, nor is one struck out.
            b"sup" | b"sub" | b"s" | b"strike" | b"del" => self.mark("^", tag.start),
            _ if tag.apart => self.mark("^", tag.start),
            _ if BLOCKS.contains(&name) => self.push(Node::Break),
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        if self.raw.as_deref() == Some(name) {
            self.raw = None;
            return;
        }
        if let Some(hidden) = &mut self.hidden {
            match hidden.close(name) {
                Closing::Inside => return,
                Closing::Itself => {
                    self.hidden = None;
                    return;
                }
                Closing::Around => self.hidden = None,
            }
        }
        match name {
            b"table" => self.close_table(),
            b"tr" | b"thead" | b"tbody" | b"tfoot" => self.close_row(),
            b"td" | b"th" => self.close_cell(),
            _ if BLOCKS.contains(&name) => self.push(Node::Break),
            _ => {}
        }
    }

    /// The content that nodes are added to at a depth of open tables.
    fn content_of(&mut self, depth: usize) -> &mut Vec<Node> {
        let outer = self
            .open
            .iter_mut()
            .take(depth)
            .rev()
            .find(|table| table.in_cell);
        let cell = outer
            .and_then(|table| table.grid.rows.last_mut())
            .and_then(|row| row.last_mut());
        match cell {
            Some(cell) => &mut cell.content,
            None => &mut self.root,
        }
    }

    fn push(&mut self, node: Node) {
        let depth = self.open.len();
        let between = self.open.last().is_some_and(|table| !table.in_cell);
        if between && matches!(node, Node::Break) {
            return;
        }
        self.content_of(depth).push(node);
    }

    /// Something shown that is no text of the source.
    fn mark(&mut self, text: &str, at: usize) {
        let from = self.text.text.len();
        self.text.origins.push((from, at));
        self.text.text.push_str(text);
        if self.open.last().is_none_or(|table| table.in_cell) {
            self.push(Node::Text(from..self.text.text.len()));
        }
    }

    /// The same in a cell, where it may be a number.
    fn mark_cell(&mut self, at: usize) {
        if self.open.last().is_some_and(|table| table.in_cell) {
            self.mark("\u{FFFC}", at);
        }
    }

    fn open_row(&mut self) {
        if self.open.is_empty() {
            self.open.push(OpenTable::default());
        }
        self.close_row();
        if let Some(table) = self.open.last_mut() {
            table.grid.rows.push(Vec::new());
            table.in_row = true;
        }
    }

    fn open_cell(&mut self, tag: &Tag, origin: usize) {
        if !self.open.last().is_some_and(|table| table.in_row) {
            self.open_row();
        }
        self.close_cell();
        if let Some(table) = self.open.last_mut()
            && let Some(row) = table.grid.rows.last_mut()
        {
            row.push(GridCell {
                content: Vec::new(),
                colspan: tag.colspan,
                rowspan: tag.rowspan,
                origin,
            });
            table.in_cell = true;
        }
    }

    fn close_cell(&mut self) {
        if let Some(table) = self.open.last_mut() {
            table.in_cell = false;
        }
    }

    fn close_row(&mut self) {
        if let Some(table) = self.open.last_mut() {
            table.in_cell = false;
            table.in_row = false;
        }
    }

    fn close_table(&mut self) {
        if let Some(table) = self.open.pop() {
            self.push(Node::Table(table.grid));
            self.push(Node::Break);
        }
    }
}

/// An element that is not shown, with all that is in it.
struct Hidden {
    name: Vec<u8>,
    /// How many elements of its name are open, itself among them.
    depth: usize,
    /// How many tables are open in it.
    tables: usize,
}

/// What an end tag closes.
enum Closing {
    /// Something in the hidden element.
    Inside,
    /// The hidden element.
    Itself,
    /// Something around it, and so it too.
    Around,
}

impl Hidden {
    /// Whether a start tag closes the element: the next cell or row does.
    fn ends_before(&self, name: &[u8]) -> bool {
        let lower = is_row_part(&self.name) && rank(name) < rank(&self.name);
        is_row_part(name) && self.tables == 0 && !lower
    }

    fn open(&mut self, name: &[u8]) {
        self.depth += usize::from(self.name == name);
        self.tables += usize::from(name == b"table");
    }

    fn close(&mut self, name: &[u8]) -> Closing {
        if self.name == name {
            self.depth -= 1;
            if self.depth == 0 {
                return Closing::Itself;
            }
        }
        if name == b"table" && self.tables > 0 {
            self.tables -= 1;
            return Closing::Inside;
        }
        let part =
            is_row_part(name) && !(is_row_part(&self.name) && rank(name) <= rank(&self.name));
        let paragraph =
            name == b"p" && !BLOCKS.contains(&self.name.as_slice()) && !is_row_part(&self.name);
        if self.tables == 0 && (name == b"table" || part || paragraph) {
            Closing::Around
        } else {
            Closing::Inside
        }
    }
}

impl Tag {
    fn attribute(&mut self, name: &[u8], value: &[u8]) {
        let text = || String::from_utf8_lossy(value);
        match name {
            b"hidden" => self.hidden = true,
            _ if value.is_empty() => {}
            b"colspan" => self.colspan = span_of(&text(), 1),
            // 0 means to the end of the table.
            b"rowspan" => self.rowspan = span_of(&text(), usize::MAX),
            b"style" => {
                let mut style = format!(";{};", text().replace(char::is_whitespace, ""));
                style.make_ascii_lowercase();
                let has = |words: &[&str]| words.iter().any(|word| style.contains(word));
                self.hidden |= has(&UNSEEN);
                self.apart |= has(&["line-through", "vertical-align:su"]);
            }
            b"value" => self.value = Some(text().into_owned()),
            b"type" => {
                let kind = text().to_ascii_lowercase();
                self.button = !matches!(kind.as_str(), "" | "text" | "number" | "tel");
            }
            _ => {}
        }
    }
}

/// Styles that show nothing, in small letters, without blanks and between semicolons.
const UNSEEN: [&str; 7] = [
    "display:none",
    "visibility:hidden",
    "mso-hide:all",
    ";font-size:0;",
    ";font-size:0p",
    ";opacity:0;",
    ";left:-999",
];

/// A span as HTML reads it: digits in front count, 0 is `zero`.
fn span_of(text: &str, zero: usize) -> usize {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\\'));
    let digits: String = text
        .chars()
        .take_while(char::is_ascii_digit)
        .take(6)
        .collect();
    match digits.parse() {
        Ok(0) => zero,
        Ok(span) => span,
        Err(_) => 1,
    }
}

/// Elements whose text is no content.
const RAW: [&[u8]; 3] = [b"script", b"style", b"title"];

/// Elements that are not shown, or not as text.
const NEVER_SHOWN: [&[u8]; 10] = [
    b"template",
    b"noscript",
    b"select",
    b"button",
    b"iframe",
    b"noframes",
    b"svg",
    b"math",
    b"audio",
    b"video",
];

fn is_row_part(name: &[u8]) -> bool {
    matches!(name, b"td" | b"th" | b"tr" | b"tbody" | b"thead" | b"tfoot")
}

/// A part of a table closes those of its own rank and below.
fn rank(name: &[u8]) -> u8 {
    match name {
        b"td" | b"th" => 0,
        b"tr" => 1,
        _ => 2,
    }
}

/// Elements without an end.
const VOID: [&[u8]; 12] = [
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta",
    b"source", b"wbr",
];

/// Elements that begin a line of their own.
const BLOCKS: [&[u8]; 33] = [
    b"address",
    b"article",
    b"aside",
    b"blockquote",
    b"body",
    b"br",
    b"caption",
    b"center",
    b"dd",
    b"div",
    b"dl",
    b"dt",
    b"fieldset",
    b"figure",
    b"footer",
    b"form",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"h6",
    b"header",
    b"hr",
    b"li",
    b"main",
    b"nav",
    b"ol",
    b"option",
    b"p",
    b"pre",
    b"section",
    b"ul",
];
