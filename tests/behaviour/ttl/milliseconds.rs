//! Milliseconds in a `ttl` field are found before they are written.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{BatchWrite, Entity, Error, Table, TableClient, transact};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::support::raw::n;
use crate::support::store::{stored, write};
use crate::support::world::table;

const LAST: u64 = 99_999_999_999;
const MILLIS: u64 = 1_767_225_600_000;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "hint-{id}", sk = "_root")]
struct Hint {
    id: u32,
    text: String,
    #[entity(ttl)]
    #[serde(rename = "expiresAt")]
    until: Option<u64>,
}

/// With a copy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "token-{id}", sk = "_root")]
#[lookup(name = "of_user", pk = "user-{user}", sk = "{id}")]
struct Token {
    id: u32,
    user: u32,
    #[entity(ttl)]
    until: i64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "session-{id}", sk = "_root")]
struct Session {
    id: u32,
    #[entity(ttl)]
    until: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "lease-{id}", sk = "_root")]
struct Lease {
    id: u32,
    #[entity(ttl)]
    until: SystemTime,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "expiring", type_attribute = "kind", ttl_attribute = "ttl")]
enum Expiring {
    Hint(Hint),
    Token(Token),
    Session(Session),
    Lease(Lease),
}

fn millis() -> AttributeValue {
    n(MILLIS.try_into().unwrap())
}

fn hint(until: u64) -> Hint {
    Hint { id: 1, text: "a".to_owned(), until: Some(until) }
}

fn token(until: u64) -> Token {
    Token { id: 1, user: 1, until: until.try_into().unwrap() }
}

fn refused<V: std::fmt::Debug>(answer: Result<V, Error>, path: &str) {
    let error = answer.unwrap_err();
    let text = error.to_string();
    assert!(error.is_malformed_item() && text.contains("are these milliseconds?"), "{text}");
    assert_eq!(error.path(), Some(path), "{text}");
    assert!(text.contains(&format!("`{path}`")), "{text}");
}

#[tokio::test]
async fn no_write_stores_milliseconds() {
    let table = table::<Expiring>().await;
    for far in [LAST + 1, MILLIS, u64::MAX] {
        refused(hint(far).create().send(&table).await, "expiresAt");
        refused(hint(far).put().send(&table).await, "expiresAt");
        refused(transact((hint(far).create(), token(LAST).create())).send(&table).await, "expiresAt");
        let until = Hint::FIELDS.until;
        refused(Hint::update(1).set(until, far).send(&table).await, "expiresAt");
        refused(Hint::update(1).set(until, far).upsert(&hint(LAST)).send(&table).await, "expiresAt");
        refused(
            Hint::update(1).set(Hint::FIELDS.text, "b").upsert(&hint(far)).send(&table).await,
            "expiresAt",
        );
    }
    refused(token(MILLIS).create().send(&table).await, "until");
    let batch = [hint(MILLIS)].iter().map(Hint::put).collect::<BatchWrite<Expiring>>();
    assert!(batch.send(&table).await.is_err());
    assert!(stored(&table).await.is_empty());
}

#[tokio::test]
async fn no_change_of_a_value_stores_milliseconds() {
    let table = table::<Expiring>().await;
    let (hint, token) = (hint(LAST), token(LAST));
    hint.create().send(&table).await.unwrap();
    token.create().send(&table).await.unwrap();
    let before = stored(&table).await;
    let far = i64::try_from(MILLIS).unwrap();
    refused(hint.update().set(Hint::FIELDS.until, MILLIS).send(&table).await, "expiresAt");
    refused(hint.update().with(|hint| hint.until = Some(MILLIS)).send(&table).await, "expiresAt");
    refused(token.update().set(Token::FIELDS.until, far).send(&table).await, "until");
    refused(token.update().with(|token| token.until = far).send(&table).await, "until");
    refused(token.move_to(&Token { id: 2, until: far, ..token.clone() }).send(&table).await, "until");
    assert_eq!(stored(&table).await, before);
}

#[tokio::test]
async fn times_are_held_to_it_too() {
    let table = table::<Expiring>().await;
    refused(Session { id: 1, until: Timestamp::MAX }.create().send(&table).await, "until");
    let far = UNIX_EPOCH + Duration::from_secs(LAST + 1);
    refused(Lease { id: 1, until: far }.create().send(&table).await, "until");
    let until = far - Duration::from_secs(1);
    Lease { id: 1, until }.create().send(&table).await.unwrap();
    assert_eq!(Lease::get(1).send(&table).await.unwrap(), Some(Lease { id: 1, until }));
}

/// Stores items as an older program did.
async fn with_milliseconds() -> TableClient<Expiring> {
    let table = table::<Expiring>().await;
    hint(LAST).create().send(&table).await.unwrap();
    token(LAST).create().send(&table).await.unwrap();
    for (_, mut item) in stored(&table).await {
        item.insert("ttl".to_owned(), millis());
        write(&table, item).await;
    }
    table
}

#[tokio::test]
async fn stored_milliseconds_can_be_read_and_corrected() {
    let table = with_milliseconds().await;
    let (read, copy) = (Hint::get(1).required().send(&table).await.unwrap(), token(MILLIS));
    assert_eq!(read, hint(MILLIS));
    assert_eq!(Token::of_user(1).all(&table).await.unwrap(), std::slice::from_ref(&copy));
    read.update().set(Hint::FIELDS.text, "b").send(&table).await.unwrap();
    copy.update().with(|token| token.user = 2).send(&table).await.unwrap();
    let moved = Token::of_user(2).first(&table).await.unwrap().unwrap();
    moved.update().set(Token::FIELDS.until, 1_767_225_600).send(&table).await.unwrap();
    Hint::update(1).set(Hint::FIELDS.until, LAST).send(&table).await.unwrap();
    let stored = stored(&table).await;
    assert!(stored.values().all(|item| item["ttl"] != millis()), "{stored:?}");
}

#[tokio::test]
async fn stored_milliseconds_can_be_deleted() {
    let table = with_milliseconds().await;
    hint(MILLIS).delete().send(&table).await.unwrap();
    token(MILLIS).delete().send(&table).await.unwrap();
    assert!(stored(&table).await.is_empty());
}
