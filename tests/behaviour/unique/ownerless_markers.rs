//! Markers that another program has written, and that do not say whose they are.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

use crate::support::raw::{Item, item, n, s};
use crate::support::store::{stored, with, write};
use crate::support::world::table;

/// As the other program keys them; names are compared without regard to case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "USER#{user_id}", sk = "PROFILE")]
#[entity(unique(pk = "TENANT#{tenant}#EMAIL#{email}", sk = "MARKER"))]
struct Account {
    user_id: u64,
    #[entity(unique(pk = "USER_NAME#{user_name:lower}", sk = "MARKER"))]
    user_name: String,
    tenant: u8,
    email: Option<String>,
}

/// A number is that of one seat in its room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "SEAT#{seat_id}", sk = "SEAT")]
struct Seat {
    seat_id: u64,
    room: u8,
    #[entity(unique(scope = room, pk = "ROOM#{room}#NUMBER#{number}", sk = "MARKER"))]
    number: u32,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "accounts", type_attribute = "type")]
enum Accounts {
    Account(Account),
    Seat(Seat),
}

fn account(user_id: u64, user_name: &str) -> Account {
    Account { user_id, user_name: user_name.to_owned(), tenant: 1, email: None }
}

fn old(user_id: i64, user_name: &str) -> Item {
    let item = with(item(&format!("USER#{user_id}"), "PROFILE"), "type", s("Account"));
    with(with(with(item, "user_id", n(user_id)), "user_name", s(user_name)), "tenant", n(1))
}

/// Stores items of another program: a user, and a marker that is only a key.
async fn world() -> dynamodel::TableClient<Accounts> {
    let table = table::<Accounts>().await;
    write(&table, old(1, "Alice")).await;
    write(&table, item("USER_NAME#alice", "MARKER")).await;
    table
}

#[tokio::test]
async fn a_marker_without_an_owner_keeps_others_out() {
    let table = world().await;
    for name in ["alice", "ALICE"] {
        let error = account(2, name).create().send(&table).await.unwrap_err();
        assert_eq!(error.unique_field(), Some("user_name"), "{error}");
    }
    account(2, "bob").create().send(&table).await.unwrap();
    let error = account(2, "alice").put().send(&table).await.unwrap_err();
    assert_eq!(error.unique_field(), Some("user_name"), "{error}");
}

#[tokio::test]
async fn a_template_can_name_the_scope() {
    let table = world().await;
    write(&table, item("ROOM#1#NUMBER#7", "MARKER")).await;
    let error = Seat { seat_id: 1, room: 1, number: 7 }.create().send(&table).await.unwrap_err();
    assert_eq!(error.unique_field(), Some("number"), "{error}");
    Seat { seat_id: 1, room: 2, number: 7 }.create().send(&table).await.unwrap();
    assert!(stored(&table).await.values().any(|item| item["pk"] == s("ROOM#2#NUMBER#7")));
}

#[tokio::test]
async fn put_adopts_an_ownerless_marker_of_its_value() {
    let table = world().await;
    account(1, "Alice").put().send(&table).await.unwrap();
    let stored = stored(&table).await;
    let marker = stored.values().find(|item| item["pk"] == s("USER_NAME#alice")).unwrap();
    assert_eq!(marker["type"], s("Account.unique.user_name"));
    assert_eq!(marker["_owner"].as_m().unwrap(), &item("USER#1", "PROFILE"));
    assert_eq!((stored.len(), marker.len()), (2, 4));
}

#[tokio::test]
async fn delete_releases_an_ownerless_marker_of_its_value() {
    let table = world().await;
    account(1, "Bob").put().send(&table).await.unwrap();
    account(2, "alice").create().send(&table).await.unwrap();

    let table = world().await;
    Account::delete(1).send(&table).await.unwrap();
    assert!(stored(&table).await.is_empty());
}

#[tokio::test]
async fn a_value_that_no_marker_could_hold_was_never_claimed() {
    let table = table::<Accounts>().await;
    write(&table, old(1, "not#allowed")).await;
    assert!(account(1, "not#allowed").put().send(&table).await.unwrap_err().is_invalid_key());
    account(1, "allowed").put().send(&table).await.unwrap();
    write(&table, old(2, "")).await;
    Account::delete(2).send(&table).await.unwrap();
    assert_eq!(stored(&table).await.len(), 2);
}

#[tokio::test]
async fn a_template_names_what_is_unique_together() {
    let table = table::<Accounts>().await;
    let mailed = |id, name: &str, tenant| {
        let email = Some("a@b".to_owned());
        Account { tenant, email, ..account(id, name) }
    };
    mailed(1, "alice", 1).create().send(&table).await.unwrap();
    mailed(2, "bob", 2).create().send(&table).await.unwrap();
    let error = mailed(3, "carol", 1).create().send(&table).await.unwrap_err();
    assert_eq!(error.unique_field(), Some("tenant+email"), "{error}");
}
