//! PDF: the glyphs and lines of each page, as its content stream draws them.
//!
//! What is drawn but cannot be seen is left out: text without colour, white
//! text on white, text painted over or outside of the clip. Text behind a
//! picture of the page, as recognition programs add it, is read with a note.

#![expect(
    clippy::float_arithmetic,
    reason = "positions on a page are fractions; no value is computed with them"
)]

use super::super::package::{damaged, encrypted};
use super::super::{Content, Format, Opened};
use super::fonts::Fonts;
use super::{
    Area, Glyph, MOST_GLYPHS, MOST_PAGES, MOST_RULINGS, POINT, Page, Ruling, Unit, as_written,
    beyond, checksum, geometry, page_numbers, scanned, unit,
};
use crate::source::{Problem, Words};
use hayro_interpret::font::{Glyph as Drawn, GlyphRun, OutlineGlyph, PositionedGlyph};
use hayro_interpret::hayro_cmap::{self, BfString, WritingMode};
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::object::dict::keys::{COUNT, PAGES};
use hayro_interpret::hayro_syntax::page::Page as Source;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, Paint, RenderContent, SoftMask, TransformExt,
    interpret_page,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Opens a PDF.
pub(super) fn open(bytes: &[u8]) -> Result<Opened, Words> {
    if is_cut_off(bytes) {
        return Err(damaged());
    }
    let read = || read(bytes);
    // Damage that the library trips over ends there; in a browser the worker
    // takes the fall.
    #[cfg(not(target_arch = "wasm32"))]
    let read = || std::panic::catch_unwind(read).unwrap_or_else(|_| Err(damaged()));
    read()
}

fn read(bytes: &[u8]) -> Result<Opened, Words> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|why| match why {
        LoadPdfError::Decryption(_) => encrypted(),
        LoadPdfError::Invalid => damaged(),
    })?;
    let count = pdf.pages().len();
    if count == 0 {
        return Err(damaged());
    }
    if count > MOST_PAGES {
        return Err(beyond(MOST_PAGES, "页", "pages"));
    }
    let unread = Arc::new(AtomicBool::new(false));
    let cache = InterpreterCache::new();
    let fonts = Fonts::of(&pdf);
    let mut reading = Reading::default();
    for (number, page) in pdf.pages().iter().enumerate() {
        reading.page(number + 1, page, &cache, settings(&unread), &fonts)?;
    }
    reading.damaged = checksum::is_damaged(&pdf);
    reading.opened(missing_pages(&pdf, count), unread.load(Ordering::Relaxed))
}

/// Whether the file ends before its end mark. A file that is optimised for
/// the web has one at its beginning, too, and states its length.
#[expect(
    clippy::indexing_slicing,
    reason = "every bound is taken from the same bytes"
)]
fn is_cut_off(bytes: &[u8]) -> bool {
    let last = bytes.len().saturating_sub(64 << 10);
    let ends = bytes[last..].windows(5).any(|w| w == b"%%EOF");
    let head = &bytes[..bytes.len().min(1024)];
    let stated = find(head, b"/Linearized").and_then(|_| {
        let rest = &head[find(head, b"/L ")? + 3..];
        let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        std::str::from_utf8(&rest[..digits]).ok()?.parse().ok()
    });
    !ends || stated.is_some_and(|length: usize| length > bytes.len())
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|w| w == what)
}

/// How many pages the file says it has, where that is more than were found.
fn missing_pages(pdf: &Pdf, found: usize) -> Option<usize> {
    let xref = pdf.xref();
    let catalog: Dict = xref.get(xref.root_id())?;
    let stated = catalog.get::<Dict>(PAGES)?.get::<u32>(COUNT)? as usize;
    (stated > found).then_some(stated)
}

/// A font without glyphs, for fonts that the file does not bring: their
/// outlines are of no use here. Its glyph has no width, so that the library
/// does not stretch it.
const NO_FONT: &[u8] = include_bytes!("blank.ttf");

