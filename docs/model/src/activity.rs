//! The activity of a customer: orders and tickets, whose sort keys start with the time.
#![allow(missing_docs, reason = "the names say it")]

use std::error::Error;

use dynamodel::{Collection, Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "customer-{customer}", sk = "day-{day}#order-{order_id}")]
pub struct Order {
    pub customer: String,
    pub day: u32,
    pub order_id: u32,
    pub state: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "customer-{customer}", sk = "day-{day}#ticket-{ticket_id}")]
pub struct Ticket {
    pub customer: String,
    pub day: u32,
    pub ticket_id: u32,
    pub state: String,
}

/// The activity of a customer.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "of_customer", pk = "customer-{customer}")]
pub enum Activity {
    Order(Order),
    Ticket(Ticket),
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "shop", type_attribute = "type")]
pub enum Shop {
    Order(Order),
    Ticket(Ticket),
}

/// Runs an example on a new table: Ann ordered on days 1 and 3, and opened a ticket on days 2 and 3.
///
/// # Panics
///
/// The example fails.
pub fn example(run: impl AsyncFnOnce(TableClient<Shop>) -> Result<(), Box<dyn Error>>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let result = runtime.block_on(async {
        let table = Shop::table(dynamodel::embedded::client());
        table.create().await?;
        for (day, state) in [(1, "sent"), (3, "open")] {
            let order = Order { customer: "ann".to_owned(), day, order_id: day, state: state.to_owned() };
            order.create().send(&table).await?;
        }
        for (day, state) in [(2, "open"), (3, "closed")] {
            let ticket = Ticket { customer: "ann".to_owned(), day, ticket_id: day, state: state.to_owned() };
            ticket.create().send(&table).await?;
        }
        run(table).await
    });
    result.expect("the example succeeds");
}
