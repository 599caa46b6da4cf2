//! Changes, through the streams of the embedded engine.

mod images;
mod sources;

use aws_sdk_dynamodb::types::StreamViewType;
use aws_sdk_dynamodbstreams::types::{AttributeValue, Record, ShardIteratorType};
use dynamodel::embedded::Engine;
use dynamodel::streams::{Change, Event};
use dynamodel::{Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::model::{User, Video, YouTube};
use crate::support::raw::{item, s};
use crate::support::store::{typed, with, write};
use crate::support::youtube::at;

async fn world<T: Table>(view: StreamViewType) -> (Engine, TableClient<T>) {
    let engine = Engine::memory();
    let table = TableClient::<T>::new(engine.client());
    table.create().stream(view).await.unwrap();
    (engine, table)
}

/// All records so far, through the SDK's client for streams.
async fn records(engine: &Engine) -> Vec<Record> {
    let client = engine.streams();
    let streams = client.list_streams().send().await.unwrap();
    let arn = streams.streams()[0].stream_arn().unwrap().to_owned();
    let described = client.describe_stream().stream_arn(&arn).send().await.unwrap();
    let mut records = Vec::new();
    for shard in described.stream_description.unwrap().shards() {
        let iterator = client.get_shard_iterator().stream_arn(&arn).shard_id(shard.shard_id().unwrap());
        let iterator = iterator.shard_iterator_type(ShardIteratorType::TrimHorizon).send().await.unwrap();
        let answer = client.get_records().set_shard_iterator(iterator.shard_iterator).send().await.unwrap();
        records.extend(answer.records.unwrap_or_default());
    }
    records
}

async fn changes<T: Table>(engine: &Engine) -> Vec<Change<T>> {
    records(engine).await.into_iter().filter_map(|record| Change::read(record).unwrap()).collect()
}

fn user(name: &str) -> User {
    User { user_id: 3, user_name: name.to_owned(), created_at: at(0) }
}

fn video() -> Video {
    Video { video_id: 5, video_title: "video5".to_owned(), created_at: at(0), creator_id: 3 }
}

/// A user is made, renamed and removed.
async fn lives(view: StreamViewType) -> (Engine, Vec<Event<YouTube>>) {
    let (engine, table) = world::<YouTube>(view).await;
    user("ann").create().send(&table).await.unwrap();
    user("bea").put().send(&table).await.unwrap();
    User::delete(3).send(&table).await.unwrap();
    let changes = changes::<YouTube>(&engine).await;
    assert!(changes.iter().all(|change| change.copy_for.is_none() && !change.expired));
    assert!(changes.iter().all(|change| change.key() == user("ann").primary_key().ok()));
    assert!(changes.iter().all(|change| change.key::<Video>().is_none() && change.sequence_number.is_some()));
    (engine, changes.into_iter().map(|change| change.event).collect())
}

#[tokio::test]
async fn a_change_shows_what_the_view_of_the_stream_does() {
    let [ann, bea] = ["ann", "bea"].map(|name| Some(YouTube::User(user(name))));
    let (_, events) = lives(StreamViewType::NewAndOldImages).await;
    let modified = Event::Modified { old: ann.clone(), new: bea.clone() };
    assert_eq!(events, [Event::Inserted(ann.clone()), modified, Event::Removed(bea.clone())]);
    let (_, events) = lives(StreamViewType::NewImage).await;
    let modified = Event::Modified { old: None, new: bea.clone() };
    assert_eq!(events, [Event::Inserted(ann.clone()), modified, Event::Removed(None)]);
    let (_, events) = lives(StreamViewType::OldImage).await;
    let modified = Event::Modified { old: ann, new: None };
    assert_eq!(events, [Event::Inserted(None), modified, Event::Removed(bea)]);
    let (_, events) = lives(StreamViewType::KeysOnly).await;
    let modified = Event::Modified { old: None, new: None };
    assert_eq!(events, [Event::Inserted(None), modified, Event::Removed(None)]);
}

#[tokio::test]
async fn copies_say_that_they_are() {
    for view in [StreamViewType::NewAndOldImages, StreamViewType::KeysOnly] {
        let (engine, table) = world::<YouTube>(view).await;
        video().create().send(&table).await.unwrap();
        let changes = changes::<YouTube>(&engine).await;
        let mut copies: Vec<_> = changes.iter().map(|change| change.copy_for).collect();
        copies.sort_unstable();
        assert_eq!(copies, [None, Some("by_creator")]);
        for change in changes {
            let own = change.key::<Video>();
            assert_eq!(own, change.copy_for.is_none().then(|| video().primary_key().unwrap()));
        }
    }
}

#[tokio::test]
async fn types_that_the_table_does_not_know_are_left_out() {
    for view in [StreamViewType::NewAndOldImages, StreamViewType::KeysOnly] {
        let (engine, table) = world::<YouTube>(view).await;
        write(&table, typed("x", "x", "Nobody")).await;
        user("ann").create().send(&table).await.unwrap();
        assert_eq!(changes::<YouTube>(&engine).await.len(), 1);
        let strict = records(&engine).await.into_iter().map(Change::<YouTube>::strict);
        let errors: Vec<_> = strict.filter_map(Result::err).collect();
        assert!(
            matches!(&*errors, [error] if error.is_unknown_type() && error.key() == Some(("x", Some("x"))))
        );
    }
}

#[tokio::test]
async fn an_image_of_a_type_that_is_not_known_is_left_out_of_a_change() {
    let (engine, table) = world::<YouTube>(StreamViewType::NewAndOldImages).await;
    write(&table, typed("user-3", "_root", "Nobody")).await;
    write(&table, user("ann").to_item::<YouTube>().unwrap()).await;
    let events: Vec<_> = changes::<YouTube>(&engine).await.into_iter().map(|change| change.event).collect();
    assert_eq!(events, [Event::Modified { old: None, new: Some(YouTube::User(user("ann"))) }]);
}

#[tokio::test]
async fn a_malformed_image_is_an_error_with_its_key() {
    let (engine, table) = world::<YouTube>(StreamViewType::NewImage).await;
    write(&table, typed("user-3", "_root", "User")).await;
    let record = records(&engine).await.remove(0);
    let error = Change::<YouTube>::read(record.clone()).unwrap_err();
    assert!(error.is_malformed_item() && error.key() == Some(("user-3", Some("_root"))), "{error}");

    let mut odd = record.clone();
    odd.event_name = Some("RENAME".into());
    let mut bare = record.clone();
    bare.dynamodb = None;
    let mut keyless = record;
    keyless.dynamodb.as_mut().unwrap().keys = None;
    for record in [odd, bare, keyless, Record::builder().build()] {
        let error = Change::<YouTube>::read(record).unwrap_err();
        assert!(error.is_malformed_item(), "{error}");
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "session-{id}", sk = "_root")]
struct Session {
    id: u32,
    #[entity(ttl)]
    until: u64,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "sessions", type_attribute = "kind", ttl_attribute = "expires_at")]
