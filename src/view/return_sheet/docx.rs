//! A return sheet as a Word document.

use super::{Item, ReturnSheet, Words};
use crate::source::{Language, Words as Problem};
use crate::view::printable;
use docx_rs::{
    AlignmentType, Docx, PageMargin, Paragraph, Run, RunFonts, Shading, Table, TableCell,
    TableLayoutType, TableRow, VMergeType, WidthType,
};
use std::io::Cursor;

/// Return sheets as one Word document for A4, each on a page of its own.
///
/// # Errors
/// Says why the package could not be written.
pub fn return_sheets_as_docx(sheets: &[ReturnSheet]) -> Result<Vec<u8>, Problem> {
    let fonts = RunFonts::new()
        .ascii("Times New Roman")
        .hi_ansi("Times New Roman")
        .east_asia("宋体");
    let margins = PageMargin::new()
        .top(1_080)
        .bottom(1_080)
        .left(1_020)
        .right(1_020);
    let empty = Docx::new()
        .page_size(11_906, 16_838)
        .page_margin(margins)
        .default_fonts(fonts)
        .default_size(21);
    let docx = sheets.iter().enumerate().fold(empty, |docx, (at, sheet)| {
        let heading = run(&sheet.title).bold().size(32);
        let heading = Paragraph::new()
            .add_run(heading)
            .align(AlignmentType::Center)
            .page_break_before(at > 0);
        with_sheet(docx.add_paragraph(heading), sheet)
    });
    let mut bytes = Cursor::new(Vec::new());
    docx.pack(&mut bytes).map_err(|why| {
        Problem::new(
            format!("Word文档无法写出：{why}"),
            format!("the Word document cannot be written: {why}"),
        )
    })?;
    Ok(bytes.into_inner())
}

/// A sheet below its heading.
fn with_sheet(docx: Docx, sheet: &ReturnSheet) -> Docx {
    let own = Words::of(sheet.language);
    let mut docx = docx
        .add_table(facts(sheet))
        .add_paragraph(bold(&sheet.verdict));
    if !sheet.items.is_empty() {
        docx = docx.add_table(items(sheet, &own));
    }
    for (heading, lines) in [(own.hints, &sheet.hints), (own.unread, &sheet.unread)] {
        if !lines.is_empty() {
            docx = docx.add_paragraph(bold(heading));
        }
        for line in lines {
            docx = docx.add_paragraph(words(&format!("· {line}")));
        }
    }
    let colon = sheet.language.pick("：", ": ");
    let signed = own
        .signed
        .map(|name| format!("{name}{colon}______________　　"));
    docx.add_paragraph(Paragraph::new())
        .add_paragraph(words(&signed.concat()))
}

fn bold(text: &str) -> Paragraph {
    Paragraph::new().add_run(run(text).bold())
}

fn words(text: &str) -> Paragraph {
    Paragraph::new().add_run(run(text))
}

fn run(text: &str) -> Run {
    Run::new().add_text(printable(text))
}

fn facts(sheet: &ReturnSheet) -> Table {
    let row = |(name, value): &(String, String)| {
        TableRow::new(vec![
            cell(WIDTHS_OF_FACTS[0], &[name]),
            cell(WIDTHS_OF_FACTS[1], &[value]),
        ])
    };
    let rows = sheet.facts.iter().map(row).collect();
    let table = Table::new(rows).set_grid(WIDTHS_OF_FACTS.to_vec());
    table.layout(TableLayoutType::Fixed)
}

/// In twentieths of a point; together the width between the margins.
const WIDTHS_OF_FACTS: [usize; 2] = [1_500, 8_366];
const WIDTHS: [usize; 5] = [720, 2_900, 900, 946, 4_400];

fn items(sheet: &ReturnSheet, words: &Words) -> Table {
    let headings = words.headings.iter().zip(WIDTHS);
    let head = headings
        .map(|(heading, width)| cell(width, &[heading]).shading(Shading::new().fill("F0F0F0")));
    let mut rows = vec![TableRow::new(head.collect())];
    for (at, item) in sheet.items.iter().enumerate() {
        rows.extend(item_rows(at + 1, item, sheet.language));
    }
    let table = Table::new(rows).set_grid(WIDTHS.to_vec());
    table.layout(TableLayoutType::Fixed)
}

/// Its cells one a row; number and reasons merged beside all of them.
fn item_rows(number: usize, item: &Item, language: Language) -> Vec<TableRow> {
    let row = |(at, [name, from, to]): (usize, [&str; 3])| {
        let beside = |cell: TableCell, empty: TableCell| match at {
            0 => cell.vertical_merge(VMergeType::Restart),
            _ => empty.vertical_merge(VMergeType::Continue),
        };
        TableRow::new(vec![
            beside(
                cell(WIDTHS[0], &[&number.to_string()]),
                cell(WIDTHS[0], &[""]),
            ),
            cell(WIDTHS[1], &[name]),
            cell(WIDTHS[2], &[from]),
            cell(WIDTHS[3], &[to]),
            beside(reasons(item, language), cell(WIDTHS[4], &[""])),
        ])
    };
    item.rows().enumerate().map(row).collect()
}

fn reasons(item: &Item, language: Language) -> TableCell {
    let lines: Vec<_> = item.reasons.iter().map(String::as_str).collect();
    let authority = run(&item.authority(language)).size(SMALL);
    cell(WIDTHS[4], &lines).add_paragraph(Paragraph::new().add_run(authority))
}

/// In half points.
const SMALL: usize = 15;

fn cell(width: usize, lines: &[&str]) -> TableCell {
    let cell = TableCell::new().width(width, WidthType::Dxa);
    lines
        .iter()
        .fold(cell, |cell, line| cell.add_paragraph(words(line)))
}
