//! An online shop over several indexes: `cargo run --example shop`.
//!
//! - Sparse index: the open orders of a warehouse. An order leaves it when it is shipped.
//! - Partial index: the products of a category, with what its page shows.
//! - Index over plain fields: the orders of a customer.
//! - Collection: an order and its lines in one query.
#![allow(unreachable_pub, reason = "the model reads as it would in a library")]

mod model;

use std::io::Write as _;

use dynamodel::{Entity as _, Error, TableClient, transact};
use jiff::{Timestamp, ToSpan as _};
use model::{Customer, Offer, Order, OrderLine, Product, Shop, Status, WholeOrder};
use serde::Serialize;

/// The results.
#[derive(Serialize)]
struct Answers {
    customer: Option<u64>,
    address_taken: Option<String>,
    cheapest: Vec<String>,
    open_before: Vec<u64>,
    open_after: Vec<u64>,
    of_customer: Vec<u64>,
    lines: Vec<String>,
    with_product: Vec<u64>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let table = Shop::table(dynamodel::embedded::client());
    table.create().await?;
    load(&table).await?;
    let answers = run(&table).await?;
    let mut out = std::io::stdout().lock();
    if std::env::args().any(|argument| argument == "--json") {
        writeln!(out, "{}", serde_json::to_string(&answers)?)?;
    } else {
        let Answers { cheapest, open_before, open_after, of_customer, lines, with_product, .. } = &answers;
        writeln!(out, "Cheapest pens:            {}", cheapest.join(", "))?;
        writeln!(out, "Open in Berlin:           {open_before:?}, after one was shipped {open_after:?}")?;
        writeln!(out, "Orders of customer 1:     {of_customer:?}, latest first")?;
        writeln!(out, "Order 101:                {}", lines.join(", "))?;
        writeln!(out, "Orders with a pencil:     {with_product:?}")?;
    }
    Ok(())
}

async fn load(table: &TableClient<Shop>) -> Result<(), Error> {
    for (customer_id, email) in [(1, "ann@example.org"), (2, "bob@example.org")] {
        Customer { customer_id, email: email.to_owned() }.create().send(table).await?;
    }
    for (sku, cents, sold_out) in [("pencil", 90, false), ("fountain", 4_500, false), ("quill", 70, true)] {
        let product = Product {
            sku: sku.to_owned(),
            category: "pens".to_owned(),
            title: format!("A {sku}"),
            cents,
            sold_out,
            description: "Writes.".to_owned(),
        };
        product.create().send(table).await?;
    }
    for (order_id, customer_id) in [(101, 1), (102, 2), (103, 1)] {
        place(table, order_id, customer_id, &["pencil", "fountain"]).await?;
    }
    Ok(())
}

/// Stores an order and its lines in one transaction.
async fn place(
    table: &TableClient<Shop>,
    order_id: u64,
    customer_id: u64,
    skus: &[&str],
) -> Result<(), Error> {
    let placed_at = Timestamp::UNIX_EPOCH + i64::try_from(order_id).unwrap_or_default().hours();
    let order = Order {
        number: order_id,
        buyer: customer_id,
        warehouse: "Berlin".to_owned(),
        placed_at,
        status: Status::Open,
    };
    let mut transaction = dynamodel::Transaction::new();
    transaction.push(Customer::get(customer_id).must_exist());
    transaction.push(order.create());
    for (line, &sku) in (1..).zip(skus) {
        transaction.push(OrderLine { order_id, line, sku: sku.to_owned(), count: 1 }.create());
    }
    transaction.send(table).await.map(drop)
}

async fn run(table: &TableClient<Shop>) -> Result<Answers, Error> {
    let open = || Order::open_in("Berlin").all(table);
    let ids = |orders: Vec<Order>| orders.into_iter().map(|order| order.number).collect::<Vec<_>>();
    let open_before = ids(open().await?);
    // The update of a loaded value also removes the order from the index of open orders.
    if let Some(order) = Order::get(101).send(table).await? {
        transact((order.update().set(Order::FIELDS.status, Status::Shipped),)).send(table).await?;
    }
    let second = Customer { customer_id: 3, email: "ann@example.org".to_owned() }.create().send(table).await;
    let offers = Product::in_category("pens").project::<Offer>().take(2).all(table).await?;
    let order = WholeOrder::read(101).one(table).await?;
    let lines = order.map(|order| order.lines).unwrap_or_default();
    Ok(Answers {
        customer: Customer::by_email("bob@example.org")
            .send(table)
            .await?
            .map(|customer| customer.customer_id),
        address_taken: second.err().and_then(|error| error.unique_field().map(str::to_owned)),
        cheapest: offers.into_iter().map(|offer| offer.title).collect(),
        open_before,
        open_after: ids(open().await?),
        of_customer: ids(Order::of_customer(1).rev().all(table).await?),
        lines: lines.into_iter().map(|line| format!("{} x {}", line.count, line.sku)).collect(),
        with_product: {
            let lines = OrderLine::with_product("pencil").all(table).await?;
            lines.into_iter().map(|line| line.order_id).collect()
        },
    })
}
