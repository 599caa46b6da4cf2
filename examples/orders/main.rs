//! Orders that take from a stock: `cargo run --example orders`.
//!
//! Placing an order is one transaction: the order, its lines, and less of each product, if there is as much. What fails
//! says which operation it was and what item it met, and nothing is written. An order that is sent again is placed
//! once. Its status moves it in the index of orders to work on, and a version keeps two from changing it at once.
#![allow(unreachable_pub, reason = "the model reads as it would in a library")]

mod desk;
mod model;

use std::collections::BTreeMap;
use std::io::Write as _;

use desk::{Cart, Refused};
use dynamodel::{Entity as _, Error, TableClient};
use jiff::{Timestamp, ToSpan as _};
use model::{Customer, Order, Orders, Product, Status, WholeOrder};
use serde::Serialize;

type Stock = BTreeMap<String, u32>;

/// What the example finds.
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
        let (sku, title) = (sku.to_owned(), format!("The best {sku}"));
        Product { sku, title, stock }.create().send(table).await?;
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
    let (first, second, third) = (order(103, 1, 1), order(101, 2, 2), order(102, 1, 3));
    desk::place(table, &first, &cart(&[("paper", 40), ("pen", 2)])).await?;
    desk::place(table, &second, &cart(&[("ink", 5)])).await?;
    desk::place(table, &third, &cart(&[("paper", 10)])).await?;
    // The answer was lost, say, so it is sent again. There is no ink any more, and none is asked for.
    desk::place(table, &second, &cart(&[("ink", 5)])).await?;
    let (to_ship, stock) = (with_status(table, Status::Placed).await?, in_stock(table).await?);

    let mut refused = Vec::new();
    for (order, products) in [
        (order(104, 2, 4), cart(&[("paper", 10), ("pen", 2)])),
        (order(104, 2, 4), cart(&[("paper", 10), ("pencil", 1)])),
        (order(104, 3, 4), cart(&[("paper", 10)])),
        (order(103, 2, 4), cart(&[("paper", 10)])),
    ] {
        match desk::place(table, &order, &products).await {
            Err(Refused::Failed(error)) => return Err(error.into()),
            Err(why) => refused.push(why.to_string()),
            Ok(()) => {}
        }
    }
    let stock_after_refusals = in_stock(table).await?;

    // Two read the same order; one ships it, the other comes too late to cancel it.
    let (shipping, cancelling) = (whole(table, 103).await?, whole(table, 103).await?);
    desk::ship(table, &shipping.order).await?;
    let cancelling_what_was_shipped = match desk::cancel(table, &cancelling).await {
        Err(error) if error.is_version_conflict() => "refused",
        sent => sent.map(|()| "done")?,
    };
    desk::cancel(table, &whole(table, 101).await?).await?;
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

async fn whole(table: &TableClient<Orders>, order_id: u64) -> Result<WholeOrder, Box<dyn std::error::Error>> {
    let found = WholeOrder::read(order_id).one(table).await?;
    found.ok_or_else(|| format!("there is no order {order_id}").into())
}

/// The numbers of the orders with this status, oldest first.
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
