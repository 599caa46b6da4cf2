//! Attributes of serde: renamed, skipped, flattened, omitted and re-encoded fields, and fields in the key alone.

use std::collections::BTreeMap;

use dynamodel::{Entity, Table};
use proptest::collection::btree_map;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use crate::values::{option, text, word};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Entity)]
#[serde(rename_all = "camelCase")]
#[key(pk = "order-{order_id}", sk = "_root")]
#[key(index = "gsi1", name = "by_payer", pk = "payer-{paid_by}", sk = "{order_id}")]
#[lookup(name = "by_buyer", pk = "buyer-{buyer_name}", sk = "{order_id}")]
struct Order {
    order_id: u32,
    #[serde(rename = "buyer")]
    buyer_name: String,
    #[serde(default)]
    note_text: String,
    #[serde(skip)]
    cached: u8,
    #[serde(with = "hours")]
    open_for: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    paid_by: Option<String>,
    #[serde(flatten)]
    rest: BTreeMap<String, u8>,
}

/// Seconds, stored as hours in text.
mod hours {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(seconds: &u64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&(seconds / 3600))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        let hours = String::deserialize(deserializer)?;
        Ok(3600 * hours.parse::<u64>().map_err(D::Error::custom)?)
    }
}

/// Fields that only the key holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_order", pk = "order-{order}-lines", sk = "{line}")]
#[key(index = "gsi1", name = "of_article", pk = "article-{article}", sk = "{order}#{line}")]
struct Line {
    #[entity(in_key)]
    order: u32,
    #[entity(in_key)]
    #[serde(rename = "no")]
    line: u16,
    #[serde(rename = "what")]
    article: Option<String>,
    text: String,
}

/// Without a type attribute.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "orders")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Orders {
    Order(Order),
    Line(Line),
}

case!(renamed: Order in Orders, |order| (order.order_id), {
    order_id: key = any::<u32>(),
    buyer_name: loaded = word(),
    note_text: loaded = text(),
    cached: with = any::<u8>(),
    open_for: loaded = (0..9_u64).prop_map(|hours| 3600 * hours),
    paid_by: loaded = option(word()),
    rest: with = btree_map(proptest::sample::select(&["x", "y", "z"][..]).prop_map(str::to_owned), any::<u8>(), 0..3),
});

case!(in_key: Line in Orders, |line| (line.order, line.line), {
    order: key = any::<u32>(),
    line: key = any::<u16>(),
    article: set = option(word()),
    text: set = text(),
});
