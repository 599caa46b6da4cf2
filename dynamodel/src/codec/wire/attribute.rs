//! Scanning attributes.

use super::json::Scanner;
use super::page::{Kind, Node, Span};

/// The greatest depth of the maps and lists in an item. `DynamoDB` stores 32 levels.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes>
const MAX_DEPTH: usize = 40;

/// The most names that are compared pair by pair.
const MAX_PAIRED: u32 = 64;

impl Scanner<'_> {
    /// Scans an item.
    pub(super) fn item(&mut self) -> Option<()> {
        self.map(MAX_DEPTH)
    }

    /// Adds an item without attributes.
    pub(super) fn no_item(&mut self) -> Option<()> {
        let index = self.open();
        self.close(index, Kind::Map, 0)
    }

    fn map(&mut self, depth: usize) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        let index = self.open();
        let count = self.each(*b"{}", |scanner| {
            let name = scanner.string()?;
            scanner.push(Kind::Text, name);
            scanner.expect(b':')?;
            scanner.attribute(depth)
        })?;
        self.close(index, Kind::Map, count)?;
        self.has_distinct_names(index, count).then_some(())
    }

    fn attribute(&mut self, depth: usize) -> Option<()> {
        self.expect(b'{')?;
        match self.plain_name()? {
            "S" => {
                let text = self.string()?;
                self.push(Kind::Text, text);
            }
            "N" => {
                let number = self.string()?;
                self.push(Kind::Number, number);
            }
            "B" => self.binary()?,
            "BOOL" => {
                let value = self.boolean()?;
                self.push(Kind::Bool, Span::new(0, value.into()));
            }
            "NULL" => {
                let value = self.boolean()?;
                self.push(Kind::Null, Span::new(0, value.into()));
            }
            "M" => self.map(depth)?,
            "L" => {
                let depth = depth.checked_sub(1)?;
                self.list(Kind::List, |scanner| scanner.attribute(depth))?;
            }
            "SS" => {
                self.list(Kind::Texts, |scanner| {
                    scanner.string().map(|text| scanner.push(Kind::Text, text))
                })?;
            }
            "NS" => self.list(Kind::Numbers, |scanner| {
                scanner.string().map(|number| scanner.push(Kind::Number, number))
            })?,
            "BS" => self.list(Kind::Blobs, Self::binary)?,
            _ => return None,
        }
        self.expect(b'}')
    }

    fn list(&mut self, kind: Kind, element: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        let index = self.open();
        let count = self.each(*b"[]", element)?;
        self.close(index, kind, count)
    }

    /// Scans binary, by the decoder of the SDK.
    fn binary(&mut self) -> Option<()> {
        let decoded = aws_smithy_types::base64::decode(self.plain_string()?).ok()?;
        let start = self.binary.len();
        self.binary.extend_from_slice(&decoded);
        self.push(Kind::Bytes, Span::new(start, self.binary.len()));
        Some(())
    }

    #[inline]
    fn push(&mut self, kind: Kind, span: Span) {
        self.nodes.push(Node { kind, span });
    }

    /// Adds a map or list whose length is not known yet.
    fn open(&mut self) -> usize {
        self.push(Kind::List, Span::new(0, 0));
        self.nodes.len() - 1
    }

    fn close(&mut self, index: usize, kind: Kind, count: u32) -> Option<()> {
        let end = u32::try_from(self.nodes.len()).ok()?;
        *self.nodes.get_mut(index)? = Node { kind, span: Span { start: count, end } };
        Some(())
    }

    /// Returns `true` if no two names of a map are equal. The SDK keeps the last of them.
    fn has_distinct_names(&self, map: usize, count: u32) -> bool {
        if count > MAX_PAIRED {
            let mut names: Vec<_> = self.names(map, count).collect();
            names.sort_unstable();
            return names.windows(2).all(|pair| pair[0] != pair[1]);
        }
        let mut seen = 0_u128;
        self.names(map, count).enumerate().all(|(index, name)| {
            let mark = 1 << mark(name);
            let is_new = seen & mark == 0;
            seen |= mark;
            is_new || self.names(map, count).take(index).all(|other| other != name)
        })
    }

    fn names(&self, map: usize, count: u32) -> impl Iterator<Item = &str> {
        let mut at = map + 1;
        (0..count).filter_map(move |_| {
            let name = self.nodes.get(at)?;
            at = self.nodes.get(at + 1)?.next(at + 1);
            let Span { start, end } = name.span;
            let (start, end, length) = (start as usize, end as usize, self.text.len());
            match start.checked_sub(length) {
                Some(start) => self.unescaped.get(start..end - length),
                None => self.text.get(start..end),
            }
        })
    }
}

/// Returns a number below 128 that equal names share.
#[inline]
fn mark(name: &str) -> u32 {
    let (first, last) =
        (name.bytes().next().unwrap_or_default(), name.bytes().next_back().unwrap_or_default());
    let length = u32::try_from(name.len() % 128).unwrap_or_default();
    ((length * 37) ^ (u32::from(first) * 11) ^ u32::from(last)) % 128
}
