//! Placing, shipping and cancelling orders. Each is one transaction or one request.

use std::collections::BTreeMap;
use std::fmt;

use dynamodel::{Entity as _, Error, TableClient, Transaction};

use crate::model::{Customer, Line, Order, Orders, Product, Status, WholeOrder};

/// The quantity of each product. A map, because a transaction writes each item once.
pub type Cart = BTreeMap<String, u32>;

/// The reason why an order was not placed. Nothing was written.
#[derive(Debug)]
pub enum Refused {
    NoCustomer,
    NoProduct { sku: String },
    OutOfStock { sku: String, wanted: u32, left: u32 },
    OtherOrder(Order),
    Failed(Error),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCustomer => f.write_str("there is no such customer"),
            Self::NoProduct { sku } => write!(f, "there is no product {sku}"),
            Self::OutOfStock { sku, wanted, left } => {
                write!(f, "{wanted} of {sku} were ordered, and there are {left}")
            }
            Self::OtherOrder(order) => {
                write!(f, "the number is that of another order, of {}", order.placed_at)
            }
            Self::Failed(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Refused {}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

// Positions of the operations in the transaction that places an order.
const ORDER: usize = 0;
const CUSTOMER: usize = 1;
const FIRST_PRODUCT: usize = 2;

/// Stores an order with its lines, and reduces the stock, in one transaction.
///
/// Problem: the response is lost, so the order is sent again. The second time, `create` finds the same order, and the
/// result is `Ok`.
pub async fn place(table: &TableClient<Orders>, order: &Order, cart: &Cart) -> Result<(), Refused> {
    let mut transaction = Transaction::new();
    // The error is that of the first failed operation. If the order exists, that is the reason for all others.
    transaction.push(order.create());
    transaction.push(Customer::get(order.customer_id).must_exist());
    let stock = Product::FIELDS.stock;
    for (sku, &quantity) in cart {
        // By key and with a condition: correct for any stock that is stored at that moment.
        transaction.push(Product::update(sku).subtract(stock, quantity).condition(stock.ge(quantity)));
    }
    for (sku, &quantity) in cart {
        transaction.push(Line { order_id: order.order_id, sku: sku.clone(), quantity }.create());
    }
    match transaction.send(table).await {
        Ok(()) => Ok(()),
        Err(error) => refusal(error, order, cart),
    }
}

/// Finds the reason: the failed operation, and the item that made it fail.
fn refusal(error: Error, order: &Order, cart: &Cart) -> Result<(), Refused> {
    match error.operation() {
        Some(ORDER) if error.is_already_exists() => match error.met::<Order>()? {
            Some(stored) if is_same(&stored, order) => Ok(()),
            Some(stored) => Err(Refused::OtherOrder(stored)),
            None => Err(error.into()),
        },
        Some(CUSTOMER) if error.is_not_found() => Err(Refused::NoCustomer),
        Some(at) => match cart.iter().nth(at.saturating_sub(FIRST_PRODUCT)) {
            Some((sku, _)) if error.is_not_found() => Err(Refused::NoProduct { sku: sku.clone() }),
            Some((sku, &wanted)) if error.is_condition_failed() => {
                let left = error.met::<Product>()?.map_or(0, |product| product.stock);
                Err(Refused::OutOfStock { sku: sku.clone(), wanted, left })
            }
            _ => Err(error.into()),
        },
        None => Err(error.into()),
    }
}

/// Returns `true` if both are the same order, with any status.
fn is_same(stored: &Order, order: &Order) -> bool {
    stored.customer_id == order.customer_id && stored.placed_at == order.placed_at
}

/// Ships an order in one request, which also moves it in the index. Fails with [`Error::is_version_conflict`] if
/// somebody has changed the order since it was read.
pub async fn ship(table: &TableClient<Orders>, order: &Order) -> Result<(), Error> {
    let is_placed = Order::FIELDS.status.eq(Status::Placed);
    order.update().set(Order::FIELDS.status, Status::Shipped).condition(is_placed).send(table).await
}

/// Cancels an order and returns its products to the stock, in one transaction. Fails like [`ship`].
pub async fn cancel(
    table: &TableClient<Orders>,
    WholeOrder { order, lines }: &WholeOrder,
) -> Result<(), Error> {
    let is_placed = Order::FIELDS.status.eq(Status::Placed);
    let mut transaction = Transaction::new();
    transaction.push(order.update().set(Order::FIELDS.status, Status::Cancelled).condition(is_placed));
    for line in lines {
        transaction.push(Product::update(&line.sku).add(Product::FIELDS.stock, line.quantity));
    }
    transaction.send(table).await
}
