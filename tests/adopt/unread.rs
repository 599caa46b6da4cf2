//! Entities that have an attribute which an index uses, but are not read from the index.

use dynamodel::{Entity, Table, TableClient, embedded};
use serde::{Deserialize, Serialize};

use crate::support::store::stored;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "ticket-{id}", sk = "_root")]
#[key(index = "by_status", name = "by_status", pk = [status], sk = [due])]
struct Ticket {
    id: u64,
    status: String,
    due: u32,
}

/// It has the attributes of the index too.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "order-{id}", sk = "_root")]
#[entity(unread_index = "by_status")]
struct Order {
    id: u64,
    status: Option<String>,
    due: u32,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "desk", type_attribute = "type")]
#[index(name = "by_status", pk = "status", sk = "due")]
enum Desk {
    Ticket(Ticket),
    Order(Order),
}

/// Without a type attribute, keys tell the items.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "desk")]
#[index(name = "by_status", pk = "status", sk = "due")]
enum ByKey {
    Ticket(Ticket),
    Order(Order),
}

fn ticket(id: u64) -> Ticket {
    Ticket { id, status: "open".to_owned(), due: 7 }
}

fn order(id: u64) -> Order {
    Order { id, status: Some("open".to_owned()), due: 3 }
}

async fn desk<T: Table + dynamodel::Holds<Ticket> + dynamodel::Holds<Order>>() -> TableClient<T> {
    let table = TableClient::<T>::new(embedded::client());
    table.create().await.unwrap();
    for id in 1..4 {
        order(id).put().send(&table).await.unwrap();
        ticket(id).put().send(&table).await.unwrap();
    }
    table
}

#[tokio::test]
async fn a_query_of_the_index_leaves_items_out_that_are_not_read_from_it() {
    async fn reads<T: Table + dynamodel::Holds<Ticket> + dynamodel::Holds<Order>>() {
        let table = desk::<T>().await;
        let all = Ticket::by_status("open").all(&table).await.unwrap();
        assert_eq!(all.len(), 3);
        assert_eq!(Ticket::by_status("open").count(&table).await.unwrap(), 3);
        assert_eq!(Ticket::by_status("open").take(2).all(&table).await.unwrap(), all[..2]);
        assert_eq!(Ticket::by_status("open").range(..7).count(&table).await.unwrap(), 0);
        assert_eq!(Order::get(1).send(&table).await.unwrap(), Some(order(1)));
    }
    reads::<Desk>().await;
    reads::<ByKey>().await;
}

#[tokio::test]
async fn a_field_without_a_value_is_left_out_of_the_index() {
    let table = desk::<Desk>().await;
    Order::update(1).remove(Order::FIELDS.status).send(&table).await.unwrap();
    Order { status: None, ..order(2) }.put().send(&table).await.unwrap();
    let stored = stored(&table).await;
    assert_eq!(stored.values().filter(|item| item.contains_key("status")).count(), 4);
    assert_eq!(Order::get(1).send(&table).await.unwrap(), Some(Order { status: None, ..order(1) }));
    let backfill = table.backfill::<Order>().send().await.unwrap();
    assert_eq!((backfill.rewritten, backfill.unchanged), (0, 3));
}

#[tokio::test]
async fn a_value_that_the_key_attribute_cannot_hold_is_refused() {
    let table = desk::<Desk>().await;
    let empty = Order { status: Some(String::new()), ..order(9) };
    let error = empty.put().send(&table).await.unwrap_err();
    assert!(error.is_invalid_key(), "{error}");
    let error =
        Order::update(1).set(Order::FIELDS.status, Some(String::new())).send(&table).await.unwrap_err();
    assert!(error.is_invalid_key(), "{error}");
}
