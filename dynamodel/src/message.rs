//! Text put together while compiling: what the checks of a table and its templates say.

use std::cmp::Ordering;

/// Long texts are cut; names and templates are short.
const CAPACITY: usize = 2048;

/// A message that a `const fn` builds.
#[derive(Clone, Copy)]
pub(crate) struct Message {
    bytes: [u8; CAPACITY],
    len: usize,
}

impl Message {
    pub(crate) const fn new() -> Self {
        Self { bytes: [0; CAPACITY], len: 0 }
    }

    /// Adds `text`.
    pub(crate) const fn add(self, text: &str) -> Self {
        self.add_bytes(text.as_bytes())
    }

    /// Adds a name or code, between backticks.
    pub(crate) const fn code(self, text: &str) -> Self {
        self.add("`").add(text).add("`")
    }

    /// Adds `` `word = "text"` ``, as it is written in an attribute.
    pub(crate) const fn pair(self, word: &str, text: &str) -> Self {
        self.add("`").add(word).add(" = \"").add(text).add("\"`")
    }

    /// Adds bytes; cutting a text elsewhere than at its end is the caller's care.
    pub(crate) const fn add_bytes(mut self, bytes: &[u8]) -> Self {
        let mut at = 0;
        while at < bytes.len() && self.len < CAPACITY {
            self.bytes[self.len] = bytes[at];
            self.len += 1;
            at += 1;
        }
        self
    }

    pub(crate) const fn as_str(&self) -> &str {
        let written = self.bytes.split_at(self.len).0;
        match core::str::from_utf8(written) {
            Ok(text) => text,
            // A character was cut at the end.
            Err(error) => match core::str::from_utf8(written.split_at(error.valid_up_to()).0) {
                Ok(text) => text,
                Err(_) => "",
            },
        }
    }

    /// Ends the compilation with this message, under the caller.
    #[track_caller]
    pub(crate) const fn panic(&self) -> ! {
        panic!("{}", self.as_str())
    }
}

/// `==` for texts, which a `const fn` cannot write.
pub(crate) const fn same(a: &str, b: &str) -> bool {
    matches!(compare(a, b), Ordering::Equal)
}

/// `cmp` for texts, by their bytes.
pub(crate) const fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() {
        if a[at] != b[at] {
            return if a[at] < b[at] { Ordering::Less } else { Ordering::Greater };
        }
        at += 1;
    }
    if a.len() == b.len() {
        Ordering::Equal
    } else if a.len() < b.len() {
        Ordering::Less
    } else {
        Ordering::Greater
    }
}

/// `starts_with` for texts.
pub(crate) const fn starts_with(text: &str, start: &str) -> bool {
    let (mut text, mut start) = (text.as_bytes(), start.as_bytes());
    while let [byte, rest @ ..] = start {
        match text {
            [first, behind @ ..] if *first == *byte => text = behind,
            _ => return false,
        }
        start = rest;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_message_is_cut_between_characters() {
        let mut message = Message::new().add("x");
        for _ in 0..CAPACITY {
            message = message.add("é");
        }
        assert_eq!(message.as_str().len(), CAPACITY - 1);
        assert!(message.as_str().ends_with('é'));
    }

    #[test]
    fn texts_are_compared() {
        assert!(same("", "") && same("ab", "ab"));
        assert!(!same("ab", "abc") && !same("ab", "ac"));
        for (a, b) in [("", ""), ("", "a"), ("ab", "abc"), ("b", "abc"), ("é", "z"), ("a", "a")] {
            assert_eq!(compare(a, b), a.cmp(b));
            assert_eq!(compare(b, a), b.cmp(a));
            assert_eq!(starts_with(a, b), a.starts_with(b));
            assert_eq!(starts_with(b, a), b.starts_with(a));
        }
    }
}
