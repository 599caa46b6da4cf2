//! Prefixes, numbers, texts and flags.

use dynamodel::{Entity, TableClient};
use jiff::Timestamp;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::model::{Source, Video, Videos};
use crate::planted::{items, plant};
use crate::support::raw::{Item, s};
use crate::support::store::{content, stored, with, write};
use crate::support::world::table;
use aws_sdk_dynamodb::types::AttributeValue;

const ITEMS: &str = r#"[
    {"pk": {"S": "video-5"}, "sk": {"S": "_root"}, "entity_type": {"S": "Video"}, "video_id": {"S": "video-5"},
     "creator": {"S": "user-3"}, "created_at": {"S": "2020-03-01T00:00:00.000000+0000"}, "listed": {"N": "1"},
     "pinned": {"N": "0"}, "price": {"N": "12.5"}, "views": {"S": "100"}, "rate": {"S": "0.50"}, "slug": {"S": "s/rust"},
     "tags": {"SS": ["a", "b"]}, "foreign": {"S": "kept"},
     "source": {"M": {"id": {"S": "source:67e55044-10b1-426f-9247-bb680e5fe0c8"}, "seen": {"S": "2020-03-01T00:00:00.250Z"},
                      "lost": {"N": "1583020800"}}}},
    {"pk": {"S": "video-12"}, "sk": {"S": "_root"}, "entity_type": {"S": "Video"}, "video_id": {"S": "video-12"},
     "creator": {"S": "user-3"}, "created_at": {"S": "2020-03-02T00:00:00.000001+0000"}, "listed": {"N": "0"},
     "views": {"S": "9"}, "slug": {"S": "s/go"}, "price": {"N": "9"},
     "source": {"M": {"id": {"S": "source:67e55044-10b1-426f-9247-bb680e5fe0c8"}, "seen": {"S": "2020-03-01T00:00:00.000Z"}}}},
    {"pk": {"S": "video-7"}, "sk": {"S": "_root"}, "entity_type": {"S": "Video"}, "video_id": {"S": "video-7"},
     "created_at": {"S": "2020-03-03T00:00:00.000000+0000"}, "listed": {"N": "1"}, "views": {"S": "0"}, "slug": {"S": "s/rust"},
     "source": {"M": {"id": {"S": "source:67e55044-10b1-426f-9247-bb680e5fe0c8"}, "seen": {"S": "2020-03-01T00:00:00.000Z"}}}}
]"#;

async fn world() -> TableClient<Videos> {
    let table = table::<Videos>().await;
    plant(&table, items(ITEMS)).await;
    table
}

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn first() -> Video {
    Video {
        video_id: 5,
        creator: Some(3),
        created_at: time("2020-03-01T00:00:00Z"),
        listed: true,
        pinned: Some(false),
        price: Some(decimal("12.5")),
        views: 100,
        rate: Some(decimal("0.50")),
        slug: "rust".to_owned(),
        tags: Some(["a", "b"].map(str::to_owned).into()),
        source: Source {
            id: Uuid::from_u128(0x67e5_5044_10b1_426f_9247_bb68_0e5f_e0c8),
            seen: time("2020-03-01T00:00:00.25Z"),
            lost: Some(time("2020-03-01T00:00:00Z")),
        },
    }
}

async fn raw(table: &TableClient<Videos>, pk: &str) -> Item {
    stored(table).await.into_values().find(|item| item["pk"] == s(pk)).unwrap()
}

#[tokio::test]
async fn foreign_items_are_read_and_written_back_as_they_were() {
    let table = world().await;
    assert_eq!(Video::get(5).send(&table).await.unwrap(), Some(first()));
    let sparse = Video::get(7).required().send(&table).await.unwrap();
    assert_eq!((sparse.creator, sparse.pinned, sparse.price, sparse.rate), (None, None, None, None));
    assert_eq!((sparse.tags, sparse.source.lost), (None, None));
    let before = content(&table).await;
    for id in [5, 7, 12] {
        let video = Video::get(id).required().send(&table).await.unwrap();
        video.update().with(|video| video.views += 1).send(&table).await.unwrap();
        Video::update(id).set(Video::FIELDS.views, video.views).send(&table).await.unwrap();
    }
    assert_eq!(content(&table).await, before);
    for id in [7, 12] {
        Video::get(id).required().send(&table).await.unwrap().put().send(&table).await.unwrap();
    }
    assert_eq!(content(&table).await, before);
    assert!(table.audit().send().await.unwrap().is_clean());
}

#[tokio::test]
async fn updates_by_key_write_the_form() {
    let table = world().await;
    let (fields, changed) = (Video::FIELDS, Video { creator: Some(4), ..first() });
    let update = Video::update(7)
        .set(fields.creator, 4)
        .set(fields.created_at, changed.created_at)
        .set(fields.listed, true)
        .set(fields.pinned, false)
        .set(fields.price, decimal("12.5"))
        .set(fields.views, 100)
        .set(fields.rate, decimal("0.50"))
        .set(fields.slug, "rust")
        .set(fields.source.seen, changed.source.seen)
        .set(fields.source.lost, changed.source.lost);
    update.returning_new().send(&table).await.unwrap();
    let (one, other) = (raw(&table, "video-5").await, raw(&table, "video-7").await);
    for name in ["created_at", "listed", "pinned", "price", "views", "rate", "slug", "source"] {
        assert_eq!(other[name], one[name], "{name}");
    }
    assert_eq!(other["creator"], s("user-4"));
    let none = Video::update(7).remove(fields.creator).remove(fields.price).set(fields.pinned, None);
    let none = none.returning_new().send(&table).await.unwrap();
    assert_eq!((none.creator, none.price, none.pinned), (None, None, None));
    let item = raw(&table, "video-7").await;
    assert!(["creator", "price", "pinned"].iter().all(|name| !item.contains_key(*name)), "{item:?}");
}

