//! OFD (GB/T 33190): the glyphs and lines of each page, as its XML describes
//! them, in millimetres from the upper left corner.

#![expect(
    clippy::float_arithmetic,
    reason = "positions on a page are fractions; no value is computed with them"
)]

use super::super::package::{Package, damaged, encrypted};
use super::super::{Content, Format, Opened};
use super::{
    Area, Glyph, MOST_GLYPHS, MOST_PAGES, MOST_RULINGS, Page, as_written, beyond, geometry,
    page_numbers, scanned, unit,
};
use crate::source::{Problem, Words};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeMap;

/// Opens an OFD.
pub(super) fn open(bytes: &[u8]) -> Result<Opened, Words> {
    let mut package = Package::open(bytes)?;
    if package
        .names()
        .iter()
        .any(|name| name.ends_with("Encryptions.xml"))
    {
        return Err(encrypted());
    }
    let start = parts(&package.read("OFD.xml")?)?;
    let document = start.iter().find(|part| part.name == "DocRoot");
    let document = resolved("", &document.ok_or_else(damaged)?.text);
    let parts = parts(&package.read(&document)?)?;
    let listed: Vec<&Part> = parts.iter().filter(|p| p.name == "Page").collect();
    if listed.len() > MOST_PAGES {
        return Err(beyond(MOST_PAGES, "页", "pages"));
    }
    let templates: BTreeMap<&str, String> = parts
        .iter()
        .filter(|p| p.name == "TemplatePage")
        .map(|p| (p.of("ID"), resolved(&document, p.of("BaseLoc"))))
        .collect();
    let size = parts.iter().find(|p| p.name == "PhysicalBox");
    let mut reading = Reading {
        size: size.and_then(|p| numbers(&p.text)),
        ..Reading::default()
    };
    for (number, page) in listed.iter().enumerate() {
        let path = resolved(&document, page.of("BaseLoc"));
        reading.page(number + 1, &mut package, &path, &templates)?;
    }
    reading.opened()
}

/// What was read of a file so far.
#[derive(Default)]
struct Reading {
    pages: Vec<Page>,
    /// The box of pages that have none of their own.
    size: Option<[f64; 4]>,
    pictures: Vec<usize>,
    glyphs: usize,
    rulings: usize,
}

impl Reading {
    /// Reads a page with the templates it names.
    fn page(
        &mut self,
        number: usize,
        package: &mut Package,
        path: &str,
        templates: &BTreeMap<&str, String>,
    ) -> Result<(), Words> {
        let content = package.read(path)?;
        let parts = parts(&content)?;
        let own = parts.iter().find(|p| p.name == "PhysicalBox");
        let area = own.and_then(|p| numbers(&p.text)).or(self.size);
        let [left, top, width, height] = area.unwrap_or([0.0, 0.0, 210.0, 297.0]);
        let mut sheet = Sheet {
            page: Page::new(points(width), points(height), 0),
            origin: (left, top),
            pictured: false,
        };
        for template in parts.iter().filter(|p| p.name == "Template") {
            if let Some(path) = templates.get(template.of("TemplateID")) {
                sheet.draw(&package.read(path)?)?;
            }
        }
        sheet.draw(&content)?;
        self.glyphs += sheet.page.glyphs.len();
        self.rulings += sheet.page.rulings.len();
        if self.glyphs > MOST_GLYPHS {
            return Err(beyond(MOST_GLYPHS, "个字", "glyphs"));
        }
        if self.rulings > MOST_RULINGS {
            return Err(beyond(MOST_RULINGS, "条线", "lines drawn"));
        }
        if sheet.pictured && sheet.page.glyphs.is_empty() {
            self.pictures.push(number);
        }
        self.pages.push(sheet.page);
        Ok(())
    }

    fn opened(self) -> Result<Opened, Words> {
        if self.pages.is_empty() {
            return Err(damaged());
        }
        if self.pages.iter().all(|page| page.glyphs.is_empty()) {
            return Err(scanned());
        }
        let pages = page_numbers(&self.pictures);
        let note = (!pages.is_empty()).then(|| Problem {
            kind: "scanned_pages".into(),
            words: Words::new(
                format!("第{pages}页是图片，其中的文字没有读取：请用原始文档，或先识别为文字"),
                format!("pages that are pictures were not read ({pages}): use the original document, or have their text recognised first"),
            ),
            place: None,
        });
        let document = geometry::document(&self.pages);
        Ok(Opened {
            notes: note.into_iter().collect(),
            ..Opened::from(Content::Document(Format::Ofd, document))
        })
    }
}

/// An element of an XML file, by its name without prefix.
#[derive(Debug, Default)]
struct Part {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    depth: usize,
}

impl Part {
    /// An attribute, empty where there is none.
    fn of(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value)
    }
}

/// The most elements of one XML file.
const MOST_PARTS: usize = 4_000_000;
/// The deepest nesting of one.
const DEEPEST: usize = 200;