fn settings(unread: &Arc<AtomicBool>) -> InterpreterSettings {
    let unread = Arc::clone(unread);
    InterpreterSettings {
        font_resolver: Arc::new(|_| Some((Arc::new(NO_FONT), 0))),
        cmap_resolver: Arc::new(hayro_cmap::load_embedded),
        warning_sink: Arc::new(move |warning| {
            if matches!(
                warning,
                hayro_interpret::InterpreterWarning::UnsupportedFont
            ) {
                unread.store(true, Ordering::Relaxed);
            }
        }),
        render_content: RenderContent::all(),
    }
}

/// What was read of a file so far.
#[derive(Default)]
struct Reading {
    pages: Vec<Page>,
    glyphs: usize,
    rulings: usize,
    /// Pages, from 1, that are pictures, and those with recognised text.
    pictures: Vec<usize>,
    recognised: Vec<usize>,
    /// Whether a part of the file does not unpack whole.
    damaged: bool,
}

impl Reading {
    fn page<'a>(
        &mut self,
        number: usize,
        page: &Source<'a>,
        cache: &InterpreterCache<'a>,
        settings: InterpreterSettings,
        fonts: &Fonts,
    ) -> Result<(), Words> {
        let (width, height) = page.render_dimensions();
        let (width, height) = (f64::from(width), f64::from(height));
        let whole = Rect::new(0.0, 0.0, width, height);
        let transform = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(transform, whole, cache, page.xref(), settings);
        let mut sheet = Sheet::new(area(whole), self.glyphs, self.rulings, fonts);
        interpret_page(page, &mut context, &mut sheet);
        self.glyphs = sheet.glyph_count;
        self.rulings = sheet.ruling_count;
        if self.glyphs > MOST_GLYPHS {
            return Err(beyond(MOST_GLYPHS, "个字", "glyphs"));
        }
        if self.rulings > MOST_RULINGS {
            return Err(beyond(MOST_RULINGS, "条线", "lines drawn"));
        }
        let (page, kind) = sheet.finish();
        match kind {
            Kind::Text => {}
            Kind::Picture => self.pictures.push(number),
            Kind::Recognised => self.recognised.push(number),
        }
        self.pages.push(page);
        Ok(())
    }

    fn unknown_letters(&self) -> usize {
        let glyphs = self.pages.iter().flat_map(|page| &page.glyphs);
        glyphs.filter(|g| g.letter == '\u{FFFD}').count()
    }

    fn opened(self, stated: Option<usize>, unread: bool) -> Result<Opened, Words> {
        if self.pages.iter().all(|page| page.glyphs.is_empty()) {
            return Err(scanned());
        }
        let mut notes = Vec::new();
        let mut note = |kind: &'static str, zh: String, en: String| {
            notes.push(Problem {
                kind: kind.into(),
                words: Words::new(zh, en),
                place: None,
            });
        };
        if let Some(stated) = stated {
            let found = self.pages.len();
            note(
                "pages_missing",
                format!("文件应有{stated}页，只读到{found}页：文件可能不完整"),
                format!(
                    "the file should have {stated} pages, {found} were found: it may be incomplete"
                ),
            );
        }
        if self.damaged {
            note(
                "damaged",
                "文件有损坏之处，读到的内容可能不全或有误：请重新下载，或与原文核对".to_owned(),
                "the file is damaged in places; what was read may be incomplete or wrong: download it again, or compare it with the original".to_owned(),
            );
        }
        let unknown = self.unknown_letters();
        if unknown > 0 {
            note(
                "unknown_letters",
                format!("有{unknown}个字没有注明是什么字，显示为“\u{FFFD}”"),
                format!(
                    "the file does not tell what letters {unknown} of its glyphs are; they show as “\u{FFFD}”"
                ),
            );
        }
        if !self.pictures.is_empty() {
            let pages = page_numbers(&self.pictures);
            note(
                "scanned_pages",
                format!("第{pages}页是图片，其中的文字没有读取：请用原始文档，或先识别为文字"),
                format!(
                    "pages that are pictures were not read ({pages}): use the original document, or have their text recognised first"
                ),
            );
        }
        if !self.recognised.is_empty() {
            let pages = page_numbers(&self.recognised);
            note(
                "ocr_layer",
                format!("第{pages}页是扫描件，读取的是识别软件所加的文字，可能有误：请与图片核对"),
                format!(
                    "scanned pages ({pages}): what was read is text added by a recognition program and may be wrong; compare it with the picture"
                ),
            );
        }
        if unread {
            note(
                "font_unreadable",
                "有的字体无法读取，可能缺少文字".to_owned(),
                "a font could not be read; text may be missing".to_owned(),
            );
        }
        let document = geometry::document(&self.pages);
        Ok(Opened {
            notes,
            ..Opened::from(Content::Document(Format::Pdf, document))
        })
    }
}

