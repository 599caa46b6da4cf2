//! Batches of which `DynamoDB` refuses an entry, and with it the whole request.

use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection,
    ProjectionType, ScalarAttributeType,
};
use dynamodel::embedded::Engine;
use dynamodel::{BatchGet, BatchWrite, Entity, Table, TableClient, op::PartialBatch, op::PartialWrite};
use serde::{Deserialize, Serialize};

use crate::support::store::stored;
use dynamodel::testing::Fault::{self, Partial};
use dynamodel::testing::Faults;
use dynamodel::testing::When::{First, Nth};

const WRITE: &str = "BatchWriteItem";
const READ: &str = "BatchGetItem";

/// Another team has added an index by `tag` to the table, so `DynamoDB` refuses an empty one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}")]
struct Note {
    id: u32,
    tag: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "notes", sk = none, type_attribute = "type")]
enum Notes {
    Note(Note),
}

fn note(id: u32, tag: &str) -> Note {
    Note { id, tag: tag.to_owned() }
}

fn key(name: &str) -> KeySchemaElement {
    KeySchemaElement::builder().attribute_name(name).key_type(KeyType::Hash).build().unwrap()
}

async fn world(pk: &str) -> (Faults, TableClient<Notes>, TableClient<Notes>) {
    let engine = Engine::memory();
    let text = |name: &str| {
        let definition = AttributeDefinition::builder().attribute_name(name);
        definition.attribute_type(ScalarAttributeType::S).build().unwrap()
    };
    let all = Projection::builder().projection_type(ProjectionType::All).build();
    let index = GlobalSecondaryIndex::builder().index_name("by_tag").key_schema(key("tag")).projection(all);
    let create = engine.client().create_table().table_name("notes").billing_mode(BillingMode::PayPerRequest);
    let create =
        create.attribute_definitions(text(pk)).attribute_definitions(text("tag")).key_schema(key(pk));
    create.global_secondary_indexes(index.build().unwrap()).send().await.unwrap();
    let faults = Faults::new(engine.http_client());
    let table = Notes::table(faults.client());
    (faults, table, Notes::table(engine.client()))
}

/// The entries of each request.
fn sizes(faults: &Faults) -> Vec<usize> {
    let entries = |attempt: &dynamodel::testing::Attempt| {
        let items = &attempt.json()["RequestItems"]["notes"];
        items.as_array().or_else(|| items["Keys"].as_array()).unwrap().len()
    };
    faults.attempts().iter().map(entries).collect()
}

fn indexes<'p>(refused: impl IntoIterator<Item = &'p dynamodel::op::RefusedOperation>) -> Vec<usize> {
    refused.into_iter().map(|refused| refused.index).collect()
}

#[tokio::test(start_paused = true)]
async fn one_refused_item_does_not_keep_the_others_from_being_written() {
    let (faults, table, plain) = world("pk").await;
    let puts = (0..61).map(|id| note(id, if id == 30 { "" } else { "x" }).put());
    let error = puts.collect::<BatchWrite<Notes>>().concurrency(1).send(&table).await.unwrap_err();
    let partial: PartialWrite<Notes> = error.into_partial().unwrap();
    assert_eq!((partial.progress.written, partial.left.at_hand()), (60, 0), "{partial}");
    assert_eq!(stored(&plain).await.len(), 60);
    assert_eq!(indexes(&partial.refused), [30]);
    let error = &partial.refused[0].error;
    assert_eq!(error.code(), Some("ValidationException"), "{error}");
    assert_eq!((error.entity(), error.key()), (Some("Note"), Some(("note-30", None))));
    assert_eq!(error.table(), Some("notes"));
    // Each half is asked for once: 25 entries are told apart in at most 10 requests.
    assert!(faults.attempts().len() <= 3 + 10, "{:?}", sizes(&faults));
    assert_eq!(partial.left.send(&table).await.unwrap().written, 0);
}