/// The elements of an XML file in order.
fn parts(xml: &[u8]) -> Result<Vec<Part>, Words> {
    let mut reader = Reader::from_reader(xml);
    let mut parts: Vec<Part> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(tag) => {
                open.push(parts.len());
                parts.push(part(&tag, open.len())?);
            }
            Event::Empty(tag) => parts.push(part(&tag, open.len() + 1)?),
            Event::End(_) => {
                open.pop();
            }
            Event::Text(text) => {
                let text = text.xml10_content();
                if let Some(part) = open.last().and_then(|at| parts.get_mut(*at)) {
                    part.text.push_str(&text);
                }
            }
            Event::CData(text) => {
                let text = text.xml10_content();
                if let Some(part) = open.last().and_then(|at| parts.get_mut(*at)) {
                    part.text.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                let letter = match name.resolve_char_ref() {
                    Ok(Some(letter)) => letter,
                    _ => named(&name).unwrap_or('\u{FFFD}'),
                };
                if let Some(part) = open.last().and_then(|at| parts.get_mut(*at)) {
                    part.text.push(letter);
                }
            }
            Event::Eof if open.is_empty() => return Ok(parts),
            Event::Eof => return Err(damaged()),
            _ => {}
        }
        if open.len() > DEEPEST || parts.len() > MOST_PARTS {
            return Err(damaged());
        }
    }
}

fn named(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

fn part(tag: &BytesStart, depth: usize) -> Result<Part, Words> {
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|_| damaged())?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|_| damaged())?;
        let key = attribute.key.local_name();
        attributes.push((key.as_ref().to_owned(), value.into_owned()));
    }
    Ok(Part {
        name: tag.local_name().as_ref().to_owned(),
        attributes,
        text: String::new(),
        depth,
    })
}

/// A path in the package: from its root, or from the folder of the file that
/// names it.
fn resolved(from: &str, path: &str) -> String {
    let path = path.trim().replace('\\', "/");
    let mut folders: Vec<&str> = match path.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from.split('/').collect(),
    };
    if !path.starts_with('/') {
        folders.pop();
    }
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                folders.pop();
            }
            step => folders.push(step),
        }
    }
    folders.join("/")
}

/// Numbers parted by blanks: exactly so many.
fn numbers<const N: usize>(text: &str) -> Option<[f64; N]> {
    let numbers: Vec<f64> = text
        .split_whitespace()
        .map_while(|n| n.parse().ok())
        .collect();
    numbers.try_into().ok()
}

/// Millimetres in hundredths of a point.
fn points(millimetres: f64) -> i32 {
    unit(millimetres * 72.0 / 25.4)
}

/// A page as it is drawn.
struct Sheet {
    page: Page,
    origin: (f64, f64),
    pictured: bool,
}

/// The six numbers of a transformation.
type Matrix = [f64; 6];

const SAME: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// Where an object's own coordinates lie on the page.
#[derive(Clone, Copy)]
struct Frame {
    matrix: Matrix,
    left: f64,
    top: f64,
}

impl Frame {
    fn of(part: &Part, origin: (f64, f64)) -> Self {
        let [left, top, ..] = numbers(part.of("Boundary")).unwrap_or([0.0; 4]);
        Self {
            matrix: numbers(part.of("CTM")).unwrap_or(SAME),
            left: left - origin.0,
            top: top - origin.1,
        }
    }

    fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let [xx, yx, xy, yy, right, down] = self.matrix;
        (
            xx * x + xy * y + right + self.left,
            yx * x + yy * y + down + self.top,
        )
    }
}

/// The size of an object's letters; where it is not given, they fill its box.
fn size_of(text: &Part) -> f64 {
    let given = text.of("Size").parse().ok().filter(|size| *size > 0.0);
    let height = || numbers(text.of("Boundary")).map(|[_, _, _, height]: [f64; 4]| height);
    given.or_else(height).unwrap_or(0.0)
}

impl Sheet {
    /// Draws the objects of a page or template.
    fn draw(&mut self, xml: &[u8]) -> Result<(), Words> {
        let parts = parts(xml)?;
        for (at, part) in parts.iter().enumerate() {
            let inside = parts
                .iter()
                .skip(at + 1)
                .take_while(|p| p.depth > part.depth);
            let seen = part.of("Visible") != "false" && part.of("Alpha") != "0";
            match part.name.as_str() {
                "TextObject" if seen => {
                    let frame = Frame::of(part, self.origin);
                    let size = size_of(part);
                    let across = part.of("HScale").parse().unwrap_or(1.0);
                    for code in inside.filter(|p| p.name == "TextCode") {
                        self.text(code, frame, size, across);
                    }
                }
                "PathObject" if seen => {
                    let frame = Frame::of(part, self.origin);
                    let filled = part.of("Fill") == "true";
                    for data in inside.filter(|p| p.name == "AbbreviatedData") {
                        self.path(&data.text, frame, filled);
                    }
                }
                "ImageObject" => self.pictured = true,
                _ => {}
            }
            if self.page.glyphs.len() > MOST_GLYPHS || self.page.rulings.len() > MOST_RULINGS {
                break;
            }
        }
        Ok(())
    }

