//! Prints figures as documents, in every shape that real ones have.

use super::figures::Figures;
use super::generate::Dice;
use gouji::report::fields::Table;
use gouji::view::{self, Box};

/// A shape that a document's text can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A cell a line with a tab before it, an empty line after each row.
    TabLines,
    /// A cell a line.
    Lines,
    /// A cell a paragraph.
    Paragraphs,
    /// A row a line, cells parted by tabs, merged cells printed once.
    TabRows,
    /// The same with merged cells at full width, as spreadsheets copy.
    TabGrid,
    /// A row a line, cells parted by blanks.
    BlankRows,
    /// Everything on one line.
    OneLine,
    /// Lone pipes on lines of their own.
    LonePipes,
    /// A cell a line with a pipe behind it.
    TrailingPipes,
    /// A row a line between pipes, merged cells padded.
    PipeRows,
    /// Markdown with rules under the header.
    Markdown,
    /// Text read out of a PDF: labels wrapped, page numbers, numbers on the
    /// middle line.
    Pdf,
    /// Comma-separated.
    Commas,
    /// Nothing between cells.
    Glued,
    /// Blanks only where the cells were padded.
    Padded,
    /// A web page with the form's merged cells.
    Html,
    /// Word's own HTML.
    WordHtml,
    /// HTML whose merged cells were lost: nothing spans anything.
    FlatHtml,
    /// HTML whose merged cells became one cell and empty ones.
    GridHtml,
    /// The same as a spreadsheet lays it out: each column three columns wide.
    WideHtml,
    /// HTML with the closing tags that may be left out left out.
    BareHtml,
    /// HTML with table three cut in two and its header repeated.
    CutHtml,
    /// HTML with labels broken over paragraphs and spans.
    BrokenHtml,
    /// A whole page inside a string of a script.
    ScriptHtml,
    /// HTML inside a layout table.
    NestedHtml,
}

pub const TEXT: [Shape; 13] = [
    Shape::TabLines,
    Shape::Lines,
    Shape::Paragraphs,
    Shape::TabRows,
    Shape::TabGrid,
    Shape::BlankRows,
    Shape::OneLine,
    Shape::LonePipes,
    Shape::TrailingPipes,
    Shape::PipeRows,
    Shape::Markdown,
    Shape::Pdf,
    Shape::Commas,
];

pub const HTML: [Shape; 10] = [
    Shape::Html,
    Shape::WordHtml,
    Shape::FlatHtml,
    Shape::GridHtml,
    Shape::WideHtml,
    Shape::BareHtml,
    Shape::CutHtml,
    Shape::BrokenHtml,
    Shape::ScriptHtml,
    Shape::NestedHtml,
];

impl Shape {
    /// Whether an empty cell can be told from none.
    pub fn keeps_blanks(self) -> bool {
        !matches!(
            self,
            Shape::BlankRows
                | Shape::OneLine
                | Shape::Pdf
                | Shape::Glued
                | Shape::Padded
                | Shape::WideHtml
        )
    }
}

/// A box of a table as it is printed.
#[derive(Clone, Debug)]
pub struct Item {
    pub text: String,
    pub colspan: usize,
    pub rowspan: usize,
    pub is_number: bool,
}

/// Prints a whole report.
pub fn write(figures: &Figures, shape: Shape, dice: &mut Dice) -> String {
    let mut parts = Vec::new();
    let year = figures.year;
    let title = format!("{year}年政府信息公开工作年度报告");
    parts.push(Part::Line(figures.agency.clone()));
    parts.push(Part::Line(title));
    for (section, heading) in &figures.form(Table::Requests).sections {
        parts.push(Part::Line(heading.zh.to_owned()));
        if let Some(table) = Table::ALL.into_iter().find(|t| t.name() == *section) {
            parts.push(Part::Table(table, rows(figures, table)));
            continue;
        }
        parts.push(Part::Line(match *section {
            "overview" => format!(
                "{year}年，本机关依法做好政府信息公开工作，全年主动公开政府信息{}条，行政许可、行政处罚信息及时公示，受理12345热线诉求{}件。",
                dice.below(900),
                dice.below(90)
            ),
            "problems" => format!(
                "公开的主动性有待提高，{}年将加强培训，全年开展2次以上。",
                year + 1
            ),
            "other" => "无其他需要报告的事项。".to_owned(),
            _ => "有关情况与上年相同。".to_owned(),
        }));
    }
    match shape {
        Shape::Html
        | Shape::WordHtml
        | Shape::FlatHtml
        | Shape::GridHtml
        | Shape::WideHtml
        | Shape::BareHtml
        | Shape::CutHtml
        | Shape::BrokenHtml
        | Shape::ScriptHtml
        | Shape::NestedHtml => page(&parts, shape, figures),
        _ => text(&parts, shape, dice),
    }
}