/// What a page turned out to be.
enum Kind {
    Text,
    Picture,
    Recognised,
}

/// A glyph, and what is known of how it shows.
struct Placed {
    glyph: Glyph,
    /// Where its line begins, and in how many quarter turns it runs.
    origin: (Unit, Unit),
    turn: u8,
    /// Whether it cannot be seen, but is there to be copied.
    hidden: bool,
    covered: bool,
}

/// Collects what is drawn on a page.
struct Sheet<'f> {
    fonts: &'f Fonts,
    whole: Area,
    placed: Vec<Placed>,
    rulings: Page,
    clips: Vec<Area>,
    /// Fields of colour, and pictures.
    fills: Vec<Area>,
    pictures: Vec<Area>,
    /// How many outlines were filled that are no rectangles.
    outlines: usize,
    glyph_count: usize,
    ruling_count: usize,
    /// Steps left for telling what covers what.
    steps: usize,
}

/// The most steps that telling what covers what may take on a page.
const MOST_STEPS: usize = 20_000_000;
/// A filled path thinner than this is a line.
const THIN: Unit = 3 * POINT;
/// Fewer glyphs on a picture of a page are no text of it: a stamp, a number.
const LITTLE_TEXT: usize = 30;
/// A page of this many filled outlines and no text has its text as outlines.
const MANY_OUTLINES: usize = 100;

impl<'f> Sheet<'f> {
    fn new(whole: Area, glyph_count: usize, ruling_count: usize, fonts: &'f Fonts) -> Self {
        Self {
            fonts,
            whole,
            placed: Vec::new(),
            rulings: Page::default(),
            clips: Vec::new(),
            fills: Vec::new(),
            pictures: Vec::new(),
            outlines: 0,
            glyph_count,
            ruling_count,
            steps: MOST_STEPS,
        }
    }

    fn clip(&self) -> Area {
        self.clips.last().copied().unwrap_or(Area {
            left: Unit::MIN,
            top: Unit::MIN,
            right: Unit::MAX,
            bottom: Unit::MAX,
        })
    }

    fn glyph(&mut self, glyph: &PositionedGlyph, upright: bool, props: &DrawProps, hidden: bool) {
        let (advance, text) = match &**glyph {
            Drawn::Outline(g) => (g.advance_width(), self.letter(g)),
            Drawn::Type3(g) => (g.advance_width(), g.as_unicode()),
        };
        let advance = if upright { None } else { advance };
        let transform = props.transform * glyph.transform();
        let placing = Placing::new(transform, advance.unwrap_or(1000.0));
        let Some(placing) = placing else { return };
        match text {
            Some(BfString::Char(c)) => self.place(&placing, 0, 1, c, props, hidden),
            Some(BfString::String(s)) => {
                let letters = s.chars().count() as u32;
                for (at, c) in (0..).zip(s.chars()) {
                    self.place(&placing, at, letters, c, props, hidden);
                }
            }
            None => self.place(&placing, 0, 1, '\u{FFFD}', props, hidden),
        }
    }

    fn letter(&self, glyph: &OutlineGlyph) -> Option<BfString> {
        glyph.as_unicode().or_else(|| {
            let name = glyph.font_data()?.postscript_name?;
            self.fonts.letter(&name, glyph.char_code())
        })
    }

