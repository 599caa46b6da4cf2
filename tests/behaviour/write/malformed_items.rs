//! Items that cannot be read, and are removed or replaced.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::raw::{item, n, s};
use crate::support::store::{stored, with, write};
use crate::support::world::table;

/// Two lookups, a unique lookup and two unique fields, each of other attributes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
#[lookup(name = "by_city", pk = "city-{city}", sk = "{id}")]
#[lookup(name = "by_rank", pk = "ranks", sk = "{rank}#{id}", when(active = true))]
#[lookup(unique, name = "by_email", pk = "email-{email}", sk = "_root")]
struct User {
    id: u32,
    city: String,
    rank: u8,
    active: bool,
    email: String,
    #[entity(unique)]
    name: String,
    #[serde(alias = "tag")]
    #[entity(unique)]
    badge: Option<u32>,
    logins: u64,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "users", type_attribute = "type")]
enum Users {
    User(User),
}

fn user(id: u32) -> User {
    User {
        id,
        city: "Rome".to_owned(),
        rank: 3,
        active: true,
        email: format!("{id}@example.org"),
        name: format!("n{id}"),
        badge: Some(id),
        logins: 0,
    }
}

/// A user with some attributes as another program has left them; `None` removes one.
async fn spoilt(id: u32, changes: &[(&str, Option<AttributeValue>)]) -> TableClient<Users> {
    let table = table::<Users>().await;
    user(id).create().send(&table).await.unwrap();
    let mut item = stored(&table).await.remove(&format!("{:?} {:?}", s("user-1"), Some(s("_root")))).unwrap();
    for (name, value) in changes {
        match value {
            Some(value) => drop(item.insert((*name).to_owned(), value.clone())),
            None => drop(item.remove(*name)),
        }
    }
    write(&table, item).await;
    table
}

async fn backfilled(table: &TableClient<Users>) {
    table.backfill::<User>().remove_strays().send().await.unwrap();
}

#[tokio::test]
async fn a_malformed_item_is_removed_with_everything_that_it_still_tells() {
    // The field that is malformed makes no key.
    let table = spoilt(1, &[("logins", Some(s("many")))]).await;
    assert!(User::delete(1).send(&table).await.unwrap_err().is_malformed_item());
    assert_eq!(stored(&table).await.len(), 6);
    let strays = User::delete(1).even_if_malformed().send(&table).await.unwrap();
    assert!(strays.is_empty(), "{strays:?}");
    let error = strays.malformed.unwrap();
    assert_eq!((error.path(), error.key()), (Some("logins"), Some(("user-1", Some("_root")))));
    assert!(stored(&table).await.is_empty());
    let strays = User::delete(1).even_if_malformed().send(&table).await.unwrap();
    assert!(strays.is_empty() && strays.malformed.is_none());
}

#[tokio::test]
async fn an_older_name_of_a_field_is_known() {
    let table = spoilt(1, &[("logins", Some(s("many"))), ("badge", None), ("tag", Some(n(1)))]).await;
    assert!(User::delete(1).even_if_malformed().send(&table).await.unwrap().is_empty());
    assert!(stored(&table).await.is_empty());
}

#[tokio::test]
async fn undetermined_copies_are_reported_and_removed_by_a_backfill() {
    let table = spoilt(1, &[("city", None), ("email", Some(n(1))), ("badge", Some(s("x")))]).await;
    let strays = User::delete(1).even_if_malformed().send(&table).await.unwrap();
    assert_eq!((strays.lookups, strays.unique), (vec!["by_city", "by_email"], vec!["badge"]));
    assert!(strays.malformed.is_some_and(|error| error.is_malformed_item()));
    assert_eq!(stored(&table).await.len(), 3);
    backfilled(&table).await;
    assert!(stored(&table).await.is_empty());
}