#[tokio::test(start_paused = true)]
async fn every_refused_item_is_named_and_the_others_are_written() {
    for concurrency in [1, 4] {
        let (faults, table, plain) = world("pk").await;
        let is_bad = |id: &u32| id.is_multiple_of(7) || (40..50).contains(id);
        let puts = (0..200).map(move |id| note(id, if is_bad(&id) { "" } else { "x" }).put());
        let batch = BatchWrite::<Notes>::new().and_each(puts).and(Note::delete(999)).concurrency(concurrency);
        let failed = batch.send(&table).await.unwrap_err();
        let partial = failed.partial::<PartialWrite<Notes>>().unwrap();
        let mut refused = indexes(&partial.refused);
        refused.sort_unstable();
        let bad: Vec<usize> = (0..200u32).filter(is_bad).map(|id| id as usize).collect();
        assert_eq!(refused, bad);
        assert_eq!((partial.progress.written, partial.left.at_hand()), (201 - bad.len(), 0));
        assert_eq!(stored(&plain).await.len(), 200 - bad.len());
        assert!(sizes(&faults).len() < 8 * bad.len(), "{:?}", sizes(&faults));
        assert!(failed.to_string().contains("were refused: "), "{failed}");
        assert_eq!(failed.code(), Some("ValidationException"));
    }
}

/// The later of two writes of one key wins, also if the earlier is refused.
#[tokio::test(start_paused = true)]
async fn a_later_write_takes_the_place_of_a_refused_one() {
    let (_, table, plain) = world("pk").await;
    let first = (0..25).map(|id| note(id, "").put());
    let second = (0..25).map(|id| note(id, "x").put());
    let batch = BatchWrite::<Notes>::new().and_each(first).and_each(second);
    match batch.send(&table).await {
        Ok(done) => assert_eq!(done.written + done.superseded, 50),
        Err(error) => {
            let partial = error.partial::<PartialWrite<Notes>>().unwrap();
            let done = partial.progress;
            assert_eq!(done.written + done.superseded + partial.refused.len(), 50, "{partial}");
        }
    }
    assert_eq!(stored(&plain).await.len(), 25);
}

#[tokio::test(start_paused = true)]
async fn only_what_is_about_an_entry_is_split() {
    let puts = || (0..25).map(|id| note(id, "x").put()).collect::<BatchWrite<Notes>>();
    for code in ["AccessDeniedException", "ResourceNotFoundException", "UnrecognizedClientException"] {
        let (faults, table, _) = world("pk").await;
        faults.always(WRITE, Fault::error(400, code));
        let error = puts().send(&table).await.unwrap_err();
        let partial = error.partial::<PartialWrite<Notes>>().unwrap();
        assert_eq!((error.code(), partial.left.at_hand()), (Some(code), 25));
        assert_eq!((sizes(&faults), partial.refused.len()), (vec![25], 0));
    }
    let (faults, table, _) = world("pk").await;
    faults.always(WRITE, Fault::throttled());
    let error = puts().send(&table).await.unwrap_err();
    assert!(error.is_throttled() && sizes(&faults).iter().all(|size| *size == 25));
    faults.reset();
    let partial: PartialWrite<Notes> = error.into_partial().unwrap();
    assert_eq!(partial.left.send(&table).await.unwrap().written, 25);
}

/// A throttle in between does not put together again what was told apart.
#[tokio::test(start_paused = true)]
async fn halves_stay_halves_when_they_are_throttled_or_left() {
    for fault in [Fault::throttled(), Partial(0), Partial(2)] {
        let (faults, table, plain) = world("pk").await;
        for nth in [2, 3, 5, 8, 13] {
            faults.on(WRITE, Nth(nth), fault.clone());
        }
        let puts = (0..100).map(|id| note(id, if id == 3 { "" } else { "x" }).put());
        let error = puts.collect::<BatchWrite<Notes>>().concurrency(1).send(&table).await.unwrap_err();
        let partial = error.partial::<PartialWrite<Notes>>().unwrap();
        assert_eq!((partial.progress.written, indexes(&partial.refused)), (99, vec![3]), "{partial}");
        assert_eq!(stored(&plain).await.len(), 99);
        assert!(faults.attempts().len() < 30, "{:?}", sizes(&faults));
    }
}

