//! Index keys with the template of the table's other key: numbers have the form of the attribute that stores them.

#![allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]

use std::slice;

use dynamodel::{Collection, Entity, KeySegment, Table};
use serde::{Deserialize, Serialize};

use crate::support::raw::s;
use crate::support::store::stored;
use crate::support::world::table;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, KeySegment)]
struct WarehouseId(i32);

/// Its index keys are the exchanged templates of the primary key, in attributes of their own and in the table's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "w#{warehouse}", sk = "sh#{shipment}")]
#[key(index = "gsi1", name = "of_shipment", pk = "sh#{shipment}", sk = "w#{warehouse}")]
#[key(index = "inverted", name = "inverted", pk = "sh#{shipment}", sk = "w#{warehouse}")]
#[key(index = "gsi2", name = "of_warehouse", pk = "w#{warehouse:plain}", sk = "{lane}")]
struct Place {
    warehouse: WarehouseId,
    shipment: u32,
    lane: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "shipment#{shipment}", sk = "_root")]
#[key(index = "gsi1", name = "of_shipment", pk = "sh#{shipment}", sk = "_root")]
#[key(index = "gsi2", name = "of_warehouse", pk = "w#{warehouse}", sk = "#")]
struct Shipment {
    shipment: u32,
    warehouse: WarehouseId,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "warehouses", type_attribute = "type")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk")]
#[index(name = "inverted", pk = "sk", sk = "pk")]
enum Warehouses {
    Place(Place),
    Shipment(Shipment),
}

/// A shipment and its places, from one partition of an index.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "of_shipment", pk = "sh#{shipment}")]
enum OfShipment {
    #[pattern(ShipmentOfShipment)]
    Shipment(Shipment),
    #[pattern(PlaceOfShipment)]
    Place(Place),
}

/// One template says `plain`, the other does not.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "of_warehouse", pk = "w#{warehouse}")]
enum OfWarehouse {
    #[pattern(ShipmentOfWarehouse)]
    Shipment(Shipment),
    #[pattern(PlaceOfWarehouse)]
    Place(Place),
}

fn place(warehouse: i32, shipment: u32) -> Place {
    Place { warehouse: WarehouseId(warehouse), shipment, lane: "a".to_owned() }
}

#[tokio::test]
async fn index_keys_have_the_form_of_their_attributes() {
    let table = table::<Warehouses>().await;
    place(-3, 7).put().send(&table).await.unwrap();
    Shipment { shipment: 7, warehouse: WarehouseId(-3) }.put().send(&table).await.unwrap();
    let items = stored(&table).await;
    for item in items.values() {
        assert_eq!(item["gsi1pk"], s("sh#7"));
        assert_eq!(item["gsi2pk"], s("w#-3"));
    }
    let place = items.values().find(|item| item["type"] == s("Place")).unwrap();
    assert_eq!((&place["pk"], &place["sk"]), (&s("w#-3"), &s("sh#0000000007")));
    assert_eq!(place["gsi1sk"], s("w#2147483645"));
}

#[tokio::test]
async fn an_index_is_read_in_the_form_of_its_attributes() {
    let table = table::<Warehouses>().await;
    let (first, second, other) = (place(-3, 7), place(20, 7), place(20, 70));
    for place in [&second, &first, &other] {
        place.put().send(&table).await.unwrap();
    }
    let both = [first.clone(), second.clone()];
    assert_eq!(Place::of_shipment(7).all(&table).await.unwrap(), both);
    assert_eq!(
        Place::of_shipment(7).prefix(&WarehouseId(-3)).all(&table).await.unwrap(),
        slice::from_ref(&first)
    );
    let start = Place::of_shipment(7).starts_with_raw("2147483").all(&table).await.unwrap();
    assert_eq!(start, both);
    assert_eq!(Place::inverted(7).count(&table).await.unwrap(), 2);
    assert_eq!(
        Place::inverted(7).prefix(&WarehouseId(-3)).all(&table).await.unwrap(),
        slice::from_ref(&first)
    );
    assert_eq!(Place::inverted(7).starts_with_raw("20").all(&table).await.unwrap(), slice::from_ref(&second));
    assert_eq!(Place::inverted(70).all(&table).await.unwrap(), slice::from_ref(&other));
    let page = Place::of_shipment(7).page_size(1).page(&table).await.unwrap();
    let rest = Place::of_shipment(7).after(page.cursor.unwrap()).all(&table).await.unwrap();
    assert_eq!((page.items, rest), (vec![first], vec![second]));
}