    /// Places one of the letters that a glyph stands for.
    fn place(
        &mut self,
        placing: &Placing,
        at: u32,
        of: u32,
        c: char,
        props: &DrawProps,
        hidden: bool,
    ) {
        self.glyph_count += 1;
        if self.glyph_count > MOST_GLYPHS {
            return;
        }
        let (area, origin) = placing.part(at, of);
        let middle = area.middle();
        let white = match &props.paint {
            Paint::Color(color) => {
                let [r, g, b, alpha] = color.to_rgba().components();
                if alpha < 0.05 {
                    return;
                }
                r.min(g).min(b) > 0.97
            }
            Paint::Pattern(_) => false,
        };
        let on_colour = || {
            let mut fields = self.fills.iter().chain(&self.pictures);
            fields.any(|f| f.holds(middle))
        };
        if !self.clip().holds(middle) || !self.whole.holds(middle) {
            return;
        }
        if white && !hidden && !on_colour() {
            return;
        }
        self.placed.push(Placed {
            glyph: Glyph {
                letter: as_written(c),
                area,
                base: origin.1,
                size: placing.size,
            },
            origin,
            turn: placing.turn,
            hidden,
            covered: false,
        });
    }

    /// Draws the straight pieces of a path.
    fn stroke(&mut self, path: &BezPath) {
        let (mut start, mut last) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(p) => (start, last) = (p, p),
                PathEl::LineTo(p) => {
                    self.rule(last, p);
                    last = p;
                }
                PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => last = p,
                PathEl::ClosePath => {
                    self.rule(last, start);
                    last = start;
                }
            }
        }
    }

    fn rule(&mut self, from: Point, to: Point) {
        self.ruling_count += 1;
        if self.ruling_count > MOST_RULINGS {
            return;
        }
        let clip = self.clip();
        let before = self.rulings.rulings.len();
        self.rulings.rule((from.x, from.y), (to.x, to.y));
        if let Some(ruling) = self.rulings.rulings.get_mut(before)
            && !clipped(ruling, clip)
        {
            self.rulings.rulings.pop();
        }
    }

    /// Fills a path: thin parts are lines, a frame is its four sides, and
    /// others cover what was there.
    fn fill(&mut self, path: &BezPath, paint: &Paint) {
        let parts: Vec<(Rect, bool)> = parts(path);
        let areas: Vec<Area> = parts.iter().map(|(rect, _)| area(*rect)).collect();
        if let [one, two] = areas.as_slice()
            && let Some(frame) = frame(*one, *two)
        {
            self.sides(frame);
            return;
        }
        let colour = match paint {
            Paint::Color(color) => color.to_rgba().components(),
            Paint::Pattern(_) => [0.5, 0.5, 0.5, 1.0],
        };
        let [red, green, blue, alpha] = colour;
        for ((rect, straight), area) in parts.iter().zip(areas) {
            let (x, y) = (rect.center().x, rect.center().y);
            if area.height() <= THIN && area.width() > area.height() {
                self.rule(Point::new(rect.x0, y), Point::new(rect.x1, y));
            } else if area.width() <= THIN {
                self.rule(Point::new(x, rect.y0), Point::new(x, rect.y1));
            } else if !straight {
                self.outlines += 1;
            } else if alpha > 0.9 {
                let clip = self.clip();
                self.cover(meet(area, clip), |placed| placed.covered = true);
                if red.min(green).min(blue) <= 0.97 {
                    self.fills.push(meet(area, clip));
                }
            }
        }
    }

    fn sides(&mut self, frame: Area) {
        let point = |x: Unit, y: Unit| {
            let points = |u: Unit| f64::from(u) / f64::from(POINT);
            Point::new(points(x), points(y))
        };
        let (a, b) = (point(frame.left, frame.top), point(frame.right, frame.top));
        let (c, d) = (
            point(frame.right, frame.bottom),
            point(frame.left, frame.bottom),
        );
        for (from, to) in [(a, b), (b, c), (c, d), (d, a)] {
            self.rule(from, to);
        }
    }

    fn cover(&mut self, area: Area, mut mark: impl FnMut(&mut Placed)) {
        let Some(left) = self.steps.checked_sub(self.placed.len()) else {
            return;
        };
        self.steps = left;
        for placed in &mut self.placed {
            if area.holds(placed.glyph.area.middle()) {
                mark(placed);
            }
        }
    }

    /// The page as it shows, turned so that its text is upright.
    fn finish(mut self) -> (Page, Kind) {
        let is_scan = self.pictures.iter().any(|p| covers(*p, self.whole, 50));
        self.placed.retain(|p| !p.covered);
        let seen = self
            .placed
            .iter()
            .filter(|p| !p.hidden && !p.glyph.letter.is_whitespace())
            .count();
        let pictures = std::mem::take(&mut self.pictures);
        let recognised = |p: &Placed| {
            seen == 0
                || pictures
                    .iter()
                    .any(|area| area.holds(p.glyph.area.middle()))
        };
        self.placed.retain(|p| !p.hidden || recognised(p));
        let hidden = self.placed.iter().filter(|p| p.hidden).count();
        let kind = if hidden > 0 {
            Kind::Recognised
        } else if seen < LITTLE_TEXT && (is_scan || self.outlines > MANY_OUTLINES) {
            Kind::Picture
        } else {
            Kind::Text
        };
        (turned(self.whole, self.placed, self.rulings.rulings), kind)
    }
}

