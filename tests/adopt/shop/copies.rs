//! Copies and markers of items with fields that stand only in index keys.

use dynamodel::{Entity, Projection, Table};
use serde::{Deserialize, Serialize};

use super::shop;
use crate::support::store::{content, stored};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(type_name = "shipment")]
#[key(pk = "o#{order}", sk = "sh#{id:plain}")]
#[key(index = "GSI2", name = "by_warehouse", pk = "w#{warehouse}", sk = "sh#{id:plain}")]
#[lookup(name = "by_address", pk = "to#{ship_to}", sk = "{order:plain}#{id:plain}")]
#[lookup(
    name = "in_short",
    pk = "short#{ship_to}",
    sk = "{order:plain}#{id:plain}",
    project(include(warehouse))
)]
#[lookup(name = "of_warehouse", pk = "at#{warehouse}", sk = "{order:plain}#{id:plain}", project(keys_only))]
#[lookup(unique, name = "by_id", pk = "id#{id}", sk = "id")]
struct Shipment {
    #[entity(in_key)]
    order: u64,
    #[entity(in_key)]
    id: u64,
    #[entity(in_key, unique)]
    warehouse: u64,
    #[serde(rename = "Ship-To")]
    ship_to: String,
}

#[derive(Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Shipment)]
struct Place {
    warehouse: u64,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "shop", pk = "PK", sk = "SK", type_attribute = "EntityType")]
#[index(name = "GSI1", pk = "GSI1-PK", sk = "GSI1-SK")]
#[index(name = "GSI2", pk = "GSI2-PK", sk = "GSI2-SK")]
enum Shop {
    Shipment(Shipment),
}

fn shipment(warehouse: u64) -> Shipment {
    Shipment { order: 1, id: 2, warehouse, ship_to: "Lane".to_owned() }
}

#[tokio::test]
async fn a_copy_stores_the_field_itself() {
    let table = dynamodel::TableClient::<Shop>::new(dynamodel::embedded::client());
    table.create().await.unwrap();
    shipment(5).create().send(&table).await.unwrap();
    assert_eq!(Shipment::by_address("Lane").all(&table).await.unwrap(), [shipment(5)]);
    assert_eq!(Shipment::by_id(2).send(&table).await.unwrap(), Some(shipment(5)));
    let place = Place { warehouse: 5 };
    let places = Shipment::by_address("Lane").project::<Place>().all(&table).await.unwrap();
    assert_eq!(places, [Place { warehouse: 5 }]);
    let places = Shipment::in_short("Lane").project::<Place>().all(&table).await.unwrap();
    assert_eq!(places, [Place { warehouse: 5 }]);
    let places = Shipment::of_warehouse(5).project::<Place>().all(&table).await.unwrap();
    assert_eq!(places, [place]);
    for item in stored(&table).await.values() {
        let kind = item["EntityType"].as_s().unwrap();
        assert_eq!(item.contains_key("GSI2-PK"), kind == "shipment", "{item:?}");
        let holds = ["shipment.by_address", "shipment.in_short", "shipment.by_id"].contains(&kind.as_str());
        assert_eq!(item.contains_key("warehouse"), holds, "{item:?}");
    }
}

#[tokio::test]
async fn an_update_of_the_field_moves_copies_and_markers() {
    let written = async |warehouse| {
        let table = dynamodel::TableClient::<Shop>::new(dynamodel::embedded::client());
        table.create().await.unwrap();
        shipment(warehouse).create().send(&table).await.unwrap();
        table
    };
    let table = written(5).await;
    shipment(5).update().set(Shipment::FIELDS.warehouse, 6).send(&table).await.unwrap();
    assert_eq!(content(&table).await, content(&written(6).await).await);
    let value = Shipment::get(1, 2).send(&table).await.unwrap().unwrap();
    let update = value.update().with(|value| value.warehouse = 7);
    assert_eq!(update.returning_new().send(&table).await.unwrap(), shipment(7));
    assert_eq!(content(&table).await, content(&written(7).await).await);
    Shipment::delete(1, 2).send(&table).await.unwrap();
    assert!(stored(&table).await.is_empty());
}

#[tokio::test]
async fn a_backfill_gives_older_items_their_copies() {
    let table = shop::<Shop>().await;
    let before = stored(&table).await;
    let done = table.backfill::<Shipment>().send().await.unwrap();
    // Both are in one warehouse, which is unique here.
    assert_eq!((done.rewritten, done.left.len()), (1, 1), "{:?}", done.left);
    assert!(done.left[0].error.is_unique_violation());
    let after = stored(&table).await;
    let kept = |(key, item): (&String, &crate::support::raw::Item)| {
        item.iter().all(|(name, value)| after[key].get(name) == Some(value))
    };
    assert!(before.iter().all(kept));
    let copies = Shipment::by_address("2 Lane").all(&table).await.unwrap().len();
    assert_eq!(copies + Shipment::by_address("3 Lane").all(&table).await.unwrap().len(), 1);
}
