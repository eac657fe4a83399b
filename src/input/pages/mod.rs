//! Pages with fixed positions: glyphs and lines become text and tables by
//! where they stand.
//!
//! [`pdf`] and [`ofd`] collect what is printed on each page, [`lines`] puts
//! glyphs in lines, [`grid`] finds the cells between ruled lines, [`columns`]
//! those of tables without rulings, [`regions`] fills them, and [`geometry`]
//! lays all of it out as one document.

mod blocks;
mod checksum;
mod columns;
mod fonts;
mod geometry;
mod grid;
mod headers_footers;
mod lines;
mod ofd;
mod pdf;
mod regions;

use super::Opened;
use super::sniff::Kind;
use crate::cells::fold::letter;
use crate::source::Words;

/// Opens a file of one of these kinds.
///
/// # Errors
/// A sentence saying what the file is and what to do, where it cannot be read.
pub(super) fn open(kind: Kind, bytes: &[u8]) -> Result<Opened, Words> {
    match kind {
        Kind::Ofd => ofd::open(bytes),
        _ => pdf::open(bytes),
    }
}

/// A length or position on a page, in hundredths of a point: whole, so that
/// the same page gives the same table on every machine.
type Unit = i32;

/// A point, the unit of type.
const POINT: Unit = 100;

/// A position that the file has as a fraction, in points.
#[expect(clippy::float_arithmetic, reason = "files hold positions as fractions")]
fn unit(points: f64) -> Unit {
    // A cast takes what is no number for 0. So far apart and no further, no
    // sum of two positions overflows.
    let furthest = 1e7;
    (points * f64::from(POINT))
        .round()
        .clamp(-furthest, furthest) as Unit
}

/// A rectangle on a page; `top` is less than `bottom`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Area {
    left: Unit,
    top: Unit,
    right: Unit,
    bottom: Unit,
}

impl Area {
    fn width(self) -> Unit {
        self.right.saturating_sub(self.left)
    }

    fn height(self) -> Unit {
        self.bottom.saturating_sub(self.top)
    }

    fn middle(self) -> (Unit, Unit) {
        let half = |a: Unit, b: Unit| Unit::midpoint(a, b);
        (half(self.left, self.right), half(self.top, self.bottom))
    }

