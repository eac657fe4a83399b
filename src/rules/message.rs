//! A message with holes, and what was found, become a sentence in both languages.

use crate::source::Words;
use std::fmt::Display;

/// What stands in the holes of a message, by their names.
#[derive(Clone, Debug, Default)]
pub struct Holes(Vec<(String, Words)>);

impl Holes {
    /// With one hole more, filled in both languages.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, words: Words) -> Self {
        self.0.push((name.into(), words));
        self
    }

    /// With one hole more, filled alike in both languages.
    #[must_use]
    pub fn and(self, name: impl Into<String>, value: impl Display) -> Self {
        let value = value.to_string();
        self.with(name, Words::new(value.clone(), value))
    }

    fn get(&self, name: &str) -> Option<&Words> {
        let mut own = self.0.iter().filter(|(known, _)| known == name);
        own.next().map(|(_, words)| words)
    }
}

/// The sentence of a message. `{hole}` is what the holes say, and `{n:cell|cells}` that number
/// with its word; what stands in `[…]` is said once for each of `parts`, with the holes of its own.
///
/// ```
/// use gouji::rules::{Holes, sentence};
/// let message = ("有{n}格不符：[“{member}”]", "{n:cell differs|cells differ}: [“{member}”]");
/// let parts = ["甲", "乙"].map(|member| Holes::default().and("member", member));
/// let words = sentence(message, &Holes::default().and("n", 2), &parts);
/// assert_eq!(words.zh, "有2格不符：“甲”；“乙”");
/// assert_eq!(words.en, "2 cells differ: “甲”; “乙”");
/// ```
#[must_use]
pub fn sentence(message: (&str, &str), holes: &Holes, parts: &[Holes]) -> Words {
    let say = |text, of: fn(&Words) -> &str, between: &str| {
        let fill = |text| filled(text, &[holes], of);
        let Some((before, rest)) = str::split_once(text, '[') else {
            return fill(text);
        };
        let (each, after) = rest.split_once(']').unwrap_or((rest, ""));
        let parts = parts.iter().map(|part| filled(each, &[part, holes], of));
        let parts = parts.collect::<Vec<_>>().join(between);
        fill(before) + &parts + &fill(after)
    };
    Words::new(
        say(message.0, |words| &words.zh, "；"),
        say(message.1, |words| &words.en, "; "),
    )
}

/// A message as a reader of the catalogue sees it: an ellipsis in place of each hole.
///
/// ```
/// use gouji::rules::unfilled;
/// assert_eq!(unfilled("{n:cell differs|cells differ}: [“{member}”]"), "… cells differ: “…”");
/// ```
#[must_use]
pub fn unfilled(message: &str) -> String {
    let mut out = String::new();
    for piece in pieces(message) {
        match piece {
            Piece::Text(text) => out.extend(text.chars().filter(|c| !matches!(c, '[' | ']'))),
            Piece::Hole(_, None) => out.push('…'),
            Piece::Hole(_, Some((_, many))) => {
                out.push_str("… ");
                out.push_str(many);
            }
        }
    }
    out
}

fn filled(text: &str, holes: &[&Holes], of: fn(&Words) -> &str) -> String {
    let mut out = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Hole(name, words) => {
                let value = holes.iter().find_map(|holes| holes.get(name));
                let value = value.map_or("?", of);
                out.push_str(value);
                if let Some((one, many)) = words {
                    out.push(' ');
                    out.push_str(if value == "1" { one } else { many });
                }
            }
        }
    }
    out
}

enum Piece<'a> {
    Text(&'a str),
    /// Its name, and the words that follow 1 and any other number.
    Hole(&'a str, Option<(&'a str, &'a str)>),
}

fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    text.split('{').enumerate().flat_map(|(at, rest)| {
        let Some((hole, text)) = rest.split_once('}').filter(|_| at > 0) else {
            return [None, Some(Piece::Text(rest))].into_iter().flatten();
        };
        let (name, words) = match hole.split_once(':') {
            Some((name, words)) => (name, words.split_once('|')),
            None => (hole, None),
        };
        let hole = Piece::Hole(name, words);
        [Some(hole), Some(Piece::Text(text))].into_iter().flatten()
    })
}