    fn text(&mut self, code: &Part, frame: Frame, size: f64, across: f64) {
        let letters: Vec<char> = code
            .text
            .chars()
            .filter(|c| !matches!(c, '\n' | '\r' | '\t'))
            .collect();
        let x: f64 = code.of("X").parse().unwrap_or(0.0);
        let y: f64 = code.of("Y").parse().unwrap_or(0.0);
        let dx = steps(code.of("DeltaX"), letters.len());
        let dy = steps(code.of("DeltaY"), letters.len());
        let (mut x, mut y) = (x, y);
        for (at, letter) in letters.iter().enumerate() {
            let wide = if letter.is_ascii() { 0.5 } else { 1.0 } * size * across;
            let step = dx.get(at).copied().unwrap_or(0.0);
            // The file gives no widths: a letter is no wider than the step to the next.
            let width = if step > 0.0 { wide.min(step) } else { wide };
            let (from, to) = (
                frame.at(x, y - size * 0.88),
                frame.at(x + width, y + size * 0.12),
            );
            let top = points(from.1.min(to.1));
            let bottom = points(from.1.max(to.1));
            self.page.glyphs.push(Glyph {
                letter: as_written(*letter),
                area: Area {
                    left: points(from.0.min(to.0)),
                    top,
                    right: points(from.0.max(to.0)),
                    bottom,
                },
                base: points(frame.at(x, y).1),
                size: bottom.saturating_sub(top),
            });
            x += step;
            y += dy.get(at).copied().unwrap_or(0.0);
        }
    }

    /// Takes the straight pieces of a path for lines, a thin filled one for one.
    fn path(&mut self, data: &str, frame: Frame, filled: bool) {
        let shapes = shapes(data);
        for points in &shapes {
            let placed: Vec<(f64, f64)> = points.iter().map(|(x, y)| frame.at(*x, *y)).collect();
            if filled && let Some((from, to)) = thin(&placed) {
                self.line(from, to);
                continue;
            }
            for pair in placed.windows(2) {
                if let [from, to] = pair {
                    self.line(*from, *to);
                }
            }
        }
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64)) {
        let scale = |(x, y): (f64, f64)| (x * 72.0 / 25.4, y * 72.0 / 25.4);
        self.page.rule(scale(from), scale(to));
    }
}

/// Steps between letters: numbers, or `g n v` for n times v.
fn steps(text: &str, most: usize) -> Vec<f64> {
    let mut steps = Vec::new();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        if word == "g" {
            let times: usize = words.next().and_then(|w| w.parse().ok()).unwrap_or(0);
            let step: f64 = words.next().and_then(|w| w.parse().ok()).unwrap_or(0.0);
            let left = most.saturating_sub(steps.len());
            steps.extend(std::iter::repeat_n(step, times.min(left)));
        } else {
            steps.push(word.parse().unwrap_or(0.0));
        }
        if steps.len() >= most {
            break;
        }
    }
    steps
}

/// The corners of a path's parts; a curve is the way to its end, which is
/// level or upright by chance only.
fn shapes(data: &str) -> Vec<Vec<(f64, f64)>> {
    let mut shapes: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut words = data.split_whitespace();
    while let Some(word) = words.next() {
        let count = match word {
            "S" | "M" | "L" => 2,
            "Q" => 4,
            "B" => 6,
            "A" => 7,
            _ => 0,
        };
        let values: Vec<f64> = words
            .by_ref()
            .take(count)
            .filter_map(|w| w.parse().ok())
            .collect();
        let end = match values.as_slice() {
            [.., x, y] => Some((*x, *y)),
            _ => None,
        };
        match (word, end) {
            ("S" | "M" | "Q" | "B" | "A", Some(end)) => shapes.push(vec![end]),
            ("L", Some(end)) => match shapes.last_mut() {
                Some(shape) => shape.push(end),
                None => shapes.push(vec![end]),
            },
            ("C", _) => {
                if let Some(shape) = shapes.last_mut()
                    && let Some(first) = shape.first().copied()
                {
                    shape.push(first);
                }
            }
            _ => {}
        }
    }
    shapes
}

/// A filled shape so thin that it is a line: its middle.
fn thin(points: &[(f64, f64)]) -> Option<((f64, f64), (f64, f64))> {
    let (mut left, mut top) = *points.first()?;
    let (mut right, mut bottom) = (left, top);
    for (x, y) in points {
        (left, right) = (left.min(*x), right.max(*x));
        (top, bottom) = (top.min(*y), bottom.max(*y));
    }
    let (x, y) = (f64::midpoint(left, right), f64::midpoint(top, bottom));
    let thickest = 1.0;
    if bottom - top <= thickest && right - left > bottom - top {
        Some(((left, y), (right, y)))
    } else if right - left <= thickest {
        Some(((x, top), (x, bottom)))
    } else {
        None
    }
}
