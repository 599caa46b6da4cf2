//! An index whose last sort key attribute is the sort key of the table, behind fields.

use std::slice;

use dynamodel::{Entity, Projection, Table};
use serde::{Deserialize, Serialize};

use crate::support::raw::s;
use crate::support::store::stored;
use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "USER#{user}", sk = "ORDER#{id}")]
#[key(index = "by_category", name = "in_category", pk = [category], sk = [price, "ORDER#{id}"])]
#[key(index = "by_state", name = "in_state", pk = [state, category], sk = [price, day, "USER#{user}"])]
#[lookup(name = "by_voucher", pk = "VOUCHER#{voucher}", sk = "USER#{user}#{id}")]
struct Order {
    user: String,
    id: u32,
    category: String,
    price: u32,
    state: Option<String>,
    day: String,
    voucher: String,
}

/// Its items are in the partitions of orders, with other sort keys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "USER#{user}", sk = "CART#{id}")]
#[key(index = "by_category", name = "in_category", pk = [category], sk = [price, "CART#{id}"])]
struct Cart {
    user: String,
    id: u32,
    category: String,
    price: u32,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "orders", type_attribute = "type")]
#[index(name = "by_category", pk = "category", sk = ["price", "sk"], copies = filter)]
#[index(name = "by_state", pk = ["state", "category"], sk = ["price", "day", "pk"], copies = filter)]
enum Orders {
    Order(Order),
    Cart(Cart),
}

#[derive(Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Order)]
struct Line {
    id: u32,
    price: u32,
}

fn order(user: &str, id: u32, price: u32) -> Order {
    let text = str::to_owned;
    let (category, state, day) = (text("tea"), Some(text("open")), text("mon"));
    Order { user: text(user), id, category, price, state, day, voucher: text("v") }
}

fn ids(orders: &[Order]) -> Vec<(&str, u32)> {
    orders.iter().map(|order| (order.user.as_str(), order.id)).collect()
}

async fn filled() -> dynamodel::TableClient<Orders> {
    let table = table::<Orders>().await;
    for (user, id, price) in [("b", 12, 5), ("a", 3, 5), ("a", 7, 9), ("a", 100, 5)] {
        order(user, id, price).create().send(&table).await.unwrap();
    }
    let cart = Cart { user: "a".to_owned(), id: 3, category: "tea".to_owned(), price: 5 };
    cart.create().send(&table).await.unwrap();
    table
}

#[tokio::test]
async fn the_tables_own_key_sorts_behind_fields() {
    let table = filled().await;
    let all = Order::in_category("tea").all(&table).await.unwrap();
    assert_eq!(ids(&all), [("a", 3), ("b", 12), ("a", 100), ("a", 7)]);
    let back = Order::in_category("tea").rev().take(2).all(&table).await.unwrap();
    assert_eq!(ids(&back), [("a", 7), ("a", 100)]);
    assert_eq!(Order::in_category("tea").count(&table).await.unwrap(), 4);
    let high = Order::in_category("tea").range(6..).all(&table).await.unwrap();
    assert_eq!(ids(&high), [("a", 7)]);
    let carts = Cart::in_category("tea").all(&table).await.unwrap();
    assert_eq!(carts.len(), 1);
    for item in stored(&table).await.values().filter(|item| item["type"] == s("Order")) {
        assert!(item["sk"].as_s().unwrap().starts_with("ORDER#00"));
    }
}

#[tokio::test]
async fn ranges_and_prefixes_continue_in_the_tables_own_key() {
    let table = filled().await;
    let query = || Order::in_category("tea").prefix(5);
    assert_eq!(ids(&query().all(&table).await.unwrap()), [("a", 3), ("b", 12), ("a", 100)]);
    assert_eq!(query().count(&table).await.unwrap(), 3);
    assert_eq!(ids(&query().range(4..).all(&table).await.unwrap()), [("b", 12), ("a", 100)]);
    assert_eq!(ids(&query().range(3..12).all(&table).await.unwrap()), [("a", 3)]);
    assert_eq!(ids(&query().range(..=12).rev().all(&table).await.unwrap()), [("b", 12), ("a", 3)]);
    assert_eq!(ids(&query().prefix(12).all(&table).await.unwrap()), [("b", 12)]);
    assert_eq!(ids(&query().starts_with_raw("00000001").all(&table).await.unwrap()), [("a", 100)]);
    let one = Order::in_category("tea").prefix((5, 100));
    assert_eq!(ids(&one.all(&table).await.unwrap()), [("a", 100)]);
    let users = || Order::in_state("open", "tea").prefix((5, "mon"));
    assert_eq!(users().count(&table).await.unwrap(), 3);
    assert_eq!(ids(&users().prefix("b").all(&table).await.unwrap()), [("b", 12)]);
    assert_eq!(Order::in_state("open", "tea").prefix(5).starts_with_raw("m").count(&table).await.unwrap(), 3);
}

#[tokio::test]
async fn pages_continue_behind_the_tables_own_key() {
    let table = filled().await;
    for query in [|| Order::in_category("tea").prefix(5), || Order::in_category("tea").prefix(5).rev()] {
        let all = query().all(&table).await.unwrap();
        let (mut pages, mut cursor) = (Vec::new(), None);
        loop {
            let query = query().page_size(1);
            let query = if let Some(cursor) = cursor.take() { query.after(cursor) } else { query };
            let page = query.page(&table).await.unwrap();
            pages.extend(page.items);
            cursor = page.cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(pages, all);
    }
    let first = Order::in_category("tea").prefix(5).range(3..).page_size(2).page(&table).await.unwrap();
    let rest = Order::in_category("tea").prefix(5).range(3..).after(first.cursor.unwrap());
    assert_eq!(ids(&rest.all(&table).await.unwrap()), [("a", 100)]);
}

#[tokio::test]
async fn projections_and_filters_read_beside_the_tables_own_key() {
    let table = filled().await;
    let lines = Order::in_category("tea").prefix(5).project::<Line>().all(&table).await.unwrap();
    let line = |id| Line { id, price: 5 };
    assert_eq!(lines, [line(3), line(12), line(100)]);
    let filtered = Order::in_category("tea").filter(Order::FIELDS.day.eq("tue")).count(&table).await.unwrap();
    assert_eq!(filtered, 0);
}

#[tokio::test]
async fn updates_and_backfills_leave_the_tables_own_key() {
    let table = filled().await;
    let before = stored(&table).await;
    let progress = table.backfill::<Order>().send().await.unwrap();
    assert_eq!((progress.rewritten, progress.left.len()), (0, 0));
    let report = table.audit().send().await.unwrap();
    assert!(report.is_clean(), "{report}");
    assert_eq!(stored(&table).await, before);

    let changed = Order { price: 6, state: None, ..order("a", 3, 5) };
    let loaded = Order::get("a", 3).send(&table).await.unwrap().unwrap();
    loaded.update().set(Order::FIELDS.price, 6).set(Order::FIELDS.state, None).send(&table).await.unwrap();
    assert_eq!(Order::in_category("tea").prefix(6).all(&table).await.unwrap(), slice::from_ref(&changed));
    assert_eq!(Order::in_state("open", "tea").count(&table).await.unwrap(), 3);
    Cart::update("a", 3).set(Cart::FIELDS.price, 8).send(&table).await.unwrap();
    assert_eq!(Cart::in_category("tea").prefix(8).range(3..).count(&table).await.unwrap(), 1);
    changed.delete().send(&table).await.unwrap();
    assert_eq!(Order::in_category("tea").prefix(6).count(&table).await.unwrap(), 0);
}