enum Part {
    Line(String),
    Table(Table, Vec<Vec<Item>>),
}

/// The rows of a table with the figures in; rows without figures left out.
pub fn rows(figures: &Figures, table: Table) -> Vec<Vec<Item>> {
    let forms = view::forms();
    let id = figures.form(table).id;
    let (_, form) = forms.0.iter().find(|(name, _)| *name == id).unwrap();
    let layout = match table {
        Table::Disclosure => &form.disclosure,
        Table::Requests => &form.requests,
        Table::Remedies => &form.remedies,
    };
    let present = |row: &Vec<Box>| {
        let mut cells = row.iter().filter_map(|b| match b {
            Box::Cell { cell, .. } => Some(*cell),
            Box::Header { .. } => None,
        });
        let first = cells.next();
        first.is_none_or(|cell| figures.cells.contains_key(cell))
    };
    let mut kept: Vec<Vec<Item>> = Vec::new();
    for row in layout.rows.iter().filter(|row| present(row)) {
        kept.push(
            row.iter()
                .map(|b| match b {
                    Box::Header {
                        text,
                        colspan,
                        rowspan,
                        ..
                    } => Item {
                        text: (*text).to_owned(),
                        colspan: *colspan,
                        rowspan: *rowspan,
                        is_number: false,
                    },
                    Box::Cell { cell, colspan } => Item {
                        text: figures.cells[*cell].clone(),
                        colspan: *colspan,
                        rowspan: 1,
                        is_number: true,
                    },
                })
                .collect(),
        );
    }
    if table == Table::Disclosure {
        // A part of table two with no rows left is not printed at all.
        let numbers = |row: &Vec<Item>| row.iter().any(|i| i.is_number);
        let mut at = 0;
        while at + 1 < kept.len() {
            let title = kept[at].len() == 1;
            let empty = kept.get(at + 2).is_none_or(|row| !numbers(row));
            if title && empty {
                kept.drain(at..at + 2);
            } else {
                at += 1;
            }
        }
        if kept.last().is_some_and(|row| !numbers(row)) {
            kept.pop();
        }
    }
    kept
}

/// The grid with every merged box at its upper left and nothing elsewhere.
fn grid(rows: &[Vec<Item>]) -> Vec<Vec<String>> {
    let mut grid: Vec<Vec<Option<String>>> = vec![Vec::new(); rows.len()];
    for (y, row) in rows.iter().enumerate() {
        let mut x = 0;
        for item in row {
            while grid[y].get(x).is_some_and(Option::is_some) {
                x += 1;
            }
            for dy in 0..item.rowspan.min(rows.len() - y) {
                for dx in 0..item.colspan {
                    let line = &mut grid[y + dy];
                    if line.len() <= x + dx {
                        line.resize(x + dx + 1, None);
                    }
                    let own = dy == 0 && dx == 0;
                    line[x + dx] = Some(if own {
                        item.text.clone()
                    } else {
                        String::new()
                    });
                }
            }
            x += item.colspan;
        }
    }
    grid.into_iter()
        .map(|row| row.into_iter().map(Option::unwrap_or_default).collect())
        .collect()
}

fn text(parts: &[Part], shape: Shape, dice: &mut Dice) -> String {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Line(line) => match shape {
                Shape::OneLine => out += &format!("{line} "),
                Shape::Paragraphs => out += &format!("{line}\n\n"),
                _ => out += &format!("{line}\n"),
            },
            Part::Table(_, rows) => out += &table_text(rows, shape, dice),
        }
    }
    out
}

