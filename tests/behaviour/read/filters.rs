//! A key attribute filters no query of what it is the key of, and everything else.

use dynamodel::{Entity, Error, Projection, Table, TableClient, expr::Condition};
use serde::{Deserialize, Serialize};

use crate::support::world::table;

/// Its keys are fields alone: in one table they are the key attributes, in the other they stand beside them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_user", pk = "{user}", sk = "{order}")]
#[key(index = "states", name = "by_state", pk = [state], sk = [town, placed])]
#[key(index = "towns", name = "in_town", pk = "{town}", sk = "{placed}#{order}")]
#[key(index = "users", name = "by_order", pk = "{order}", sk = "{user}")]
#[key(index = "totals", name = "by_total", sk = "{total}")]
#[key(index = "lean", name = "lean", pk = [town], sk = [placed], project(include(state, total)))]
struct Order {
    user: String,
    order: String,
    state: String,
    town: String,
    placed: u64,
    total: u64,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "natural", pk = "user", sk = "order")]
#[index(name = "states", pk = "state", sk = ["town", "placed"])]
#[index(name = "towns", pk = "town", sk = "towns_sk")]
#[index(name = "users", pk = "order", sk = "user")]
#[index(name = "totals", sk = "total", sk_type = N, local)]
#[index(name = "lean", pk = "town", sk = "placed", sk_type = N, project(include("state", "total")))]
enum Natural {
    Order(Order),
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "synthetic", pk = "pk", sk = "sk", type_attribute = "kind")]
#[index(name = "states", pk = "state", sk = ["town", "placed"])]
#[index(name = "towns", pk = "towns_pk", sk = "towns_sk")]
#[index(name = "users", pk = "users_pk", sk = "users_sk")]
#[index(name = "totals", sk = "totals_sk", local)]
#[index(name = "lean", pk = "town", sk = "placed", sk_type = N, project(include("state", "total", "kind")))]
enum Synthetic {
    Order(Order),
}

#[derive(Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Order)]
struct Total {
    total: u64,
}

fn orders() -> [Order; 4] {
    let order = |order: &str, state: &str, town: &str, placed| Order {
        user: "ada".to_owned(),
        order: order.to_owned(),
        state: state.to_owned(),
        town: town.to_owned(),
        placed,
        total: 10 * placed,
    };
    [
        order("a1", "open", "Bern", 1),
        order("a2", "open", "Chur", 2),
        order("b1", "sent", "Bern", 3),
        order("b2", "open", "Bern", 4),
    ]
}

async fn filled<T: Table + dynamodel::Holds<Order>>() -> TableClient<T> {
    let table = table::<T>().await;
    for order in orders() {
        order.create().send(&table).await.unwrap();
    }
    table
}

fn names(found: &[Order]) -> Vec<&str> {
    found.iter().map(|order| order.order.as_str()).collect()
}

#[tokio::test]
async fn a_key_of_one_index_filters_the_table_and_other_indexes() -> Result<(), Error> {
    let (table, fields) = (filled::<Natural>().await, Order::FIELDS);
    let of_user = Order::of_user("ada").filter(fields.state.eq("open").and(fields.town.ne("Chur")));
    assert_eq!(names(&of_user.all(&table).await?), ["a1", "b2"]);
    // The keys of the table are attributes of an index.
    let filter = fields.order.begins_with("a").or(fields.user.ne("ada"));
    assert_eq!(names(&Order::by_state("open").filter(filter).all(&table).await?), ["a1", "a2"]);
    let in_town = Order::in_town("Bern").filter(fields.state.eq("open"));
    assert_eq!(in_town.count(&table).await?, 2);
    Ok(())
}

