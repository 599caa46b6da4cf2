//! Stored fields whose values stand only in index keys: the keys are never lost.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

use super::{holding, row};
use crate::compare::changed;
use crate::support::store::stored;

/// Modelled as if the warehouse were an attribute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(type_name = "shipment")]
#[key(pk = "o#{order}", sk = "sh#{id:plain}")]
#[key(index = "GSI2", name = "by_warehouse", pk = "w#{warehouse}", sk = "sh#{id:plain}")]
struct Stored {
    #[entity(in_key)]
    order: u64,
    #[entity(in_key)]
    id: u64,
    warehouse: u64,
    #[serde(rename = "Ship-To")]
    ship_to: String,
}

/// With the default that hides that it is none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(type_name = "shipment")]
#[key(pk = "o#{order}", sk = "sh#{id:plain}")]
#[key(index = "GSI2", name = "by_warehouse", pk = "w#{warehouse}", sk = "sh#{id:plain}")]
struct Defaulted {
    #[entity(in_key)]
    order: u64,
    #[entity(in_key)]
    id: u64,
    #[serde(default)]
    warehouse: u64,
    #[serde(rename = "Ship-To")]
    ship_to: String,
}

/// With an `Option`, and another component beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(type_name = "shipment")]
#[key(pk = "o#{order}", sk = "sh#{id:plain}")]
#[key(index = "GSI2", name = "by_warehouse", pk = "w#{warehouse}", sk = "sh#{number}")]
struct Optional {
    #[entity(in_key)]
    order: u64,
    #[entity(in_key)]
    id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    warehouse: Option<u64>,
    #[serde(default)]
    number: u16,
    #[serde(rename = "Ship-To")]
    ship_to: String,
}

/// Without the index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(type_name = "shipment")]
#[key(pk = "o#{order}", sk = "sh#{id:plain}")]
struct Unindexed {
    #[entity(in_key)]
    order: u64,
    #[entity(in_key)]
    id: u64,
    #[serde(rename = "Ship-To", default)]
    ship_to: String,
    #[serde(default)]
    new: u8,
}

/// With copies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(type_name = "shipment")]
#[key(pk = "o#{order}", sk = "sh#{id:plain}")]
#[key(index = "GSI2", name = "by_warehouse", pk = "w#{warehouse}", sk = "sh#{id:plain}")]
#[lookup(name = "by_address", pk = "to#{ship_to}", sk = "{order:plain}#{id:plain}", project(keys_only))]
struct Copied {
    #[entity(in_key)]
    order: u64,
    #[entity(in_key)]
    id: u64,
    #[serde(default)]
    warehouse: u64,
    #[serde(rename = "Ship-To")]
    ship_to: String,
    #[serde(default)]
    seen: u8,
}

macro_rules! tables {
    ($($table:ident: $entity:ident),*) => {$(
        #[derive(Clone, Debug, PartialEq, Table)]
        #[table(name = "shop", pk = "PK", sk = "SK", type_attribute = "EntityType")]
        #[index(name = "GSI1", pk = "GSI1-PK", sk = "GSI1-SK")]
        #[index(name = "GSI2", pk = "GSI2-PK", sk = "GSI2-SK")]
        enum $table {
            $entity($entity),
        }
    )*};
}
tables!(OfStored: Stored, OfDefaulted: Defaulted, OfOptional: Optional, OfUnindexed: Unindexed, OfCopied: Copied);

#[tokio::test]
async fn a_missing_attribute_whose_value_is_in_an_index_key_recommends_in_key() {
    let error = Stored::from_item::<OfStored>(row("sh#88899")).unwrap_err();
    let text = error.to_string();
    assert!(error.is_malformed_item(), "{text}");
    assert!(text.contains("`GSI2-PK`") && text.contains("`#[entity(in_key)]`"), "{text}");
    assert!(!text.contains("default"), "{text}");
    // Of an item that is older than the index, a default is the remedy.
    let mut older = row("sh#88899");
    older.retain(|name, _| !name.starts_with("GSI2"));
    let text = Stored::from_item::<OfStored>(older).unwrap_err().to_string();
    assert!(text.contains("#[serde(default)]"), "{text}");
}

