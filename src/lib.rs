//! Checks the arithmetic of annual reports on open government information
//! (政府信息公开工作年度报告).
//!
//! One document goes one way through: its text is cut into cells, the cells
//! are aligned to the national form, the relations of the form are evaluated,
//! the cells behind those that fail are located, and the result is drawn as a [`view::View`].
//!
//! ```
//! use gouji::{check, source::Source};
//! let view = check(Source { name: "novel.txt", text: "It was a dark and stormy night." });
//! assert_eq!(view.form, None);
//! assert!(!view.problems.is_empty());
//! ```

mod order;

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
    check_corrected(source, &[])
}

/// The same with cells corrected by hand: name of the cell, new text.
///
/// ```
/// use gouji::{check_corrected, source::Source};
/// let text = "行政复议 行政诉讼 结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉 \
///     结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计 \
///     1 0 0 0 2 0 0 0 0 0 0 0 0 0 0";
/// let source = Source { name: "", text };
/// assert_eq!(check_corrected(source, &[]).summary.fails, 1);
/// let corrected = [("remedies.review.total".to_owned(), "1".to_owned())];
/// assert_eq!(check_corrected(source, &corrected).summary.fails, 0);
/// ```
#[must_use]
pub fn check_corrected(source: source::Source, corrections: &[(String, String)]) -> view::View {
    let (format, document) = input::read(source);
    check_document(source, format, &document, &[], corrections)
}

/// The same of a file that was opened: a text is read, a document is at hand
/// already. An archive is none; its entries are opened one by one.
///
/// ```
/// use gouji::{check_opened, input::open};
/// let opened = open("a.txt", "规章".as_bytes()).unwrap();
/// assert_eq!(check_opened("a.txt", &opened, &[]).source.format, "text");
/// ```
#[must_use]
pub fn check_opened(
    name: &str,
    opened: &input::Opened,
    corrections: &[(String, String)],
) -> view::View {
    let notes = &opened.notes;
    match &opened.content {
        input::Content::Text(format, text) => {
            let source = source::Source { name, text };
            check_document(source, *format, &input::read(source).1, notes, corrections)
        }
        input::Content::Document(format, document) => {
            let text = &document.text;
            let source = source::Source { name, text };
            check_document(source, *format, document, notes, corrections)
        }
        input::Content::Archive(_) => {
            let source = source::Source { name, text: "" };
            let document = cells::Document::default();
            check_document(source, input::Format::Text, &document, notes, corrections)
        }
    }
}

/// Checks a document that a reader made; `notes` are what it had to say.
fn check_document(
    source: source::Source,
    format: input::Format,
    document: &cells::Document,
    notes: &[source::Problem],
    corrections: &[(String, String)],
) -> view::View {
    let mut report = report::recognize(document);
    report.problems.extend_from_slice(notes);
    for (cell, text) in corrections {
        report.correct(cell, text);
    }
    #[cfg(not(feature = "whole"))]
    let (findings, evidence) = (findings::check(&report), repairs::Evidence::default());
    #[cfg(feature = "whole")]
    let (findings, witnesses) = check_whole(document, &report);
    #[cfg(feature = "whole")]
    let evidence = repairs::Evidence {
        witnesses: &witnesses,
        ..repairs::Evidence::default()
    };
    let causes = repairs::locate(&report, &findings, evidence);
    let blanks = repairs::fill_blanks(&report);
    let sheets = &document.sheets;
    view::view(source, format.name(), sheets, &report, &findings, &causes, &blanks)
}

/// Checks the tables, then what the rest of the document says; with the
/// numbers that its sentences give for single cells.
#[cfg(feature = "whole")]
fn check_whole(
    document: &cells::Document,
    report: &report::Report,
) -> (findings::Findings, Vec<(report::fields::CellId, i64)>) {
    let mut findings = findings::check(report);
    let claims = report::claims::read(document, report);
    findings::compare(&mut findings, report, &claims);
    // Without a table of the form this is another kind of document.
    if report.found.contains(&true) {
        findings::inspect(&mut findings, report, &report::outline::read(document, report));
        findings::wonder(&mut findings, report);
    }
    let witnesses = findings::witnesses(report, &claims);
    (findings, witnesses)
}
