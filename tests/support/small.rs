//! One small table, the first part of table two, in every format that is written as text: the
//! cell of regulations issued holds whatever a test puts there.

use super::parts;

/// Every format that is written here.
pub const FORMATS: [&str; 9] = [
    "text", "html", "mht", "csv", "rtf", "docx", "odt", "xlsx", "ods",
];

/// The table in a format. `content` goes into the cell as it is, `own` into its tag or properties.
pub fn table(format: &str, own: &str, content: &str) -> Vec<u8> {
    framed(format, "", own, content)
}

/// The same with something right behind the XML declaration, where there is one.
pub fn framed(format: &str, head: &str, own: &str, content: &str) -> Vec<u8> {
    let rows = rows(content);
    let xml =
        |text: &str| format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{head}{text}").into_bytes();
    match format {
        "text" => parted(&rows, "\t").into_bytes(),
        "csv" => (parted(&rows, ",") + &"x,,,,\n".repeat(40)).into_bytes(),
        "html" => html(&rows, own).into_bytes(),
        "mht" => {
            let head = "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n";
            [head, &html(&rows, own)].concat().into_bytes()
        }
        "rtf" => rtf(&rows, own).into_bytes(),
        "docx" => parts::DOCX.with("word/document.xml", &xml(&docx(&rows, own))),
        "odt" => parts::ODT.with("content.xml", &xml(&opendocument("text", &rows, own))),
        "ods" => parts::ODS.with(
            "content.xml",
            &xml(&opendocument("spreadsheet", &rows, own)),
        ),
        "xlsx" => parts::XLSX.with("xl/worksheets/sheet1.xml", &xml(&xlsx(&rows, own))),
        _ => panic!("{format} is not written here"),
    }
}

type Rows<'a> = [Vec<&'a str>; 4];

fn rows(content: &str) -> Rows<'_> {
    [
        vec!["第二十条第（一）项", "", "", ""],
        vec!["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        vec!["规章", content, "0", "7"],
        vec!["行政规范性文件", "1", "2", "3"],
    ]
}

/// Writes every cell; the one that holds what is tested has its own properties.
fn cells(
    rows: &Rows,
    own: &str,
    write: impl Fn(usize, usize, &str, &str) -> String,
    row: (&str, &str),
) -> String {
    let mut out = String::new();
    for (y, cells) in rows.iter().enumerate() {
        out += row.0;
        for (x, text) in cells.iter().enumerate() {
            out += &write(y, x, if (y, x) == (2, 1) { own } else { "" }, text);
        }
        out += row.1;
    }
    out
}

fn parted(rows: &Rows, mark: &str) -> String {
    rows.iter().map(|row| row.join(mark) + "\n").collect()
}

fn html(rows: &Rows, own: &str) -> String {
    let cell = |_, _, own: &str, text: &str| format!("<td {own}>{text}</td>");
    let cells = cells(rows, own, cell, ("<tr>", "</tr>"));
    format!("<html><body><table>{cells}</table></body></html>")
}

fn rtf(rows: &Rows, own: &str) -> String {
    let letters = |text: &str| -> String {
        let units = text.encode_utf16();
        units
            .map(|unit| match u8::try_from(unit) {
                Ok(byte) if byte.is_ascii() => char::from(byte).to_string(),
                _ => format!("\\u{}?", unit.cast_signed()),
            })
            .collect()
    };
    let row = format!("\\trowd{own}\\cellx900\\cellx1800\\cellx2700\\cellx3600 ");
    let cell = |_, _, _: &str, text: &str| format!("\\pard\\intbl {}\\cell ", letters(text));
    let cells = cells(rows, "", cell, (&row, "\\row "));
    format!("{{\\rtf1\\ansi {cells}\\pard\\par}}")
}

fn docx(rows: &Rows, own: &str) -> String {
    let cell = |_, _, own: &str, text: &str| {
        format!("<w:tc><w:tcPr>{own}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let cells = cells(rows, own, cell, ("<w:tr>", "</w:tr>"));
    format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:tbl>{cells}</w:tbl></w:body></w:document>"
    )
}

fn opendocument(kind: &str, rows: &Rows, own: &str) -> String {
    let cell = |_, _, own: &str, text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\" {own}><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let cells = cells(rows, own, cell, ("<table:table-row>", "</table:table-row>"));
    let names = ["office", "table", "text"]
        .map(|name| format!(" xmlns:{name}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\""));
    format!(
        "<office:document-content{}><office:body><office:{kind}><table:table table:name=\"a\"><table:table-column table:number-columns-repeated=\"4\"/>{cells}</table:table></office:{kind}></office:body></office:document-content>",
        names.concat()
    )
}

fn xlsx(rows: &Rows, own: &str) -> String {
    let cell = |y: usize, x: usize, _: &str, text: &str| {
        let column = char::from(b'A' + x as u8);
        format!(
            "<c r=\"{column}{}\" t=\"inlineStr\"><is><t>{text}</t></is></c>",
            y + 1
        )
    };
    let cells = cells(rows, "", cell, ("<row>", "</row>"));
    format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{cells}</sheetData>{own}</worksheet>"
    )
}
