//! The document round its tables: its sections, the period it says it covers,
//! the years it gives itself, and numbers that belong to persons.

#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "every place was found in the text it cuts, and digits are counted before they are taken"
)]

use super::Report;
use super::claims::lines;
use super::fields::{FORMS, Label, Table};
use super::vocabulary::letters;
use crate::cells::Document;
use crate::source::Place;

/// A section of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// 一、总体情况.
    Overview,
    /// 二、主动公开政府信息情况.
    Disclosure,
    /// 三、收到和处理政府信息公开申请情况.
    Requests,
    /// 四、政府信息公开行政复议、行政诉讼情况.
    Remedies,
    /// 五、存在的主要问题及改进情况.
    Problems,
    /// 六、其他需要报告的事项.
    Other,
    /// One that only some form has, by the name it has there.
    Own(&'static str),
    /// A section that some agencies add, such as 信息处理费收取情况.
    Extra,
    /// A numbered line that is none of these.
    Unknown,
}

impl Section {
    /// Its name in the files of the forms, if a form has it.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        Some(match self {
            Section::Overview => "overview",
            Section::Disclosure => "disclosure",
            Section::Requests => "requests",
            Section::Remedies => "remedies",
            Section::Problems => "problems",
            Section::Other => "other",
            Section::Own(name) => name,
            Section::Extra | Section::Unknown => return None,
        })
    }
}

/// A line that begins a section.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Which section, by its words.
    pub section: Section,
    /// Its number.
    pub number: usize,
    /// The words, as printed.
    pub text: String,
    /// Letters of text up to the next heading, and whether there is one.
    pub letters: usize,
    /// Whether another heading follows.
    pub followed: bool,
    /// Where it stands.
    pub place: Place,
}

/// The period that a sentence says the numbers cover.
#[derive(Clone, Copy, Debug)]
pub struct Period {
    /// The year of its first day.
    pub from: u16,
    /// The year of its last day.
    pub until: u16,
    /// Where it stands.
    pub place: Place,
}

/// What a number of a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Personal {
    /// A mobile telephone.
    Mobile,
    /// A citizen's identity number; its check digit is right.
    Identity,
}

/// The document round its tables.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// Its numbered headings in order.
    pub headings: Vec<Heading>,
    /// The text of the first section.
    pub overview: String,
    /// The period covered, where a sentence says so.
    pub periods: Vec<Period>,
    /// The years that the preface gives the report, with their places.
    pub named: Vec<(u16, Place)>,
    /// Numbers of persons: what, masked, where.
    pub personal: Vec<(Personal, String, Place)>,
    /// Whether it speaks of fees for processing information.
    pub fees: bool,
}

/// Reads the outline of a document.
///
/// ```
/// use gouji::{cells::Document, report::{Report, outline}};
/// let text = "一、总体情况\n二、主动公开政府信息情况".to_owned();
/// let read = outline::read(&Document { text, ..Document::default() }, &Report::default());
/// assert_eq!(read.headings.len(), 2);
/// ```
#[must_use]
pub fn read(document: &Document, report: &Report) -> Outline {
    let mut outline = Outline {
        fees: document.text.contains("处理费") || document.text.contains("處理費"),
        ..Outline::default()
    };
    let mut from = 0;
    for line in lines(document) {
        let few = outline.headings.len() < MOST
            && outline.periods.len() < MOST
            && outline.named.len() < MOST;
        if !few {
            break;
        }
        if let Some((number, section)) = heading(&line.words) {
            let place = document.place(line.start, line.end);
            let text = line.words.chars().take(LONGEST).collect();
            if let Some(last) = outline.headings.last_mut() {
                last.followed = true;
                // What stands in a table is text too.
                let mut boxes = document.boxes.iter();
                last.letters += boxes
                    .by_ref()
                    .filter(|b| (from..line.start).contains(&b.at))
                    .count()
                    * LONGEST;
            }
            from = line.end;
            // Text may go on in the line of the heading.
            let rest = line.words.split_once('。').map_or("", |(_, rest)| rest);
            let letters = rest.chars().count();
            if section == Section::Overview {
                outline.overview.push_str(rest);
            }
            outline.headings.push(Heading {
                section,
                number,
                text,
                letters,
                followed: false,
                place,
            });
        } else if let Some(last) = outline.headings.last_mut() {
            last.letters += line.words.chars().count();
            if last.section == Section::Overview {
                outline.overview.push_str(&line.words);
            }
        }
        let period = period(&line.words);
        let named = report.year.and_then(|_| named_year(&line.words));
        if period.is_some() || named.is_some() {
            let place = document.place(line.start, line.end);
            outline
                .periods
                .extend(period.map(|(from, until)| Period { from, until, place }));
            outline.named.extend(named.map(|year| (year, place)));
        }
    }
    outline.personal = personal(document);
    outline
}

