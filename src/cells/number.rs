//! A printed numeral becomes an exact number, or the reason why it does not.

use super::fold::plain;
use crate::source::Words;

/// An exact decimal number: `digits / 10^scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number {
    /// All its digits as one whole number, with its sign.
    pub digits: i64,
    /// How many of them stand behind the decimal point.
    pub scale: u8,
}

impl Number {
    /// A whole number.
    #[must_use]
    pub fn count(digits: i64) -> Self {
        Self { digits, scale: 0 }
    }

    /// Its value, if it has no decimals.
    #[must_use]
    pub fn whole(self) -> Option<i64> {
        (self.scale == 0).then_some(self.digits)
    }
}

impl std::fmt::Display for Number {
    /// As printed, without unit: `2059.2090`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let scale = usize::from(self.scale);
        if scale == 0 {
            return write!(f, "{}", self.digits);
        }
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = format!("{:0width$}", self.digits.unsigned_abs(), width = scale + 1);
        let (whole, decimals) = digits.split_at(digits.len() - scale);
        write!(f, "{sign}{whole}.{decimals}")
    }
}

/// What the text of a cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Numeral {
    /// A number, and nothing else.
    Value(Number),
    /// Nothing, or a mark that stands for nothing: / - — 无 不适用.
    Blank,
    /// Something that cannot be taken for one number with certainty, and the
    /// numbers it may stand for.
    Unsure(Doubt, Vec<i64>),
}

/// Why a cell's text is not taken for a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Blanks between digits: `1 2`.
    Broken,
    /// A letter that looks like a digit: `O`, `l2`.
    Lookalike,
    /// Words beside the digits: `约20`, `3（含重复1件）`.
    Words,
    /// Decimals where the form counts.
    Decimals,
    /// A nought in front: `05`, `00`.
    LeadingZero,
    /// Commas that do not part thousands: `1,2`.
    Commas,
    /// Numerals in Chinese: `三`.
    Chinese,
    /// More digits than any cell of the form can hold.
    TooLong,
    /// No digits at all.
    NotANumber,
}

impl Doubt {
    /// The reason in words.
    #[must_use]
    pub fn words(self) -> Words {
        let (zh, en) = match self {
            Doubt::Broken => (
                "数字中间有空格，可能是一个数，也可能是两个数",
                "blanks between the digits: one number or two",
            ),
            Doubt::Lookalike => (
                "含有形似数字的字母，无法确定",
                "a letter that looks like a digit",
            ),
            Doubt::Words => ("数字旁有其他文字", "other words next to the digits"),
            Doubt::Decimals => (
                "此处应为整数，文中带有小数",
                "decimals where the form has whole numbers",
            ),
            Doubt::LeadingZero => (
                "数字以0开头，可能漏了小数点或粘连了两个数",
                "a zero in front: a lost point, or two numbers run together",
            ),
            Doubt::Commas => ("逗号的位置不是千分位", "commas that do not part thousands"),
            Doubt::Chinese => ("用汉字书写的数字", "a number written in Chinese characters"),
            Doubt::TooLong => (
                "位数过多，不像是一个单元格的数",
                "more digits than one cell holds",
            ),
            Doubt::NotANumber => ("不是数字", "not a number"),
        };
        Words::new(zh, en)
    }
}

/// The most digits before the point that a cell may hold. Sums of a whole
/// column then stay far inside what both Rust and JavaScript hold exactly.
const MOST_DIGITS: usize = 13;

/// The most digits behind the point: a power of ten of as many still is exact.
const MOST_DECIMALS: usize = 18;

