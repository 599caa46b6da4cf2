//! Images that are parts of items, and images that cannot be read.

#![allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]

use aws_sdk_dynamodb::types::StreamViewType;
use aws_sdk_dynamodbstreams::types::AttributeValue;
use dynamodel::streams::{Change, Event};
use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

use crate::streams::{changes, records, user, world};
use crate::support::model::{User, YouTube};
use crate::support::store::{typed, write};

/// A song with one copy of each kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "song-{id}", sk = "_root")]
#[lookup(name = "by_band", pk = "band-{band}", sk = "song#{id}", project(include(title)))]
#[lookup(name = "by_year", pk = "year-{year}", sk = "song#{id}", project(keys_only))]
#[lookup(name = "by_title", pk = "title-{title}", sk = "song#{id}")]
struct Song {
    id: u32,
    title: String,
    band: String,
    year: u16,
    text: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "songs", type_attribute = "kind")]
enum Songs {
    Song(Song),
}

fn song(title: &str, text: &str) -> Song {
    Song { id: 7, title: title.to_owned(), band: "ones".to_owned(), year: 1999, text: text.to_owned() }
}

#[tokio::test]
async fn copies_that_hold_a_part_of_their_item_are_changes_without_images() {
    for view in [
        StreamViewType::NewAndOldImages,
        StreamViewType::NewImage,
        StreamViewType::OldImage,
        StreamViewType::KeysOnly,
    ] {
        let (engine, table) = world::<Songs>(view).await;
        let first = song("a", "la");
        first.create().send(&table).await.unwrap();
        let second =
            first.update().set(Song::FIELDS.text, "lala").returning_new().send(&table).await.unwrap();
        second.delete().send(&table).await.unwrap();
        let changes = changes::<Songs>(&engine).await;
        for copy in ["by_band", "by_year"] {
            let events = changes.iter().filter(|change| change.copy_for == Some(copy));
            let events: Vec<_> = events.map(|change| &change.event).collect();
            assert!(
                events.contains(&&Event::Inserted(None)) && events.contains(&&Event::Removed(None)),
                "{copy}"
            );
        }
        for own in changes.iter().filter(|change| change.copy_for.is_none()) {
            assert_eq!(own.key(), first.primary_key().ok());
        }
        assert_eq!(changes.iter().filter(|change| change.copy_for.is_none()).count(), 3);
    }
}

/// A user whose stored item is malformed is put right.
async fn healed(view: StreamViewType) -> Vec<aws_sdk_dynamodbstreams::types::Record> {
    let (engine, table) = world::<YouTube>(view).await;
    write(&table, typed("user-3", "_root", "User")).await;
    user("ann").put().send(&table).await.unwrap();
    User::delete(3).send(&table).await.unwrap();
    records(&engine).await
}

#[tokio::test]
async fn a_malformed_old_image_leaves_the_new_one() {
    let records = healed(StreamViewType::NewAndOldImages).await;
    let change = Change::<YouTube>::read(&records[1]).unwrap().unwrap();
    assert_eq!(change.event, Event::Modified { old: None, new: Some(YouTube::User(user("ann"))) });
    let error = change.malformed_old.expect("the reason");
    assert!(error.is_malformed_item() && error.key() == Some(("user-3", Some("_root"))), "{error}");
    let change = Change::<YouTube>::read(&records[2]).unwrap().unwrap();
    assert_eq!(change.event, Event::Removed(Some(YouTube::User(user("ann")))));
    assert!(change.malformed_old.is_none());
}

#[tokio::test]
async fn a_malformed_old_image_alone_is_an_error() {
    let records = healed(StreamViewType::OldImage).await;
    let error = Change::<YouTube>::read(&records[1]).unwrap_err();
    assert!(error.is_malformed_item(), "{error}");
    let mut removed = records[2].clone();
    let image = removed.dynamodb.as_mut().unwrap().old_image.as_mut().unwrap();
    image.insert("user_id".to_owned(), AttributeValue::S("three".to_owned()));
    let error = Change::<YouTube>::read(&removed).unwrap_err();
    assert!(error.is_malformed_item() && error.path() == Some("user_id"), "{error}");
}

#[tokio::test]
async fn a_malformed_new_image_is_an_error_whatever_the_old_one_is() {
    let (engine, table) = world::<YouTube>(StreamViewType::NewAndOldImages).await;
    user("ann").put().send(&table).await.unwrap();
    write(&table, typed("user-3", "_root", "User")).await;
    let record = records(&engine).await.remove(1);
    let error = Change::<YouTube>::read(&record).unwrap_err();
    assert!(error.is_malformed_item() && error.key() == Some(("user-3", Some("_root"))), "{error}");
}

#[tokio::test]
async fn the_error_of_a_record_has_its_sequence_number_and_the_record_is_at_hand() {
    let (engine, table) = world::<YouTube>(StreamViewType::NewImage).await;
    write(&table, typed("user-3", "_root", "User")).await;
    let mut record = records(&engine).await.remove(0);
    let number = record.dynamodb.as_ref().unwrap().sequence_number.clone();
    assert!(number.is_some());
    let error = Change::<YouTube>::read(&record).unwrap_err();
    assert_eq!(error.sequence_number(), number.as_deref());
    assert!(error.to_string().contains(number.as_deref().unwrap()), "{error}");

    record.event_name = Some("RENAME".into());
    let error = Change::<YouTube>::read(&record).unwrap_err();
    assert!(error.is_malformed_item() && error.sequence_number() == number.as_deref(), "{error}");
    assert!(error.to_string().contains("\"RENAME\""), "{error}");
    assert_eq!(error.key(), Some(("user-3", Some("_root"))));
    let error = Change::<YouTube>::strict(&record).unwrap_err();
    assert_eq!(error.sequence_number(), number.as_deref());
}