/// More headings, periods or numbers of persons than any report has.
const MOST: usize = 60;

/// A heading is no longer than this.
const LONGEST: usize = 30;

/// The number and section of a line such as `五、存在的主要问题及改进情况`.
fn heading(words: &str) -> Option<(usize, Section)> {
    const NUMBERS: &str = "一二三四五六七八九";
    let mut letters = words.chars();
    let number = NUMBERS
        .chars()
        .position(|n| Some(n) == letters.clone().next())?
        + 1;
    letters.next();
    matches!(letters.next(), Some('、' | '.' | '．')).then_some(())?;
    let title = letters.as_str().split(['。', '：', ':']).next()?;
    let fits = title.chars().count() <= LONGEST
        && !title.contains(['，', '；'])
        && !title.contains(|c: char| c.is_ascii_digit());
    (fits && !title.is_empty() && !is_row(title)).then_some((number, section(title)))
}

/// Whether it is a row of table three, which are numbered as sections are.
fn is_row(title: &str) -> bool {
    let tables = FORMS.iter().map(|form| form.table(Table::Requests));
    let mut rows = tables.flat_map(|t| &t.sections[0].rows);
    let is_one = |label: &Label| {
        let own = label
            .zh
            .split_once('、')
            .filter(|(number, _)| number.chars().count() == 1);
        let mut wordings = label.variants.iter().copied();
        own.is_some_and(|(_, words)| title.contains(words) || wordings.any(|w| title.contains(w)))
    };
    title.contains("办理结果") || rows.any(|r| is_one(&r.label))
}

fn section(title: &str) -> Section {
    let has = |words: &[&str]| words.iter().any(|w| title.contains(w));
    if has(&["处理费", "收费"]) {
        Section::Extra
    } else if has(&["复议", "诉讼"]) {
        Section::Remedies
    } else if has(&["主动公开"]) {
        Section::Disclosure
    } else if title.contains("申请") && has(&["收到", "处理", "办理", "依申请"]) {
        Section::Requests
    } else if has(&["问题", "改进", "不足"]) {
        Section::Problems
    } else if has(&["其他", "其它", "需要报告", "需要说明", "需报告"]) {
        Section::Other
    } else if has(&["总体", "概述", "概况", "基本情况"]) {
        Section::Overview
    } else {
        own_section(title).map_or(Section::Unknown, Section::Own)
    }
}

/// A section by the words that a form heads it with.
fn own_section(title: &str) -> Option<&'static str> {
    let mut sections = FORMS.iter().flat_map(|form| &form.sections);
    let found = sections.find(|(_, label)| {
        let wordings = || std::iter::once(&label.zh).chain(&label.variants);
        wordings().any(|words| letters(title) == letters(words))
    });
    found.map(|(name, _)| *name)
}

/// The years of `2023年1月1日…12月31日`, in a line that says what it covers.
fn period(words: &str) -> Option<(u16, u16)> {
    const COVERS: [&str; 7] = [
        "统计期",
        "统计时",
        "统计数据",
        "所列数据",
        "数据期限",
        "数据的统计",
        "数据统计",
    ];
    COVERS.iter().any(|w| words.contains(w)).then_some(())?;
    let (before, after) = words.split_once("年1月1日")?;
    let from = year_at_end(before)?;
    let (between, _) = after.split_once("12月31日")?;
    let until = match between.strip_suffix('年') {
        Some(named) => year_at_end(named)?,
        None => from,
    };
    (between.chars().count() <= 10 && !after.contains("年1月1日")).then_some((from, until))
}

fn year_at_end(words: &str) -> Option<u16> {
    let digits: Vec<char> = words
        .chars()
        .rev()
        .take(5)
        .take_while(char::is_ascii_digit)
        .collect();
    let text: String = digits.iter().rev().collect();
    (digits.len() == 4)
        .then(|| text.parse().ok())
        .flatten()
        .filter(|y| (2007..2100).contains(y))
}

