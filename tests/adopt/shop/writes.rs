//! Writes leave every attribute that was not named.

use std::collections::BTreeSet;

use dynamodel::{Entity as _, Table as _};
use jiff::civil::date;

use super::answers::shipment;
use super::model::{
    Customer, Invoice, OrderItem, Payment, Product, Shipment, ShipmentItem, Shop, Warehouse, WarehouseItem,
};
use super::{row, shop};
use crate::compare::{assert_backfill_keeps, changed};
use crate::support::raw::s;
use crate::support::store::stored;

/// Sends an update, and returns the names of the attributes that it changed in the table.
macro_rules! changes {
    ($update:expr) => {{
        let table = shop::<Shop>().await;
        let before = stored(&table).await;
        $update.send(&table).await.unwrap();
        changed::<Shop>(&before, &stored(&table).await)
    }};
}

#[tokio::test]
async fn an_update_by_key_changes_what_it_names() {
    assert_eq!(changes!(Customer::update(12345).set(Customer::FIELDS.email, "b@c.de")), ["Email"]);
    let sizes: BTreeSet<String> = ["S".to_owned()].into();
    let detail = super::model::Detail { name: "Shirt".to_owned(), sizes };
    assert_eq!(changes!(Product::update(99887).set(Product::FIELDS.detail, &detail)), ["Detail"]);
    assert_eq!(changes!(Warehouse::update(12345).set(Warehouse::FIELDS.address, "x")), ["Address"]);
    let stock = WarehouseItem::update(99887, 12345).add(WarehouseItem::FIELDS.quantity, 1);
    assert_eq!(changes!(stock), ["Qty#"]);
    let item = OrderItem::update(12345, 99887).add(OrderItem::FIELDS.quantity, 1);
    assert_eq!(changes!(item), ["Qty#"]);
    let amount: dynamodel::Number = "1".parse().unwrap();
    assert_eq!(changes!(Invoice::update(12345, 55443).set(Invoice::FIELDS.amount, &amount)), ["Amount"]);
    assert_eq!(changes!(Payment::update(55443, 1).set(Payment::FIELDS.amount, &amount)), ["Amount"]);
    assert_eq!(changes!(Shipment::update(12345, 88899).set(Shipment::FIELDS.ship_to, "x")), ["Ship-To"]);
    let item = ShipmentItem::update(88899, 99887).add(ShipmentItem::FIELDS.quantity, 1);
    assert_eq!(changes!(item), ["Qty#"]);
}

