//! Placing, shipping and cancelling orders: each is one transaction, or one request.

use std::collections::BTreeMap;
use std::fmt;

use dynamodel::{Entity as _, Error, TableClient, Transaction};

use crate::model::{Customer, Line, Order, Orders, Product, Status, WholeOrder};

/// What is ordered: how much of each product. A map, since a transaction writes each item once.
pub type Cart = BTreeMap<String, u32>;

/// Why an order was not placed. Nothing of it was written.
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

/// Where the operations stand in the transaction that places an order.
const ORDER: usize = 0;
const CUSTOMER: usize = 1;
const FIRST_PRODUCT: usize = 2;

/// Stores an order with its lines and takes what is ordered from the stock, or does nothing of it. An order that is
/// placed already is not placed again.
pub async fn place(table: &TableClient<Orders>, order: &Order, cart: &Cart) -> Result<(), Refused> {
    let mut transaction = Transaction::new();
    // Of several operations that fail the first is told, and an order that is there explains all others.
    transaction.push(order.create());
    transaction.push(Customer::get(order.customer_id).must_exist());
    let stock = Product::FIELDS.stock;
    for (sku, &quantity) in cart {
        // By key: whatever the stock is by then, it is taken from that.
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

/// Which operation has failed says why, and the item that it met says the rest.
fn refusal(error: Error, order: &Order, cart: &Cart) -> Result<(), Refused> {
    match error.operation() {
        Some(ORDER) if error.is_already_exists() => match error.met::<Order>()? {
            Some(met) if is_same(&met, order) => Ok(()),
            Some(met) => Err(Refused::OtherOrder(met)),
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

/// Whether this is the order that was placed, whatever has become of it since.
fn is_same(met: &Order, order: &Order) -> bool {
    (met.customer_id, met.placed_at) == (order.customer_id, order.placed_at)
}

/// Sends it off: one request, in which the order also moves in the index. Fails with
/// [`Error::is_version_conflict`] if somebody has changed the order since it was read.
pub async fn ship(table: &TableClient<Orders>, order: &Order) -> Result<(), Error> {
    let (status, placed) = (Order::FIELDS.status, Order::FIELDS.status.eq(Status::Placed));
    order.update().set(status, Status::Shipped).condition(placed).send(table).await
}

/// Cancels it and gives back what it took from the stock, in one transaction: it fails as [`ship`] does, and then
/// nothing is given back.
pub async fn cancel(table: &TableClient<Orders>, whole: &WholeOrder) -> Result<(), Error> {
    let WholeOrder { order, lines } = whole;
    let (status, placed) = (Order::FIELDS.status, Order::FIELDS.status.eq(Status::Placed));
    let mut transaction = Transaction::new();
    transaction.push(order.update().set(status, Status::Cancelled).condition(placed));
    for line in lines {
        transaction.push(Product::update(&line.sku).add(Product::FIELDS.stock, line.quantity));
    }
    transaction.send(table).await
}
