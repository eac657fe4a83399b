//! Tables as a browser's parser sees them: our reader beside html5ever's tree.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

mod support;

use gouji::cells::{CELL, ROW, TABLE};
use gouji::input::read;
use gouji::source::Source;
use scraper::{ElementRef, Html, Node};
use support::generate::{Dice, consistent};
use support::write::{HTML, Shape, write};

/// The cells of a page, row by row, without blanks.
type Rows = Vec<Vec<String>>;

fn ours(page: &str) -> Rows {
    let (_, document) = read(Source {
        name: "",
        text: page,
    });
    let mut rows = Vec::new();
    // Tables are what stands between pairs of marks.
    for table in document.text.split(TABLE).skip(1).step_by(2) {
        for row in table.split(ROW).skip(1) {
            rows.push(row.split(CELL).skip(1).map(compact).collect());
        }
    }
    rows.retain(|row: &Vec<String>| !row.is_empty());
    rows
}

fn theirs(page: &str) -> Rows {
    let parsed = Html::parse_document(page);
    let mut rows = Vec::new();
    collect(parsed.root_element(), &mut rows);
    rows
}

fn collect(element: ElementRef, rows: &mut Rows) {
    for child in element.child_elements().filter(|c| is_shown(*c)) {
        if child.value().name() == "tr" && !holds_table(child) {
            let cells = child
                .child_elements()
                .filter(|c| ["td", "th"].contains(&c.value().name()) && is_shown(*c));
            let cells: Vec<String> = cells.map(|cell| compact(&shown_text(cell))).collect();
            if !cells.is_empty() {
                rows.push(cells);
            }
        } else {
            collect(child, rows);
        }
    }
}

fn holds_table(element: ElementRef) -> bool {
    element
        .descendent_elements()
        .any(|e| e.value().name() == "table")
}

fn is_shown(element: ElementRef) -> bool {
    let style = element.attr("style").unwrap_or_default().replace(' ', "");
    let hidden = style.contains("display:none")
        || style.contains("mso-hide:all")
        || element.attr("hidden").is_some();
    !hidden && !["script", "style", "noscript", "title"].contains(&element.value().name())
}

fn shown_text(element: ElementRef) -> String {
    let mut text = String::new();
    for child in element.children() {
        match child.value() {
            Node::Text(piece) => text.push_str(piece),
            Node::Element(_) => {
                let child = ElementRef::wrap(child).unwrap();
                if is_shown(child) {
                    text.push_str(&shown_text(child));
                }
            }
            _ => {}
        }
    }
    text
}

fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn tables_are_those_of_the_tree() {
    for seed in 0..60 {
        let mut dice = Dice::new(seed);
        let figures = consistent(&mut dice);
        for shape in HTML
            .into_iter()
            .filter(|s| ![Shape::ScriptHtml, Shape::NestedHtml].contains(s))
        {
            let page = write(&figures, shape, &mut dice);
            assert_eq!(ours(&page), theirs(&page), "{seed} {shape:?}");
        }
    }
}

#[test]
fn end_tags_that_may_be_left_out_change_nothing() {
    for seed in 0..120 {
        let mut dice = Dice::new(seed);
        let figures = consistent(&mut dice);
        let page = write(
            &figures,
            *dice.pick(&[Shape::Html, Shape::WordHtml, Shape::BrokenHtml]),
            &mut dice,
        );
        let mut soup = String::new();
        let mut rest = page.as_str();
        while let Some(at) = rest.find("</") {
            let end = at + rest[at..].find('>').map_or(2, |e| e + 1);
            let optional =
                ["</td>", "</tr>", "</tbody>", "</p>", "</span>"].contains(&&rest[at..end]);
            soup += &rest[..at];
            if !(optional && dice.once_in(3)) {
                soup += &rest[at..end];
            }
            rest = &rest[end..];
        }
        soup += rest;
        assert_eq!(ours(&soup), theirs(&soup), "{seed}");
    }
}

#[test]
fn soup_of_tags_is_read_as_the_tree_has_it() {
    let pages = [
        "<tr><td>1<td>2<tr><td>3",
        "<table><td>1<td>2<tr><td>3</table>",
        "<table><tr><td>1</td></td></tr></tr><tr><td>2</table>",
        "<table><thead><tr><th>a<tbody><tr><td>1<tfoot><tr><td>2</table>",
        "<table><caption>表</caption><tr><td>1<td><b>2</b></table>",
        "<table><tr><td>1&nbsp;2&lt;3&#52;</td><td>&amp;nbsp;</td></tr></table>",
        "<TABLE><TR><TD ROWSPAN=2>1</TD><TD COLSPAN='3'>2</TD></TR></TABLE>",
        "<table><tr><td>1<!-- <td>9 --></td><td>2<script>'<td>8'</script></td></tr></table>",
        "<table><tr><td style='display: none'>9</td><td>1</td></tr><tr hidden><td>8</td></tr><tr><td>2</td></tr></table>",
        "<table><tr><td>1<table><tr><td>2</td></tr></table></td></tr></table><table><tr><td>3",
        "<div><table><tr><td>1</div></table>",
        "<table style='display:none'><tr><td>9<table><tr><td>8</table></table><table><tr><td>1</table>",
        "<div style='display:none'><table><tr><td>9</td></tr></table></div><table><tr><td>1</table>",
        "<table><tr><td>1<span style='display:none'>9</td><td>2</td></tr></table>",
        "<table><tr><td>1<p>2<div>3</div></td></tr></table>",
        "<table><tr><td><![if !supportMisalignedColumns]>1<![endif]></td></tr></table>",
    ];
    for page in pages.iter().skip(1).filter(|p| !p.contains("<td>1<table>")) {
        assert_eq!(ours(page), theirs(page), "{page}");
    }
    // Rows that a clipboard holds without their table; a table within a cell.
    assert_eq!(ours(pages[0]), [vec!["1", "2"], vec!["3"]]);
    assert_eq!(ours(pages[9]), [vec!["12"], vec!["3"]]);
}

