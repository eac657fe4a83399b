//! The text outside of the tables becomes sentences, and sentences spans: some
//! words, and the number that they lead to.

#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "letters are taken no further than they were counted"
)]

use crate::cells::fold::{letter, plain};
use crate::cells::{CELL, Document, ROW, TABLE};

/// A character in its plain form, without the blanks round it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    pub(super) c: char,
    /// The byte it begins at, and the byte behind it.
    pub(super) at: usize,
    pub(super) end: usize,
    /// Whether blanks stand before it.
    pub(super) gap: bool,
}

/// Words up to a number or the end of their clause.
#[derive(Clone, Debug)]
pub(super) struct Span {
    /// The words; years are told as 本年, 上年, 下年 or 某年.
    pub(super) words: String,
    /// The number behind them, if any.
    pub(super) number: Option<Number>,
    /// The words between the unit of the number and the next number or break.
    pub(super) tail: String,
    /// Bytes from the first word to the unit of the number.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether a clause begins here.
    pub(super) fresh: bool,
    /// Months named so far in the sentence.
    pub(super) months: Vec<i64>,
}

/// A number of a sentence that can be taken for one without doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// All its digits.
    pub(super) digits: i64,
    /// How many of them stand behind the point.
    pub(super) scale: u8,
    pub(super) unit: Unit,
    /// The word it counts with, such as 件; U+0000 where there is none.
    pub(super) counter: char,
}

/// What a number of a sentence counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// 件, 条, 起 and the like.
    Counted,
    /// None, but the clause ends there.
    None,
    /// Hundredths.
    Percent,
    /// Anything else, or a number that is not exact.
    Other,
}

/// Every paragraph of prose, as letters.
pub(super) fn paragraphs(document: &Document) -> Vec<Vec<Letter>> {
    let text = &document.text;
    let mut all = Vec::new();
    let mut open: Vec<Letter> = Vec::new();
    let mut at = 0;
    for line in text.split(['\n', '\r', TABLE, ROW, CELL]) {
        let start = at;
        at += line.len() + 1;
        let in_table = document
            .box_at(start)
            .is_some_and(|b| b.at < start && start <= b.end);
        let own = letters(line, start);
        let goes_on = is_wrapped(&open) && !own.is_empty() && !begins_item(&own);
        if !goes_on || in_table {
            all.extend((!open.is_empty()).then(|| std::mem::take(&mut open)));
        }
        if !in_table || line.contains('。') {
            open.extend(own);
        }
    }
    all.extend((!open.is_empty()).then_some(open));
    all
}

fn letters(line: &str, start: usize) -> Vec<Letter> {
    let mut gap = true;
    let mut all = Vec::new();
    for (at, raw) in line.char_indices() {
        let c = match raw {
            // Folded, a comma of prose would part thousands.
            '，' | '；' | '：' | '（' | '）' | '！' | '？' => Some(raw),
            _ => plain(raw).map(|c| letter(raw).unwrap_or(c)),
        };
        match c {
            Some(c) if !c.is_whitespace() => {
                let at = start + at;
                let end = at + raw.len_utf8();
                all.push(Letter { c, at, end, gap });
                gap = false;
            }
            Some(_) => gap = true,
            None => {}
        }
    }
    all
}

/// A line shorter than this was not broken because it was full.
const FULL_LINE: usize = 18;

/// A numbered line up to this is a heading, and ends where it ends.
const LONGEST_HEADING: usize = 30;

/// Whether a line seems to go on in the next.
fn is_wrapped(line: &[Letter]) -> bool {
    let Some(last) = line.last() else {
        return false;
    };
    // The length first: a paragraph that goes on and on is asked at every line.
    let heading = line.len() <= LONGEST_HEADING
        && begins_item(line)
        && !line.iter().any(|l| matches!(l.c, '。' | '，'));
    matches!(last.c, '，' | '、')
        || !heading && line.len() >= FULL_LINE && !"。；;：:！？!?）)".contains(last.c)
}

