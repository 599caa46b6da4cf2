//! The model: customers, products, orders and their lines.
#![allow(clippy::duplicated_attributes, reason = "two keys may sort alike")]

use dynamodel::{Collection, Entity, KeySegment, Projection, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A customer, also read by e-mail address, which is unique.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "customer-{customer_id}", sk = "_root")]
#[lookup(unique, name = "by_email", pk = "email-{email}", sk = "_root")]
pub struct Customer {
    pub customer_id: u64,
    pub email: String,
}

/// A product, listed by category and price unless it is sold out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "product-{sku}", sk = "_root")]
#[key(
    index = "listing",
    name = "in_category",
    pk = "category-{category}",
    sk = "{cents:010}#{sku}",
    when(sold_out = false),
    project(include(title))
)]
pub struct Product {
    pub sku: String,
    pub category: String,
    pub title: String,
    pub cents: u64,
    pub sold_out: bool,
    pub description: String,
}

/// The part of a product that the page of a category shows. The index holds all of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Projection)]
#[projection(of = Product)]
pub struct Offer {
    pub sku: String,
    pub title: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, KeySegment)]
pub enum Status {
    Open,
    Shipped,
}

/// An order, listed by customer, and by warehouse while it is open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "order-{number}", sk = "#order")]
#[key(index = "orders", name = "of_customer", pk = [buyer], sk = [number])]
#[key(
    index = "work",
    name = "open_in",
    pk = "warehouse-{warehouse}",
    sk = "{placed_at}#{number}",
    when(status = Status::Open)
)]
pub struct Order {
    pub number: u64,
    pub buyer: u64,
    pub warehouse: String,
    pub placed_at: Timestamp,
    pub status: Status,
}

/// A line of an order, in the partition of the order, and listed by product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_order", pk = "order-{order_id}", sk = "line#{line:03}")]
#[key(index = "products", name = "with_product", pk = "sku-{sku}", sk = "{order_id}#{line:03}")]
pub struct OrderLine {
    pub order_id: u64,
    pub line: u16,
    pub sku: String,
    pub count: u32,
}

/// An order and its lines, read in one query.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "read", pk = "order-{order_id}")]
pub struct WholeOrder {
    #[collection(parent)]
    pub order: Order,
    #[collection(children)]
    pub lines: Vec<OrderLine>,
}

/// All entities of the table.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "shop", type_attribute = "entity_type")]
#[index(name = "listing", pk = "listing_pk", sk = "listing_sk")]
#[index(name = "work", pk = "work_pk", sk = "work_sk")]
#[index(name = "orders", pk = "buyer", sk = "number")]
#[index(name = "products", pk = "product_pk", sk = "product_sk")]
pub enum Shop {
    Customer(Customer),
    Product(Product),
    Order(Order),
    OrderLine(OrderLine),
}
