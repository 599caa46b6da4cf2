//! The sort order of keys.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::attribute::Attribute;
use crate::codec::digits::Digits;

/// A sort key, ordered as `DynamoDB` does: strings and binary by their bytes, numbers by value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SortKey {
    /// No sort key.
    None,
    Number(Digits),
    Text(String),
    Bytes(Vec<u8>),
}

impl SortKey {
    pub(crate) fn new<'i>(value: Option<impl Into<Attribute<'i>>>) -> Self {
        match value.map(|value| value.into().value()).as_deref() {
            Some(AttributeValue::S(text)) => Self::Text(text.clone()),
            Some(AttributeValue::N(number)) => Digits::parse(number).map_or(Self::None, Self::Number),
            Some(AttributeValue::B(bytes)) => Self::Bytes(bytes.as_ref().to_vec()),
            _ => Self::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_dynamodb::primitives::Blob;

    use super::*;

    fn sorted(values: &[AttributeValue]) -> bool {
        let keys: Vec<_> = values.iter().map(|value| SortKey::new(Some(value))).collect();
        keys.windows(2).all(|pair| pair[0] < pair[1])
    }

    #[test]
    fn numbers_sort_by_value() {
        let texts = [
            "-1e20", "-101", "-100", "-99.5", "-2", "-0.5", "0", "1e-9", "0.5", "1", "1.5", "2", "10", "99",
            "1E2",
        ];
        assert!(sorted(&texts.map(|text| AttributeValue::N(text.to_owned()))));
        let key = |text: &str| SortKey::new(Some(&AttributeValue::N(text.to_owned())));
        assert_eq!(key("1.50"), key("15e-1"));
        assert_eq!(key("-0"), key("0.00"));
    }

    #[test]
    fn texts_and_binary_sort_by_bytes() {
        let texts = ["", "A", "Z", "a", "a!", "aa", "é", "\u{FFFD}", "\u{10000}"];
        assert!(sorted(&texts.map(|text| AttributeValue::S(text.to_owned()))));
        let bytes: [&[u8]; 5] = [&[], &[0], &[0, 255], &[127], &[128]];
        assert!(sorted(&bytes.map(|bytes| AttributeValue::B(Blob::new(bytes)))));
    }
}
