//! Keys: a stored key that is read is written again to a key that is read as the same value.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{Entity, Error, Table};
use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Everything that is only in the key of a table without types.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "NUMBERS#{wide}#{signed}", sk = "{narrow}#{back:desc}#{few:04}#{flag}#{offset}")]
struct Numbers {
    #[entity(in_key)]
    wide: u64,
    #[entity(in_key)]
    signed: i64,
    #[entity(in_key)]
    narrow: u8,
    #[entity(in_key)]
    back: u32,
    #[entity(in_key)]
    few: u16,
    #[entity(in_key)]
    flag: bool,
    #[entity(in_key)]
    offset: i16,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "TEXTS#{first}--{second:escaped}#", sk = "{letter}#{id}#{rest:any}")]
struct Texts {
    #[entity(in_key)]
    first: String,
    #[entity(in_key)]
    second: String,
    #[entity(in_key)]
    letter: char,
    #[entity(in_key)]
    id: Uuid,
    #[entity(in_key)]
    rest: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "TIMES#{day}", sk = "{at}#{price:10.2}")]
struct Times {
    #[entity(in_key)]
    day: Date,
    #[entity(in_key)]
    at: Timestamp,
    #[entity(in_key)]
    price: Decimal,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "keys")]
enum Keys {
    Numbers(Numbers),
    Texts(Texts),
    Times(Times),
}

/// Keys to start from: the partition key, a line feed, the sort key.
pub const SEEDS: &[&[u8]] = &[
    b"NUMBERS#7#-3\n005#4294967295#0012#true#32768",
    b"TEXTS#a--b%23#\nx#67e55044-10b1-426f-9247-bb680e5fe0c8#rest#of it",
    b"TIMES#2020-01-01\n2020-01-01T00:00:00.000000000Z#100000001.50",
    b"TIMES#0000-01-01\n9999-12-31T23:59:59.999999999Z#099999998.50",
];

/// Reads any text as a key.
pub fn key(data: &[u8]) -> bool {
    let text = String::from_utf8_lossy(data);
    let (pk, sk) = text.split_once('\n').unwrap_or((&text, ""));
    let attributes =
        [("pk", pk), ("sk", sk)].map(|(name, text)| (name.to_owned(), AttributeValue::S(text.to_owned())));
    let Ok(read) = Keys::from_item(HashMap::from(attributes)) else { return false };
    let items = match &read {
        Keys::Numbers(value) => again(value),
        Keys::Texts(value) => again(value),
        Keys::Times(value) => again(value),
    };
    let items = items.unwrap_or_else(|error| panic!("{read:?} is read of {text:?} and not written: {error}"));
    let written =
        Keys::from_item(items).unwrap_or_else(|error| panic!("{read:?} is written, not read: {error}"));
    assert_eq!(written, read);
    true
}

fn again<E: Entity>(value: &E) -> Result<HashMap<String, AttributeValue>, Error>
where
    Keys: dynamodel::Holds<E>,
{
    Ok(Keys::to_items(value)?.swap_remove(0))
}
