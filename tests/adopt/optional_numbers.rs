//! `add` and `subtract` on an `Option` of a number: the attribute may be missing.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{Document, Entity, Table};
use serde::{Deserialize, Serialize};

use crate::support::raw::{item, n, s};
use crate::support::store::{stored, with, write};
use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
struct Stats {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    shares: Option<u32>,
    /// Serde writes `None` as NULL.
    pins: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "POST#{id}", sk = "POST")]
#[key(index = "gsi1", name = "by_score", pk = "POSTS", sk = "{score}")]
struct Post {
    id: u32,
    likes: Option<u64>,
    balance: Option<i32>,
    score: Option<u32>,
    stats: Stats,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "posts", type_attribute = "type")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Posts {
    Post(Post),
}

fn post(id: u32) -> Post {
    Post { id, likes: None, balance: None, score: None, stats: Stats { shares: None, pins: None } }
}

#[tokio::test]
async fn adding_creates_the_attribute_and_then_counts() {
    let table = table::<Posts>().await;
    post(1).create().send(&table).await.unwrap();
    for likes in [2, 4] {
        Post::update(1).add(Post::FIELDS.likes, 2).send(&table).await.unwrap();
        assert_eq!(Post::get(1).required().send(&table).await.unwrap().likes, Some(likes));
    }
    let updated = stored(&table).await;
    Post { likes: Some(4), ..post(1) }.put().send(&table).await.unwrap();
    assert_eq!(stored(&table).await, updated);
}

#[tokio::test]
async fn adding_to_a_path_creates_the_number() {
    let table = table::<Posts>().await;
    post(1).create().send(&table).await.unwrap();
    for shares in [1, 2] {
        Post::update(1).add(Post::FIELDS.stats.shares, 1).send(&table).await.unwrap();
        assert_eq!(Post::get(1).required().send(&table).await.unwrap().stats.shares, Some(shares));
    }
}

#[tokio::test]
async fn unsigned_numbers_never_become_negative() {
    let table = table::<Posts>().await;
    post(1).create().send(&table).await.unwrap();
    let subtract = |amount| Post::update(1).subtract(Post::FIELDS.likes, amount);
    assert!(subtract(1).send(&table).await.unwrap_err().is_condition_failed());
    Post::update(1).add(Post::FIELDS.likes, 3).send(&table).await.unwrap();
    assert!(subtract(4).send(&table).await.unwrap_err().is_condition_failed());
    subtract(3).send(&table).await.unwrap();
    assert_eq!(Post::get(1).required().send(&table).await.unwrap().likes, Some(0));
    let shares = Post::update(1).subtract(Post::FIELDS.stats.shares, 1);
    assert!(shares.send(&table).await.unwrap_err().is_condition_failed());
    Post::update(1).subtract(Post::FIELDS.balance, 5).send(&table).await.unwrap();
    assert_eq!(Post::get(1).required().send(&table).await.unwrap().balance, Some(-5));
}

#[tokio::test]
async fn adding_to_an_index_key_makes_the_item_appear_there() {
    let table = table::<Posts>().await;
    let loaded = post(1).create().returning_new().send(&table).await.unwrap();
    assert_eq!(Post::by_score().all(&table).await.unwrap(), []);
    loaded.update().add(Post::FIELDS.score, 7).send(&table).await.unwrap();
    let scored = Post { score: Some(7), ..post(1) };
    assert_eq!(Post::by_score().prefix(7).all(&table).await.unwrap(), std::slice::from_ref(&scored));
    let updated = stored(&table).await;
    scored.put().send(&table).await.unwrap();
    assert_eq!(stored(&table).await, updated);
}

#[tokio::test]
async fn a_sum_that_its_type_cannot_hold_is_not_written_to_an_index_key() {
    let table = table::<Posts>().await;
    let loaded = Post { score: Some(u32::MAX), ..post(1) };
    loaded.create().send(&table).await.unwrap();
    let before = stored(&table).await;
    loaded.update().add(Post::FIELDS.score, 1).send(&table).await.unwrap_err();
    assert_eq!(stored(&table).await, before);
}

#[tokio::test]
async fn adding_none_adds_nothing() {
    let table = table::<Posts>().await;
    Post { likes: Some(1), ..post(1) }.create().send(&table).await.unwrap();
    Post::update(1).add(Post::FIELDS.likes, None).send(&table).await.unwrap();
    Post::update(1).subtract(Post::FIELDS.likes, None).send(&table).await.unwrap();
    assert_eq!(Post::get(1).required().send(&table).await.unwrap().likes, Some(1));
}

#[tokio::test]
async fn a_stored_null_is_not_a_number() {
    let table = table::<Posts>().await;
    post(1).create().send(&table).await.unwrap();
    let error = Post::update(1).add(Post::FIELDS.stats.pins, 1).send(&table).await.unwrap_err();
    assert!(error.is_invalid_update(), "{error}");
    assert!(error.to_string().contains("stats.pins"), "{error}");

    let foreign = with(with(item("POST#1", "POST"), "type", s("Post")), "id", n(1));
    let stats = AttributeValue::M([("shares".to_owned(), n(1))].into());
    let foreign = with(with(foreign, "likes", AttributeValue::Null(true)), "stats", stats);
    write(&table, foreign).await;
    let error = Post::update(1).add(Post::FIELDS.likes, 1).send(&table).await.unwrap_err();
    assert!(error.is_invalid_update(), "{error}");
    assert!(error.to_string().contains("likes"), "{error}");
}