impl<'a> Device<'a> for Sheet<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        if let Paint::Color(color) = &props.paint
            && color.to_rgba().components()[3] < 0.05
        {
            return;
        }
        let path = props.transform * path;
        match mode {
            DrawMode::Stroke(_) => self.stroke(&path),
            DrawMode::Fill(_) => self.fill(&path, &props.paint),
            DrawMode::FillAndStroke(..) => {
                self.fill(&path, &props.paint);
                self.stroke(&path);
            }
            DrawMode::Invisible => {}
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.clips
            .push(meet(area(clip.path.bounding_box()), self.clip()));
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let upright = run.writing_mode() == WritingMode::Vertical;
        let hidden = matches!(mode, DrawMode::Invisible);
        for glyph in run.glyphs() {
            self.glyph(glyph, upright, &props, hidden);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let size = Rect::new(
            0.0,
            0.0,
            f64::from(image.width()),
            f64::from(image.height()),
        );
        let place = meet(
            area((props.transform * size.to_path(0.1)).bounding_box()),
            self.clip(),
        );
        if self.pictures.len() < MOST_PICTURES {
            self.pictures.push(place);
        }
        let opaque = match &image {
            Image::Stencil(_) => false,
            Image::Raster(raster) => {
                let dict = raster.stream().dict();
                !dict.contains_key("SMask") && !dict.contains_key("Mask")
            }
        };
        // Recognition programs also put the picture over the text.
        if opaque && covers(place, self.whole, 50) {
            self.cover(place, |placed| placed.hidden = true);
        }
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {}
}

/// The most pictures of a page that are remembered.
const MOST_PICTURES: usize = 1000;

/// Where a glyph stands.
struct Placing {
    origin: Point,
    along: Vec2,
    up: Vec2,
    size: Unit,
    turn: u8,
}

impl Placing {
    /// None for what is written aslant, as marks across a page are.
    fn new(transform: Affine, advance: f32) -> Option<Self> {
        let origin = transform * Point::ZERO;
        let vector = |x: f64, y: f64| transform * Point::new(x, y) - origin;
        let (em, up) = (vector(1000.0, 0.0), vector(0.0, 1000.0));
        let lean = 0.18;
        let turn = if em.y.abs() <= lean * em.x.abs() {
            if em.x >= 0.0 { 0 } else { 2 }
        } else if em.x.abs() <= lean * em.y.abs() {
            if em.y > 0.0 { 1 } else { 3 }
        } else {
            return None;
        };
        let size = unit(up.hypot());
        (size > 0).then_some(Self {
            origin,
            along: em * (f64::from(advance) / 1000.0),
            up,
            size,
            turn,
        })
    }

    /// The rectangle of one of several letters, and where it begins.
    fn part(&self, at: u32, of: u32) -> (Area, (Unit, Unit)) {
        let share = |n: u32| self.along * (f64::from(n) / f64::from(of.max(1)));
        let (start, end) = (self.origin + share(at), self.origin + share(at + 1));
        let rect = Rect::from_points(start - self.up * 0.12, end + self.up * 0.88);
        (area(rect), (unit(start.x), unit(start.y)))
    }
}

/// Turns a page so that most of its text is upright.
#[expect(clippy::indexing_slicing, reason = "a turn is one of four quarters")]
fn turned(whole: Area, placed: Vec<Placed>, rulings: Vec<Ruling>) -> Page {
    let mut counts = [0_usize; 4];
    for p in &placed {
        counts[usize::from(p.turn & 3)] += 1;
    }
    let most = (0..4_u8).max_by_key(|t| (counts[usize::from(*t)], 3 - t));
    let turn = most.unwrap_or(0);
    let page = Page::new(whole.width(), whole.height(), turn);
    let glyphs = placed.into_iter().map(|p| {
        let area = page.upright(p.glyph.area);
        let base = if p.turn == turn {
            let (x, y) = p.origin;
            page.upright(Area {
                left: x,
                top: y,
                right: x,
                bottom: y,
            })
            .top
        } else {
            area.bottom
        };
        Glyph {
            area,
            base,
            ..p.glyph
        }
    });
    let glyphs = glyphs.collect();
    let rulings = rulings
        .into_iter()
        .map(|r| page.upright_ruling(r))
        .collect();
    Page {
        glyphs,
        rulings,
        ..page
    }
}

/// The rectangles around a path's parts, and whether each has straight sides only.
fn parts(path: &BezPath) -> Vec<(Rect, bool)> {
    let mut parts: Vec<(Rect, bool)> = Vec::new();
    let mut fresh = true;
    let mut add = |p: Point, straight: bool, fresh: &mut bool| {
        if *fresh {
            parts.push((Rect::from_points(p, p), true));
            *fresh = false;
        }
        if let Some((rect, all)) = parts.last_mut() {
            *rect = rect.union_pt(p);
            *all &= straight;
        }
    };
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(p) => {
                fresh = true;
                add(p, true, &mut fresh);
            }
            PathEl::LineTo(p) => add(p, true, &mut fresh),
            PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => add(p, false, &mut fresh),
            PathEl::ClosePath => {}
        }
    }
    parts
}

