//! Attributes that other programs store, or that no program stores.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use serde::{Deserialize, Serialize};

use super::*;
use crate::codec::de::Reader;

fn number(text: &str) -> AttributeValue {
    AttributeValue::N(text.to_owned())
}

/// Reads a value from an attribute that is kept, and from one that is taken apart.
fn read<V: DeserializeOwned + PartialEq + std::fmt::Debug>(value: &AttributeValue) -> Result<V> {
    let kept = read_value(Some(value), |value| V::deserialize(value));
    assert_eq!(kept, V::deserialize(Reader::moved_value(&mut value.clone())));
    kept
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Id(u64);

/// Binary, as `serde_bytes` reads it.
#[derive(Debug, PartialEq)]
struct Bytes(Vec<u8>);

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Bytes;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("binary")
            }

            fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(bytes.to_vec()))
            }
        }
        deserializer.deserialize_byte_buf(Visitor)
    }
}

#[derive(Debug, PartialEq, Deserialize)]
struct Known {
    id: u8,
}

#[test]
fn ignored_attributes_may_be_malformed() {
    let more = [("text", number("no number")), ("null", AttributeValue::Null(false))];
    let mut item: Item = more.map(|(name, value)| (name.to_owned(), value)).into();
    item.insert("id".to_owned(), number("7"));
    assert_eq!(read(&AttributeValue::M(item)), Ok(Known { id: 7 }));
    assert_eq!(read::<Option<u8>>(&AttributeValue::Null(false)), Ok(None));
}

#[test]
fn keys_of_maps_are_texts() {
    assert!(write_value(&BTreeMap::from([(vec![1_u8], 1)])).is_err());
    assert!(write_value(&BTreeMap::from([(Some(1_u8), 1)])).is_err());
    let wide = BTreeMap::from([(i128::MIN, Id(1)), (7, Id(2))]);
    assert_eq!(read(&write_value(&wide).unwrap()), Ok(wide));
    let error = read::<BTreeMap<u8, u8>>(&write_value(&BTreeMap::from([(300, 1)])).unwrap()).unwrap_err();
    assert_eq!(
        (error.path().as_str(), error.to_string()),
        ("300", "expected an integer for a key".to_owned())
    );
}

#[test]
fn elements_of_sets_are_read_as_those_of_lists() {
    let set = AttributeValue::Ns(vec!["1".to_owned(), "2".to_owned()]);
    assert_eq!(read(&set), Ok(vec![Some(Id(1)), Some(Id(2))]));
    assert_eq!(read(&set), Ok(BTreeSet::from([Id(1), Id(2)])));
    let bytes = AttributeValue::Bs(vec![Blob::new([1]), Blob::new([])]);
    assert_eq!(read(&bytes), Ok(vec![Some(Bytes(vec![1])), Some(Bytes(vec![]))]));
    let texts = AttributeValue::Ss(vec!["a".to_owned()]);
    assert_eq!(read(&texts), Ok(("a".to_owned(),)));
    assert_eq!(read::<Vec<u8>>(&texts).unwrap_err().path(), "[0]");
}

#[test]
fn numbers_keep_their_digits_or_are_refused() {
    let widest = u128::MAX.to_string();
    assert_eq!(read(&number(&widest)), Ok(u128::MAX));
    for text in ["1.5", "256", "-1", "NaN", "", "1e3"] {
        assert!(read::<u8>(&number(text)).is_err(), "{text}");
    }
    for text in ["100", "100.0", "1E+2", "10000e-2", "+100"] {
        assert_eq!(read(&number(text)), Ok(100_u8), "{text}");
    }
    for text in ["NaN", "inf", "1e400", "0.30000000000000000001"] {
        assert!(read::<serde_json::Value>(&number(text)).is_err(), "{text}");
    }
    assert!(read::<f64>(&number("1e400")).is_err());
}

#[derive(Debug, PartialEq, Deserialize)]
struct Borrowing<'t> {
    #[serde(borrow)]
    text: &'t str,
}

#[test]
fn a_borrowed_string_is_refused() {
    let mut item = Item::from([("text".to_owned(), AttributeValue::S("a".to_owned()))]);
    let error = Borrowing::deserialize(Reader::moved(&mut item, Root::ALL)).unwrap_err();
    assert_eq!(error.path(), "text");
    assert_eq!(error.to_string(), "invalid type: string \"a\", expected a borrowed string");
}

#[test]
fn keys_of_maps_that_are_no_texts_are_refused_by_name() {
    let item = AttributeValue::M(Item::from([("k".to_owned(), number("1"))]));
    for error in [
        read::<BTreeMap<Vec<u8>, u8>>(&item).unwrap_err(),
        read::<BTreeMap<(u8, u8), u8>>(&item).unwrap_err(),
        read::<BTreeMap<(), u8>>(&item).unwrap_err(),
    ] {
        assert_eq!(error.path(), "k");
        assert!(error.to_string().contains("invalid type: string"), "{error}");
    }
    let error = write_value(&BTreeMap::from([(vec![1_u8], 1)])).unwrap_err();
    assert!(error.to_string().contains("key"), "{error}");
}