/// Whether a line begins with the number of a heading: `一、`, `（二）`, `3.`.
fn begins_item(line: &[Letter]) -> bool {
    let first: String = line.iter().take(4).map(|l| l.c).collect();
    let rest = first.trim_start_matches(['（', '(']);
    let number = rest.trim_start_matches(|c: char| "一二三四五六七八九十".contains(c));
    let latin = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    number.len() < rest.len() && number.starts_with(['、', '）', ')', '.', '．'])
        || latin.len() < rest.len() && latin.starts_with(['、', '．', '.'])
}

/// The sentences of a paragraph.
pub(super) fn sentences(paragraph: &[Letter]) -> impl Iterator<Item = &[Letter]> {
    paragraph.split(|l| matches!(l.c, '。' | '！' | '？' | '!' | '?'))
}

/// Two months may be the first and the last of the year; more are no period.
const MOST_MONTHS: usize = 3;

/// Words beyond this, in bytes, are no clause of prose.
const LONGEST_CLAUSE: usize = 400;

/// What ends a clause.
fn is_break(c: char) -> bool {
    matches!(
        c,
        '，' | ',' | '；' | ';' | '：' | ':' | '（' | '）' | '(' | ')' | '|'
    )
}

/// Cuts a sentence into spans.
pub(super) fn spans(sentence: &[Letter], year: Option<u16>) -> Vec<Span> {
    let mut cutter = Cutter {
        sentence,
        year,
        at: 0,
        months: Vec::new(),
        by_ones: sentence
            .windows(3)
            .any(|l| l[0].c == '一' && l[1].c == '件' && l[2].c == '、'),
        all: Vec::new(),
    };
    cutter.run();
    cutter.all
}

struct Cutter<'a> {
    sentence: &'a [Letter],
    year: Option<u16>,
    at: usize,
    months: Vec<i64>,
    /// Whether it says 一件 of each, as in 收到一件、办结一件, and counts nothing.
    by_ones: bool,
    all: Vec<Span>,
}