fn table_text(rows: &[Vec<Item>], shape: Shape, dice: &mut Dice) -> String {
    let mut out = String::new();
    if matches!(
        shape,
        Shape::TabGrid | Shape::PipeRows | Shape::Markdown | Shape::Commas
    ) {
        let grid = grid(rows);
        for (at, row) in grid.iter().enumerate() {
            let quoted: Vec<String> = row
                .iter()
                .map(|cell| {
                    if cell.contains(',') {
                        format!("\"{cell}\"")
                    } else {
                        cell.clone()
                    }
                })
                .collect();
            out += &match shape {
                Shape::TabGrid => row.join("\t"),
                Shape::Commas => quoted.join(","),
                _ => format!("| {} |", row.join(" | ")),
            };
            out.push('\n');
            if at == 0 && shape == Shape::Markdown {
                out += &format!("|{}\n", "---|".repeat(row.len()));
            }
        }
        return out + "\n";
    }
    for (y, row) in rows.iter().enumerate() {
        if shape == Shape::Pdf {
            out += &pdf_row(row, dice);
            if y % 11 == 10 {
                out += &format!("- {} -\n", y / 11 + 1);
            }
            continue;
        }
        for (x, item) in row.iter().enumerate() {
            let cell = &item.text;
            out += &match shape {
                Shape::TabLines => {
                    let pad = |d: &mut Dice| {
                        if item.is_number && d.once_in(3) {
                            " "
                        } else {
                            ""
                        }
                    };
                    format!("\t{}{cell}{}\n", pad(dice), pad(dice))
                }
                Shape::Lines => format!("{cell}\n"),
                Shape::Paragraphs => format!("{cell}\n\n"),
                Shape::TabRows => format!("{}{cell}", if x > 0 { "\t" } else { "" }),
                Shape::LonePipes => format!("{cell}\n|\n"),
                Shape::TrailingPipes => format!("{cell} |\n"),
                Shape::Glued => cell.clone(),
                Shape::Padded if item.is_number => {
                    format!("{cell}{}", if dice.once_in(2) { " " } else { "" })
                }
                Shape::Padded => format!("{cell} "),
                _ if cell.is_empty() => String::new(),
                _ => format!("{cell} "),
            };
        }
        match shape {
            Shape::TabLines | Shape::TabRows | Shape::BlankRows | Shape::Padded => out.push('\n'),
            _ => {}
        }
    }
    if matches!(shape, Shape::Glued | Shape::TabRows) {
        out.push('\n');
    }
    out
}

/// Labels of more than eight characters wrapped, the numbers beside the
/// middle line.
fn pdf_row(row: &[Item], dice: &mut Dice) -> String {
    let labels: String = row
        .iter()
        .filter(|i| !i.is_number)
        .map(|i| i.text.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    let numbers: Vec<&str> = row
        .iter()
        .filter(|i| i.is_number)
        .map(|i| i.text.as_str())
        .collect();
    let numbers = numbers.join(" ");
    let letters: Vec<char> = labels.chars().collect();
    if numbers.is_empty() || letters.is_empty() {
        return format!("{labels}{numbers}\n");
    }
    let width = 8 + dice.below(4);
    let mut lines = vec![String::new()];
    for (at, c) in letters.iter().enumerate() {
        // A line breaks between two characters of writing, never inside `1.`.
        let breaks = c.is_alphabetic() && at > 0 && letters[at - 1].is_alphabetic();
        let full = lines.last().is_some_and(|l| l.chars().count() >= width);
        if breaks && full {
            lines.push(String::new());
        }
        lines.last_mut().unwrap().push(*c);
    }
    let middle = (lines.len() - 1) / 2;
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        out += line;
        if at == middle {
            out += &format!(" {numbers}");
        }
        out.push('\n');
    }
    out
}

// ---- web pages -----------------------------------------------------------

