//! Markers of another program keep what it has stored in them, on every path.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{Entity, Table, TableClient, transact};
use serde::{Deserialize, Serialize};

use crate::planted::plant;
use crate::support::raw::{Item, item, n, s};
use crate::support::store::{stored, with, write};
use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "U#{id}", sk = "U")]
struct User {
    id: u64,
    #[entity(unique(pk = "E#{email:lower:any}", sk = "E"))]
    email: String,
    name: String,
    #[entity(ttl)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expires: Option<i64>,
}

/// An address is that of one mailbox, which it finds too.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "M#{id}", sk = "M")]
#[lookup(unique, name = "by_address", pk = "A#{address}", sk = "A")]
struct Mailbox {
    id: u64,
    address: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "app", type_attribute = "_et", ttl_attribute = "ttl")]
enum App {
    User(User),
    Mailbox(Mailbox),
}

fn user(id: u64, email: &str) -> User {
    User { id, email: email.to_owned(), name: "Ann".to_owned(), expires: None }
}

fn foreign_user(id: i64, email: &str) -> Item {
    let user = with(with(item(&format!("U#{id}"), "U"), "_et", s("User")), "id", n(id));
    with(with(user, "email", s(email)), "name", s("Ann"))
}

fn claim(email: &str, user_id: &str) -> Item {
    with(with(item(&format!("E#{email}"), "E"), "_et", s("claim")), "user_id", s(user_id))
}

fn owned(marker: Item, id: u64) -> Item {
    with(marker, "_owner", AttributeValue::M(item(&format!("U#{id}"), "U")))
}

/// A user of another program, and the marker that it has stored for its e-mail.
async fn world() -> TableClient<App> {
    let table = table::<App>().await;
    plant(&table, [foreign_user(7, "Ann@b.org"), claim("ann@b.org", "7")]).await;
    table
}

async fn marker(table: &TableClient<App>, email: &str) -> Option<Item> {
    stored(table).await.into_values().find(|item| item["pk"] == s(&format!("E#{email}")))
}

async fn assert_adopted(table: &TableClient<App>) {
    assert_eq!(marker(table, "ann@b.org").await, Some(owned(claim("ann@b.org", "7"), 7)));
    let error = user(8, "ANN@b.org").create().send(table).await.unwrap_err();
    assert_eq!(error.unique_field(), Some("email"), "{error}");
}

#[tokio::test]
async fn put_adds_the_owner() {
    let table = world().await;
    for _ in 0..2 {
        user(7, "Ann@b.org").put().send(&table).await.unwrap();
        assert_adopted(&table).await;
    }
}

#[tokio::test]
async fn update_adds_the_owner() {
    let table = world().await;
    let loaded = User::get(7).send(&table).await.unwrap().unwrap();
    loaded.update().set(User::FIELDS.name, "Bea").send(&table).await.unwrap();
    assert_adopted(&table).await;
    let by_key = User::update(7).set(User::FIELDS.name, "Cy");
    by_key.send(&table).await.unwrap();
    assert_adopted(&table).await;
}

#[tokio::test]
async fn update_of_the_case_adds_the_owner() {
    let table = world().await;
    let loaded = User::get(7).send(&table).await.unwrap().unwrap();
    loaded.update().set(User::FIELDS.email, "ANN@b.org").send(&table).await.unwrap();
    assert_adopted(&table).await;
}

#[tokio::test]
async fn backfill_adds_the_owner() {
    let table = world().await;
    for counts in [(1, 0, 0), (0, 1, 0)] {
        let done = table.backfill::<User>().remove_strays().send().await.unwrap();
        assert_eq!((done.rewritten, done.unchanged, done.removed), counts, "{:?}", done.left);
        assert_adopted(&table).await;
    }
}

#[tokio::test]
async fn transaction_adds_the_owner() {
    let table = world().await;
    let loaded = User::get(7).send(&table).await.unwrap().unwrap();
    let rename = loaded.update().set(User::FIELDS.name, "Bea");
    transact((rename, user(9, "bea@b.org").create())).send(&table).await.unwrap();
    assert_adopted(&table).await;
}

#[tokio::test]
async fn move_changes_the_owner() {
    let table = world().await;
    let loaded = User::get(7).send(&table).await.unwrap().unwrap();
    loaded.move_to(&User { id: 9, ..loaded.clone() }).send(&table).await.unwrap();
    assert_eq!(marker(&table, "ann@b.org").await, Some(owned(claim("ann@b.org", "7"), 9)));
    let error = user(8, "ann@b.org").create().send(&table).await.unwrap_err();
    assert!(error.is_unique_violation(), "{error}");
}