impl Cutter<'_> {
    fn run(&mut self) {
        let mut fresh = true;
        while self.at < self.sentence.len() {
            let span = self.span(fresh);
            fresh = span.number.is_none();
            // What stands between the unit and the next number is its tail.
            if let (Some(last), false) = (self.all.last_mut(), span.fresh) {
                last.tail.clone_from(&span.words);
            }
            let over = self.sentence.get(self.at).is_some_and(|l| is_break(l.c));
            if over {
                self.at += 1;
                fresh = true;
            }
            self.all.push(span);
        }
    }

    /// Reads up to and with the next number, or up to the next break.
    fn span(&mut self, fresh: bool) -> Span {
        let from = self.at;
        let mut words = String::new();
        let mut number = None;
        while let Some(letter) = self.sentence.get(self.at) {
            if is_break(letter.c) {
                break;
            }
            if let Some((read, length)) = number_at(self.sentence, self.at) {
                let after = self.sentence.get(self.at + length).map(|l| l.c);
                match after {
                    // 上一年度, 一年来: a word, and no year.
                    Some('年') if letter.c == '一' && length == 1 => {
                        words.push_str("一年");
                        self.at += 2;
                        continue;
                    }
                    Some('年') => {
                        self.at += length + 1;
                        words.push_str(self.year_word(read));
                        continue;
                    }
                    Some('月') => {
                        self.at += length + 1;
                        self.months
                            .extend(read.filter(|_| self.months.len() < MOST_MONTHS));
                        continue;
                    }
                    Some('日') => {
                        self.at += length + 1;
                        // A time limit, and no date.
                        if self.sentence.get(self.at).is_some_and(|l| l.c == '内') {
                            words.push_str("工作日");
                        }
                        continue;
                    }
                    _ => {}
                }
                let (mut found, end) = self.exact(read, length);
                if letter.c == '一' && self.by_ones {
                    found.unit = Unit::Other;
                }
                if letter.c.is_ascii_digit() || matches!(found.unit, Unit::Counted | Unit::Percent)
                {
                    number = Some(found);
                    self.at = end;
                    break;
                }
                // 一 is a word more often than a number.
                words.extend(self.sentence[self.at..self.at + length].iter().map(|l| l.c));
                self.at += length;
                continue;
            }
            words.push(letter.c);
            self.at += 1;
        }
        if words.len() > LONGEST_CLAUSE {
            words.clear();
            number = number.map(|n| Number {
                unit: Unit::Other,
                ..n
            });
        }
        let start = self.sentence.get(from).map_or(0, |l| l.at);
        let end = self.at.checked_sub(1).and_then(|at| self.sentence.get(at));
        Span {
            words,
            number,
            tail: String::new(),
            start,
            end: end.map_or(start, |l| l.end),
            fresh,
            months: self.months.clone(),
        }
    }

    fn year_word(&self, year: Option<i64>) -> &'static str {
        match (year, self.year.map(i64::from)) {
            (Some(named), Some(own)) if named == own => "本年",
            (Some(named), Some(own)) if named == own - 1 => "上年",
            (Some(named), Some(own)) if named == own + 1 => "下年",
            _ => "某年",
        }
    }

    /// A number with its unit, and the letter behind both.
    fn exact(&self, read: Option<i64>, length: usize) -> (Number, usize) {
        let mut end = self.at + length;
        let mut scale = 0;
        let mut digits = read;
        let point = self.sentence.get(end).is_some_and(|l| l.c == '.' && !l.gap);
        if let (true, Some((_, more))) = (point, number_at(self.sentence, end + 1)) {
            let decimals: String = self.sentence[end + 1..end + 1 + more]
                .iter()
                .map(|l| l.c)
                .collect();
            let few = decimals.len() <= 9;
            scale = if few { decimals.len() as u8 } else { 9 };
            let whole = read.map_or_else(String::new, |r| r.to_string());
            digits = (whole + &decimals).parse().ok().filter(|_| few);
            end += 1 + more;
        }
        let rest: String = self.sentence[end..].iter().take(4).map(|l| l.c).collect();
        let before: String = self.sentence[..self.at]
            .iter()
            .rev()
            .take(2)
            .map(|l| l.c)
            .collect();
        let (unit, width) = unit(&rest, &before, scale);
        let number = match digits {
            Some(digits) => Number {
                digits,
                scale,
                unit,
                counter: rest.chars().next().filter(|_| width > 0).unwrap_or('\0'),
            },
            None => Number {
                digits: 0,
                scale: 0,
                unit: Unit::Other,
                counter: '\0',
            },
        };
        (number, end + width)
    }
}

/// The unit that words begin with, and its length. `before` is read backwards.
fn unit(rest: &str, before: &str, scale: u8) -> (Unit, usize) {
    const COUNTED: [&str; 9] = ["件", "条", "项", "起", "宗", "份", "例", "个", "部"];
    const INEXACT: [&str; 8] = ["余", "多", "以上", "左右", "次", "万", "以内", "+"];
    if rest.starts_with(['%', '％']) {
        return (Unit::Percent, 1);
    }
    let rough = before.starts_with(['约', '近', '超', '逾', '第', '-', '/', '.', '号'])
        || before.starts_with("过超")
        || before.starts_with("于少")
        || before.starts_with("于多");
    let Some(found) = COUNTED.iter().find(|u| rest.starts_with(**u)) else {
        let ends = rest.is_empty() || rest.starts_with(['，', '；', '、', '）']);
        let bare = ends && scale == 0 && !rough;
        return (if bare { Unit::None } else { Unit::Other }, 0);
    };
    let after = &rest[found.len()..];
    let inexact = rough || scale > 0 || INEXACT.iter().any(|word| after.starts_with(word));
    (if inexact { Unit::Other } else { Unit::Counted }, 1)
}

