//! The tokens of a page as html5gum finds them: start tags, end tags, text.
//!
//! Comments, doctypes and errors are dropped where they arise, and nothing of
//! html5gum is made twice, so that the code of all its states stays small.

use html5gum::{Emitter, Error, Readable, Reader, State, StringReader, Tokenizer};
use std::convert::Infallible;
use std::ops::Range;

/// A token, and where in the source it stands.
pub(super) enum Token<'a> {
    /// A start tag is open.
    Open(&'a [u8]),
    /// An attribute of the start tag that is open: its name, its value.
    Attribute(&'a [u8], &'a [u8]),
    /// The start tag ends.
    Close,
    /// An end tag.
    End(&'a [u8]),
    /// Text with its references resolved, and where its runs come from: byte of
    /// the text, byte of the source.
    Text(&'a [u8], &'a [(usize, usize)]),
}

/// Hands over the tokens of a page, in order.
pub(super) fn tokens(source: &str, take: &mut dyn FnMut(Token, Range<usize>)) {
    let emitter = Tokens {
        source: source.as_bytes(),
        take,
        at: 0,
        markup: 0,
        text: Vec::new(),
        origins: Vec::new(),
        range: 0..0,
        is_start: false,
        tag: Vec::new(),
        last_start: Vec::new(),
        name: Vec::new(),
        value: Vec::new(),
    };
    let Ok(()) = Tokenizer::new_with_emitter(Input(source.to_reader()), emitter).finish();
}

/// A text to read, searched in one place: the states of html5gum would each
/// bring a search of their own.
struct Input<'a>(StringReader<'a>);

impl Reader for Input<'_> {
    type Error = Infallible;

    fn read_byte(&mut self) -> Result<Option<u8>, Infallible> {
        self.0.read_byte()
    }

    #[inline(never)]
    fn try_read_string(&mut self, wanted: &[u8], case: bool) -> Result<bool, Infallible> {
        self.0.try_read_string(wanted, case)
    }

    #[inline(never)]
    fn read_until<'b>(
        &'b mut self,
        needle: &[u8],
        buffer: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, Infallible> {
        self.0.read_until(needle, buffer)
    }
}

struct Tokens<'a> {
    source: &'a [u8],
    take: &'a mut dyn FnMut(Token, Range<usize>),
    /// The byte of the source that is read next.
    at: usize,
    /// Where the tag, comment or doctype being read begins.
    markup: usize,
    /// The text read so far, and where it stands.
    text: Vec<u8>,
    origins: Vec<(usize, usize)>,
    range: Range<usize>,
    /// Whether the tag being read is a start tag.
    is_start: bool,
    /// Its name, until it is handed over.
    tag: Vec<u8>,
    /// The start tag before; empty once an end tag has followed.
    last_start: Vec<u8>,
    /// The attribute being read.
    name: Vec<u8>,
    value: Vec<u8>,
}

impl Tokens<'_> {
    fn end_text(&mut self) {
        if !self.text.is_empty() {
            let token = Token::Text(&self.text, &self.origins);
            (self.take)(token, self.range.clone());
            self.text.clear();
            self.origins.clear();
        }
    }

    /// Hands over the name of a start tag, before its first attribute.
    fn open(&mut self) {
        self.end_text();
        if self.is_start && !self.tag.is_empty() {
            (self.take)(Token::Open(&self.tag), self.markup..self.at);
            std::mem::swap(&mut self.last_start, &mut self.tag);
            self.tag.clear();
        }
    }

    fn end_attribute(&mut self) {
        self.open();
        if !self.name.is_empty() {
            let token = Token::Attribute(&self.name, &self.value);
            (self.take)(token, self.markup..self.at);
            self.name.clear();
            self.value.clear();
        }
    }
}

impl Emitter for Tokens<'_> {
    type Token = Infallible;

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn move_position(&mut self, offset: isize) {
        self.at = self.at.wrapping_add_signed(offset);
    }

    fn emit_eof(&mut self) {
        self.end_text();
    }

    fn init_string(&mut self) {
        if self.text.is_empty() {
            self.range = self.at..self.at;
        }
    }

    #[inline(never)]
    fn emit_string(&mut self, text: &[u8]) {
        // As it stands in the source, or what a reference or the end of a line means.
        let last = self.range.end;
        let start = self.at.wrapping_sub(text.len());
        let from = if self.source.get(start..self.at) == Some(text) {
            start
        } else {
            let piece = self.source.get(last..self.at).unwrap_or_default();
            last + piece.iter().position(|byte| *byte == b'&').unwrap_or(0)
        };
        let runs_on = |(at, source): &(usize, usize)| source + (self.text.len() - at) == from;
        if !self.origins.last().is_some_and(runs_on) {
            self.origins.push((self.text.len(), from));
        }
        self.range.end = self.at;
        self.text.extend_from_slice(text);
    }

    fn start_open_tag(&mut self) {
        self.markup = self.at.wrapping_sub(1);
    }

    fn init_start_tag(&mut self) {
        self.tag.clear();
        self.is_start = true;
    }

    fn init_end_tag(&mut self) {
        self.tag.clear();
        self.is_start = false;
    }

    #[inline(never)]
    fn push_tag_name(&mut self, name: &[u8]) {
        self.tag.extend_from_slice(name);
    }

    #[inline(never)]
    fn init_attribute(&mut self) {
        self.end_attribute();
    }

    #[inline(never)]
    fn push_attribute_name(&mut self, name: &[u8]) {
        self.name.extend_from_slice(name);
    }

    #[inline(never)]
    fn push_attribute_value(&mut self, value: &[u8]) {
        self.value.extend_from_slice(value);
    }

    #[inline(never)]
    fn emit_current_tag(&mut self) -> Option<State> {
        self.end_attribute();
        if self.is_start {
            (self.take)(Token::Close, self.markup..self.at);
        } else {
            self.last_start.clear();
            (self.take)(Token::End(&self.tag), self.markup..self.at);
        }
        let state = html5gum::naive_next_state(&self.last_start);
        if state.is_some() {
            self.init_string();
        }
        state
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        !self.is_start && !self.last_start.is_empty() && self.last_start == self.tag
    }

    fn init_comment(&mut self) {
        self.end_text();
    }

    fn init_doctype(&mut self) {
        self.end_text();
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    // What no reader of a page asks for.
    fn emit_error(&mut self, _: Error) {}
    fn set_last_start_tag(&mut self, _: Option<&[u8]>) {}
    fn set_self_closing(&mut self) {}
    fn set_force_quirks(&mut self) {}
    fn push_comment(&mut self, _: &[u8]) {}
    fn emit_current_comment(&mut self) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn emit_current_doctype(&mut self) {}
}
