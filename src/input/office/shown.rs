//! Numbers of a workbook as text: whole ones without a point, dates as dates,
//! and what its format shows as another number as text that is no number.
#![expect(
    clippy::float_arithmetic,
    reason = "workbooks store numbers as binary fractions; only days and seconds are counted here"
)]

/// What a number format makes of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shown {
    /// The number, perhaps with fewer decimals, or with words beside it.
    #[default]
    Number,
    /// A date or a time.
    Date,
    /// A hundred times the number.
    Percent,
    /// Another number, such as thousands of it, or nothing at all.
    Other,
}

/// What a format of the user's does (ECMA-376, part 1, 18.8.31).
pub(super) fn shown(code: &str) -> Shown {
    let positive = code.split(';').next().unwrap_or_default();
    let mut bare = String::new();
    let mut literals = String::new();
    let mut chars = positive.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => literals.extend(chars.by_ref().take_while(|c| *c != '"')),
            '\\' | '!' => literals.extend(chars.next()),
            '_' | '*' => _ = chars.next(),
            '[' => bare.extend(bracketed(
                &chars.by_ref().take_while(|c| *c != ']').collect::<String>(),
            )),
            c => bare.push(c.to_ascii_lowercase()),
        }
    }
    let bare = bare
        .replace("general", "0")
        .replace("am/pm", "h")
        .replace("g/通用格式", "0");
    let figures = |c: char| matches!(c, '0' | '#' | '?');
    let last = bare.rfind(figures).and_then(|at| bare.get(at + 1..));
    if bare.contains(['d', 'm', 'y', 'h', 's', '年', '月']) {
        Shown::Date
    } else if bare.contains('%') {
        Shown::Percent
    } else if last.is_some_and(|rest| rest.starts_with(','))
        || bare.contains('/')
        || literals.contains(|c: char| c == '.' || c.is_ascii_digit())
        || last.is_none() && !code.is_empty() && !bare.contains('@')
    {
        Shown::Other
    } else {
        Shown::Number
    }
}

/// Of what stands in brackets only spans of time count: `[h]`.
fn bracketed(inner: &str) -> Option<char> {
    let first = inner.chars().next()?.to_ascii_lowercase();
    let is_span = inner.chars().all(|c| c.to_ascii_lowercase() == first);
    (is_span && matches!(first, 'h' | 'm' | 's')).then_some(first)
}

/// What a format that every workbook has does (18.8.30, with those of China).
pub(super) fn built_in(id: u32) -> Shown {
    match id {
        9 | 10 => Shown::Percent,
        12 | 13 => Shown::Other,
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Shown::Date,
        _ => Shown::Number,
    }
}

/// A number as it is to be read.
pub(super) fn text(number: f64, shown: Shown, since_1904: bool) -> String {
    match shown {
        Shown::Number => decimal(number),
        Shown::Date => date(number, since_1904),
        Shown::Percent => format!("{}×100%", decimal(number)),
        Shown::Other => format!("{}（另有显示格式）", decimal(number)),
    }
}

/// A whole number as it is; a fraction in the fifteen figures that a workbook
/// shows of it: beyond them stands only what binary fractions make of a sum.
pub(super) fn decimal(number: f64) -> String {
    let is_whole = number.fract() == 0.0;
    let fifteen = || format!("{number:.14e}").parse().unwrap_or(number);
    let shown = if is_whole { number } else { fifteen() };
    if shown == 0.0 {
        return "0".to_owned();
    }
    format!("{shown}")
}

/// The last day that workbooks can show.
const LAST_DAY: f64 = 2_958_466.0;

/// Days since the end of 1899, or since 1904.
fn date(number: f64, since_1904: bool) -> String {
    if !(0.0..LAST_DAY).contains(&number) {
        return format!("{}（日期）", decimal(number));
    }
    let seconds = ((number - number.floor()) * 86_400.0).round() as i64;
    let mut day = number.floor() as i64 + seconds / 86_400;
    let seconds = seconds % 86_400;
    let time = format!(
        "{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    );
    if day == 0 {
        return time;
    }
    // The day before the first of March 1900 is one that never was.
    day += if since_1904 {
        1462
    } else {
        i64::from(day < 60)
    };
    let date = civil(day - 25_569);
    if seconds == 0 {
        date
    } else {
        format!("{date} {time}")
    }
}

/// A day counted from 1970, by Howard Hinnant's `civil_from_days`.
fn civil(day: i64) -> String {
    let day = day + 719_468;
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, later) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    format!("{:04}-{month:02}-{day:02}", year + era * 400 + later)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_say_what_they_show() {
        let cases = [
            ("General", Shown::Number),
            ("#,##0_ ", Shown::Number),
            ("0\"件\"", Shown::Number),
            (
                "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
                Shown::Number,
            ),
            ("[Red]0;[Blue]-0", Shown::Number),
            ("@", Shown::Number),
            ("yyyy\"年\"m\"月\"", Shown::Date),
            ("[h]:mm", Shown::Date),
            ("0.00%", Shown::Percent),
            ("0!.0,", Shown::Other),
            ("#,##0,", Shown::Other),
            (";;;", Shown::Other),
            ("# ?/?", Shown::Other),
        ];
        for (code, expected) in cases {
            assert_eq!(shown(code), expected, "{code}");
        }
    }

    #[test]
    fn numbers_are_printed_exactly() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (12.0, "12"),
            (12.5, "12.5"),
            (9_007_199_254_740_992.0, "9007199254740992"),
            (0.1 + 0.2, "0.3"),
            (5_949.088_667, "5949.088667"),
        ];
        for (number, expected) in cases {
            assert_eq!(text(number, Shown::Number, false), expected);
        }
    }

    #[test]
    fn days_are_dates() {
        let cases = [
            (45_293.0, "2024-01-02"),
            (1.0, "1900-01-01"),
            (59.0, "1900-02-28"),
            (61.0, "1900-03-01"),
            (45_293.5, "2024-01-02 12:00:00"),
            (0.25, "06:00:00"),
            (-1.0, "-1（日期）"),
        ];
        for (number, expected) in cases {
            assert_eq!(text(number, Shown::Date, false), expected);
        }
        assert_eq!(
            text(0.5 + 43_831.0, Shown::Date, true),
            "2024-01-02 12:00:00"
        );
    }
}