/// The partition key of the table has another name, so every item is refused.
#[tokio::test(start_paused = true)]
async fn a_batch_that_is_refused_throughout_ends_and_says_why() {
    let (faults, table, _) = world("id").await;
    let puts = (0..5_000).map(|id| note(id, "x").put());
    let error = BatchWrite::<Notes>::new().and_each(puts).send(&table).await.unwrap_err();
    let text = error.to_string();
    assert!(text.contains("does the table have the keys and indexes"), "{text}");
    assert_eq!(error.kind(), dynamodel::ErrorKind::InvalidRequest);
    let partial: PartialWrite<Notes> = error.into_partial().unwrap();
    assert_eq!(partial.refused[0].error.code(), Some("ValidationException"));
    assert!(faults.attempts().len() < 400, "{} requests", faults.attempts().len());
    let first = indexes(&partial.refused);
    assert!(first.len() >= 100, "{first:?}");
    let again = partial.left.send(&table).await.unwrap_err();
    let again = again.partial::<PartialWrite<Notes>>().unwrap();
    assert!(again.refused.len() >= 100, "those before are left out");
}

#[tokio::test(start_paused = true)]
async fn a_refused_key_does_not_keep_the_others_from_being_read() {
    let (faults, table, plain) = world("pk").await;
    for id in 0..250 {
        note(id, "x").put().send(&plain).await.unwrap();
    }
    // 100 keys, 50, 25, 13, 7, 4, 2 and the first alone.
    faults.on(READ, First(8), Fault::error(400, "ValidationException"));
    let ids = (0..250).chain([0]);
    let gets = ids.map(Note::get).collect::<BatchGet<Note, Notes>>();
    let error = gets.send(&table).await.unwrap_err();
    let partial = error.partial::<PartialBatch<Note>>().unwrap();
    assert_eq!((indexes(&partial.refused), &*partial.unprocessed), (vec![250], &[250][..]));
    assert_eq!((error.code(), error.key()), (Some("ValidationException"), Some(("note-0", None))));
    assert_eq!(partial.items.iter().flatten().count(), 250);
    assert!(faults.attempts().len() <= 3 + 14 + 1, "{:?}", sizes(&faults));
    faults.reset();
    faults.always(READ, Fault::error(400, "AccessDeniedException"));
    let error = (0..250).map(Note::get).collect::<BatchGet<Note, Notes>>().send(&table).await.unwrap_err();
    let partial = error.partial::<PartialBatch<Note>>().unwrap();
    assert_eq!((sizes(&faults), partial.unprocessed.len()), (vec![100], 250));
    assert!(partial.refused.is_empty() && error.is_access_denied());
}

#[tokio::test(start_paused = true)]
async fn malformed_items_and_invalid_keys_do_not_keep_the_others_from_being_read() {
    let (_, table, plain) = world("pk").await;
    for id in 0..250 {
        note(id, "x").put().send(&plain).await.unwrap();
    }
    for id in [7, 120, 249] {
        let update = plain.client().update_item().table_name("notes");
        let pk = aws_sdk_dynamodb::types::AttributeValue::S(format!("note-{id}"));
        update.key("pk", pk).update_expression("REMOVE tag").send().await.unwrap();
    }
    let error = (0..250).map(Note::get).collect::<BatchGet<Note, Notes>>().send(&table).await.unwrap_err();
    let partial = error.partial::<PartialBatch<Note>>().unwrap();
    assert_eq!((indexes(&partial.refused), &*partial.unprocessed), (vec![7, 120, 249], &[7, 120, 249][..]));
    assert!(partial.refused.iter().all(|refused| refused.error.is_malformed_item()));
    assert_eq!(partial.items.iter().flatten().count(), 247);
}
