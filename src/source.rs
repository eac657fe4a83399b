//! Where things stand in a document, and what could not be made out.
//!
//! Every later stage says where its facts come from with a [`Place`], and
//! says what it could not read with a [`Problem`].

use std::borrow::Cow;

/// A document as it was handed over: its name, and its text once decoded.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// File name, or whatever the caller calls it; never opened.
    pub name: &'a str,
    /// The decoded text: plain text or HTML.
    pub text: &'a str,
}

/// A place in the decoded text of a [`Source`], in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The table cell it stands in, where the document has real tables.
    pub cell: Option<TableCell>,
    /// Where it is printed, where the document has pages.
    pub page: Option<PageBox>,
}

/// A rectangle on a page, in whole points (1/72 inch) from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageBox {
    /// Which page, counted from 1.
    pub page: u32,
    /// Its left side.
    pub left: u32,
    /// Its upper side.
    pub top: u32,
    /// Its right side.
    pub right: u32,
    /// Its lower side.
    pub bottom: u32,
}

/// A cell of a table of the document, each counted from 1. In a workbook the
/// table is the sheet, and row and column are those of its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TableCell {
    /// Which table of the document.
    pub table: usize,
    /// Which row of that table.
    pub row: usize,
    /// Which column, merged cells counted at their full width.
    pub column: usize,
}

/// A sentence for people, in both languages of the program.
///
/// ```
/// let words = gouji::source::Words::new("没有找到表三", "table three was not found");
/// assert_eq!(words.zh, "没有找到表三");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Words {
    /// Both sentences at once.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }
}

/// Something a reader could not make out: never a judgement of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// A stable word for programs, such as `table_missing`.
    pub kind: Cow<'static, str>,
    /// The sentence for people.
    pub words: Words,
    /// Where, if anywhere in particular.
    pub place: Option<Place>,
}

impl Words {
    /// The sentence in one of the languages.
    ///
    /// ```
    /// use gouji::source::{Language, Words};
    /// assert_eq!(Words::new("表三", "table three").of(Language::English), "table three");
    /// ```
    #[must_use]
    pub fn of(&self, language: Language) -> &str {
        language.pick(&self.zh, &self.en)
    }
}

impl<Z: Into<String>, E: Into<String>> From<(Z, E)> for Words {
    fn from((zh, en): (Z, E)) -> Self {
        Self::new(zh, en)
    }
}

/// The languages of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Simplified Chinese, that of the reports.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// Of two things the one in this language.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Language::Chinese => zh,
            Language::English => en,
        }
    }
}
