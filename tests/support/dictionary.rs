//! What a fuzzer cannot be expected to find by chance: the words of the form, out of the form
//! itself, and the words of the file formats.

use gouji::report::fields::{FORMS, Label};
use std::collections::BTreeSet;

/// Every word of every form, other wordings too, in a fixed order.
pub fn form_words() -> BTreeSet<&'static str> {
    let mut words = BTreeSet::new();
    let mut add = |label: &Label| {
        words.insert(label.zh);
        words.extend(&label.variants);
    };
    for table in FORMS.iter().flat_map(|form| &form.tables) {
        add(&table.title);
        for section in &table.sections {
            section.title.iter().for_each(&mut add);
            for column in &section.columns {
                add(&column.label);
                column.over.iter().for_each(&mut add);
            }
            for row in &section.rows {
                add(&row.label);
                row.groups.iter().for_each(&mut add);
            }
        }
    }
    words
}

/// What the formats are made of, and numbers near their bounds.
pub const TOKENS: &[&[u8]] = &[
    // numbers
    b"4294967295",
    b"9223372036854775807",
    b"-1",
    b"65535",
    b"9999999999999",
    b"1e308",
    b"0x7fffffff",
    // pages
    b"<table>",
    b"</table>",
    b"<tr>",
    b"<td rowspan=65534 colspan=1000>",
    b"</td>",
    b"<p>",
    b"<br>",
    b"<th>",
    b"hidden",
    b"display:none",
    b"&nbsp;",
    b"&#x31;",
    b"&lt;td&gt;",
    b"<script>",
    b"</script>",
    b"<!--",
    b"-->",
    b"<title>",
    b"<![CDATA[",
    b"]]>",
    b"\\u003ctd",
    b"<style>",
    b"mso-hide:all",
    // Word
    b"<w:tbl>",
    b"<w:tr>",
    b"<w:tc>",
    b"<w:p>",
    b"<w:r>",
    b"<w:t>",
    b"</w:t>",
    b"</w:tc>",
    b"<w:gridSpan w:val=\"9\"/>",
    b"<w:vMerge/>",
    b"<w:vMerge w:val=\"restart\"/>",
    b"<w:del>",
    b"<w:ins>",
    b"<w:vanish/>",
    b"<w:gridBefore w:val=\"3\"/>",
    b"<w:fldChar w:fldCharType=\"begin\"/>",
    b"<mc:AlternateContent>",
    b"<w:txbxContent>",
    b"<w:numPr>",
    b"<w:sdt>",
    // workbooks
    b"<row r=\"1048576\">",
    b"<c r=\"XFD1\" t=\"s\">",
    b"t=\"str\"",
    b"t=\"e\"",
    b"<v>",
    b"<f>",
    b"<is><t>",
    b"<mergeCell ref=\"A1:XFD1048576\"/>",
    b"<sheet ",
    b"state=\"hidden\"",
    b"s=\"99\"",
    b"<numFmt ",
    // OpenDocument
    b"<table:table>",
    b"<table:table-row>",
    b"<table:table-cell>",
    b"<table:covered-table-cell/>",
    b"table:number-columns-repeated=\"16384\"",
    b"table:number-rows-repeated=\"1048576\"",
    b"table:number-columns-spanned=\"1024\"",
    b"table:visibility=\"collapse\"",
    b"office:value=\"1\"",
    b"office:value-type=\"float\"",
    b"<text:p>",
    b"<text:s text:c=\"99999999\"/>",
    b"<text:note>",
    // rich text
    b"{\\rtf1",
    b"\\trowd",
    b"\\cellx",
    b"\\cell",
    b"\\row",
    b"\\nestcell",
    b"\\nestrow",
    b"\\itap2",
    b"\\clvmgf",
    b"\\clvmrg",
    b"\\intbl",
    b"\\par",
    b"\\pard",
    b"\\uc2",
    b"\\u-30000?",
    b"\\'d6",
    b"{\\*\\",
    b"\\bin4",
    b"\\v",
    b"\\deleted",
    b"\\ansicpg936",
    b"\\f0",
    b"\\fcharset134",
    // mail
    b"boundary=\"b\"\r\n",
    b"--b\r\n",
    b"Content-Type: text/html; charset=gb2312\r\n\r\n",
    b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Transfer-Encoding: quoted-printable\r\n",
    b"=3D",
    // zip and compound files
    b"PK\x03\x04",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"PK\x06\x06",
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
    b"\xFF\xFF\xFF\xFF",
    b"\xFE\xFF\xFF\xFF",
    b"\xFF\xFF\xFF\x7F",
    b"\x00\x00\x00\x80",
    // pages with fixed positions
    b"BT",
    b"ET",
    b"Tj",
    b"TJ",
    b"Tm",
    b"Td",
    b"re",
    b"cm",
    b" l S ",
    b" m ",
    b"Do",
    b"/F1",
    b"stream",
    b"endstream",
    b"endobj",
    b"/Length",
    b"/Type",
    b"/Kids",
    b"/Rotate",
    b"/Filter /FlateDecode",
    b"/ObjStm",
    b"xref",
    b"beginbfchar",
    b"beginbfrange",
    b"endbfrange",
    b"0 0 R",
    b"/W [0 [1]]",
    b"/MediaBox",
    b"<ofd:TextObject ",
    b"Boundary=\"0 0 9 9\"",
    b"<ofd:TextCode X=\"0\" Y=\"1\" DeltaX=\"g 9999999 1\">",
    b"CTM=\"0 1 -1 0 0 0\"",
    b"<ofd:PathObject ",
    b"<ofd:AbbreviatedData>",
    b"M 0 0 L 9 0",
    b"<ofd:CGTransform ",
];

/// Every token as bytes.
pub fn tokens() -> Vec<Vec<u8>> {
    let words = form_words()
        .into_iter()
        .map(|word| word.as_bytes().to_vec());
    words
        .chain(TOKENS.iter().map(|token| token.to_vec()))
        .collect()
}

/// The dictionary as libFuzzer reads it: only ASCII unescaped.
pub fn file() -> String {
    let mut out = "# Written by `GOUJI_BLESS=1 cargo test --test fuzz dictionary` out of the forms and of\n# tests/support/dictionary.rs.\n".to_owned();
    for word in form_words() {
        out += &format!("# {word}\n{}\n", quoted(word.as_bytes()));
    }
    for token in TOKENS {
        out += &format!("{}\n", quoted(token));
    }
    out
}

fn quoted(bytes: &[u8]) -> String {
    let escaped = bytes.iter().map(|byte| match byte {
        b'"' | b'\\' => format!("\\{}", char::from(*byte)),
        b' '..=b'~' => char::from(*byte).to_string(),
        _ => format!("\\x{byte:02X}"),
    });
    format!("\"{}\"", escaped.collect::<String>())
}
