//! A table without a type attribute, whose keys name the kind of an item.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{Collection, Entity, Table};
use serde::{Deserialize, Serialize};

use crate::planted::plant;
use crate::support::raw::s;
use crate::support::store::stored;
use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "SHOP#{shop}", sk = "ORDER#{order}")]
struct Order {
    shop: String,
    order: u32,
    total: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "SHOP#{shop}", sk = "CUSTOMER#{name}")]
struct Customer {
    shop: String,
    name: String,
}

#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "of_shop", pk = "SHOP#{shop}")]
enum ShopItem {
    Customer(Customer),
    Order(Order),
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "shops")]
enum Shops {
    Order(Order),
    Customer(Customer),
}

fn row(sk: &str, more: &[(&str, AttributeValue)]) -> HashMap<String, AttributeValue> {
    let own = [("pk", s("SHOP#a")), ("sk", s(sk)), ("shop", s("a"))];
    own.into_iter().chain(more.iter().cloned()).map(|(name, value)| (name.to_owned(), value)).collect()
}

#[tokio::test]
async fn the_key_decides_the_kind() {
    let table = table::<Shops>().await;
    let number = |number: &str| AttributeValue::N(number.to_owned());
    let rows = [
        row("ORDER#0000000007", &[("order", number("7")), ("total", number("20"))]),
        row("CUSTOMER#ann", &[("name", s("ann"))]),
        row("CUSTOMS#1", &[]),
        row("INVOICE#7", &[]),
    ];
    plant(&table, rows.to_vec()).await;
    let before = stored(&table).await;

    let order = Order { shop: "a".to_owned(), order: 7, total: 20 };
    let customer = Customer { shop: "a".to_owned(), name: "ann".to_owned() };
    let mut scanned = Shops::scan().all(&table).await.unwrap();
    scanned.sort_by_key(|item| matches!(item, Shops::Order(_)));
    assert_eq!(scanned, [Shops::Customer(customer.clone()), Shops::Order(order.clone())]);
    let of_shop = ShopItem::of_shop("a").all(&table).await.unwrap();
    assert_eq!(of_shop, [ShopItem::Customer(customer), ShopItem::Order(order.clone())]);
    assert_eq!(ShopItem::of_shop("a").count(&table).await.unwrap(), 2);

    order.put().send(&table).await.unwrap();
    assert_eq!(stored(&table).await, before);
}