    fn holds(self, (x, y): (Unit, Unit)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    /// The smallest rectangle around both.
    fn around(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// A glyph as it is printed. A character that the file does not tell is U+FFFD.
#[derive(Clone, Copy, Debug)]
struct Glyph {
    letter: char,
    area: Area,
    /// The line it stands on.
    base: Unit,
    /// The height of its type.
    size: Unit,
}

/// A straight line, level or upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ruling {
    upright: bool,
    /// Its place across: x of an upright line, y of a level one.
    at: Unit,
    from: Unit,
    to: Unit,
}

/// What is printed on a page, turned so that its text is upright.
#[derive(Clone, Debug, Default)]
struct Page {
    width: Unit,
    height: Unit,
    /// How many quarters the page as it shows is turned clockwise from upright.
    turn: u8,
    glyphs: Vec<Glyph>,
    rulings: Vec<Ruling>,
}

impl Page {
    /// An empty page that shows at this size.
    fn new(width: Unit, height: Unit, turn: u8) -> Self {
        let (width, height) = if turn % 2 == 1 {
            (height, width)
        } else {
            (width, height)
        };
        Self {
            width,
            height,
            turn,
            ..Self::default()
        }
    }

    /// A rectangle of the page as it shows, where the text is upright.
    fn upright(&self, area: Area) -> Area {
        self.rotate(area, (4 - self.turn % 4) % 4, self.shown())
    }

    /// A rectangle of upright text on the page as it shows.
    fn as_shown(&self, area: Area) -> Area {
        self.rotate(area, self.turn % 4, (self.width, self.height))
    }

    fn shown(&self) -> (Unit, Unit) {
        if self.turn % 2 == 1 {
            (self.height, self.width)
        } else {
            (self.width, self.height)
        }
    }

    fn upright_ruling(&self, ruling: Ruling) -> Ruling {
        let Ruling {
            upright,
            at,
            from,
            to,
        } = ruling;
        let (left, top, right, bottom) = if upright {
            (at, from, at, to)
        } else {
            (from, at, to, at)
        };
        let area = self.upright(Area {
            left,
            top,
            right,
            bottom,
        });
        if upright == self.turn.is_multiple_of(2) {
            Ruling {
                upright: true,
                at: area.left,
                from: area.top,
                to: area.bottom,
            }
        } else {
            Ruling {
                upright: false,
                at: area.top,
                from: area.left,
                to: area.right,
            }
        }
    }

    /// Turns a rectangle of a page of the given size clockwise by quarters.
    #[expect(clippy::unused_self, reason = "reads as what is done with the page")]
    fn rotate(&self, area: Area, quarters: u8, (width, height): (Unit, Unit)) -> Area {
        let Area {
            left,
            top,
            right,
            bottom,
        } = area;
        let (from_right, from_bottom) = (
            |x: Unit| width.saturating_sub(x),
            |y: Unit| height.saturating_sub(y),
        );
        match quarters {
            1 => Area {
                left: from_bottom(bottom),
                top: left,
                right: from_bottom(top),
                bottom: right,
            },
            2 => Area {
                left: from_right(right),
                top: from_bottom(bottom),
                right: from_right(left),
                bottom: from_bottom(top),
            },
            3 => Area {
                left: top,
                top: from_right(right),
                right: bottom,
                bottom: from_right(left),
            },
            _ => area,
        }
    }

    /// Takes the edges of a path's straight pieces for rulings.
    fn rule(&mut self, (x0, y0): (f64, f64), (x1, y1): (f64, f64)) {
        let (x0, y0, x1, y1) = (unit(x0), unit(y0), unit(x1), unit(y1));
        let (wide, high) = (x0.abs_diff(x1), y0.abs_diff(y1));
        if high <= STRAIGHT && wide > high {
            self.rulings.push(Ruling {
                upright: false,
                at: Unit::midpoint(y0, y1),
                from: x0.min(x1),
                to: x0.max(x1),
            });
        } else if wide <= STRAIGHT && high > wide {
            self.rulings.push(Ruling {
                upright: true,
                at: Unit::midpoint(x0, x1),
                from: y0.min(y1),
                to: y0.max(y1),
            });
        }
    }
}

/// How far a ruling may lean.
const STRAIGHT: u32 = 60;

/// The most pages of a file.
const MOST_PAGES: usize = 500;
/// The most glyphs of a file.
const MOST_GLYPHS: usize = 2_000_000;
/// The most lines drawn in a file.
const MOST_RULINGS: usize = 500_000;

/// A character as it is written: fonts that hold a radical and the character
/// drawn alike say the one for the other.
fn as_written(c: char) -> char {
    match c {
        '\u{2E80}'..='\u{2FD5}' => letter(c).unwrap_or(c),
        c if c.is_control() => '\u{FFFD}',
        c => c,
    }
}

/// Said of a file beyond one of the bounds.
fn beyond(bound: usize, zh: &str, en: &str) -> Words {
    Words::new(
        format!("超过{bound}{zh}，未打开：请只保留年度报告的页面，另存后再打开"),
        format!(
            "has more than {bound} {en} and was not opened: keep the report's pages only and save them anew"
        ),
    )
}

/// Said of pages that hold pictures only.
fn scanned() -> Words {
    Words::new(
        "各页都是图片，没有可读的文字：请用原始文档，或先识别为文字再打开",
        "holds pictures of pages and no text: use the original document, or have its text recognised first",
    )
}

/// Page numbers as people write them: 3, 5–7.
fn page_numbers(pages: &[usize]) -> String {
    let mut out = String::new();
    let mut at = 0;
    while let Some(first) = pages.get(at) {
        let run = pages
            .iter()
            .skip(at)
            .zip(*first..)
            .take_while(|(page, next)| *page == next)
            .count();
        if !out.is_empty() {
            out.push_str(", ");
        }
        out += &first.to_string();
        if run > 1 {
            out.push('–');
            out += &(first + run - 1).to_string();
        }
        at += run;
    }
    out
}
