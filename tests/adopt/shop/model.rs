//! The entities of the shop.

use std::collections::BTreeSet;

use dynamodel::{Entity, Projection, Table};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(type_name = "customer")]
#[key(pk = "c#{id}", sk = "c#{id:plain}")]
pub(super) struct Customer {
    #[entity(in_key)]
    pub(super) id: u64,
    #[serde(rename = "Email")]
    pub(super) email: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Detail {
    pub(super) name: String,
    #[serde(with = "dynamodel::string_set")]
    pub(super) sizes: BTreeSet<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(type_name = "product")]
#[key(pk = "p#{id}", sk = "p#{id:plain}")]
pub(super) struct Product {
    #[entity(in_key)]
    pub(super) id: u64,
    #[serde(rename = "Detail")]
    pub(super) detail: Detail,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(type_name = "warehouse")]
#[key(pk = "w#{id}", sk = "w#{id:plain}")]
pub(super) struct Warehouse {
    #[entity(in_key)]
    pub(super) id: u64,
    #[serde(rename = "Address")]
    pub(super) address: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(type_name = "warehouseItem")]
#[key(name = "of_product", pk = "p#{product}", sk = "w#{warehouse:plain}")]
pub(super) struct WarehouseItem {
    #[entity(in_key)]
    pub(super) product: u64,
    #[entity(in_key)]
    pub(super) warehouse: u64,
    #[serde(rename = "Qty#")]
    pub(super) quantity: u32,
}

/// The time of the order stands only in the sort key of an index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(type_name = "orderItem")]
#[key(name = "of_order", pk = "o#{order}", sk = "p#{product:plain}")]
#[key(index = "GSI1", name = "by_product", pk = "p#{product}", sk = "{ordered:s:exact}")]
pub(super) struct OrderItem {
    #[entity(in_key)]
    pub(super) order: u64,
    #[entity(in_key)]
    pub(super) product: u64,
    #[entity(in_key)]
    pub(super) ordered: Timestamp,
    #[serde(rename = "Qty#")]
    pub(super) quantity: u32,
}

/// The customer and the day stand only in the key of an index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(type_name = "invoice")]
#[key(name = "of_order", pk = "o#{order}", sk = "i#{id:plain}")]
#[key(index = "GSI2", name = "by_customer", pk = "c#{customer}", sk = "i#{day}")]
pub(super) struct Invoice {
    #[entity(in_key)]
    pub(super) order: u64,
    #[entity(in_key)]
    pub(super) id: u64,
    #[entity(in_key)]
    pub(super) customer: u64,
    #[entity(in_key)]
    pub(super) day: Date,
    #[serde(rename = "Amount")]
    pub(super) amount: dynamodel::Number,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(type_name = "payment")]
#[key(name = "of_invoice", pk = "i#{invoice}", sk = "pmt#{number:plain}")]
pub(super) struct Payment {
    #[entity(in_key)]
    pub(super) invoice: u64,
    #[entity(in_key)]
    pub(super) number: u64,
    #[serde(rename = "Amount")]
    pub(super) amount: dynamodel::Number,
}

/// The warehouse stands only in the key of an index, and so does the carrier, if there is one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(type_name = "shipment")]
#[key(name = "of_order", pk = "o#{order}", sk = "sh#{id:plain}")]
#[key(index = "GSI2", name = "by_warehouse", pk = "w#{warehouse}", sk = "sh#{id:plain}")]
#[key(index = "GSI1", name = "by_carrier", pk = "carrier#{carrier}", sk = "sh#{id:plain}")]
pub(super) struct Shipment {
    #[entity(in_key)]
    pub(super) order: u64,
    #[entity(in_key)]
    pub(super) id: u64,
    #[entity(in_key)]
    pub(super) warehouse: u64,
    #[entity(in_key)]
    pub(super) carrier: Option<String>,
    #[serde(rename = "Ship-To")]
    pub(super) ship_to: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(type_name = "shipmentItem")]
#[key(name = "of_shipment", pk = "sh#{shipment}", sk = "p#{product:plain}")]
pub(super) struct ShipmentItem {
    #[entity(in_key)]
    pub(super) shipment: u64,
    #[entity(in_key)]
    pub(super) product: u64,
    #[serde(rename = "Qty#")]
    pub(super) quantity: u32,
}

#[derive(Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Shipment)]
pub(super) struct Destination {
    pub(super) warehouse: u64,
    pub(super) carrier: Option<String>,
    #[serde(rename = "Ship-To")]
    pub(super) ship_to: String,
}

/// With the type attribute of the other program.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "shop", pk = "PK", sk = "SK", type_attribute = "EntityType")]
#[index(name = "GSI1", pk = "GSI1-PK", sk = "GSI1-SK")]
#[index(name = "GSI2", pk = "GSI2-PK", sk = "GSI2-SK")]
pub(super) enum Shop {
    Customer(Customer),
    Product(Product),
    Warehouse(Warehouse),
    WarehouseItem(WarehouseItem),
    OrderItem(OrderItem),
    Invoice(Invoice),
    Payment(Payment),
    Shipment(Shipment),
    ShipmentItem(ShipmentItem),
}

/// A table without a type attribute: keys tell the items.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "shop", pk = "PK", sk = "SK")]
#[index(name = "GSI1", pk = "GSI1-PK", sk = "GSI1-SK")]
#[index(name = "GSI2", pk = "GSI2-PK", sk = "GSI2-SK")]
pub(super) enum ByKey {
    Customer(Customer),
    Product(Product),
    Warehouse(Warehouse),
    WarehouseItem(WarehouseItem),
    OrderItem(OrderItem),
    Invoice(Invoice),
    Payment(Payment),
    Shipment(Shipment),
    ShipmentItem(ShipmentItem),
}
