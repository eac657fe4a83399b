//! Checks the arithmetic of annual reports on open government information
//! (政府信息公开工作年度报告).
//!
//! One document goes one way through: its text is cut into cells, the cells
//! are aligned to the national form, the relations of the form are evaluated,
//! and the result is drawn as a [`view::View`].
//!
//! ```
//! use gouji::{check, source::Source};
//! let view = check(Source { name: "novel.txt", text: "It was a dark and stormy night." });
//! assert_eq!(view.form, None);
//! assert!(!view.problems.is_empty());
//! ```

pub mod source;

pub mod cells;

pub mod input;

pub mod report;

pub mod rules;

pub mod findings;

pub mod repairs;

pub mod view;

#[cfg(target_arch = "wasm32")]
mod wasm;

/// Reads and checks one document. Whatever the document is, there is an
/// answer: what could not be read stands in [`view::View::problems`].
#[must_use]
pub fn check(source: source::Source) -> view::View {
    let (format, document) = input::read(source);
    let report = report::recognize(&document);
    let findings = findings::check(&report);
    view::view(source, format.name(), &report, &findings)
}