#[tokio::test]
async fn a_malformed_item_is_replaced() {
    let table = spoilt(1, &[("city", Some(n(7))), ("logins", None)]).await;
    let moved = User { city: "Oslo".to_owned(), name: "new".to_owned(), ..user(1) };
    assert!(moved.put().send(&table).await.unwrap_err().is_malformed_item());
    let strays = moved.put().even_if_malformed().send(&table).await.unwrap();
    assert_eq!((&*strays.lookups, strays.unique.len()), (&["by_city"][..], 0));
    assert_eq!(User::get(1).send(&table).await.unwrap(), Some(moved.clone()));
    // The copy in Rome is left, and the marker of the name before is gone.
    assert_eq!(stored(&table).await.len(), 7);
    user(2).create().send(&table).await.unwrap();
    User { id: 3, email: "3".to_owned(), badge: None, ..user(1) }.create().send(&table).await.unwrap();
    backfilled(&table).await;
    assert_eq!(User::by_city("Rome").all(&table).await.unwrap().len(), 2);
    assert_eq!(User::by_city("Oslo").all(&table).await.unwrap(), [moved]);
}

/// An update of another program has brought the item back after it was removed.
#[tokio::test]
async fn a_resurrected_item_without_a_type_is_removed_or_replaced() {
    let table = table::<Users>().await;
    let beat = || with(item("user-1", "_root"), "last_seen", n(5));
    write(&table, beat()).await;
    assert!(User::delete(1).send(&table).await.is_err());
    let strays = User::delete(1).even_if_malformed().send(&table).await.unwrap();
    assert_eq!((strays.lookups.len(), strays.unique, stored(&table).await.len()), (3, vec!["name"], 0));
    write(&table, beat()).await;
    user(1).put().even_if_malformed().send(&table).await.unwrap();
    assert_eq!(User::get(1).send(&table).await.unwrap(), Some(user(1)));
    assert_eq!(stored(&table).await.len(), 6);
}

#[tokio::test]
async fn conditions_and_other_items_are_still_respected() {
    let table = spoilt(1, &[("logins", Some(s("many")))]).await;
    let before = stored(&table).await;
    let none = User::delete(2).even_if_malformed().must_exist().send(&table).await.unwrap_err();
    assert!(none.is_not_found(), "{none}");
    let unmet = User::delete(1).even_if_malformed().condition(User::FIELDS.rank.eq(9)).send(&table).await;
    assert!(unmet.unwrap_err().is_condition_failed());
    user(2).create().send(&table).await.unwrap();
    let taken = User { name: "n2".to_owned(), ..user(1) };
    let error = taken.put().even_if_malformed().send(&table).await.unwrap_err();
    assert_eq!(error.unique_field(), Some("name"), "{error}");
    User::delete(2).send(&table).await.unwrap();
    assert_eq!(stored(&table).await, before);
    write(&table, with(item("user-9", "_root"), "type", s("Alien"))).await;
    assert!(User::delete(9).even_if_malformed().send(&table).await.unwrap_err().is_held_by_other());
}

#[tokio::test]
async fn an_item_that_is_well_formed_is_written_as_ever() {
    let table = table::<Users>().await;
    user(1).create().send(&table).await.unwrap();
    let moved = User { city: "Oslo".to_owned(), badge: None, ..user(1) };
    let strays = moved.put().even_if_malformed().send(&table).await.unwrap();
    assert!(strays.is_empty() && strays.malformed.is_none());
    assert_eq!(stored(&table).await.len(), 5);
    let strays = moved.delete().even_if_malformed().send(&table).await.unwrap();
    assert!(strays.is_empty() && stored(&table).await.is_empty());
}

/// One item that cannot be removed does not keep the others from being removed.
#[tokio::test]
async fn delete_all_names_what_is_malformed_and_removes_the_others() {
    let table = spoilt(1, &[("logins", Some(s("many")))]).await;
    for id in 2..=5 {
        user(id).create().send(&table).await.unwrap();
    }
    let error = User::by_city("Rome").delete_all().concurrency(1).send(&table).await.unwrap_err();
    let partial = error.partial::<dynamodel::op::PartialDelete>().unwrap();
    assert_eq!((partial.deleted, partial.refused.len()), (4, 1), "{partial}");
    assert!(error.is_malformed_item(), "{error}");
    assert_eq!(partial.refused[0].key(), Some(("user-1", Some("_root"))));
    assert_eq!(stored(&table).await.len(), 6);
    User::delete(1).even_if_malformed().send(&table).await.unwrap();
    assert_eq!(User::by_city("Rome").delete_all().send(&table).await.unwrap(), 0);
}