#[tokio::test]
async fn setting_the_field_by_key_writes_the_index_key() {
    let moved = Shipment::update(12345, 88899).set(Shipment::FIELDS.warehouse, 7);
    assert_eq!(changes!(moved), ["GSI2-PK"]);
    let sent = Shipment::update(12345, 88899).set(Shipment::FIELDS.carrier, Some("dhl".to_owned()));
    assert_eq!(changes!(sent), ["GSI1-PK"]);
    let unsent = Shipment::update(12345, 88899).remove(Shipment::FIELDS.carrier);
    assert_eq!(changes!(unsent), ["GSI1-PK", "GSI1-SK"]);
    let fields = (Invoice::FIELDS.customer, Invoice::FIELDS.day);
    let together = Invoice::update(12345, 55443).set_all(fields, (8, date(2021, 1, 2)));
    assert_eq!(changes!(together), ["GSI2-PK", "GSI2-SK"]);

    let table = shop::<Shop>().await;
    let changed = Shipment::update(12345, 88899).set(Shipment::FIELDS.warehouse, 7).returning_new();
    assert_eq!(changed.send(&table).await.unwrap(), Shipment { warehouse: 7, ..shipment() });
    assert_eq!(Shipment::by_warehouse(7).all(&table).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_loaded_update_writes_the_index_key_and_guards_its_other_parts() {
    let table = shop::<Shop>().await;
    let invoice = Invoice::get(12345, 55443).send(&table).await.unwrap().unwrap();
    let before = stored(&table).await;
    invoice.update().set(Invoice::FIELDS.day, date(2021, 1, 2)).send(&table).await.unwrap();
    assert_eq!(changed::<Shop>(&before, &stored(&table).await), ["GSI2-SK"]);
    // The customer has changed since it was loaded.
    Invoice::update(12345, 55443)
        .set_all((Invoice::FIELDS.customer, Invoice::FIELDS.day), (8, date(2021, 1, 2)))
        .send(&table)
        .await
        .unwrap();
    let late = invoice.update().set(Invoice::FIELDS.day, date(2022, 1, 2)).send(&table).await;
    assert!(late.unwrap_err().is_conflict());
    let late = invoice.update().with(|invoice| invoice.customer = 9).send(&table).await;
    assert!(late.unwrap_err().is_conflict());

    let before = stored(&table).await;
    shipment().update().with(|shipment| shipment.carrier = None).send(&table).await.unwrap();
    assert_eq!(changed::<Shop>(&before, &stored(&table).await), ["GSI1-PK", "GSI1-SK"]);
    let before = stored(&table).await;
    shipment().update().set(Shipment::FIELDS.ship_to, "x").send(&table).await.unwrap();
    assert_eq!(changed::<Shop>(&before, &stored(&table).await), ["Ship-To"]);
}

#[tokio::test]
async fn a_put_stores_the_field_in_the_index_key_only() {
    let table = shop::<Shop>().await;
    let before = stored(&table).await;
    let other = Shipment { id: 1, warehouse: 3, carrier: None, ..shipment() };
    other.put().send(&table).await.unwrap();
    let after = stored(&table).await;
    let new: Vec<_> = after.iter().filter(|(key, _)| !before.contains_key(*key)).collect();
    let [(_, item)] = new[..] else { panic!("{new:?}") };
    let names: BTreeSet<&str> = item.keys().map(String::as_str).collect();
    assert_eq!(names, BTreeSet::from(["PK", "SK", "EntityType", "Ship-To", "GSI2-PK", "GSI2-SK"]));
    assert_eq!((&item["GSI2-PK"], &item["GSI2-SK"]), (&s("w#3"), &s("sh#1")));
    assert!(before.iter().all(|(key, item)| after[key] == *item));
    assert_eq!(Shipment::get(12345, 1).send(&table).await.unwrap(), Some(other));

    // It replaces the item: what the struct does not have is gone, the keys are as they were.
    shipment().put().send(&table).await.unwrap();
    assert_eq!(changed::<Shop>(&after, &stored(&table).await), ["weights"]);
}

#[tokio::test]
async fn a_delete_leaves_all_other_items() {
    let table = shop::<Shop>().await;
    let mut before = stored(&table).await;
    shipment().delete().send(&table).await.unwrap();
    before.retain(|_, item| item["SK"] != s("sh#88899"));
    assert_eq!(stored(&table).await, before);
}

#[tokio::test]
async fn a_backfill_leaves_every_attribute() {
    let table = shop::<Shop>().await;
    assert_backfill_keeps::<Customer, _>(&table, 1).await;
    assert_backfill_keeps::<Product, _>(&table, 1).await;
    assert_backfill_keeps::<Warehouse, _>(&table, 1).await;
    assert_backfill_keeps::<WarehouseItem, _>(&table, 1).await;
    assert_backfill_keeps::<OrderItem, _>(&table, 2).await;
    assert_backfill_keeps::<Invoice, _>(&table, 1).await;
    assert_backfill_keeps::<Payment, _>(&table, 1).await;
    assert_backfill_keeps::<Shipment, _>(&table, 2).await;
    assert_backfill_keeps::<ShipmentItem, _>(&table, 1).await;
    assert_eq!(Shop::META.entities.len(), 9);
}

#[tokio::test]
async fn an_attribute_of_the_fields_own_name_is_not_read() {
    let mut stale = row("sh#88900");
    stale.insert("warehouse".to_owned(), crate::support::raw::n(1));
    stale.insert("carrier".to_owned(), s("old"));
    let value = Shipment::from_item::<Shop>(stale).unwrap();
    assert_eq!((value.warehouse, value.carrier), (12345, None));
}
