//! Equality of items and values, as `DynamoDB` stores them.

use std::fmt::Write as _;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::digits::normal;
use crate::schema::item::Item;

/// Returns `true` if the items are equal, although `DynamoDB` rewrites numbers and reorders sets.
pub(crate) fn same(stored: &Item, written: &Item) -> bool {
    let all_same = |(name, value): (&String, &AttributeValue)| {
        stored.get(name).is_some_and(|other| stable(other) == stable(value))
    };
    stored.len() == written.len() && written.iter().all(all_same)
}

/// A text that equal values share, in any order of maps and sets and any form of numbers.
pub(crate) fn stable(value: &AttributeValue) -> String {
    match value {
        AttributeValue::S(text) => format!("S{text:?}"),
        AttributeValue::N(number) => format!("N{}", normal(number)),
        AttributeValue::B(bytes) => format!("B{}", hex(bytes.as_ref())),
        AttributeValue::Bool(value) => value.to_string(),
        AttributeValue::Null(_) => "null".to_owned(),
        AttributeValue::Ss(texts) => sorted("SS", texts.iter().map(|text| format!("{text:?}"))),
        AttributeValue::Ns(numbers) => sorted("NS", numbers.iter().map(|number| normal(number))),
        AttributeValue::Bs(all) => sorted("BS", all.iter().map(|bytes| hex(bytes.as_ref()))),
        AttributeValue::L(list) => format!("[{}]", list.iter().map(stable).collect::<Vec<_>>().join(",")),
        AttributeValue::M(map) => {
            sorted("M", map.iter().map(|(name, value)| format!("{name:?}:{}", stable(value))))
        }
        other => format!("{other:?}"),
    }
}

fn sorted(kind: &str, members: impl Iterator<Item = String>) -> String {
    let mut members: Vec<_> = members.collect();
    members.sort();
    format!("{kind}{{{}}}", members.join(","))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_and_sets_are_compared_in_any_order() {
        let set = |texts: [&str; 2]| AttributeValue::Ss(texts.map(str::to_owned).into());
        assert_eq!(stable(&set(["a", "b"])), stable(&set(["b", "a"])));
        assert_ne!(stable(&set(["a", "b"])), stable(&set(["a", "a,b"])));
        let n = |text: &str| AttributeValue::N(text.to_owned());
        let stored = Item::from([("x".to_owned(), n("1"))]);
        assert!(same(&stored, &Item::from([("x".to_owned(), n("1.0"))])));
        assert!(!same(&stored, &Item::from([("y".to_owned(), n("1"))])));
    }
}