fn page(parts: &[Part], shape: Shape, figures: &Figures) -> String {
    let mut body = String::new();
    for part in parts {
        match part {
            Part::Line(line) if shape == Shape::WordHtml => {
                body += &format!(
                    "<p class=MsoNormal><span lang=EN-US style='font-size:16.0pt;font-family:仿宋_GB2312'>{line}<o:p></o:p></span></p>\n"
                );
            }
            Part::Line(line) => body += &format!("<p>{line}</p>\n"),
            Part::Table(table, rows) => {
                let cut = (shape == Shape::CutHtml && *table == Table::Requests)
                    .then_some(rows.len() / 2);
                match cut {
                    Some(cut) => {
                        let mut second: Vec<Vec<Item>> = rows[..3].to_vec();
                        second.extend(rows[cut..].to_vec());
                        body += &table_html(&rows[..cut], Shape::Html);
                        body += "<p>三、本年度办理结果（续）</p>";
                        body += &table_html(&second, Shape::Html);
                    }
                    None => body += &table_html(rows, shape),
                }
            }
        }
    }
    if shape == Shape::NestedHtml {
        body = format!(
            "<table width=980><tr><td>导航</td></tr><tr><td><table><tr><td>{body}</td></tr></table></td></tr></table>"
        );
    }
    let page = format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>{agency}{year}年政府信息公开工作年度报告-政务公开</title>\
         <style>table.MsoNormalTable {{font-size:10pt}}</style><script>var n = \"<td>9</td>\";</script></head><body>\
         <div>您的位置：<a href=\"/\">首页</a> &gt; 政务公开 &gt; 年度报告</div>\
         <div>分享：微信 微博 QQ空间</div><div style=\"display:none\">9 9 9</div>\
         <div class=\"article\">{body}</div><div>附件下载：<a href=\"a.docx\">年度报告.docx</a></div>\
         <div>版权所有 备案号12345678号</div></body></html>",
        agency = figures.agency,
        year = figures.year,
    );
    if shape == Shape::ScriptHtml {
        let escaped = page
            .replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace('\n', "\\n")
            .replace("</", "<\\/");
        return format!(
            "<html><body><div id=app></div><script>window.__DATA__ = {{\"content\": \"{escaped}\"}};</script></body></html>"
        );
    }
    page
}

fn table_html(rows: &[Vec<Item>], shape: Shape) -> String {
    if matches!(shape, Shape::GridHtml | Shape::WideHtml) {
        let pad = if shape == Shape::WideHtml {
            "<td></td><td></td>"
        } else {
            ""
        };
        let cell = |text: &String| format!("<td>{text}</td>{pad}");
        let row =
            |row: &Vec<String>| format!("<tr>{}</tr>", row.iter().map(cell).collect::<String>());
        return format!(
            "<table>{}</table>",
            grid(rows).iter().map(row).collect::<String>()
        );
    }
    if shape == Shape::FlatHtml {
        let mut out = "<table border=1>".to_owned();
        for row in rows {
            out += "<tr>";
            for item in row {
                out += &format!("<td>{}</td>", item.text);
            }
            out += "</tr>\n";
        }
        return out + "</table>";
    }
    let mut out = "<table border=1><tbody>\n".to_owned();
    for row in rows {
        out += "<tr>";
        for (at, item) in row.iter().enumerate() {
            let mut spans = String::new();
            if item.colspan > 1 {
                spans += &format!(" colspan=\"{}\"", item.colspan);
            }
            if item.rowspan > 1 {
                spans += &format!(" rowspan={}", item.rowspan);
            }
            let content = match shape {
                Shape::WordHtml => format!(
                    "<p class=MsoNormal align=center style='text-align:center'><span lang=EN-US style='font-size:10.5pt'>{}<o:p></o:p></span><span style='display:none;mso-hide:all'>7</span></p>",
                    item.text
                ),
                Shape::BrokenHtml if !item.is_number => broken(&item.text),
                Shape::BrokenHtml if at % 2 == 0 => format!("<p>&nbsp;{}</p>", item.text),
                _ if item.text.is_empty() => "&nbsp;".to_owned(),
                _ => item.text.clone(),
            };
            let close = if shape == Shape::BareHtml {
                ""
            } else {
                "</td>"
            };
            out += &format!("<td{spans}>{content}{close}");
        }
        out += if shape == Shape::BareHtml {
            "\n"
        } else {
            "</tr>\n"
        };
    }
    out + "</tbody></table>"
}

/// A label over two paragraphs and a span.
fn broken(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let half = letters.len() / 2;
    let (one, two): (String, String) = (
        letters[..half].iter().collect(),
        letters[half..].iter().collect(),
    );
    format!("<p>{one}</p><p><span>{two}</span></p>")
}
