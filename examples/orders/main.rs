//! Orders and stock: `cargo run --example orders`.
//!
//! Placing an order is one transaction: it stores the order and its lines, and reduces the stock of each product. An error
//! names the failed operation and the item that made it fail. An order that is sent again is placed once. The status
//! moves an order in the index, and a version detects concurrent changes.
#![allow(unreachable_pub, reason = "the model reads as it would in a library")]

mod actions;
mod model;

use std::collections::BTreeMap;
use std::io::Write as _;

use actions::{Cart, Refused};
use dynamodel::{Entity as _, Error, TableClient};
use jiff::{Timestamp, ToSpan as _};
use model::{Customer, Order, Orders, Product, Status, WholeOrder};
use serde::Serialize;

type Stock = BTreeMap<String, u32>;

/// The results.
#[derive(Serialize)]
struct Answers {
    to_ship: Vec<u64>,
    stock: Stock,
    refused: Vec<String>,
    stock_after_refusals: Stock,
    shipped: Vec<u64>,
    cancelling_what_was_shipped: &'static str,
    cancelled: Vec<u64>,
    left_to_ship: Vec<u64>,
    stock_after_cancelling: Stock,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let table = Orders::table(dynamodel::embedded::client());
    table.create().await?;
    load(&table).await?;
    let answers = run(&table).await?;
    let mut out = std::io::stdout().lock();
    if std::env::args().any(|argument| argument == "--json") {
        writeln!(out, "{}", serde_json::to_string(&answers)?)?;
    } else {
        print(&mut out, &answers)?;
    }
    Ok(())
}

async fn load(table: &TableClient<Orders>) -> Result<(), Error> {
    for (customer_id, name) in [(1, "ann"), (2, "bob")] {
        Customer { customer_id, name: name.to_owned() }.create().send(table).await?;
    }
    for (sku, stock) in [("ink", 5), ("paper", 100), ("pen", 3)] {
        let product = Product { sku: sku.to_owned(), title: format!("The best {sku}"), stock };
        product.create().send(table).await?;
    }
    Ok(())
}

fn order(order_id: u64, customer_id: u64, hour: i64) -> Order {
    let placed_at = Timestamp::UNIX_EPOCH + hour.hours();
    Order { order_id, customer_id, placed_at, status: Status::Placed, version: 0 }
}

fn cart(products: &[(&str, u32)]) -> Cart {
    products.iter().map(|&(sku, quantity)| (sku.to_owned(), quantity)).collect()
}

async fn run(table: &TableClient<Orders>) -> Result<Answers, Box<dyn std::error::Error>> {
    let first = order(103, 1, 1);
    let second = order(101, 2, 2);
    let third = order(102, 1, 3);
    actions::place(table, &first, &cart(&[("paper", 40), ("pen", 2)])).await?;
    actions::place(table, &second, &cart(&[("ink", 5)])).await?;
    actions::place(table, &third, &cart(&[("paper", 10)])).await?;
    // A customer sends the same order again, after a lost response. It takes no more ink.
    actions::place(table, &second, &cart(&[("ink", 5)])).await?;
    let to_ship = with_status(table, Status::Placed).await?;
    let stock = in_stock(table).await?;

    let mut refused = Vec::new();
    for (order, products) in [
        (order(104, 2, 4), cart(&[("paper", 10), ("pen", 2)])),
        (order(104, 2, 4), cart(&[("paper", 10), ("pencil", 1)])),
        (order(104, 3, 4), cart(&[("paper", 10)])),
        (order(103, 2, 4), cart(&[("paper", 10)])),
    ] {
        match actions::place(table, &order, &products).await {
            Err(Refused::Failed(error)) => return Err(error.into()),
            Err(why) => refused.push(why.to_string()),
            Ok(()) => {}
        }
    }
    let stock_after_refusals = in_stock(table).await?;

    // Two people read the same order. One ships it, so the other cannot cancel it.
    let shipping = read_order(table, 103).await?;
    let cancelling = read_order(table, 103).await?;
    actions::ship(table, &shipping.order).await?;
    let cancelling_what_was_shipped = match actions::cancel(table, &cancelling).await {
        Err(error) if error.is_version_conflict() => "refused",
        result => result.map(|()| "done")?,
    };
    actions::cancel(table, &read_order(table, 101).await?).await?;
    Ok(Answers {
        to_ship,
        stock,
        refused,
        stock_after_refusals,
        shipped: with_status(table, Status::Shipped).await?,
        cancelling_what_was_shipped,
        cancelled: with_status(table, Status::Cancelled).await?,
        left_to_ship: with_status(table, Status::Placed).await?,
        stock_after_cancelling: in_stock(table).await?,
    })
}

async fn read_order(
    table: &TableClient<Orders>,
    order_id: u64,
) -> Result<WholeOrder, Box<dyn std::error::Error>> {
    let order = WholeOrder::read(order_id).one(table).await?;
    order.ok_or_else(|| format!("there is no order {order_id}").into())
}

/// Returns the ids of the orders with this status, oldest first.
async fn with_status(table: &TableClient<Orders>, status: Status) -> Result<Vec<u64>, Error> {
    let orders = Order::with_status(&status).all(table).await?;
    Ok(orders.into_iter().map(|order| order.order_id).collect())
}

async fn in_stock(table: &TableClient<Orders>) -> Result<Stock, Error> {
    let products = Product::scan().all(table).await?;
    Ok(products.into_iter().map(|product| (product.sku, product.stock)).collect())
}

fn print(out: &mut impl std::io::Write, answers: &Answers) -> std::io::Result<()> {
    writeln!(out, "To ship, oldest first:    {:?}, left in stock {:?}", answers.to_ship, answers.stock)?;
    for why in &answers.refused {
        writeln!(out, "Refused:                  {why}")?;
    }
    writeln!(out, "After that in stock:      {:?}", answers.stock_after_refusals)?;
    let then = answers.cancelling_what_was_shipped;
    writeln!(out, "Shipped:                  {:?}; cancelling it was {then}", answers.shipped)?;
    writeln!(
        out,
        "Cancelled:                {:?}, left in stock {:?}",
        answers.cancelled, answers.stock_after_cancelling
    )?;
    writeln!(out, "Left to ship:             {:?}", answers.left_to_ship)
}
