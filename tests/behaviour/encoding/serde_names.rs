//! Attributes of serde: renamed, skipped, defaulted and flattened fields.

use std::collections::BTreeMap;

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

use crate::support::raw::{Item, n, s};
use crate::support::store::{stored, with, write};
use crate::support::world::table;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Entity)]
#[serde(rename_all = "camelCase")]
#[key(pk = "order-{order_id}", sk = "_root")]
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

/// A field that only the key holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_order", pk = "order-{order}-lines", sk = "{line}")]
struct Line {
    #[entity(in_key)]
    order: u32,
    #[entity(in_key)]
    #[serde(rename = "no")]
    line: u16,
    text: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "orders", type_attribute = "type")]
enum Orders {
    Order(Order),
    Line(Line),
}

fn order() -> Order {
    Order {
        order_id: 7,
        buyer_name: "ann".to_owned(),
        open_for: 7200,
        rest: [("extra".to_owned(), 1)].into(),
        ..Order::default()
    }
}

fn names(item: &Item) -> Vec<&str> {
    let mut names: Vec<_> = item.keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}

#[tokio::test]
async fn an_item_has_the_names_and_values_that_serde_gives() {
    let table = table::<Orders>().await;
    let order = Order { cached: 9, ..order() };
    order.create().send(&table).await.unwrap();
    let stored = stored(&table).await;
    let item = stored.values().find(|item| item["type"] == s("Order")).unwrap();
    let expected = ["_revision", "buyer", "extra", "noteText", "openFor", "orderId", "pk", "sk", "type"];
    assert_eq!(names(item), expected);
    assert_eq!((&item["openFor"], &item["extra"], &item["pk"]), (&s("2"), &n(1), &s("order-7")));

    let read = Order { cached: 0, ..order };
    assert_eq!(Order::get(7).send(&table).await.unwrap(), Some(read.clone()));
    assert_eq!(Order::by_buyer("ann").all(&table).await.unwrap(), std::slice::from_ref(&read));
    assert_eq!(Orders::scan().all(&table).await.unwrap(), [Orders::Order(read)]);
}

#[tokio::test]
async fn missing_attributes_have_their_default() {
    let table = table::<Orders>().await;
    let item = crate::support::raw::item("order-7", "_root");
    let item = with(with(with(item, "type", s("Order")), "orderId", n(7)), "buyer", s("ann"));
    write(&table, with(with(item, "openFor", s("2")), "extra", n(1))).await;
    assert_eq!(Order::get(7).send(&table).await.unwrap(), Some(order()));
}

#[tokio::test]
async fn a_field_can_be_in_the_key_only() {
    let table = table::<Orders>().await;
    let line = |line, text: &str| Line { order: 7, line, text: text.to_owned() };
    line(1, "one").create().send(&table).await.unwrap();
    line(2, "two").put().send(&table).await.unwrap();
    let stored = stored(&table).await;
    assert!(stored.values().all(|item| names(item) == ["pk", "sk", "text", "type"]), "{stored:?}");
    assert_eq!(Line::of_order(7).all(&table).await.unwrap(), [line(1, "one"), line(2, "two")]);
    assert_eq!(Line::get(7, 2).send(&table).await.unwrap(), Some(line(2, "two")));
    assert_eq!(Orders::scan().count(&table).await.unwrap(), 2);
    // A key of another form has no field to give.
    let odd = with(crate::support::raw::item("order-7-lines", "x"), "type", s("Line"));
    write(&table, with(odd, "text", s("odd"))).await;
    let error = Line::of_order(7).all(&table).await.unwrap_err();
    assert!(error.is_invalid_key() || error.is_malformed_item(), "{error}");
    assert_eq!(error.entity(), Some("Line"));
}
