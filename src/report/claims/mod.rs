//! Sentences outside of the tables become claims: a number, what it counts,
//! and where it stands.
//!
//! A claim is made only where the words leave no doubt: of the agency itself,
//! of the year reported on, of requests for information and of nothing else.
//! A sentence that could mean something else makes none, because a wrong
//! accusation costs more than a missed one.

#![expect(
    clippy::indexing_slicing,
    reason = "the cut is no further than the length"
)]

mod matching;
mod patterns;
mod prose;
mod scope;

pub use patterns::Pattern;

use super::Report;
use crate::cells::{Document, Number};
use crate::source::Place;
use prose::{Span, Unit};
use scope::Scope;

/// What a sentence says of the cells.
#[derive(Clone, Debug)]
pub struct Claim {
    /// What is counted, and the cells it must equal.
    pub pattern: &'static Pattern,
    /// The number it states: 0 where it says that there was none.
    pub stated: i64,
    /// What share of the whole it says that is.
    pub share: Option<Share>,
    /// The words, as printed.
    pub quote: String,
    /// Where they stand.
    pub place: Place,
}

/// A percentage behind a number.
#[derive(Clone, Debug)]
pub struct Share {
    /// As printed.
    pub percent: Number,
    /// The last whole that the same paragraph states.
    pub whole: Option<i64>,
    /// The last outcome that it states, of which this may be a part.
    pub group: Option<i64>,
    /// The words, as printed.
    pub quote: String,
    /// Where they stand.
    pub place: Place,
}

/// What a sentence is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Topic {
    /// Nothing known.
    #[default]
    None,
    /// Requests received.
    Received,
    /// Requests handled.
    Handled,
    /// Administrative reviews.
    Review,
    /// Lawsuits.
    Litigation,
    /// Reviews and lawsuits.
    Both,
    /// Normative documents.
    Documents,
}

/// Reads every claim of a document.
///
/// ```
/// use gouji::{cells::Document, report::{Report, claims}};
/// let text = "全年共收到政府信息公开申请15件，办结15件。".to_owned();
/// let read = claims::read(&Document { text, ..Document::default() }, &Report::default());
/// assert_eq!(read.iter().map(|c| c.stated).collect::<Vec<_>>(), [15, 15]);
/// ```
#[must_use]
pub fn read(document: &Document, report: &Report) -> Vec<Claim> {
    let mut all = Vec::new();
    let mut left = MOST_SPANS;
    for paragraph in prose::paragraphs(document) {
        let mut reader = Reader {
            document,
            year: report.year,
            agency: report.agency.as_deref().unwrap_or_default(),
            topic: Topic::None,
            about: false,
            whole: None,
            counter: '\0',
            group: None,
            last: None,
            sentence: Sentence::default(),
            left: &mut left,
            all: &mut all,
        };
        for sentence in prose::sentences(&paragraph) {
            reader.sentence(sentence);
        }
    }
    all
}

/// A line outside of the tables, in plain letters without blanks.
pub(super) struct Line {
    pub(super) words: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The paragraphs of a document as lines.
pub(super) fn lines(document: &Document) -> impl Iterator<Item = Line> {
    let line = |letters: Vec<prose::Letter>| {
        let (first, last) = (letters.first()?, letters.last()?);
        let words = letters.iter().map(|l| l.c).collect();
        Some(Line {
            words,
            start: first.at,
            end: last.end,
        })
    };
    prose::paragraphs(document).into_iter().filter_map(line)
}

/// The paragraphs of sentences in a document, each as a number that tells it from
/// others; digits do not count, as last year's report has others.
///
/// ```
/// use gouji::{cells::Document, report::claims::paragraphs};
/// let of = |text: &str| paragraphs(&Document { text: text.to_owned(), ..Document::default() });
/// let text = "2023年，本机关加强培训，完善制度，做好政府信息公开各项工作。";
/// assert_eq!(of(text), of(&text.replace("2023", "2022")));
/// assert_ne!(of(text), of(&text.replace("培训", "考核")));
/// assert!(of("二、主动公开政府信息情况").is_empty());
/// ```
#[must_use]
pub fn paragraphs(document: &Document) -> Vec<u64> {
    const SHORT: usize = 20;
    let sentences =
        lines(document).filter(|l| l.words.contains('。') && l.words.chars().count() >= SHORT);
    sentences.map(|line| number(&line.words)).collect()
}

/// FNV-1a of the characters that are no digits.
fn number(words: &str) -> u64 {
    let letters = words.bytes().filter(|b| !b.is_ascii_digit());
    letters.fold(0xCBF2_9CE4_8422_2325, |hash, b| {
        (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3)
    })
}

/// No report has as many spans: what comes behind is not looked at.
const MOST_SPANS: usize = 20_000;

/// Nor does one make as many claims.
const MOST_CLAIMS: usize = 200;

/// What is known of the sentence so far.
#[derive(Clone, Copy, Default)]
struct Sentence {
    /// It speaks of requests for information.
    said: bool,
    /// It counts reviews or lawsuits in a way of its own.
    unclear: bool,
    /// It counts requests passed on or withdrawn beside those answered.
    moved: bool,
    /// Whose numbers it gives, until it says what was received.
    of: Of,
    /// How many requests of some applicants, or ways of asking, it has listed.
    listed: i64,
}

/// What the numbers of a sentence are of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Of {
    /// All requests of the agency.
    #[default]
    All,
    /// Those of some applicants, or that came one way.
    Some,
    /// Somebody else, remedies, practice.
    Others,
}

