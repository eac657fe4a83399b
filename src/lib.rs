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

// No input panics: a place where an index is proven says how.
#![deny(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

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
    check_document(
        source,
        format,
        &document,
        corrections,
        repairs::Evidence::default(),
    )
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
    check_with(name, opened, corrections, repairs::Evidence::default())
}

fn check_with(
    name: &str,
    opened: &input::Opened,
    corrections: &[(String, String)],
    evidence: repairs::Evidence,
) -> view::View {
    let mut view = match &opened.content {
        input::Content::Text(format, text) => {
            let source = source::Source { name, text };
            check_document(
                source,
                *format,
                &input::read(source).1,
                corrections,
                evidence,
            )
        }
        input::Content::Document(format, document) => {
            let text = &document.text;
            check_document(
                source::Source { name, text },
                *format,
                document,
                corrections,
                evidence,
            )
        }
        input::Content::Archive(_) => check(source::Source { name, text: "" }),
    };
    view.problems.extend(opened.notes.iter().map(view::remark));
    view
}

/// Reads a file that was opened, to stand beside another.
///
/// ```
/// use gouji::{input::open, recognize_opened};
/// let opened = open("a.txt", "规章".as_bytes()).unwrap();
/// assert!(!recognize_opened(&opened).found.contains(&true));
/// ```
#[cfg(feature = "whole")]
#[must_use]
pub fn recognize_opened(opened: &input::Opened) -> report::Report {
    match &opened.content {
        input::Content::Text(_, text) => {
            let source = source::Source { name: "", text };
            with_paragraphs(&input::read(source).1)
        }
        input::Content::Document(_, document) => with_paragraphs(document),
        input::Content::Archive(_) => report::Report::default(),
    }
}

#[cfg(feature = "whole")]
fn with_paragraphs(document: &cells::Document) -> report::Report {
    let mut report = report::recognize(document);
    report.paragraphs = report::claims::paragraphs(document);
    report
}

/// The same as [`check_opened`], beside last year's report and those of the
/// units: both tell what does not agree, and which correction is the likelier.
///
/// ```
/// use gouji::{check_beside, findings::Beside, input::open};
/// let opened = open("a.txt", "规章".as_bytes()).unwrap();
/// let view = check_beside("a.txt", &opened, &[], &Beside::default());
/// assert!(view.compared.unwrap().residuals.is_empty());
/// ```
#[cfg(feature = "whole")]
#[must_use]
pub fn check_beside(
    name: &str,
    opened: &input::Opened,
    corrections: &[(String, String)],
    beside: &findings::Beside,
) -> view::View {
    let mut report = recognize_opened(opened);
    for (cell, text) in corrections {
        report.correct(cell, text);
    }
    let across = findings::compare(&report, beside);
    let witnesses: Vec<_> = across.residuals.iter().map(|r| (r.cell, r.sum)).collect();
    let evidence = repairs::Evidence {
        last_year: beside.last_year,
        witnesses: if beside.complete { &witnesses } else { &[] },
    };
    let mut view = check_with(name, opened, corrections, evidence);
    view::add_compared(&mut view, beside, &across);
    view
}

/// Checks a document that a reader made; the source's text is what its places refer to.
fn check_document(
    source: source::Source,
    format: input::Format,
    document: &cells::Document,
    corrections: &[(String, String)],
    evidence: repairs::Evidence,
) -> view::View {
    let mut report = report::recognize(document);
    for (cell, text) in corrections {
        report.correct(cell, text);
    }
    #[cfg(not(feature = "whole"))]
    let findings = findings::check(&report);
    #[cfg(feature = "whole")]
    let (findings, mut witnesses) = check_whole(document, &report);
    #[cfg(feature = "whole")]
    let evidence = {
        witnesses.extend(evidence.witnesses);
        repairs::Evidence {
            witnesses: &witnesses,
            ..evidence
        }
    };
    let causes = repairs::locate(&report, &findings, evidence);
    let blanks = repairs::fill_blanks(&report);
    let sheets = &document.sheets;
    view::view(
        source,
        format.name(),
        sheets,
        &report,
        &findings,
        &causes,
        &blanks,
    )
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
    findings::compare_claims(&mut findings, report, &claims);
    // Without a table of the form this is another kind of document.
    if report.found.contains(&true) {
        findings::inspect(
            &mut findings,
            report,
            &report::outline::read(document, report),
        );
        findings::wonder(&mut findings, report);
    }
    let witnesses = findings::witnesses(report, &claims);
    (findings, witnesses)
}
