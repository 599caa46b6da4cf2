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

    /// The item.
    pub(crate) fn item(&self) -> Item {
        match &self.0 {
            Copy::Packed(packed) => Unpack(packed).map(),
            Copy::Whole(item) => item.clone(),
        }
    }
}

fn pack_length(length: usize, packed: &mut Vec<u8>) {
    packed.extend_from_slice(&length.to_le_bytes());
}

fn pack_bytes(bytes: &[u8], packed: &mut Vec<u8>) {
    pack_length(bytes.len(), packed);
    packed.extend_from_slice(bytes);
}

fn pack_map(item: &Item, packed: &mut Vec<u8>) -> Option<()> {
    pack_length(item.len(), packed);
    item.iter().try_for_each(|(name, value)| {
        pack_bytes(name.as_bytes(), packed);
        pack(value, packed)
    })
}

/// Packs a type and its contents. `None` for a type that is unknown.
fn pack(value: &AttributeValue, packed: &mut Vec<u8>) -> Option<()> {
    let mut start = |of: u8| packed.push(of);
    match value {
        AttributeValue::S(text) => {
            start(b'S');
            pack_bytes(text.as_bytes(), packed);
        }
        AttributeValue::N(number) => {
            start(b'N');
            pack_bytes(number.as_bytes(), packed);
        }
        AttributeValue::B(bytes) => {
            start(b'B');
            pack_bytes(bytes.as_ref(), packed);
        }
        AttributeValue::Bool(value) => {
            start(b'?');
            packed.push(u8::from(*value));
        }
        AttributeValue::Null(value) => {
            start(b'0');
            packed.push(u8::from(*value));
        }
        AttributeValue::Ss(texts) => {
            start(b's');
            pack_all(texts, packed);
        }
        AttributeValue::Ns(numbers) => {
            start(b'n');
            pack_all(numbers, packed);
        }
        AttributeValue::Bs(all) => {
            start(b'b');
            pack_all(all, packed);
        }
        AttributeValue::L(list) => {
            start(b'L');
            pack_length(list.len(), packed);
            list.iter().try_for_each(|value| pack(value, packed))?;
        }
        AttributeValue::M(map) => {
            start(b'M');
            pack_map(map, packed)?;
        }
        _ => return None,
    }
    Some(())
}

fn pack_all(all: &[impl AsRef<[u8]>], packed: &mut Vec<u8>) {
    pack_length(all.len(), packed);
    for bytes in all {
        pack_bytes(bytes.as_ref(), packed);
    }
}

/// The rest of a packed item. Nothing is missing, as it was packed here.
struct Unpack<'p>(&'p [u8]);

impl Unpack<'_> {
    fn byte(&mut self) -> u8 {
        let (byte, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        *byte
    }

    fn length(&mut self) -> usize {
        let (length, rest) = self.0.split_first_chunk().unwrap_or((&[0; size_of::<usize>()], &[]));
        self.0 = rest;
        usize::from_le_bytes(*length)
    }

    fn bytes(&mut self) -> Vec<u8> {
        let length = self.length();
        let (bytes, rest) = self.0.split_at_checked(length).unwrap_or_default();
        self.0 = rest;
        bytes.to_vec()
    }

    fn text(&mut self) -> String {
        String::from_utf8(self.bytes()).unwrap_or_default()
    }

    fn all<T>(&mut self, one: impl Fn(&mut Self) -> T) -> Vec<T> {
        (0..self.length()).map(|_| one(self)).collect()
    }

    fn map(&mut self) -> Item {
        (0..self.length()).map(|_| (self.text(), self.value())).collect()
    }

    fn value(&mut self) -> AttributeValue {
        match self.byte() {
            b'S' => AttributeValue::S(self.text()),
            b'N' => AttributeValue::N(self.text()),
            b'B' => AttributeValue::B(Blob::new(self.bytes())),
            b'?' => AttributeValue::Bool(self.byte() == 1),
            b's' => AttributeValue::Ss(self.all(Self::text)),
            b'n' => AttributeValue::Ns(self.all(Self::text)),
            b'b' => AttributeValue::Bs(self.all(|packed| Blob::new(packed.bytes()))),
            b'L' => AttributeValue::L(self.all(Self::value)),
            b'M' => AttributeValue::M(self.map()),
            _ => AttributeValue::Null(self.byte() == 1),
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
