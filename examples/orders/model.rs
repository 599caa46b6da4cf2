//! The model: customers, products with their stock, orders and their lines.
#![allow(clippy::struct_field_names, reason = "a key reads better with what it is of")]

use dynamodel::{Collection, Entity, KeySegment, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A customer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "customer-{customer_id}", sk = "_root")]
pub struct Customer {
    pub customer_id: u64,
    pub name: String,
}

/// A product and its stock. The stock is never negative, because each write that reduces it has a condition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "product-{sku}", sk = "_root")]
pub struct Product {
    pub sku: String,
    pub title: String,
    pub stock: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, KeySegment)]
pub enum Status {
    Placed,
    Shipped,
    Cancelled,
}

/// An order, listed by status and time. When its status changes, the item moves in the index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "order-{order_id}", sk = "#order")]
#[key(index = "work", name = "with_status", pk = "status-{status}", sk = "{placed_at}#{order_id}")]
pub struct Order {
    /// Chosen by the customer, so that an order that is sent twice is placed once.
    pub order_id: u64,
    pub customer_id: u64,
    pub placed_at: Timestamp,
    pub status: Status,
    /// Detects concurrent changes (optimistic locking).
    #[entity(version)]
    pub version: u64,
}

/// The quantity of one product, in the partition of its order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "order-{order_id}", sk = "line#{sku}")]
pub struct Line {
    pub order_id: u64,
    pub sku: String,
    pub quantity: u32,
}

/// An order and its lines, read in one query.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "read", pk = "order-{order_id}")]
pub struct WholeOrder {
    #[collection(parent)]
    pub order: Order,
    #[collection(children)]
    pub lines: Vec<Line>,
}

/// All entities of the table.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "orders", type_attribute = "entity_type")]
#[index(name = "work", pk = "work_pk", sk = "work_sk")]
pub enum Orders {
    Customer(Customer),
    Product(Product),
    Order(Order),
    Line(Line),
}