/// Counts the videos that a filter lets through.
macro_rules! count {
    ($table:expr, $filter:expr) => {
        Video::scan().filter($filter).count(&$table).await.unwrap()
    };
}

#[tokio::test]
async fn conditions_and_filters_compare_the_form() {
    let table = world().await;
    let fields = Video::FIELDS;
    assert_eq!(count!(table, fields.creator.eq(3)), 2);
    assert_eq!(count!(table, fields.creator.is_none()), 1);
    assert_eq!(count!(table, fields.video_id.is_in([5, 7])), 2);
    assert_eq!(count!(table, fields.listed.eq(true)), 2);
    assert_eq!(count!(table, fields.created_at.gt(time("2020-03-02T00:00:00Z"))), 2);
    assert_eq!(count!(table, fields.price.gt(decimal("9.5"))), 1);
    assert_eq!(count!(table, fields.rate.eq(decimal("0.50"))), 1);
    assert_eq!(count!(table, fields.slug.ge("h")), 2);
    assert_eq!(count!(table, fields.source.seen.gt(time("2020-03-01T00:00:00.1Z"))), 1);
    let update = || Video::update(12).set(fields.views, 10);
    update().condition(fields.creator.eq(3).and(fields.views.eq(9))).send(&table).await.unwrap();
    let error = update().condition(fields.views.eq(9)).send(&table).await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
}

fn ids(videos: Vec<Video>) -> Vec<u64> {
    videos.into_iter().map(|video| video.video_id).collect()
}

#[tokio::test]
async fn list_keys_hold_and_order_the_form() {
    let table = world().await;
    assert_eq!(ids(Video::by_creator(3).rev().all(&table).await.unwrap()), [12, 5]);
    let since = time("2020-03-02T00:00:00Z");
    assert_eq!(ids(Video::by_creator(3).range(since..).all(&table).await.unwrap()), [12]);
    assert_eq!(ids(Video::by_creator(3).prefix(first().created_at).all(&table).await.unwrap()), [5]);
    assert_eq!(ids(Video::by_size(true).range(decimal("10")..decimal("13")).all(&table).await.unwrap()), [5]);
    assert_eq!(ids(Video::by_slug("rust").prefix(7).all(&table).await.unwrap()), [7]);
}

#[tokio::test]
async fn values_that_a_form_cuts_end_no_range() {
    let table = world().await;
    let within = time("2020-03-02T00:00:00.0000005Z");
    let error = Video::by_creator(3).range(within..).all(&table).await.unwrap_err();
    assert!(
        error.is_invalid_key() && error.to_string().contains("holds only a part of this value"),
        "{error}"
    );
    let filter = Video::FIELDS.created_at.lt(within);
    let error = Video::scan().filter(filter).all(&table).await.unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
    assert_eq!(error.to_string().matches("created_at").count(), 1, "{error}");
}

#[tokio::test]
async fn other_forms_are_errors_with_key_and_path() {
    let table = world().await;
    let planted = raw(&table, "video-5").await;
    let n = |text: &str| AttributeValue::N(text.to_owned());
    for (name, value, found, expected) in [
        (
            "creator",
            s("person-3"),
            "another string",
            "a string of `user-` and a value as the field's type writes it",
        ),
        ("creator", s("user-03"), "another string", "a string of `user-`"),
        ("rate", n("3"), "another number", "a string that the field's type parses and writes alike"),
        (
            "rate",
            AttributeValue::Bool(true),
            "boolean",
            "a string that the field's type parses and writes alike",
        ),
        (
            "created_at",
            s("2020-03-01T00:00:00+00:00"),
            "another string",
            "such as `2024-05-01T00:00:00.000000+0000`",
        ),
        (
            "views",
            AttributeValue::Null(true),
            "NULL",
            "a string that the field's type parses and writes alike",
        ),
        ("listed", n("2"), "another number", "the number 0 or 1"),
        ("pinned", AttributeValue::Bool(true), "boolean", "the number 0 or 1"),
        ("views", s("1e2"), "another string", "a string that the field's type parses and writes alike"),
        ("rate", s("cheap"), "another string", "a string that the field's type parses and writes alike"),
    ] {
        write(&table, with(planted.clone(), name, value)).await;
        let error = Video::get(5).send(&table).await.unwrap_err();
        let text = format!("{error}: {:?}", std::error::Error::source(&error).map(ToString::to_string));
        assert!(
            error.is_malformed_item() && text.contains(found) && text.contains(expected),
            "{name}: {text}"
        );
        assert_eq!((error.entity(), error.path()), (Some("Video"), Some(name)), "{text}");
        assert_eq!(error.key(), Some(("video-5", Some("_root"))), "{text}");
    }
    let mut without = planted;
    without.remove("created_at");
    write(&table, without).await;
    let error = Video::get(5).send(&table).await.unwrap_err();
    assert!(error.is_malformed_item() && error.to_string().contains("created_at"), "{error}");
}
