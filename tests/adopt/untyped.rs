//! Items without a type attribute, in a table whose items have one: a session store that a hand-written program has filled.

mod ambiguous;
mod recognized;
mod refused;
mod shared;
mod written;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{Collection, Entity, Projection, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::planted::plant;
use crate::support::raw::{Item, item, n, s};
use crate::support::store::{Stored, stored};
use crate::support::world;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "session#{session_id}", sk = "_root")]
#[key(index = "gsi1", name = "of_user", pk = "user#{user}", sk = "{session_id}")]
struct Session {
    session_id: String,
    user: String,
    hits: u64,
}

/// A row of a session, which the other program never gives a type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "in_session", pk = "session#{session_id}", sk = "event#{at:04}")]
struct Event {
    session_id: String,
    at: u16,
    page: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "account#{name}", sk = "_root")]
#[lookup(name = "in_team", pk = "team#{team}", sk = "{name}")]
struct Account {
    name: String,
    team: String,
    #[entity(unique)]
    email: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "counter#{name}", sk = "_root")]
struct Counter {
    name: String,
    value: u64,
    #[entity(version)]
    version: u64,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Session)]
struct Hits {
    hits: u64,
}

#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "whole", pk = "session#{session_id}")]
enum SessionItem {
    Session(Session),
    Event(Event),
}

/// The table with the mode.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "sessions", type_attribute = "entity_type", untyped = by_key)]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum ByKey {
    Session(Session),
    Event(Event),
    Account(Account),
    Counter(Counter),
}

/// The table without it.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "sessions", type_attribute = "entity_type")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum ByType {
    Session(Session),
    Event(Event),
    Account(Account),
    Counter(Counter),
}

/// The table with the items of the other program, read from the bytes of responses and by the SDK's deserializer.
async fn tables<T: Table>() -> [TableClient<T>; 2] {
    [planted::<T>().await, planted::<T>().await.items_by_sdk()]
}

async fn planted<T: Table>() -> TableClient<T> {
    let table = world::table::<T>().await;
    plant(&table, items()).await;
    table
}

/// Two sessions, of which only the second has a type, and events that have none.
fn items() -> Vec<Item> {
    let mut typed = stored_session("b", 2);
    typed.insert("entity_type".to_owned(), s("Session"));
    let mut account = with(item("account#ann", "_root"), [("name", s("ann")), ("team", s("red"))]);
    account.insert("email".to_owned(), s("a@b.org"));
    let copy = with(account.clone(), [("pk", s("team#red")), ("sk", s("ann"))]);
    let counter = with(item("counter#c", "_root"), [("name", s("c")), ("value", n(5)), ("version", n(1))]);
    vec![stored_session("a", 1), typed, stored_event("a", 1), stored_event("a", 2), account, copy, counter]
}

/// A session as the other program stores it, with an attribute that the struct does not have.
fn stored_session(session_id: &str, hits: i64) -> Item {
    let session = item(&format!("session#{session_id}"), "_root");
    let session = with(session, [("session_id", s(session_id)), ("user", s("ann")), ("hits", n(hits))]);
    with(session, [("gsi1pk", s("user#ann")), ("gsi1sk", s(session_id)), ("legacy", s("kept"))])
}

fn stored_event(session_id: &str, at: i64) -> Item {
    let event = item(&format!("session#{session_id}"), &format!("event#{at:04}"));
    with(event, [("session_id", s(session_id)), ("at", n(at)), ("page", s("home"))])
}

fn with<const N: usize>(mut item: Item, attributes: [(&str, AttributeValue); N]) -> Item {
    item.extend(attributes.map(|(name, value)| (name.to_owned(), value)));
    item
}

fn session(session_id: &str, hits: u64) -> Session {
    Session { session_id: session_id.to_owned(), user: "ann".to_owned(), hits }
}

fn event(at: u16) -> Event {
    Event { session_id: "a".to_owned(), at, page: "home".to_owned() }
}

fn account() -> Account {
    Account { name: "ann".to_owned(), team: "red".to_owned(), email: "a@b.org".to_owned() }
}

/// The stored item under a key.
async fn one<T: Table>(table: &TableClient<T>, pk: &str, sk: &str) -> Option<Item> {
    let is_it = |item: &Item| item["pk"] == s(pk) && item["sk"] == s(sk);
    stored(table).await.into_values().find(is_it)
}

/// The type of the stored item under a key.
async fn type_of<T: Table>(table: &TableClient<T>, pk: &str, sk: &str) -> Option<String> {
    one(table, pk, sk).await?.get("entity_type")?.as_s().ok().cloned()
}

async fn contents<T: Table>(table: &TableClient<T>) -> Stored {
    stored(table).await
}
