//! Reads and writes of partitions that are spread over shards.
#![allow(clippy::duplicated_attributes, reason = "each key has shards of its own")]

use dynamodel::{Entity, Table, TableClient};
use insta::assert_snapshot;
use serde::{Deserialize, Serialize};

use super::render;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_day", pk = "DAY#{day}#{shard}", sk = "{at:04}#{id:04}", shards = 3)]
#[key(index = "gsi1", name = "by_status", pk = "STATUS#{status}#{shard}", sk = "{at:04}", shards = 2)]
#[lookup(name = "all_events", pk = "ALL#{shard}", sk = "{id:04}#{day}#{at:04}", shards = 11)]
struct Event {
    day: String,
    at: u16,
    id: u16,
    status: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "events", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Events {
    Event(Event),
}

fn table() -> TableClient<Events> {
    Events::table(dynamodel::embedded::client())
}

fn event(id: u16) -> Event {
    Event { day: "Monday".to_owned(), at: id / 2, id, status: "open".to_owned() }
}

#[test]
fn query_of_each_shard() {
    let queries = Event::of_day("Monday").range(2..4).rev().take(5).requests(&table()).unwrap();
    assert_snapshot!(queries.iter().map(render::query).collect::<String>());
}

#[test]
fn query_of_the_first_shard() {
    assert_snapshot!(render::query(&Event::by_status("open").page_size(2).request(&table()).unwrap()));
}

#[tokio::test]
async fn query_of_each_shard_after_a_cursor() {
    let table = table();
    table.create().await.unwrap();
    for id in 0..6 {
        event(id).create().send(&table).await.unwrap();
    }
    let page = Event::of_day("Monday").take(3).page(&table).await.unwrap();
    let queries = Event::of_day("Monday").after(page.cursor).requests(&table).unwrap();
    assert_snapshot!(queries.iter().map(render::query).collect::<String>());
}

#[test]
fn get_computes_the_shard() {
    assert_snapshot!(render::get(&Event::get("Monday", 1, 2).request(&table()).unwrap()));
}

#[test]
fn create_computes_the_shard_of_each_key() {
    assert_snapshot!(render::write(&event(2).create().request(&table()).unwrap()));
}