/// Wherever a cell is read, its place leads to the very characters, however they are written.
#[test]
fn places_lead_to_the_characters_of_a_cell() {
    let table = "<table><tr>\r\n<td>\r\n\r\n甲1\r\n</td><td>\r\n&nbsp;\r\n乙22</td>\r\n\
        <td><p>丙\0 4\r\n</p><p>33</p></td><td><table><tr><td>丁4</td></tr></table></td></tr></table>";
    let escaped = table.replace('\r', "\\r").replace('\n', "\\n");
    let escaped = escaped.replace('<', "\\u003c").replace("乙", "\\u4e59");
    let pages = [
        table.to_owned(),
        format!("<p>一\r\n二</p>\r\n{table}\r\n"),
        format!("<p>\0</p><script>var page = \"\0 {escaped}\"</script>"),
        format!(
            "<script>\0 var page = '{}'</script>",
            table.replace('/', "\\/")
        ),
        format!("<div>\r\n&amp; {} </div>", table.replace('<', "&lt;")),
        // References without their semicolon, and what only looks like one.
        format!(
            "<p>R&D &a; &ampamp &nbsp7 &#49x &lt;t {}",
            table.replace("&nbsp;", "&nbsp&nbsp;&NBSP; &amp;&")
        ),
        format!("<p>&nbump;x&nbspt; 7&#xd;\r&lt;\r\n&lt; {table}"),
        format!("<p>一<xmp>\0\0{table}\0 "),
        format!("<p>&amp;amp &ltb {}", table.replace('<', "&lt")),
    ];
    for page in pages {
        let (_, document) = read(Source {
            name: "",
            text: &page,
        });
        let mut cells = String::new();
        for cell in &document.boxes {
            let printed = document.text[cell.at + 1..cell.end].trim_start();
            let place = document.place(cell.end - printed.len(), cell.end);
            let stands = page[place.start..place.end].replace("\\u4e59", "乙");
            let (first, last) = (stands.chars().next(), stands.chars().last());
            let shown = printed.trim_end_matches([CELL, ROW, TABLE]).trim_end();
            assert_eq!(
                first,
                shown.trim_start_matches([CELL, ROW, TABLE]).chars().next(),
                "{page}"
            );
            assert_eq!(last, shown.chars().last(), "{page}");
            cells += shown;
        }
        for text in ["甲1", "乙22", "丙", "33", "丁4"] {
            assert!(cells.contains(text), "{text} {page} {cells}");
        }
    }
}

#[test]
fn what_is_no_text_is_not_taken_for_an_empty_cell() {
    let (_, document) = read(Source {
        name: "",
        text: "<table><tr><td><img src=3.png></td><td>1<sup>2</sup></td><td><input value=7></td>\
               <td><select><option>3<option selected>4</select></td><td><svg><text>5</text></svg></td>\
               <td><script>document.write(6)</script></td><td>8<template>9</template></td>\
               <td>8<script>count()</script></td></tr></table>",
    });
    let cells: Vec<&str> = document
        .text
        .split(CELL)
        .skip(1)
        .map(|c| c.trim_end_matches(TABLE))
        .collect();
    let picture = "\u{FFFC}";
    assert_eq!(
        cells,
        [picture, "1^2", "7", picture, picture, picture, "8", "8"]
    );
}

/// What a style of its own hides in a cell is no part of the number beside it.
#[test]
fn digits_hidden_by_their_style_are_no_part_of_a_number() {
    let styles = [
        "display:none",
        "visibility: hidden",
        "font-size:0",
        "FONT-SIZE: 0px;color:red",
        "opacity:0",
        "position:absolute;left:-9999px",
    ];
    let shown = ["font-size:0.9em", "opacity:0.9", "margin-left:-999.0pt"];
    let cells = styles
        .iter()
        .chain(&shown)
        .map(|style| format!("<td>1<span style='{style}'>2</span></td>"));
    let page = format!("<table><tr>{}</tr></table>", cells.collect::<String>());
    let expected = [["1"; 6].as_slice(), &["12"; 3]].concat();
    assert_eq!(ours(&page), [expected]);
}

#[test]
fn spans_beyond_all_bounds_are_cut() {
    let page = "<table><tr><td rowspan=4294967295 colspan=99999999999>1</td><td>2</td></tr><tr><td>3</td></tr></table>";
    assert_eq!(ours(page), [vec!["1", "2"], vec!["3"]]);
}
