//! Spare copies of items that are moved into a request and seldom needed again.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::schema::item::Item;

/// A copy of an item in one allocation.
#[derive(Clone, Debug)]
pub(crate) struct Spare(Copy);

#[derive(Clone, Debug)]
enum Copy {
    Packed(Vec<u8>),
    /// An item with an attribute of an unknown type.
    Whole(Item),
}

impl Spare {
    pub(crate) fn new(item: &Item) -> Self {
        // Most items need no more.
        let mut packed = Vec::with_capacity(1024);
        Self(match pack_map(item, &mut packed) {
            Some(()) => Copy::Packed(packed),
            None => Copy::Whole(item.clone()),
        })
    }

    /// Packs one value, for [`unpack`](Self::unpack).
    pub(crate) fn pack(value: &AttributeValue) -> Option<Vec<u8>> {
        let mut packed = Vec::new();
        pack(value, &mut packed).map(|()| packed)
    }

    /// Returns the value that was packed.
    pub(crate) fn unpack(packed: &[u8]) -> AttributeValue {
        Unpack(packed).value()
    }

    /// The item.
    pub(crate) fn item(&self) -> Item {
        match &self.0 {
            Copy::Packed(packed) => {
                let mut packed = Unpack(packed);
                let (_, length) = packed.start();
                packed.map(length)
            }
            Copy::Whole(item) => item.clone(),
        }
    }
}

/// Packs a type and a length.
fn pack_start(of: u8, length: usize, packed: &mut Vec<u8>) {
    let mut start = [of; 1 + size_of::<usize>()];
    start[1..].copy_from_slice(&length.to_le_bytes());
    packed.extend_from_slice(&start);
}

fn pack_bytes(of: u8, bytes: &[u8], packed: &mut Vec<u8>) {
    pack_start(of, bytes.len(), packed);
    packed.extend_from_slice(bytes);
}

fn pack_map(item: &Item, packed: &mut Vec<u8>) -> Option<()> {
    pack_start(b'M', item.len(), packed);
    item.iter().try_for_each(|(name, value)| {
        pack_bytes(b'S', name.as_bytes(), packed);
        pack(value, packed)
    })
}

/// Packs a type, a length and the contents. `None` for a type that is unknown.
fn pack(value: &AttributeValue, packed: &mut Vec<u8>) -> Option<()> {
    match value {
        AttributeValue::S(text) => pack_bytes(b'S', text.as_bytes(), packed),
        AttributeValue::N(number) => pack_bytes(b'N', number.as_bytes(), packed),
        AttributeValue::B(bytes) => pack_bytes(b'B', bytes.as_ref(), packed),
        AttributeValue::Bool(value) => pack_start(b'?', usize::from(*value), packed),
        AttributeValue::Null(value) => pack_start(b'0', usize::from(*value), packed),
        AttributeValue::Ss(texts) => pack_all(b's', texts, packed),
        AttributeValue::Ns(numbers) => pack_all(b'n', numbers, packed),
        AttributeValue::Bs(all) => pack_all(b'b', all, packed),
        AttributeValue::L(list) => {
            pack_start(b'L', list.len(), packed);
            list.iter().try_for_each(|value| pack(value, packed))?;
        }
        AttributeValue::M(map) => pack_map(map, packed)?,
        _ => return None,
    }
    Some(())
}

fn pack_all(of: u8, all: &[impl AsRef<[u8]>], packed: &mut Vec<u8>) {
    pack_start(of, all.len(), packed);
    for bytes in all {
        pack_bytes(b'B', bytes.as_ref(), packed);
    }
}

/// The rest of a packed item. Nothing is missing, as it was packed here.
struct Unpack<'p>(&'p [u8]);

impl Unpack<'_> {
    /// The type and the length of the next value.
    fn start(&mut self) -> (u8, usize) {
        let (of, rest) = self.0.split_first().unwrap_or((&b'0', &[]));
        let (length, rest) = rest.split_first_chunk().unwrap_or((&[0; size_of::<usize>()], &[]));
        self.0 = rest;
        (*of, usize::from_le_bytes(*length))
    }

    fn bytes(&mut self, length: usize) -> Vec<u8> {
        let (bytes, rest) = self.0.split_at_checked(length).unwrap_or_default();
        self.0 = rest;
        bytes.to_vec()
    }

    fn text(&mut self, length: usize) -> String {
        String::from_utf8(self.bytes(length)).unwrap_or_default()
    }

    /// The elements of a set.
    fn all<T>(&mut self, length: usize, one: impl Fn(&mut Self, usize) -> T) -> Vec<T> {
        let each = (0..length).map(|_| {
            let (_, length) = self.start();
            one(self, length)
        });
        each.collect()
    }

    fn map(&mut self, length: usize) -> Item {
        let each = (0..length).map(|_| {
            let (_, length) = self.start();
            (self.text(length), self.value())
        });
        each.collect()
    }

    fn value(&mut self) -> AttributeValue {
        match self.start() {
            (b'S', length) => AttributeValue::S(self.text(length)),
            (b'N', length) => AttributeValue::N(self.text(length)),
            (b'B', length) => AttributeValue::B(Blob::new(self.bytes(length))),
            (b'?', value) => AttributeValue::Bool(value == 1),
            (b's', length) => AttributeValue::Ss(self.all(length, Self::text)),
            (b'n', length) => AttributeValue::Ns(self.all(length, Self::text)),
            (b'b', length) => {
                AttributeValue::Bs(self.all(length, |packed, length| Blob::new(packed.bytes(length))))
            }
            (b'L', length) => AttributeValue::L((0..length).map(|_| self.value()).collect()),
            (b'M', length) => AttributeValue::M(self.map(length)),
            (_, value) => AttributeValue::Null(value == 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spare_copy_equals_its_item() {
        let text = |text: &str| AttributeValue::S(text.to_owned());
        let values = [
            text("é"),
            text(""),
            AttributeValue::N("-1.5e3".to_owned()),
            AttributeValue::B(Blob::new([0, 255])),
            AttributeValue::Bool(true),
            AttributeValue::Bool(false),
            AttributeValue::Null(true),
            AttributeValue::Null(false),
            AttributeValue::Ss(vec!["a".to_owned(), String::new()]),
            AttributeValue::Ns(vec!["1".to_owned()]),
            AttributeValue::Bs(vec![Blob::new([1]), Blob::new([])]),
        ];
        let list = AttributeValue::L(values.to_vec());
        let mut item: Item =
            values.into_iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect();
        assert_eq!(Spare::new(&item).item(), item);
        let map = AttributeValue::M(item.clone());
        item.extend([("list".to_owned(), list), ("map".to_owned(), map), (String::new(), text("more"))]);
        assert_eq!(Spare::new(&item).item(), item);
        assert_eq!(Spare::new(&Item::new()).item(), Item::new());
    }
}