#[tokio::test]
async fn release_follows_the_owner() {
    // With and without an owner, by key and loaded.
    for adopts in [false, true] {
        for releases in 0..3 {
            let table = world().await;
            let loaded = User::get(7).send(&table).await.unwrap().unwrap();
            if adopts {
                loaded.update().set(User::FIELDS.name, "Ann").send(&table).await.unwrap();
                assert_adopted(&table).await;
            }
            match releases {
                0 => User::delete(7).send(&table).await.unwrap(),
                1 => loaded.delete().send(&table).await.unwrap(),
                _ => loaded.update().set(User::FIELDS.email, "x@b.org").send(&table).await.unwrap(),
            }
            assert_eq!(marker(&table, "ann@b.org").await, None);
            user(8, "ann@b.org").create().send(&table).await.unwrap();
        }
    }
}

#[tokio::test]
async fn marker_without_an_owner_belongs_to_the_stored_item_only() {
    let table = table::<App>().await;
    write(&table, claim("ann@b.org", "7")).await;
    let before = stored(&table).await;
    for write in
        [user(7, "ann@b.org").create().send(&table).await, user(7, "ann@b.org").put().send(&table).await]
    {
        let error = write.unwrap_err();
        assert_eq!(error.unique_field(), Some("email"), "{error}");
    }
    user(7, "other@b.org").create().send(&table).await.unwrap();
    let change = user(7, "other@b.org").update().set(User::FIELDS.email, "ann@b.org");
    assert!(change.send(&table).await.unwrap_err().is_unique_violation());
    // A delete of an item with another value leaves it.
    User::delete(7).send(&table).await.unwrap();
    assert_eq!(stored(&table).await, before);
}

#[tokio::test]
async fn second_item_with_the_value_is_refused_and_releases_nothing() {
    let table = world().await;
    write(&table, foreign_user(8, "ann@b.org")).await;
    user(7, "Ann@b.org").put().send(&table).await.unwrap();
    let error = user(8, "ann@b.org").put().send(&table).await.unwrap_err();
    assert!(error.is_unique_violation(), "{error}");
    let done = table.backfill::<User>().send().await.unwrap();
    assert_eq!((done.unchanged, done.left.len()), (1, 1));
    assert!(done.left[0].error.is_unique_violation());
    User::delete(8).send(&table).await.unwrap();
    assert_adopted(&table).await;
}

#[tokio::test]
async fn value_that_changes_hands_gets_a_new_marker() {
    let table = world().await;
    write(&table, foreign_user(8, "cy@b.org")).await;
    let [ann, cy] = [7, 8].map(|id| User::get(id).send(&table));
    let [ann, cy] = [ann.await, cy.await].map(|user| user.unwrap().unwrap());
    let gives = ann.update().set(User::FIELDS.email, "new@b.org");
    let takes = cy.update().set(User::FIELDS.email, "ann@b.org");
    transact((gives, takes)).send(&table).await.unwrap();
    // Nothing of the former user is left in it.
    let fresh = with(item("E#ann@b.org", "E"), "_et", s("User.unique.email"));
    assert_eq!(marker(&table, "ann@b.org").await, Some(owned(fresh, 8)));
}

#[tokio::test]
async fn expired_marker_is_replaced() {
    let table = table::<App>().await;
    let expired = owned(with(claim("ann@b.org", "7"), "ttl", n(1)), 7);
    let fresh = owned(with(item("E#ann@b.org", "E"), "_et", s("User.unique.email")), 8);
    write(&table, expired.clone()).await;
    user(8, "ann@b.org").create().send(&table).await.unwrap();
    assert_eq!(marker(&table, "ann@b.org").await, Some(fresh.clone()));

    write(&table, expired).await;
    assert_eq!(table.backfill::<User>().send().await.unwrap().rewritten, 1);
    assert_eq!(marker(&table, "ann@b.org").await, Some(fresh));
}

#[tokio::test]
async fn marker_expires_with_its_item_only() {
    let table = world().await;
    write(&table, with(claim("ann@b.org", "7"), "ttl", n(9_999_999_999))).await;
    user(7, "Ann@b.org").put().send(&table).await.unwrap();
    assert_adopted(&table).await;
    let later = User { expires: Some(9_000_000_000), ..user(7, "Ann@b.org") };
    later.put().send(&table).await.unwrap();
    let wanted = with(owned(claim("ann@b.org", "7"), 7), "ttl", n(9_000_000_000));
    assert_eq!(marker(&table, "ann@b.org").await, Some(wanted));
}

#[tokio::test]
async fn unique_lookup_does_not_replace_an_item_of_a_foreign_type() {
    let table = table::<App>().await;
    let foreign = with(with(item("A#x", "A"), "_et", s("claim")), "user_id", s("7"));
    let mailbox = with(with(item("M#1", "M"), "_et", s("Mailbox")), "id", n(1));
    write(&table, with(mailbox, "address", s("x"))).await;
    write(&table, foreign.clone()).await;
    let error = Mailbox { id: 1, address: "x".to_owned() }.put().send(&table).await.unwrap_err();
    assert!(error.is_unique_violation(), "{error}");
    assert_eq!(table.backfill::<Mailbox>().send().await.unwrap().left.len(), 1);
    assert!(stored(&table).await.values().any(|item| *item == foreign));
}