/// The year that the preface gives this report: 现公布2023年…年度报告.
fn named_year(words: &str) -> Option<u16> {
    const OWN: [&str; 5] = ["现公布", "现予公布", "现将", "特编制", "编制本"];
    let at = OWN
        .iter()
        .find_map(|own| words.find(own).map(|at| at + own.len()))?;
    let rest = words[at..].split(['。', '，', '；', '（']).next()?;
    let about = rest.find("信息公开")?;
    rest[about..].contains("报告").then_some(())?;
    let (before, _) = rest[..about].split_once('年')?;
    year_at_end(before)
}

/// Numbers of persons anywhere in the text.
fn personal(document: &Document) -> Vec<(Personal, String, Place)> {
    let text = &document.text;
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..]
        .find(|c: char| c.is_ascii_digit())
        .map(|found| at + found)
    {
        let run = text[start..]
            .find(|c: char| !c.is_ascii_digit())
            .map_or(text.len(), |end| start + end);
        let mut end = run;
        let mut digits = text[start..run].to_owned();
        if digits.len() == 17 && text[run..].starts_with(['X', 'x']) {
            digits.push('X');
            end += 1;
        }
        at = end;
        let beside =
            |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || "_./-=&@".contains(c));
        if beside(text[..start].chars().next_back())
            || beside(text[end..].chars().next()) && !text[end..].starts_with(". ")
        {
            continue;
        }
        // A cell that holds a number and nothing else is a number of the table.
        let alone = document.box_at(start).is_some_and(|b| {
            text.get(b.at..b.end)
                .is_some_and(|cell| cell.trim_matches(|c: char| !c.is_alphanumeric()) == digits)
        });
        let found = kind(&digits).filter(|_| !alone);
        all.extend(found.map(|kind| (kind, masked(&digits), document.place(start, end))));
        if all.len() == MOST {
            break;
        }
    }
    all
}

fn kind(digits: &str) -> Option<Personal> {
    let bytes = digits.as_bytes();
    match bytes.len() {
        11 if bytes[0] == b'1' && bytes[1] >= b'3' => Some(Personal::Mobile),
        18 if is_identity(bytes) => Some(Personal::Identity),
        _ => None,
    }
}

/// Whether the birthday and the check digit are right (GB 11643).
fn is_identity(bytes: &[u8]) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8] = b"10X98765432";
    let number = |from: usize, to: usize| {
        bytes[from..to]
            .iter()
            .fold(0, |n, b| n * 10 + u32::from(b.wrapping_sub(b'0')))
    };
    let (year, month, day) = (number(6, 10), number(10, 12), number(12, 14));
    let born = (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let sum: u32 = bytes
        .iter()
        .zip(WEIGHTS)
        .map(|(b, w)| u32::from(b.wrapping_sub(b'0')) * w)
        .sum();
    born && bytes[0] != b'0' && CHECKS.get((sum % 11) as usize) == bytes.last()
}

/// A number without its middle, so that no message spreads it.
fn masked(digits: &str) -> String {
    let kept = if digits.len() == 11 { (3, 7) } else { (6, 14) };
    let middle = "*".repeat(kept.1 - kept.0);
    format!("{}{middle}{}", &digits[..kept.0], &digits[kept.1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_number_has_a_birthday_and_a_check_digit() {
        assert_eq!(kind("11010519491231002X"), Some(Personal::Identity));
        assert_eq!(kind("110105194912310021"), None);
        assert_eq!(kind("110105194913310029"), None);
        assert_eq!(masked("11010519491231002X"), "110105********002X");
    }

    #[test]
    fn the_period_is_found_where_it_is_said() {
        assert_eq!(
            period("本报告所列数据的统计期限自2010年1月1日起至2009年12月31日止"),
            Some((2010, 2009))
        );
        assert_eq!(
            period("所列数据统计期限为2023年1月1日至12月31日"),
            Some((2023, 2023))
        );
        assert_eq!(period("规划期为2021年1月1日至2025年12月31日"), None);
    }

    #[test]
    fn the_preface_names_its_year() {
        assert_eq!(
            named_year("现公布澄州市财政局2022年度政府信息公开工作年度报告"),
            Some(2022)
        );
        assert_eq!(named_year("详见2022年政府信息公开工作年度报告"), None);
    }
}
