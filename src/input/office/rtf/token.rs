//! The bytes of rich text cut into groups, control words and text.

/// A token of rich text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A group opens.
    Open,
    /// A group closes.
    Close,
    /// A control word or symbol, and its number.
    Word(&'a [u8], Option<i32>),
    /// A byte of text, written plainly or as two digits.
    Byte(u8),
}

/// The tokens of rich text, in order.
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// A control word, after its backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        let rest = self.rest;
        let length = count(rest, u8::is_ascii_alphabetic);
        if length == 0 {
            return self.symbol();
        }
        let (word, after) = rest.split_at(length);
        self.rest = after;
        let number = self.number();
        if let Some(after) = self.rest.strip_prefix(b" ") {
            self.rest = after;
        }
        if word == b"bin" {
            let length = number
                .and_then(|n| usize::try_from(n).ok())
                .unwrap_or_default();
            self.rest = self.rest.get(length..).unwrap_or_default();
        }
        Some(Token::Word(word, number))
    }

    fn symbol(&mut self) -> Option<Token<'a>> {
        let (symbol, after) = self.rest.split_at_checked(1)?;
        self.rest = after;
        Some(match symbol {
            [byte @ (b'\\' | b'{' | b'}')] => Token::Byte(*byte),
            b"'" => {
                let digits = after.get(..2).and_then(|d| std::str::from_utf8(d).ok());
                let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok())?;
                self.rest = after.get(2..)?;
                Token::Byte(byte)
            }
            _ => Token::Word(symbol, None),
        })
    }

    fn number(&mut self) -> Option<i32> {
        let sign = usize::from(self.rest.starts_with(b"-"));
        let length = sign + count(self.rest.get(sign..)?, u8::is_ascii_digit);
        if length == sign {
            return None;
        }
        let (number, after) = self.rest.split_at(length);
        self.rest = after;
        // A number beyond all measure is as good as none.
        std::str::from_utf8(number).ok()?.parse().ok()
    }
}

fn count(bytes: &[u8], is: fn(&u8) -> bool) -> usize {
    bytes.iter().take_while(|b| is(b)).count()
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let (byte, after) = self.rest.split_first()?;
            self.rest = after;
            return match byte {
                b'\r' | b'\n' | 0 => continue,
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\\' => self.control(),
                _ => Some(Token::Byte(*byte)),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rich_text_is_cut_into_tokens() {
        let tokens: Vec<_> = Tokens::of(b"{\\b0 a\\u-3 \\'e1\\~\\bin3 }}}\r\n\\par}").collect();
        let expected = [
            Token::Open,
            Token::Word(b"b", Some(0)),
            Token::Byte(b'a'),
            Token::Word(b"u", Some(-3)),
            Token::Byte(0xE1),
            Token::Word(b"~", None),
            Token::Word(b"bin", Some(3)),
            Token::Word(b"par", None),
            Token::Close,
        ];
        assert_eq!(tokens, expected);
    }

    #[test]
    fn a_byte_without_its_digits_ends_the_text() {
        assert_eq!(Tokens::of(b"\\'4x}").count(), 0);
        assert_eq!(Tokens::of(b"\\").count(), 0);
    }
}