struct Reader<'a> {
    document: &'a Document,
    year: Option<u16>,
    agency: &'a str,
    topic: Topic,
    /// Whether the paragraph has spoken of requests for information.
    about: bool,
    /// The last number of requests stated, and what it counts them with.
    whole: Option<i64>,
    counter: char,
    /// The outcome stated before the last claim.
    group: Option<i64>,
    /// The claim of the span before, where a share may follow it.
    last: Option<usize>,
    sentence: Sentence,
    /// How many spans may still be looked at.
    left: &'a mut usize,
    all: &'a mut Vec<Claim>,
}

impl Reader<'_> {
    fn sentence(&mut self, letters: &[prose::Letter]) {
        let mut scope = Scope::default();
        self.sentence = Sentence::default();
        let spans = prose::spans(letters, self.year);
        for (at, span) in spans.iter().enumerate() {
            if *self.left == 0 || self.all.len() >= MOST_CLAIMS {
                return;
            }
            *self.left -= 1;
            scope.read(span, self.agency);
            let said = matching::is_about_information(&span.words);
            self.about |= said;
            self.sentence.said |= said;
            self.sentence.moved |= matching::is_moved(&span.words);
            if matching::sets_apart(&span.words, self.agency) {
                self.sentence.of = Of::Others;
            } else if matching::is_of_a_kind(span) {
                self.sentence.of = self.sentence.of.max(Of::Some);
            }
            let before = self.last.take();
            let Some(number) = span.number else {
                // Words behind a number belong to it.
                let told = scope.is_whole(span) && self.none(span);
                self.sentence.unclear |=
                    !told && matching::is_unclear_remedy(&span.words, self.agency);
                self.last = before.filter(|_| span.words.is_empty());
                continue;
            };
            if number.unit == Unit::Percent {
                self.share(span, number, before);
                continue;
            }
            self.sentence.unclear |= matching::is_unclear_remedy(&span.words, self.agency);
            if scope.is_whole(span) {
                self.number(span, number, spans.get(at + 1));
            } else if !matching::is_bare_part(&span.words) {
                self.topic = Topic::None;
            }
        }
        if scope.is_doubtful() {
            self.topic = Topic::None;
        }
    }

    fn context(&self) -> matching::Context<'_> {
        matching::Context {
            topic: self.topic,
            about: self.about,
            said: self.sentence.said,
            agency: self.agency,
        }
    }

    /// A number, and what the words before it say that it counts.
    fn number(&mut self, span: &Span, number: prose::Number, next: Option<&Span>) {
        if !matches!(number.unit, Unit::Counted | Unit::None) || number.scale > 0 {
            self.turn(span);
            return;
        }
        let found = matching::find(span, number.unit, self.context());
        let Some(pattern) = found.filter(|p| !self.is_doubted(p, span, number, next)) else {
            if found.is_none() && self.whole.is_some() && matching::is_of_some(&span.words) {
                self.list(number.digits);
            }
            self.turn(span);
            return;
        };
        if pattern.counts_applicants() {
            self.list(number.digits);
        } else if pattern.member == "new" {
            (self.sentence.of, self.sentence.listed) = (Of::All, 0);
        }
        let carried = pattern.member == "new" && next.is_some_and(|n| n.words.contains("结转"));
        if pattern.about != Topic::None {
            let both = pattern.about == Topic::Litigation
                && matches!(self.topic, Topic::Review | Topic::Both);
            self.topic = if both { Topic::Both } else { pattern.about };
        }
        if matches!(pattern.about, Topic::Received | Topic::Handled) {
            self.whole = (!carried).then_some(number.digits);
            self.counter = number.counter;
        }
        self.last =
            matches!(pattern.rule, "prose.requests" | "prose.outcomes").then_some(self.all.len());
        self.claim(pattern, number.digits, span);
        let is_group = ["denied", "unavailable", "declined", "other"].contains(&pattern.member);
        if is_group && pattern.rule == "prose.outcomes" {
            self.group = Some(number.digits);
        }
    }

    /// Whether a number may count something else than its words alone say.
    fn is_doubted(
        &self,
        pattern: &Pattern,
        span: &Span,
        number: prose::Number,
        next: Option<&Span>,
    ) -> bool {
        let Sentence {
            unclear, moved, of, ..
        } = self.sentence;
        let next = next.map_or("", |next| next.words.as_str());
        let other_counter = self.counter != '\0'
            && number.counter != '\0'
            && number.counter != self.counter
            && self.whole.is_some();
        match pattern.rule {
            // Of all reviews or lawsuits, those because of information are told behind.
            "prose.remedies" => {
                let informed = matching::is_about_information;
                unclear || next.starts_with("其中") && informed(next) && !informed(&span.words)
            }
            _ if pattern.counts_applicants() => of == Of::Others,
            _ if pattern.counts_results() => {
                let with_others = ["含", "包含", "包括"].iter().any(|w| next.starts_with(w));
                let as_outcome = pattern.rule == "prose.outcomes";
                let handled = pattern.member == "handled" && (moved || next.contains("延期"));
                of > Of::All || handled || other_counter || as_outcome && with_others
            }
            _ => false,
        }
    }

    /// Takes in some of the requests; all of them are no part any more.
    fn list(&mut self, requests: i64) {
        let sum = self.sentence.listed.saturating_add(requests);
        let is_whole = self.whole == Some(sum);
        self.sentence.listed = if is_whole { 0 } else { sum };
        self.sentence.of = match self.sentence.of {
            Of::Others => Of::Others,
            _ if is_whole => Of::All,
            _ => Of::Some,
        };
    }

    /// What follows a number of something else may be of that, too.
    fn turn(&mut self, span: &Span) {
        if matching::counts_other_things(&span.words) {
            self.topic = Topic::None;
        }
    }

    /// A clause without a number that says that there was none; whether it does.
    fn none(&mut self, span: &Span) -> bool {
        let found = matching::none(span, self.about, self.agency);
        if matching::leaves(&span.words) {
            self.topic = Topic::None;
        }
        for pattern in &found {
            self.claim(pattern, 0, span);
            if pattern.about != Topic::None {
                self.topic = pattern.about;
            }
        }
        !found.is_empty()
    }

    /// A percentage right behind a number that makes a claim.
    fn share(&mut self, span: &Span, number: prose::Number, before: Option<usize>) {
        let Some(claim) = before.filter(|_| matching::is_share(&span.words)) else {
            return;
        };
        let share = Share {
            percent: Number {
                digits: number.digits,
                scale: number.scale,
            },
            whole: self.whole,
            group: self.group,
            quote: self.quote(span),
            place: self.document.place(span.start, span.end),
        };
        if let Some(claim) = self.all.get_mut(claim) {
            claim.share = Some(share);
        }
    }

    fn claim(&mut self, pattern: &'static Pattern, stated: i64, span: &Span) {
        self.all.push(Claim {
            pattern,
            stated,
            share: None,
            quote: self.quote(span),
            place: self.document.place(span.start, span.end),
        });
    }

    /// The words as printed, without blanks, cut where they are long.
    fn quote(&self, span: &Span) -> String {
        const LONGEST: usize = 40;
        let printed = self
            .document
            .text
            .get(span.start..span.end)
            .unwrap_or_default();
        let words: Vec<char> = printed.chars().filter(|c| !c.is_whitespace()).collect();
        let cut = words.len().saturating_sub(LONGEST);
        let kept: String = words[cut..].iter().collect();
        let kept = kept.trim_start_matches(['、', '，']);
        if cut > 0 {
            format!("…{kept}")
        } else {
            kept.to_owned()
        }
    }
}
