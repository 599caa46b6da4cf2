//! Values that are older than their uniqueness.

use std::time::Duration;

use dynamodel::{Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::backfill::{backfill, counts};
use crate::support::raw::{Item, item, n, s};
use crate::support::store::{Stored, astray, content, stored, with, write};
use crate::support::world::{faulty, table};
use dynamodel::testing::Fault;
use dynamodel::testing::When::Nth;

/// An entity whose version guards what it claims and where it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
#[lookup(unique, name = "by_mail", pk = "mail-{mail}", sk = "_root")]
#[key(index = "gsi1", name = "in_team", pk = "team-{team}", sk = "{id}")]
struct User {
    id: u64,
    #[entity(unique)]
    name: String,
    mail: String,
    team: Option<u32>,
    #[entity(version)]
    version: u64,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "users", type_attribute = "type")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Users {
    User(User),
}

fn user(id: u64, name: &str) -> User {
    User { id, name: name.to_owned(), mail: format!("{id}@b"), team: Some(1), version: 1 }
}

fn old(id: i64, name: &str) -> Item {
    let user = with(item(&format!("user-{id}"), "_root"), "type", s("User"));
    let user = with(with(user, "id", n(id)), "name", s(name));
    with(with(with(user, "mail", s(&format!("{id}@b"))), "team", n(1)), "version", n(1))
}

/// The markers that belong to a user; `None` for a marker.
fn satellites(stored: &Item) -> Option<Vec<Item>> {
    if stored.get("type") != Some(&s("User")) {
        return None;
    }
    let Users::User(user) = Users::from_item(stored.clone()).unwrap();
    let owner = aws_sdk_dynamodb::types::AttributeValue::M(item(&format!("user-{}", user.id), "_root"));
    let marker =
        with(item(&format!("User.unique.name#{}", user.name), "_unique"), "type", s("User.unique.name"));
    let mut copy = with(stored.clone(), "pk", s(&format!("mail-{}", user.mail)));
    copy.insert("type".to_owned(), s("User.by_mail"));
    copy.remove("gsi1pk");
    copy.remove("gsi1sk");
    copy.remove("_revision");
    Some([marker, copy].map(|item| with(item, "_owner", owner.clone())).into())
}

fn check(stored: &Stored) {
    assert_eq!(astray(stored, satellites), [""; 0]);
}

#[tokio::test]
async fn backfill_reports_the_second_owner_of_a_value() {
    let table = table::<Users>().await;
    write(&table, old(1, "ann")).await;
    write(&table, old(2, "ann")).await;
    write(&table, old(3, "bob")).await;
    // The third is claimed by one that is new.
    user(4, "cy").create().send(&table).await.unwrap();
    write(&table, old(5, "cy")).await;

    let before = stored(&table).await;
    let dry = table.backfill::<User>().dry_run().send().await.unwrap();
    assert_eq!(counts(&dry), [5, 3, 1, 1], "of two that have not claimed it neither is in the way");
    assert_eq!(stored(&table).await, before);

    let done = backfill::<User, _>(&table).await;
    assert_eq!(counts(&done), [5, 2, 1, 2]);
    for left in &done.left {
        let error = &left.error;
        assert!(error.is_unique_violation() && error.unique_field() == Some("name"), "{error}");
        // As it was: not even its index has it.
        assert!(before.values().any(|item| item["pk"] == left.key["pk"] && !item.contains_key("gsi1pk")));
        let id: u64 = error.key().unwrap().0.strip_prefix("user-").unwrap().parse().unwrap();
        let same = User::get(id).send(&table).await.unwrap().unwrap();
        same.update().set(User::FIELDS.name, format!("other{id}")).send(&table).await.unwrap();
    }
    assert_eq!(counts(&backfill::<User, _>(&table).await), [5, 0, 5, 0]);
    check(&stored(&table).await);
}

#[tokio::test]
async fn a_marker_without_an_owner_becomes_the_items() {
    let table = table::<Users>().await;
    write(&table, old(1, "ann")).await;
    write(&table, item("User.unique.name#ann", "_unique")).await;
    assert_eq!(counts(&backfill::<User, _>(&table).await), [1, 1, 0, 0]);
    check(&stored(&table).await);
}

/// A table on which the n-th transaction of one client takes a minute.
async fn slow(nth: usize) -> (TableClient<Users>, TableClient<Users>) {
    let (faults, plain) = faulty::<Users>().await;
    faults.on("TransactWriteItems", Nth(nth), Fault::Delay(Duration::from_mins(1)));
    (TableClient::new(faults.client()).named(plain.name()), plain)
}

/// The version of an item stays as it is, so a write that was planned before the backfill goes through after it.
#[tokio::test(start_paused = true)]
async fn a_write_that_was_planned_before_takes_away_what_was_added_since() {
    let (slow, plain) = slow(1).await;
    write(&plain, old(1, "ann")).await;
    let leave = user(1, "ann").update().set(User::FIELDS.team, None).set(User::FIELDS.name, "bea");
    let leave = tokio::spawn(leave.send(&slow));
    tokio::time::sleep(Duration::from_secs(30)).await;
    assert_eq!(counts(&backfill::<User, _>(&plain).await), [1, 1, 0, 0]);
    assert_eq!(User::in_team(1).count(&plain).await.unwrap(), 1);
    leave.await.unwrap().unwrap();
    assert_eq!(User::in_team(1).count(&plain).await.unwrap(), 0);
    check(&stored(&plain).await);

    let other = table::<Users>().await;
    user(1, "ann").create().send(&other).await.unwrap();
    let leave = user(1, "ann").update().set(User::FIELDS.team, None).set(User::FIELDS.name, "bea");
    leave.send(&other).await.unwrap();
    assert_eq!(content(&plain).await, content(&other).await);
}

#[tokio::test(start_paused = true)]
async fn a_delete_that_was_planned_before_releases_what_was_claimed_since() {
    // The first transaction is told that the name is another's, the second leaves that alone.
    let (slow, plain) = slow(2).await;
    write(&plain, old(1, "ann")).await;
    user(2, "ann").create().send(&plain).await.unwrap();
    let delete = tokio::spawn(User::delete(1).send(&slow));
    tokio::time::sleep(Duration::from_secs(30)).await;
    User::delete(2).send(&plain).await.unwrap();
    assert_eq!(counts(&backfill::<User, _>(&plain).await), [1, 1, 0, 0]);
    delete.await.unwrap().unwrap();
    assert_eq!(stored(&plain).await, Stored::new());
}
