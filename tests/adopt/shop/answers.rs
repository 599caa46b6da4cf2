//! Reads: each fills the fields that stand only in keys.

use dynamodel::{BatchGet, Entity as _, Table, transact_get};
use jiff::civil::date;

use super::model::{
    ByKey, Customer, Destination, Detail, Invoice, OrderItem, Payment, Product, Shipment, ShipmentItem, Shop,
    Warehouse, WarehouseItem,
};
use super::{row, rows, shop};

pub(super) fn shipment() -> Shipment {
    Shipment {
        order: 12345,
        id: 88899,
        warehouse: 12345,
        carrier: Some("ups".to_owned()),
        ship_to: "2 Lane".to_owned(),
    }
}

fn second() -> Shipment {
    Shipment { order: 12346, id: 88900, warehouse: 12345, carrier: None, ship_to: "3 Lane".to_owned() }
}

fn ordered(order: u64, ordered: &str, quantity: u32) -> OrderItem {
    OrderItem { order, product: 99887, ordered: ordered.parse().unwrap(), quantity }
}

fn invoice() -> Invoice {
    let amount = "39.80".parse().unwrap();
    Invoice { order: 12345, id: 55443, customer: 12345, day: date(2020, 6, 22), amount }
}

#[tokio::test]
async fn every_item_is_read_whole() {
    let all: Vec<Shop> = vec![
        Customer { id: 12345, email: "ann@example.com".to_owned() }.into(),
        Product {
            id: 99887,
            detail: Detail { name: "Shirt".to_owned(), sizes: ["L", "M"].map(str::to_owned).into() },
        }
        .into(),
        Warehouse { id: 12345, address: "1 Dock Road".to_owned() }.into(),
        WarehouseItem { product: 99887, warehouse: 12345, quantity: 50 }.into(),
        ordered(12345, "2020-06-21T19:10:00Z", 2).into(),
        ordered(12346, "2020-07-01T08:00:00Z", 1).into(),
        invoice().into(),
        Payment { invoice: 55443, number: 1, amount: "39.80".parse().unwrap() }.into(),
        shipment().into(),
        second().into(),
        ShipmentItem { shipment: 88899, product: 99887, quantity: 2 }.into(),
    ];
    let decoded: Vec<Shop> = rows().into_iter().map(|item| Shop::from_item(item).unwrap()).collect();
    assert_eq!(decoded, all);
    let table = shop::<Shop>().await;
    let scanned = Shop::scan().all(&table).await.unwrap();
    assert_eq!(scanned.len(), all.len());
    assert!(all.iter().all(|value| scanned.contains(value)));
    let by_key = shop::<ByKey>().await;
    assert_eq!(ByKey::scan().all(&by_key).await.unwrap().len(), all.len());
}

#[tokio::test]
async fn queries_of_the_base_and_of_each_index_fill_the_field() {
    let table = shop::<Shop>().await;
    let of_order = Shipment::of_order(12345).all(&table).await.unwrap();
    assert_eq!(of_order, [shipment()]);
    let by_warehouse = Shipment::by_warehouse(12345).all(&table).await.unwrap();
    assert_eq!(by_warehouse, [shipment(), second()]);
    // GSI1 does not hold the warehouse in its key, but projects all attributes.
    let by_carrier = Shipment::by_carrier("ups").all(&table).await.unwrap();
    assert_eq!(by_carrier, [shipment()]);
    let may = OrderItem::by_product(99887).rev().all(&table).await.unwrap();
    assert_eq!(may, [ordered(12346, "2020-07-01T08:00:00Z", 1), ordered(12345, "2020-06-21T19:10:00Z", 2)]);
    let from = "2020-06-22T00:00:00Z".parse::<jiff::Timestamp>().unwrap();
    assert_eq!(OrderItem::by_product(99887).range(from..).count(&table).await.unwrap(), 1);
    let days = date(2020, 6, 1)..date(2020, 7, 1);
    assert_eq!(Invoice::by_customer(12345).range(days).all(&table).await.unwrap(), [invoice()]);
    assert_eq!(Shipment::scan_by_warehouse().all(&table).await.unwrap().len(), 2);
    assert_eq!(Shipment::scan().all(&table).await.unwrap().len(), 2);
}

#[tokio::test]
async fn reads_by_key_fill_the_field() {
    let table = shop::<Shop>().await;
    assert_eq!(Shipment::get(12345, 88899).send(&table).await.unwrap(), Some(shipment()));
    let batch: BatchGet<Shipment, Shop> =
        [(12345, 88899), (12346, 88900)].map(|(order, id)| Shipment::get(order, id)).into_iter().collect();
    assert_eq!(batch.send(&table).await.unwrap(), [Some(shipment()), Some(second())]);
    let (one, other) =
        transact_get((Shipment::get(12345, 88899), Invoice::get(12345, 55443))).send(&table).await.unwrap();
    assert_eq!((one, other), (Some(shipment()), Some(invoice())));
    assert_eq!(Shipment::from_item::<Shop>(row("sh#88899")).unwrap(), shipment());
}

#[tokio::test]
async fn projections_read_the_field_from_the_index_key() {
    let table = shop::<Shop>().await;
    let found = Shipment::get(12345, 88899).project::<Destination>().send(&table).await.unwrap().unwrap();
    let expected = |value: Shipment| Destination {
        warehouse: value.warehouse,
        carrier: value.carrier,
        ship_to: value.ship_to,
    };
    assert_eq!(found, expected(shipment()));
    let of_order = Shipment::of_order(12346).project::<Destination>().all(&table).await.unwrap();
    assert_eq!(of_order, [expected(second())]);
    let by_warehouse = Shipment::by_warehouse(12345).project::<Destination>().all(&table).await.unwrap();
    assert_eq!(by_warehouse, [expected(shipment()), expected(second())]);
    let by_carrier = Shipment::by_carrier("ups").project::<Destination>().all(&table).await.unwrap();
    assert_eq!(by_carrier, [expected(shipment())]);
}

#[tokio::test]
async fn items_that_writes_met_have_the_field() {
    let table = shop::<Shop>().await;
    let failed = Shipment::update(12345, 88899)
        .set(Shipment::FIELDS.ship_to, "x")
        .condition(Shipment::FIELDS.ship_to.eq("y"))
        .send(&table)
        .await
        .unwrap_err();
    assert_eq!(failed.met::<Shipment>().unwrap(), Some(shipment()));
    let old = shipment().delete().returning_old().send(&table).await.unwrap();
    assert_eq!(old, Some(shipment()));
}
