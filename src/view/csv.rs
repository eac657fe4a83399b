//! Tables of results as CSV (RFC 4180, UTF-8).

use super::tidy::unique;
use super::{Tidy, Value, View};
use std::borrow::Cow;

/// The line of column names, the names of `further` columns last, after a byte
/// order mark: without it Excel takes the file for one in GBK. Of columns of one name
/// the later bear a number.
///
/// ```
/// use gouji::view::{Tidy, csv_head};
/// let further = ["year", "=1+1"].map(str::to_owned);
/// assert!(csv_head(Tidy::Reports, &further).ends_with(",year-2,'=1+1\r\n"));
/// ```
#[must_use]
pub fn csv_head(table: Tidy, further: &[String]) -> String {
    let own = table.columns().iter().map(|column| column.name);
    let further = unique(own.clone(), further).into_iter();
    let further = further.map(|name| harmless(Cow::Owned(name)));
    format!("\u{feff}{}", line(own.map(Cow::Borrowed).chain(further)))
}

/// The lines of one report, with the same `further` values on each.
///
/// ```
/// use gouji::{Options, check, open, recognize, view::{Tidy, csv_rows}};
/// let reading = &recognize(&open("=1+1", "规章".as_bytes()).unwrap())[0];
/// let view = check(reading, &Options::default()).view();
/// assert!(csv_rows(Tidy::Reports, &view, &[]).starts_with("'=1+1,text,"));
/// ```
#[must_use]
pub fn csv_rows(table: Tidy, view: &View, further: &[String]) -> String {
    let further = || further.iter().map(|text| harmless(Cow::Borrowed(text)));
    let rows = table.rows(view).into_iter();
    rows.map(|row| line(row.into_iter().map(field).chain(further())))
        .collect()
}

fn field(value: Value<'_>) -> Cow<'_, str> {
    match value {
        Value::Nothing => Cow::Borrowed(""),
        Value::Whole(number) => Cow::Owned(number.to_string()),
        Value::Text(text) => harmless(text),
    }
}

/// A spreadsheet would run a text that begins like a formula. A number is none,
/// nor is a sign alone, which many reports print in an empty cell.
fn harmless(text: Cow<'_, str>) -> Cow<'_, str> {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let number = || {
        let digits = text.trim_start_matches(['+', '-']);
        digits.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    if risky && text.chars().count() > 1 && !number() {
        return Cow::Owned(format!("'{text}"));
    }
    text
}

fn line<'a>(fields: impl Iterator<Item = Cow<'a, str>>) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let written = writer.write_record(fields.map(Cow::into_owned));
    // Writing to memory does not fail, and what was text stays text.
    let bytes = written.ok().and_then(|()| writer.into_inner().ok());
    String::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_formula_is_kept_from_running_and_nothing_else() {
        let of = |text: &'static str| harmless(Cow::Borrowed(text)).into_owned();
        assert_eq!(of("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(of("@sum"), "'@sum");
        assert_eq!(of("-1-2"), "'-1-2");
        for kept in ["-", "—", "-12", "+3.5", "1=2", ""] {
            assert_eq!(of(kept), kept);
        }
    }

    #[test]
    fn quotes_commas_and_line_ends_stay_in_their_field() {
        let fields = ["a,b", "c\"d", "e\nf"].map(Cow::Borrowed);
        assert_eq!(line(fields.into_iter()), "\"a,b\",\"c\"\"d\",\"e\nf\"\r\n");
    }
}