#[tokio::test]
async fn collections_join_templates_of_one_text() {
    let table = table::<Warehouses>().await;
    let (place, shipment) = (place(5, 7), Shipment { shipment: 7, warehouse: WarehouseId(5) });
    place.put().send(&table).await.unwrap();
    shipment.put().send(&table).await.unwrap();
    let all = [OfShipment::Shipment(shipment.clone()), OfShipment::Place(place.clone())];
    assert_eq!(OfShipment::of_shipment(7).all(&table).await.unwrap(), all);
    let all = [OfWarehouse::Shipment(shipment), OfWarehouse::Place(place)];
    assert_eq!(OfWarehouse::of_warehouse(&WarehouseId(5)).all(&table).await.unwrap(), all);
}

#[tokio::test]
async fn updates_and_backfills_keep_the_form() {
    let table = table::<Warehouses>().await;
    let place = place(-3, 7);
    place.put().send(&table).await.unwrap();
    let before = stored(&table).await;
    Place::update(&place.warehouse, 7).set(Place::FIELDS.lane, "b").send(&table).await.unwrap();
    Place::update(&place.warehouse, 7).set(Place::FIELDS.lane, "a").send(&table).await.unwrap();
    place.update().with(|place| place.lane = "b".to_owned()).send(&table).await.unwrap();
    Place::update(&place.warehouse, 7).set(Place::FIELDS.lane, "a").send(&table).await.unwrap();
    assert_eq!(stored(&table).await, before);
    let progress = table.backfill::<Place>().send().await.unwrap();
    assert_eq!(progress.rewritten, 0);
    assert!(table.audit().send().await.unwrap().is_clean());
    assert_eq!(stored(&table).await, before);
}

/// An index takes the table's sort key as its partition key, and has a sort key of its own.
mod half {
    use super::{Deserialize, Entity, Serialize, Table, s, stored, table};

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
    #[key(pk = "user-{user}", sk = "order-{order}")]
    #[key(index = "orders", name = "of_order", pk = "order-{order:plain}", sk = "{name}#{user}")]
    #[key(index = "names", name = "named", pk = "{name}", sk = "user-{user}")]
    pub(super) struct Order {
        pub(super) user: u64,
        #[serde(rename = "nth")]
        pub(super) order: u16,
        pub(super) name: String,
    }

    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(name = "orders")]
    #[index(name = "orders", pk = "orderspk", sk = "orderssk")]
    #[index(name = "names", pk = "namespk", sk = "pk")]
    pub(super) enum Orders {
        Order(Order),
    }

    #[tokio::test]
    async fn each_half_has_its_own_form() {
        let table = table::<Orders>().await;
        let order = Order { user: 12, order: 3, name: "x".to_owned() };
        order.put().send(&table).await.unwrap();
        let items = stored(&table).await;
        let item = items.values().next().unwrap();
        assert_eq!((&item["pk"], &item["sk"]), (&s("user-12"), &s("order-00003")));
        assert_eq!((&item["orderspk"], &item["orderssk"]), (&s("order-3"), &s("x#00000000000000000012")));
        let range = Order::of_order(3).prefix("x").range(12..13);
        assert_eq!(range.all(&table).await.unwrap(), std::slice::from_ref(&order));
        assert_eq!(Order::named("x").prefix(12).all(&table).await.unwrap(), [order]);
    }
}
