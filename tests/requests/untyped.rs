//! Requests on a table whose items may lack the type attribute.

use dynamodel::{Entity, Projection, Table};
use insta::assert_snapshot;
use serde::{Deserialize, Serialize};

use super::render;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_session", pk = "session#{id}", sk = "_root")]
struct Session {
    id: u64,
    hits: u64,
}

/// Its sort keys can lie between those of sessions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "in_session", pk = "session#{id}", sk = "event#{at}")]
#[key(index = "gsi1", name = "all", pk = "ALL", sk = "{at}")]
struct Event {
    id: u64,
    at: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "user#{id}", sk = "_root")]
#[key(index = "gsi1", name = "all", pk = "ALL", sk = "{id}")]
struct User {
    id: u64,
}

#[derive(Debug, Deserialize, Projection)]
#[projection(of = Session)]
struct Hits {
    #[allow(dead_code, reason = "it is only named in requests")]
    hits: u64,
}

#[derive(Debug, Table)]
#[table(name = "sessions", type_attribute = "entity_type", untyped = by_key)]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Sessions {
    Session(Session),
    Event(Event),
    User(User),
}

fn table() -> dynamodel::TableClient<Sessions> {
    Sessions::table(dynamodel::embedded::client())
}

#[test]
fn put_takes_the_place_of_an_untyped_item() {
    assert_snapshot!(render::write(&Session { id: 1, hits: 2 }.put().request(&table()).unwrap()));
}

#[test]
fn delete_takes_an_untyped_item() {
    assert_snapshot!(render::write(&Session::delete(1).request(&table()).unwrap()));
}

#[test]
fn update_by_key_adds_the_type() {
    let update = Session::update(1).add(Session::FIELDS.hits, 1);
    assert_snapshot!(render::write(&update.request(&table()).unwrap()));
}

#[test]
fn update_of_a_loaded_value_adds_the_type() {
    let update = Session { id: 1, hits: 2 }.update().set(Session::FIELDS.hits, 1);
    assert_snapshot!(render::write(&update.request(&table()).unwrap()));
}

#[test]
fn must_exist_takes_an_untyped_item() {
    assert_snapshot!(render::write(&Session::get(1).must_exist().request(&table()).unwrap()));
}

#[test]
fn query_of_several_entities_leaves_untyped_items_for_their_keys() {
    assert_snapshot!(render::query(&Event::all().request(&table()).unwrap()));
}

#[test]
fn query_of_one_entity_has_no_filter() {
    assert_snapshot!(render::query(&Event::in_session(1).request(&table()).unwrap()));
}

#[test]
fn scan_of_an_entity_leaves_untyped_items_for_their_keys() {
    assert_snapshot!(render::scan(&Session::scan().request(&table()).unwrap()));
}

#[test]
fn projected_get_asks_for_the_keys() {
    let get = Session::get(1).project::<Hits>();
    assert_snapshot!(render::get(&get.request(&table()).unwrap()));
}

#[test]
fn backfill_reads_untyped_items() {
    assert_snapshot!(render::scan(&table().backfill::<Session>().request().unwrap()));
}
