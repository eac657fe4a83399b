//! Return sheets as a page of its own, to print.

use super::{Item, ReturnSheet, Words};
use crate::source::Language;
use crate::view::escaped;
use std::fmt::Write;

/// One sheet as a page.
#[must_use]
pub fn return_sheet_as_html(sheet: &ReturnSheet) -> String {
    let sheets = std::slice::from_ref(sheet);
    return_sheets_as_html(&sheet.title, "", sheets, sheet.language)
}

/// Many sheets as one page, each on a sheet of its own; `before` is markup that stands above them.
#[must_use]
pub fn return_sheets_as_html(
    title: &str,
    before: &str,
    sheets: &[ReturnSheet],
    language: Language,
) -> String {
    let head = HEAD.replace("{language}", language.pick("zh-Hans", "en"));
    let mut out = head.replace("{title}", &escaped(title));
    out.push_str(before);
    for sheet in sheets {
        write_sheet(&mut out, sheet);
    }
    out + "</body>\n</html>\n"
}

fn write_sheet(out: &mut String, sheet: &ReturnSheet) {
    let words = Words::of(sheet.language);
    _ = writeln!(
        out,
        "<article>\n<h1>{}</h1>\n<table class=\"facts\">",
        escaped(&sheet.title)
    );
    for (name, value) in &sheet.facts {
        let (name, value) = (escaped(name), escaped(value));
        _ = writeln!(
            out,
            "<tr><th scope=\"row\">{name}</th><td>{value}</td></tr>"
        );
    }
    _ = writeln!(
        out,
        "</table>\n<p class=\"verdict\">{}</p>",
        escaped(&sheet.verdict)
    );
    if !sheet.items.is_empty() {
        out.push_str("<table class=\"items\">\n<thead><tr>");
        for heading in words.headings {
            _ = write!(out, "<th scope=\"col\">{heading}</th>");
        }
        out.push_str("</tr></thead>\n");
        for (at, item) in sheet.items.iter().enumerate() {
            write_item(out, at + 1, item, sheet.language);
        }
        out.push_str("</table>\n");
    }
    write_list(out, words.hints, &sheet.hints);
    write_list(out, words.unread, &sheet.unread);
    out.push_str("<p class=\"sign\">");
    for name in words.signed {
        _ = write!(out, "<span>{name}</span>");
    }
    out.push_str("</p>\n</article>\n");
}

/// Its cells one a row; number and reasons beside all of them.
fn write_item(out: &mut String, number: usize, item: &Item, language: Language) {
    let tall = item.rows().count();
    out.push_str("<tbody>");
    for (at, change) in item.rows().enumerate() {
        out.push_str("<tr>");
        if at == 0 {
            _ = write!(out, "<td rowspan=\"{tall}\">{number}</td>");
        }
        for (text, class) in change.into_iter().zip(["cell", "number", "number to"]) {
            _ = write!(out, "<td class=\"{class}\">{}</td>", escaped(text));
        }
        if at == 0 {
            _ = write!(out, "<td rowspan=\"{tall}\">");
            for reason in &item.reasons {
                _ = write!(out, "<p>{}</p>", escaped(reason));
            }
            _ = write!(
                out,
                "<p class=\"source\">{}</p></td>",
                escaped(&item.authority(language))
            );
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n");
}

fn write_list(out: &mut String, heading: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    _ = writeln!(out, "<h2>{heading}</h2>\n<ul>");
    for line in lines {
        _ = writeln!(out, "<li>{}</li>", escaped(line));
    }
    out.push_str("</ul>\n");
}

const HEAD: &str = r#"<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
@page { size: A4; margin: 18mm 16mm; }
body { max-width: 60em; margin: 2em auto; padding: 0 1em; color: #000; background: #fff; font: 10.5pt/1.5 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", SimSun, sans-serif; }
h1 { font-size: 16pt; text-align: center; } h2 { font-size: 11pt; margin: 1em 0 .3em; }
table { border-collapse: collapse; width: 100%; margin: .6em 0; } th, td { border: 1px solid #000; padding: .2em .5em; text-align: left; vertical-align: top; }
.facts th { width: 8em; font-weight: normal; } .items th { background: #f0f0f0; } .items p { margin: 0 0 .2em; } .overview { font-size: 9pt; }
.verdict { font-weight: bold; } .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; } .to { font-weight: bold; } .source { font-size: 8.5pt; color: #333; }
.cell { min-width: 11em; } ul { margin: 0; padding-left: 1.4em; }
.sign { margin-top: 2.5em; } .sign span { display: inline-block; width: 30%; margin-right: 3%; border-bottom: 1px solid #000; padding-bottom: 2em; }
article + article, .overview + article { page-break-before: always; }
@media print { body { margin: 0; padding: 0; max-width: none; } tr { page-break-inside: avoid; } }
</style>
</head>
<body>
"#;