/// Reads the text of one cell. `amount` says that money may stand there, with
/// decimals; elsewhere the form counts in whole numbers.
///
/// Blanks round the number, invisible characters, full-width forms, commas
/// between thousands, a sign and a unit behind it are understood. Nothing is
/// cut off or guessed.
///
/// ```
/// use gouji::cells::{Doubt, Number, Numeral, read_number};
/// assert_eq!(read_number(" １，２３４件", false), Numeral::Value(Number::count(1234)));
/// assert_eq!(read_number("2059.2090万元", true), Numeral::Value(Number { digits: 20_592_090, scale: 4 }));
/// assert_eq!(read_number("—", false), Numeral::Blank);
/// assert_eq!(read_number("1 2", false), Numeral::Unsure(Doubt::Broken, vec![12]));
/// assert_eq!(read_number("- 2", false), Numeral::Unsure(Doubt::Broken, vec![2]));
/// assert_eq!(read_number("l2", false), Numeral::Unsure(Doubt::Lookalike, vec![12]));
/// ```
#[must_use]
pub fn read_number(text: &str, amount: bool) -> Numeral {
    let bytes = text.as_bytes();
    let nought = bytes.len() > 1 && bytes.first() == Some(&b'0');
    if !nought
        && bytes.len() <= MOST_DIGITS
        && bytes.iter().all(u8::is_ascii_digit)
        && let Ok(count) = text.parse()
    {
        // Nearly every cell is this plain.
        return Numeral::Value(Number::count(count));
    }
    let folded: String = text.chars().filter_map(plain).collect();
    let text = folded.trim();
    if is_blank_mark(text) {
        return Numeral::Blank;
    }
    // Behind a sign a blank parts two cells as likely as not: `- 2`.
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let negative = text.starts_with('-');
    let end = unsigned
        .find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'))
        .unwrap_or(unsigned.len());
    let (figures, rest) = unsigned.split_at(end);
    if !rest.trim().is_empty() && !is_unit(rest.trim(), amount) {
        return doubtful(unsigned);
    }
    match parse_figures(figures, amount) {
        Ok(number) if negative => Numeral::Value(Number {
            digits: -number.digits,
            ..number
        }),
        Ok(number) => Numeral::Value(number),
        Err(doubt) => Numeral::Unsure(doubt, Vec::new()),
    }
}

/// Whether the text stands for an empty cell.
fn is_blank_mark(text: &str) -> bool {
    matches!(text, "" | "无" | "不适用" | "/" | "\\") || text.chars().all(|c| c == '-')
}

/// Units that may stand behind a number of the form.
fn is_unit(rest: &str, amount: bool) -> bool {
    const COUNTED: [&str; 13] = [
        "件", "条", "项", "笔", "个", "宗", "起", "份", "次", "部", "件次", "人次", "例",
    ];
    const MONEY: [&str; 7] = ["元", "万元", "亿元", "千元", "万", "元人民币", "万元人民币"];
    COUNTED.contains(&rest) || (amount && MONEY.contains(&rest))
}

/// Why text with something other than figures in it is doubtful.
fn doubtful(text: &str) -> Numeral {
    let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = joined.chars().filter(char::is_ascii_digit).count();
    if digits == joined.chars().count() {
        return Numeral::Unsure(Doubt::Broken, reading(&joined));
    }
    let looks: Option<String> = joined.chars().map(lookalike).collect();
    if let Some(meant) = looks {
        return Numeral::Unsure(Doubt::Lookalike, reading(&meant));
    }
    let chinese = |c: char| "〇零一二三四五六七八九十百千两".contains(c);
    if joined.chars().all(chinese) {
        return Numeral::Unsure(Doubt::Chinese, Vec::new());
    }
    if digits > 0 {
        return Numeral::Unsure(Doubt::Words, Vec::new());
    }
    Numeral::Unsure(Doubt::NotANumber, Vec::new())
}

fn reading(digits: &str) -> Vec<i64> {
    parse_figures(digits, false)
        .ok()
        .and_then(Number::whole)
        .into_iter()
        .collect()
}

/// The digit that a character is or could be taken for.
fn lookalike(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        'O' | 'o' | 'D' | 'Q' | '○' => Some('0'),
        'l' | 'I' | 'i' | '|' | '!' => Some('1'),
        'Z' | 'z' => Some('2'),
        'S' | 's' => Some('5'),
        'b' => Some('6'),
        'B' => Some('8'),
        'q' | 'g' => Some('9'),
        _ => None,
    }
}

/// Digits, with commas between thousands and, for money, a decimal point.
fn parse_figures(figures: &str, amount: bool) -> Result<Number, Doubt> {
    let (whole, decimals) = match figures.split_once('.') {
        Some((whole, decimals)) => (whole, decimals),
        None => (figures, ""),
    };
    if figures.contains('.') && (!amount || decimals.is_empty() || decimals.contains(['.', ','])) {
        return Err(Doubt::Decimals);
    }
    let whole = join_thousands(whole)?;
    if whole.is_empty() {
        return Err(Doubt::NotANumber);
    }
    if whole.len() > 1 && whole.starts_with('0') {
        return Err(Doubt::LeadingZero);
    }
    if whole.len() > MOST_DIGITS || decimals.len() > MOST_DECIMALS {
        return Err(Doubt::TooLong);
    }
    let digits = format!("{whole}{decimals}");
    Ok(Number {
        digits: digits.parse().map_err(|_| Doubt::TooLong)?,
        scale: decimals.len() as u8,
    })
}

/// `1,234` without its comma; anything else with commas is doubtful.
fn join_thousands(whole: &str) -> Result<String, Doubt> {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let mut joined = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return Err(Doubt::Commas);
        }
        joined.push_str(group);
    }
    Ok(joined)
}