#[tokio::test]
async fn keys_that_templates_write_elsewhere_filter_every_query() -> Result<(), Error> {
    let (table, fields) = (filled::<Synthetic>().await, Order::FIELDS);
    let query = || Order::of_user("ada").filter(fields.order.ne("a2").and(!fields.order.eq("b1")));
    assert_eq!(names(&query().all(&table).await?), ["a1", "b2"]);
    assert_eq!(names(&query().rev().page(&table).await?.items), ["b2", "a1"]);
    assert_eq!(query().first(&table).await?.map(|order| order.order).as_deref(), Some("a1"));
    assert_eq!(query().count(&table).await?, 2);
    assert_eq!(names(&query().range("b"..).filter(fields.total.gt(1)).all(&table).await?), ["b2"]);
    assert_eq!(query().project::<Total>().all(&table).await?, [Total { total: 10 }, Total { total: 40 }]);
    assert_eq!(names(&query().take(1).hydrate().all(&table).await?), ["a1"]);
    assert_eq!(query().keys().all(&table).await?.len(), 2);
    let (mut stream, mut streamed) = (query().page_size(1).consistent().stream(&table), Vec::new());
    while let Some(order) = stream.try_next().await? {
        streamed.push(order);
    }
    assert_eq!(names(&streamed), ["a1", "b2"]);
    assert!(query().request(&table)?.filter_expression().is_some());
    assert_eq!(query().requests(&table)?.len(), 1);

    let by_total = Order::by_total("ada").filter(fields.total.ne(20)).consistent();
    assert_eq!(names(&by_total.all(&table).await?), ["a1", "b1", "b2"]);
    let by_order = Order::by_order("a1").filter(fields.user.begins_with("a"));
    assert_eq!(names(&by_order.all(&table).await?), ["a1"]);
    assert_eq!(query().delete_all().send(&table).await?, 2);
    assert_eq!(names(&Order::of_user("ada").all(&table).await?), ["a2", "b1"]);
    Ok(())
}

#[tokio::test]
async fn a_scan_is_filtered_by_any_attribute() -> Result<(), Error> {
    let (table, fields) = (filled::<Natural>().await, Order::FIELDS);
    let keys = || fields.user.eq("ada").and(fields.order.is_in(["a2", "b2"]));
    assert_eq!(Order::scan().filter(keys()).all(&table).await?.len(), 2);
    let scan = Order::scan_by_state().filter(keys().and(fields.town.eq("Bern")));
    assert_eq!(names(&scan.all(&table).await?), ["b2"]);
    let scan = Order::scan_lean().filter(Order::LEAN_FIELDS.state.eq("sent")).hydrate();
    assert_eq!(names(&scan.all(&table).await?), ["b1"]);
    Ok(())
}

#[tokio::test]
async fn conditions_on_the_same_keys_have_one_type() -> Result<(), Error> {
    let (table, fields) = (filled::<Natural>().await, Order::FIELDS);
    let states = ["sent", "lost"].map(|state| fields.state.eq(state)).into_iter().reduce(Condition::or);
    let mut query = Order::of_user("ada").filter(states.unwrap());
    for either in
        [fields.town.eq("Bern").or(fields.placed.eq(3)), fields.placed.gt(1).or(fields.town.ne("a"))]
    {
        query = query.filter(either);
    }
    assert_eq!(names(&query.all(&table).await?), ["b1"]);
    Ok(())
}

#[tokio::test]
async fn a_write_has_conditions_on_any_attribute() -> Result<(), Error> {
    let (table, fields) = (filled::<Natural>().await, Order::FIELDS);
    let open = fields.state.eq("open").and(fields.user.eq("ada"));
    Order::update("ada", "a1").set(fields.total, 7).condition(open).send(&table).await?;
    let closed = Order::delete("ada", "a1").condition(fields.state.ne("open")).send(&table).await;
    assert!(closed.unwrap_err().is_condition_failed());
    let must = Order::get("ada", "a1").must(fields.town.eq("Bern").and(fields.order.exists()));
    dynamodel::transact((must,)).send(&table).await?;
    Ok(())
}