#[tokio::test]
async fn backfill_leaves_and_reports_an_item_whose_key_it_cannot_write() {
    let table = holding::<OfDefaulted>(row("sh#88899")).await;
    let before = stored(&table).await;
    let done = table.backfill::<Defaulted>().send().await.unwrap();
    assert_eq!((done.rewritten, done.left.len()), (0, 1));
    let error = &done.left[0].error;
    assert!(error.is_unknown_index_key(), "{error}");
    assert_eq!(error.path(), Some("GSI2-PK"));
    assert!(error.to_string().contains("in_key") && !error.to_string().contains("default"), "{error}");
    assert_eq!(stored(&table).await, before);

    let table = holding::<OfOptional>(row("sh#88899")).await;
    let done = table.backfill::<Optional>().send().await.unwrap();
    assert_eq!((done.rewritten, done.left.len()), (0, 1));
    assert!(done.left[0].error.is_unknown_index_key(), "{}", done.left[0].error);
    assert_eq!(stored(&table).await, before);
}

#[tokio::test]
async fn an_update_beside_an_unknown_key_leaves_it() {
    let table = holding::<OfDefaulted>(row("sh#88899")).await;
    let before = stored(&table).await;
    let value = Defaulted::get(12345, 88899).send(&table).await.unwrap().unwrap();
    value.update().set(Defaulted::FIELDS.ship_to, "x").send(&table).await.unwrap();
    assert_eq!(changed::<OfDefaulted>(&before, &stored(&table).await), ["Ship-To"]);

    let table = holding::<OfCopied>(row("sh#88899")).await;
    let value = Copied::get(12345, 88899).send(&table).await.unwrap().unwrap();
    value.update().set(Copied::FIELDS.seen, 1).returning_new().send(&table).await.unwrap();
    let after = stored(&table).await;
    let item = after.values().find(|item| item["EntityType"] == crate::support::raw::s("shipment")).unwrap();
    assert_eq!(item["GSI2-PK"], row("sh#88899")["GSI2-PK"]);
}

#[tokio::test]
async fn an_update_of_another_component_does_not_replace_an_unknown_key() {
    let table = holding::<OfOptional>(row("sh#88899")).await;
    let before = stored(&table).await;
    let value = Optional::get(12345, 88899).send(&table).await.unwrap().unwrap();
    let update = value.update().set(Optional::FIELDS.number, 7).send(&table).await;
    let after = stored(&table).await;
    let kept = |name: &str| after.values().all(|item| item[name] == before.values().next().unwrap()[name]);
    assert!(kept("GSI2-PK") && kept("GSI2-SK"), "{update:?}");
}

#[tokio::test]
async fn a_move_does_not_lose_an_unknown_key() {
    let table = holding::<OfOptional>(row("sh#88899")).await;
    let before = stored(&table).await;
    let value = Optional::get(12345, 88899).send(&table).await.unwrap().unwrap();
    let error = value.move_to(&Optional { id: 2, ..value.clone() }).send(&table).await.unwrap_err();
    assert!(error.is_unknown_index_key(), "{error}");
    assert_eq!(stored(&table).await, before);
    let table = holding::<OfDefaulted>(row("sh#88899")).await;
    let value = Defaulted::get(12345, 88899).send(&table).await.unwrap().unwrap();
    let error = value.move_to(&Defaulted { id: 2, ..value.clone() }).send(&table).await.unwrap_err();
    assert!(error.is_unknown_index_key(), "{error}");
    assert_eq!(stored(&table).await, before);
}

#[tokio::test]
async fn backfill_leaves_the_keys_of_indexes_that_the_entity_does_not_have() {
    let table = holding::<OfUnindexed>(row("sh#88899")).await;
    let before = stored(&table).await;
    let done = table.backfill::<Unindexed>().send().await.unwrap();
    assert_eq!((done.rewritten, done.left.len()), (1, 0));
    assert_eq!(changed::<OfUnindexed>(&before, &stored(&table).await), ["new"]);
}
