//! JSON texts, token by token.
//!
//! A function returns `None` where the text is not JSON or has an unusual form.

use super::page::{Node, Span};

/// The greatest depth of the values that are skipped.
const MAX_DEPTH: usize = 64;

/// A JSON text while it is scanned, and its attributes so far.
pub(super) struct Scanner<'t> {
    pub(super) text: &'t str,
    /// The position of the next byte.
    pub(super) at: usize,
    /// The strings that have escapes. Their spans are counted behind the text.
    pub(super) unescaped: String,
    pub(super) binary: Vec<u8>,
    pub(super) nodes: Vec<Node>,
}

impl<'t> Scanner<'t> {
    /// Starts to scan a text. A text too long for spans is refused.
    pub(super) fn new(text: &'t str) -> Option<Self> {
        // Unescaped strings are shorter than escaped ones, so spans end before twice the length.
        u32::try_from(text.len().checked_mul(2)?).ok()?;
        let nodes = Vec::with_capacity(text.len() / 8);
        Some(Self { text, at: 0, unescaped: String::new(), binary: Vec::new(), nodes })
    }

    /// Returns the next byte that is not a space.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            match *self.text.as_bytes().get(self.at)? {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    /// Takes the next byte that is not a space.
    #[inline]
    pub(super) fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    #[inline]
    pub(super) fn expect(&mut self, byte: u8) -> Option<()> {
        (self.next()? == byte).then_some(())
    }

    /// Scans the members of an object or the elements of a list. Returns their number.
    #[inline]
    pub(super) fn each(
        &mut self,
        [open, close]: [u8; 2],
        mut member: impl FnMut(&mut Self) -> Option<()>,
    ) -> Option<u32> {
        self.expect(open)?;
        if self.peek()? == close {
            self.at += 1;
            return Some(0);
        }
        let mut count = 0;
        loop {
            member(self)?;
            count += 1;
            match self.next()? {
                b',' => {}
                byte => return (byte == close).then_some(count),
            }
        }
    }

    /// Scans a string without escapes, as all names in the SDK's models are.
    #[inline]
    pub(super) fn plain_string(&mut self) -> Option<&'t str> {
        self.expect(b'"')?;
        let start = self.at;
        self.at += plain_length(self.text.as_bytes().get(start..)?);
        let text = self.text.get(start..self.at)?;
        self.expect_here(b'"')?;
        Some(text)
    }

    /// Scans the name of a member and the colon behind it.
    #[inline]
    pub(super) fn plain_name(&mut self) -> Option<&'t str> {
        let name = self.plain_string()?;
        self.expect(b':')?;
        Some(name)
    }

    /// Scans a string. The span is one of the text, or behind it for a string with escapes.
    #[inline]
    pub(super) fn string(&mut self) -> Option<Span> {
        self.expect(b'"')?;
        let start = self.at;
        self.at += plain_length(self.text.as_bytes().get(start..)?);
        match self.text.as_bytes().get(self.at)? {
            b'"' => {
                self.at += 1;
                Some(Span::new(start, self.at - 1))
            }
            b'\\' => self.escaped_string(start),
            _ => None,
        }
    }

    /// Scans the rest of a string from its first escape.
    #[cold]
    fn escaped_string(&mut self, mut plain: usize) -> Option<Span> {
        let start = self.unescaped.len();
        loop {
            self.unescaped.push_str(self.text.get(plain..self.at)?);
            let byte = self.next_here()?;
            match byte {
                b'"' => break,
                b'\\' => {
                    let letter = self.escape()?;
                    self.unescaped.push(letter);
                }
                _ => return None,
            }
            plain = self.at;
            self.at += plain_length(self.text.as_bytes().get(plain..)?);
        }
        let base = self.text.len();
        Some(Span::new(base + start, base + self.unescaped.len()))
    }

    fn escape(&mut self) -> Option<char> {
        Some(match self.next_here()? {
            letter @ (b'"' | b'\\' | b'/') => char::from(letter),
            b'b' => '\u{8}',
            b'f' => '\u{C}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode_escape(),
            _ => return None,
        })
    }

    /// Scans four digits, and those of the second half if they are the first half of a surrogate pair.
    fn unicode_escape(&mut self) -> Option<char> {
        let first = self.four_digits()?;
        if !(0xD800..0xDC00).contains(&first) {
            // Refuses a second half without a first.
            return char::from_u32(first);
        }
        self.expect_here(b'\\')?;
        self.expect_here(b'u')?;
        let second = self.four_digits()?.checked_sub(0xDC00).filter(|second| *second < 0x400)?;
        char::from_u32(0x1_0000 + (first - 0xD800) * 0x400 + second)
    }

    fn four_digits(&mut self) -> Option<u32> {
        (0..4).try_fold(0, |number, _| Some(number * 16 + char::from(self.next_here()?).to_digit(16)?))
    }

    fn next_here(&mut self) -> Option<u8> {
        let byte = *self.text.as_bytes().get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn expect_here(&mut self, byte: u8) -> Option<()> {
        (self.next_here()? == byte).then_some(())
    }

    /// Scans `true` or `false`.
    pub(super) fn boolean(&mut self) -> Option<bool> {
        self.peek()?;
        [("true", true), ("false", false)].into_iter().find_map(|(word, value)| {
            self.word(word)?;
            Some(value)
        })
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.text.get(self.at..)?.starts_with(word).then(|| self.at += word.len())
    }

    /// Skips any value. The SDK checks numbers again.
    pub(super) fn skip_value(&mut self) -> Option<()> {
        self.skip(MAX_DEPTH)
    }

    fn skip(&mut self, depth: usize) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        match self.peek()? {
            b'"' => self.plain_string().map(drop),
            b'[' => self.each(*b"[]", |scanner| scanner.skip(depth)).map(drop),
            b'{' => self
                .each(*b"{}", |scanner| {
                    scanner.plain_name()?;
                    scanner.skip(depth)
                })
                .map(drop),
            b't' | b'f' => self.boolean().map(drop),
            b'n' => self.word("null"),
            _ => self.skip_number(),
        }
    }

    fn skip_number(&mut self) -> Option<()> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let is_part = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let length = rest.iter().take_while(is_part).count();
        self.at += length;
        (length > 0).then_some(())
    }
}

/// Returns the number of bytes before the first that ends a string or cannot be in one: a quote, a backslash or a control
/// character.
#[inline]
fn plain_length(bytes: &[u8]) -> usize {
    let mut length = 0;
    while let Some(word) = bytes.get(length..).and_then(<[u8]>::first_chunk) {
        let ends = ends(u64::from_le_bytes(*word));
        if ends != 0 {
            return length + ends.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    let is_plain = |byte: &&u8| !matches!(byte, b'"' | b'\\' | 0..=0x1F);
    length + bytes.iter().skip(length).take_while(is_plain).count()
}

/// Sets the highest bit of the first byte that ends a string. Bits of later bytes mean nothing.
#[inline]
fn ends(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 0xFF;
    const HIGHEST: u64 = ONES * 0x80;
    let quote = word ^ (ONES * u64::from(b'"'));
    let backslash = word ^ (ONES * u64::from(b'\\'));
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    (quote.wrapping_sub(ONES) & !quote | backslash.wrapping_sub(ONES) & !backslash | control) & HIGHEST
}
