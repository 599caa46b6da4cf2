//! Text that is put together at compile time: the messages of the const checks.

use std::cmp::Ordering;

/// Longer messages are cut; names and templates are short.
const CAPACITY: usize = 2048;

/// A message that a `const fn` builds.
#[derive(Clone, Copy)]
pub(crate) struct Message {
    bytes: [u8; CAPACITY],
    len: usize,
}

impl Message {
    pub(crate) const EMPTY: Self = Self { bytes: [0; CAPACITY], len: 0 };

    /// Returns the text with a value in place of each `{}`.
    pub(crate) const fn new(text: &str, values: &[&str]) -> Self {
        Self::EMPTY.add(text, values)
    }

    /// Appends a text with a value in place of each `{}`.
    pub(crate) const fn add(mut self, text: &str, values: &[&str]) -> Self {
        let mut values = values;
        let mut rest = text.as_bytes();
        while let [byte, behind @ ..] = rest {
            rest = if let (b'{', [b'}', after @ ..], [value, others @ ..]) = (byte, behind, values) {
                self = self.add_bytes(value.as_bytes());
                values = others;
                after
            } else {
                self.push(*byte);
                behind
            };
        }
        self
    }

    /// Appends bytes. The caller cuts a text at its end only.
    pub(crate) const fn add_bytes(mut self, bytes: &[u8]) -> Self {
        let mut rest = bytes;
        while let [byte, behind @ ..] = rest {
            self.push(*byte);
            rest = behind;
        }
        self
    }

    const fn push(&mut self, byte: u8) {
        if self.len < CAPACITY {
            self.bytes[self.len] = byte;
            self.len += 1;
        }
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

/// `for` over a slice or an array, which a `const fn` cannot write.
///
/// ```text
/// const_for!(for field in entity.fields { .. });
/// const_for!(for (index, field) in entity.fields { .. });
/// ```
macro_rules! const_for {
    (for ($index:ident, $item:ident) in $($rest:tt)+) => { const_for!(@ $index $item [] $($rest)+) };
    (for $item:ident in $($rest:tt)+) => { const_for!(@ _index $item [] $($rest)+) };
    (@ $index:ident $item:ident [$($list:tt)+] { $($body:tt)* }) => {{
        let list = $($list)+;
        let mut next = 0;
        while next < list.len() {
            let $index = next;
            let $item = &list[next];
            next += 1;
            $($body)*
        }
    }};
    (@ $index:ident $item:ident [$($list:tt)*] $next:tt $($rest:tt)+) => {
        const_for!(@ $index $item [$($list)* $next] $($rest)+)
    };
}
pub(crate) use const_for;

/// `==` for strings, which a `const fn` cannot write.
pub(crate) const fn same(a: &str, b: &str) -> bool {
    matches!(compare(a, b), Ordering::Equal)
}

/// `cmp` for strings, byte by byte.
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

/// `starts_with` for strings.
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
        let mut message = Message::new("x", &[]);
        for _ in 0..CAPACITY {
            message = message.add("é", &[]);
        }
        assert_eq!(message.as_str().len(), CAPACITY - 1);
        assert!(message.as_str().ends_with('é'));
    }

    #[test]
    fn placeholders_are_replaced_in_order() {
        assert_eq!(Message::new("`{{}:any}` of {}{", &["a", "{}"]).as_str(), "`{a:any}` of {}{");
        assert_eq!(Message::new("{} {}", &["a"]).as_str(), "a {}");
    }

    #[test]
    fn strings_are_compared() {
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