/// The middle of the way between two rectangles, where one is a thin frame's
/// outer and the other its inner side.
fn frame(one: Area, two: Area) -> Option<Area> {
    let (outer, inner) = if one.width() >= two.width() {
        (one, two)
    } else {
        (two, one)
    };
    let margins = [
        inner.left - outer.left,
        inner.top - outer.top,
        outer.right - inner.right,
        outer.bottom - inner.bottom,
    ];
    let half = |a: Unit, b: Unit| Unit::midpoint(a, b);
    (inner.width() > THIN
        && inner.height() > THIN
        && margins.iter().all(|m| (0..=THIN).contains(m)))
    .then(|| Area {
        left: half(outer.left, inner.left),
        top: half(outer.top, inner.top),
        right: half(outer.right, inner.right),
        bottom: half(outer.bottom, inner.bottom),
    })
}

/// Cuts a line to what the clip shows; false where that is nothing.
fn clipped(ruling: &mut Ruling, clip: Area) -> bool {
    let (across, along) = if ruling.upright {
        ((clip.left, clip.right), (clip.top, clip.bottom))
    } else {
        ((clip.top, clip.bottom), (clip.left, clip.right))
    };
    let slack = POINT;
    ruling.from = ruling.from.max(along.0);
    ruling.to = ruling.to.min(along.1);
    ruling.from < ruling.to
        && ruling.at >= across.0.saturating_sub(slack)
        && ruling.at <= across.1.saturating_add(slack)
}

fn meet(one: Area, two: Area) -> Area {
    Area {
        left: one.left.max(two.left),
        top: one.top.max(two.top),
        right: one.right.min(two.right),
        bottom: one.bottom.min(two.bottom),
    }
}

/// Whether a rectangle covers so many percent of another.
fn covers(one: Area, whole: Area, percent: i64) -> bool {
    let met = meet(one, whole);
    let size = |a: Area| i64::from(a.width().max(0)) * i64::from(a.height().max(0));
    size(met) * 100 >= size(whole) * percent
}

fn area(rect: Rect) -> Area {
    Area {
        left: unit(rect.x0),
        top: unit(rect.y0),
        right: unit(rect.x1),
        bottom: unit(rect.y1),
    }
}