enum Sessions {
    Session(Session),
}

#[tokio::test]
async fn expiry_differs_from_removal() {
    let (engine, table) = world::<Sessions>(StreamViewType::OldImage).await;
    let [removed, expired] = [1, 2].map(|id| Session { id, until: 1_000 });
    for session in [&removed, &expired] {
        session.create().send(&table).await.unwrap();
    }
    Session::delete(1).send(&table).await.unwrap();
    assert_eq!(engine.sweep_ttl().await.unwrap(), 1);
    let changes = changes::<Sessions>(&engine).await;
    let gone = changes.into_iter().filter_map(|change| match change.event {
        Event::Removed(Some(Sessions::Session(session))) => Some((session, change.expired)),
        _ => None,
    });
    assert_eq!(gone.collect::<Vec<_>>(), [(removed, false), (expired, true)]);
}

/// A table whose keys are numbers and that has no types.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "{device}", sk = "{at}")]
struct Reading {
    device: u32,
    at: i64,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "readings", pk_type = N, sk_type = N)]
enum Readings {
    Reading(Reading),
}

#[tokio::test]
async fn keys_of_numbers_are_read_as_such() {
    let (engine, table) = world::<Readings>(StreamViewType::KeysOnly).await;
    Reading { device: 7, at: -3 }.create().send(&table).await.unwrap();
    let change = changes::<Readings>(&engine).await.remove(0);
    let key = change.key::<Reading>().unwrap();
    assert_eq!((key.pk(), key.sk()), ("7", Some("-3")));
}

#[tokio::test]
async fn every_type_of_attribute_arrives() {
    let (engine, table) = world::<YouTube>(StreamViewType::NewImage).await;
    let sets = AttributeValue::Ss(vec!["a".into()]);
    let odd = with(with(item("user-3", "_root"), "entity_type", s("User")), "user_name", s("ann"));
    let odd = with(with(odd, "created_at", s("2020-01-01T00:00:00Z")), "user_id", crate::support::raw::n(3));
    write(&table, odd).await;
    let mut record = records(&engine).await.remove(0);
    let image = record.dynamodb.as_mut().unwrap().new_image.as_mut().unwrap();
    let bytes = || AttributeValue::B(aws_sdk_dynamodb::primitives::Blob::new([1]));
    let list = vec![AttributeValue::Null(true), AttributeValue::Bool(true), bytes()];
    let map = AttributeValue::M([("x".to_owned(), AttributeValue::L(list))].into());
    image.extend([("more".to_owned(), map), ("set".to_owned(), sets)]);
    let change = Change::<YouTube>::read(record).unwrap().unwrap();
    assert_eq!(change.event, Event::Inserted(Some(YouTube::User(user("ann")))));
}
