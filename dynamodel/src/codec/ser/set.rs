//! Sequences as sets.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::error::{CodecError, Result};
use crate::codec::order::SortKey;
use crate::codec::symbol::{NUMBER_SET, STRING_SET};

/// Turns a list into a sorted set without duplicates. `None` becomes an empty set.
pub(super) fn of_list(name: &str, value: AttributeValue) -> Result<AttributeValue> {
    let mut elements = match value {
        AttributeValue::L(elements) => elements,
        AttributeValue::Null(_) => Vec::new(),
        set @ (AttributeValue::Ss(_) | AttributeValue::Ns(_) | AttributeValue::Bs(_)) => return Ok(set),
        _ => return Err(CodecError::new("a field that is stored as a set must be a sequence")),
    };
    let order = |element: &AttributeValue| SortKey::new(Some(element));
    elements.sort_by_cached_key(order);
    elements.dedup_by_key(|element| order(element));
    let elements = elements.into_iter();
    match name {
        STRING_SET => all(elements, |element| match element {
            AttributeValue::S(text) => Ok(text),
            _ => Err("a set of strings must hold strings"),
        })
        .map(AttributeValue::Ss),
        NUMBER_SET => all(elements, |element| match element {
            AttributeValue::N(number) => Ok(number),
            _ => Err("a set of numbers must hold numbers"),
        })
        .map(AttributeValue::Ns),
        _ => all(elements, |element| match element {
            AttributeValue::B(bytes) => Ok(bytes),
            _ => Err("a set of binary values must hold bytes, such as `serde_bytes::ByteBuf`"),
        })
        .map(AttributeValue::Bs),
    }
}

fn all<V>(
    elements: impl Iterator<Item = AttributeValue>,
    pick: impl Fn(AttributeValue) -> Result<V, &'static str>,
) -> Result<Vec<V>> {
    elements.map(|element| pick(element).map_err(CodecError::new)).collect()
}