/// A whole number that begins at a letter, and how many letters it takes; none
/// as its value where it cannot be taken for one number without doubt.
fn number_at(letters: &[Letter], at: usize) -> Option<(Option<i64>, usize)> {
    let first = letters.get(at)?.c;
    if !first.is_ascii_digit() {
        return chinese_at(letters, at);
    }
    let digit = |at: usize| letters.get(at).is_some_and(|l| l.c.is_ascii_digit());
    let mut text = String::new();
    let (mut end, mut sound) = (at, true);
    while let Some(letter) = letters.get(end) {
        let parts = letter.c == ',' && (end + 1..end + 4).all(digit) && !digit(end + 4);
        if parts && (1..=3).contains(&text.len()) || letter.c == ',' && parts && text.len() > 3 {
            end += 1;
            continue;
        }
        if !letter.c.is_ascii_digit() {
            break;
        }
        sound &= end == at || !letter.gap;
        text.push(letter.c);
        end += 1;
    }
    let before = at.checked_sub(1).and_then(|at| letters.get(at));
    sound &= !before.is_some_and(|l| l.c.is_ascii_alphanumeric());
    sound &= text.len() < 10 && (text.len() == 1 || !text.starts_with('0'));
    Some((text.parse().ok().filter(|_| sound), end - at))
}

/// 一 to 九千九百九十九, also written as a row of digits (二〇二三).
fn chinese_at(letters: &[Letter], at: usize) -> Option<(Option<i64>, usize)> {
    const DIGITS: &str = "零一二三四五六七八九";
    let value = |c: char| match c {
        '〇' | '○' => Some(0),
        '两' => Some(2),
        _ => (0..)
            .zip(DIGITS.chars())
            .find(|(_, d)| *d == c)
            .map(|(value, _)| value),
    };
    let place = |c: char| match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    };
    let run: Vec<char> = letters[at..]
        .iter()
        .map(|l| l.c)
        .take_while(|c| value(*c).or(place(*c)).is_some())
        .take(9)
        .collect();
    if run.is_empty() || run.len() == 9 {
        return None;
    }
    if run.len() > 1 && run.iter().all(|c| place(*c).is_none()) {
        let digits = run
            .iter()
            .filter_map(|c| value(*c))
            .fold(0, |n, d| n * 10 + d);
        return Some(((run.len() == 4).then_some(digits), run.len()));
    }
    let (mut sum, mut digit, mut least) = (0, None, 10_000);
    for c in &run {
        if let Some(tens) = place(*c) {
            if tens >= least {
                return Some((None, run.len()));
            }
            let first = sum == 0 && tens == 10;
            sum += digit
                .take()
                .or(first.then_some(1))
                .map_or(0, |d: i64| d * tens);
            least = tens;
        } else {
            digit = value(*c).or(digit);
        }
    }
    Some((Some(sum + digit.unwrap_or(0)), run.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, Option<(i64, Unit)>)> {
        let letters = letters(text, 0);
        spans(&letters, Some(2023))
            .into_iter()
            .map(|s| (s.words, s.number.map(|n| (n.digits, n.unit))))
            .collect()
    }

    #[test]
    fn a_sentence_is_cut_at_its_numbers() {
        let spans = read("2023年，共收到申请１，２件,办结1,234件、结转十二件");
        assert_eq!(spans[0], ("本年".into(), None));
        assert_eq!(spans[1], ("共收到申请".into(), Some((1, Unit::None))));
        assert_eq!(spans[3], ("办结".into(), Some((1234, Unit::Counted))));
        assert_eq!(spans[4], ("、结转".into(), Some((12, Unit::Counted))));
    }

    #[test]
    fn what_is_not_exact_is_no_number() {
        for text in [
            "约5件",
            "5余件",
            "5件以上",
            "0 5件",
            "1 2件",
            "05件",
            "第5件",
            "5.5件",
            "5场",
        ] {
            let spans = read(&format!("收到{text}"));
            assert!(
                spans
                    .iter()
                    .all(|(_, n)| n.is_none_or(|n| n.1 == Unit::Other)),
                "{text} {spans:?}"
            );
        }
        assert_eq!(read("占33.9%")[0].1, Some((339, Unit::Percent)));
        assert_eq!(
            read("二〇二二年收到一百零五件")[0],
            ("上年收到".into(), Some((105, Unit::Counted)))
        );
    }
}
