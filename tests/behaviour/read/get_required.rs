//! Reading one item that has to be there.

use std::time::{Duration, UNIX_EPOCH};

use dynamodel::{Entity, Error, Projection, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "guest-{guest_id}", sk = "_root")]
#[lookup(unique, name = "by_email", pk = "email-{email}", sk = "_root")]
struct Guest {
    guest_id: u64,
    email: String,
    name: String,
    #[entity(ttl)]
    until: u64,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Guest)]
struct GuestName {
    name: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "guests", type_attribute = "kind", ttl_attribute = "expires_at")]
enum Guests {
    Guest(Guest),
}

fn guest() -> Guest {
    Guest { guest_id: 3, email: "a@b".to_owned(), name: "ann".to_owned(), until: 200 }
}

async fn filled(now: u64) -> TableClient<Guests> {
    let table = table::<Guests>().await.with_clock(move || UNIX_EPOCH + Duration::from_secs(now));
    guest().create().send(&table).await.unwrap();
    table
}

#[tokio::test]
async fn required_returns_the_item() {
    let table = filled(100).await;
    assert_eq!(Guest::get(3).required().send(&table).await.unwrap(), guest());
    assert_eq!(Guest::get(3).consistent().required().send(&table).await.unwrap(), guest());
    assert_eq!(Guest::by_email("a@b").required().send(&table).await.unwrap(), guest());
    let name = Guest::get(3).project::<GuestName>().required().send(&table).await.unwrap();
    assert_eq!(name, GuestName { name: "ann".to_owned() });
    let request = Guest::get(3).consistent().required().request(&table).unwrap();
    assert_eq!(request, Guest::get(3).consistent().request(&table).unwrap());
    let request = Guest::by_email("a@b").required().request(&table).unwrap();
    assert_eq!(request, Guest::by_email("a@b").request(&table).unwrap());
}

/// The error is of this entity and this key, and speaks of no write.
fn absent<I: std::fmt::Debug>(answer: Result<I, Error>, pk: &str) {
    let error = answer.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    assert_eq!((error.entity(), error.key()), (Some("Guest"), Some((pk, Some("_root")))));
    assert!(error.table().is_some());
    let text = error.to_string();
    assert!(
        text.starts_with("Guest: there is no item with this key (key ") && !text.contains("written"),
        "{text}"
    );
}

#[tokio::test]
async fn required_fails_if_the_item_is_missing() {
    let table = filled(100).await;
    absent(Guest::get(4).required().send(&table).await, "guest-4");
    absent(Guest::get(4).project::<GuestName>().required().send(&table).await, "guest-4");
    absent(Guest::by_email("b@b").required().send(&table).await, "email-b@b");
    let invalid = Guest::by_email("").required().send(&table).await.unwrap_err();
    assert!(invalid.is_invalid_key() && !invalid.is_not_found(), "{invalid}");
}

#[tokio::test]
async fn required_fails_if_the_item_has_expired() {
    let table = filled(200).await;
    absent(Guest::get(3).required().send(&table).await, "guest-3");
    absent(Guest::by_email("a@b").required().send(&table).await, "email-a@b");
    assert_eq!(Guest::get(3).with_expired().required().send(&table).await.unwrap(), guest());
}
