//! Fetching the items that an index or a lookup leads to.

use std::time::Duration;

use dynamodel::{Entity, Error, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::projections::{Video, ids, table};
use crate::support::raw::{item, s};
use crate::support::store::{with, write};
use crate::support::world;
use dynamodel::testing::Fault::{self, Partial};
use dynamodel::testing::Faults;
use dynamodel::testing::When::{First, Nth};

const BATCH: &str = "BatchGetItem";

#[tokio::test]
async fn hydrating_gives_what_a_get_gives() -> Result<(), Error> {
    let table = table().await;
    for found in [
        Video::by_creator(3).hydrate().all(&table).await?,
        Video::by_creator(3).hydrate().consistent().all(&table).await?,
        Video::by_day(1).hydrate().all(&table).await?,
        Video::by_title("a").hydrate().all(&table).await?,
        Video::by_views().rev().hydrate().all(&table).await?,
        Video::by_length(2).hydrate().all(&table).await?,
    ] {
        assert!(!found.is_empty());
        for video in found {
            assert_eq!(Video::get(video.video_id).send(&table).await?, Some(video));
        }
    }
    assert_eq!(ids(&Video::by_views().rev().hydrate().all(&table).await?), [1, 2, 3, 4, 5]);
    Ok(())
}

#[tokio::test]
async fn an_item_that_is_gone_is_left_out() -> Result<(), Error> {
    let table = table().await;
    // Behind the library's back, so that the copies stay.
    for id in [2, 4] {
        let key = Video::key(id)?;
        let [pk, sk] = [key.pk(), key.sk().unwrap_or_default()]
            .map(|text| aws_sdk_dynamodb::types::AttributeValue::S(text.to_owned()));
        let delete = table.client().delete_item().table_name(table.name()).key("pk", pk).key("sk", sk);
        delete.send().await.unwrap();
    }
    assert_eq!(ids(&Video::by_creator(3).hydrate().all(&table).await?), [1, 3, 5]);
    let page = Video::by_creator(3).hydrate().take(2).page(&table).await?;
    assert_eq!(ids(&page.items), [1, 3]);
    let rest = Video::by_creator(3).hydrate().take(2).after(page.cursor).page(&table).await?;
    assert_eq!((ids(&rest.items), rest.cursor), (vec![5], None));
    Ok(())
}

#[tokio::test]
async fn lenient_count_of_hydrated_items_counts_the_index_or_lookup() -> Result<(), Error> {
    let table = table().await;
    assert_eq!(Video::by_creator(3).hydrate().strict().lenient().count(&table).await?, 5);
    assert_eq!(Video::by_creator(3).hydrate().lenient().count(&table).await?, 5);
    assert_eq!(Video::by_views().hydrate().strict().lenient().count(&table).await?, 5);
    Ok(())
}

/// Without copies, so that many are written soon.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "note")]
#[key(index = "keys", name = "by_title", pk = "title-{title}", sk = "{id}", project(keys_only))]
#[key(index = "some", name = "all", pk = "all", sk = "note#{id}", project(include(title)))]
struct Note {
    id: u64,
    title: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "notes", type_attribute = "kind")]
#[index(name = "keys", pk = "keyspk", sk = "keyssk", project(keys_only))]
#[index(name = "some", pk = "somepk", sk = "somesk", project(include("title")))]
enum Notes {
    Note(Note),
}

/// Notes 0 to 249 of one title, behind faults.
async fn many() -> (Faults, TableClient<Notes>) {
    let (faults, plain) = world::faulty::<Notes>().await;
    for id in 0..250 {
        Note { id, title: "a".to_owned() }.create().send(&plain).await.unwrap();
    }
    let table = world::on::<Notes>(faults.client());
    (faults, table)
}

fn ids_of(notes: &[Note]) -> Vec<u64> {
    notes.iter().map(|note| note.id).collect()
}

fn keys_of(faults: &Faults) -> Vec<usize> {
    let batches = faults.attempts().into_iter().filter(|attempt| attempt.operation() == BATCH);
    let keys =
        batches.map(|attempt| attempt.json()["RequestItems"]["notes"]["Keys"].as_array().unwrap().len());
    keys.collect()
}

#[tokio::test(start_paused = true)]
async fn a_hundred_at_a_time_in_the_order_of_the_query() -> Result<(), Error> {
    let (faults, table) = many().await;
    let found = Note::by_title("a").rev().hydrate().all(&table).await?;
    assert_eq!(ids_of(&found), (0..250).rev().collect::<Vec<_>>());
    assert_eq!(keys_of(&faults), [100, 100, 50]);
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn no_more_than_is_wanted() -> Result<(), Error> {
    let (faults, table) = many().await;
    let page = Note::by_title("a").hydrate().take(120).page(&table).await?;
    assert_eq!(ids_of(&page.items), (0..120).collect::<Vec<_>>());
    assert_eq!(keys_of(&faults), [100, 20]);
    faults.reset();
    let first = Note::all().filter(Note::ALL_FIELDS.title.eq("a")).hydrate().first(&table).await?;
    assert_eq!(first.map(|note| note.id), Some(0));
    assert_eq!(keys_of(&faults), [1]);
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn unprocessed_keys_are_requested_again() -> Result<(), Error> {
    let (faults, table) = many().await;
    faults.on(BATCH, First(2), Partial(33));
    let start = tokio::time::Instant::now();
    let found = Note::by_title("a").hydrate().all(&table).await?;
    assert_eq!(ids_of(&found), (0..250).collect::<Vec<_>>());
    assert_eq!(keys_of(&faults), [100, 67, 34, 100, 50]);
    assert!(start.elapsed() >= Duration::from_millis(100), "it waits before it asks again");
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn unprocessed_keys_are_an_error_in_the_end() {
    let (faults, table) = many().await;
    faults.always(BATCH, Partial(0));
    let error = Note::by_title("a").hydrate().all(&table).await.unwrap_err();
    assert!(error.is_unprocessed(), "{error}");
    assert_eq!(error.table(), Some("notes"));
    assert!(keys_of(&faults).len() <= 20, "requests are bounded");
}

#[tokio::test(start_paused = true)]
async fn a_page_that_failed_is_read_again_from_its_cursor() -> Result<(), Error> {
    let (faults, table) = many().await;
    let query = || Note::by_title("a").hydrate().take(40);
    let page = query().page(&table).await?;
    faults.reset();
    faults.on(BATCH, Nth(1), Fault::error(400, "AccessDeniedException"));
    let failed = query().after(page.cursor.clone()).page(&table).await.unwrap_err();
    assert_eq!(failed.code(), Some("AccessDeniedException"));
    let again = query().after(page.cursor).page(&table).await?;
    assert_eq!(ids_of(&again.items), (40..80).collect::<Vec<_>>());
    Ok(())
}

#[tokio::test]
async fn an_item_that_the_table_does_not_know_by_now_is_skipped_unless_strict() -> Result<(), Error> {
    let table = table().await;
    let key = Video::key(2)?;
    let alien = with(item(key.pk(), key.sk().unwrap_or_default()), "kind", s("Alien"));
    write(&table, alien).await;
    let page = Video::by_creator(3).hydrate().page(&table).await?;
    assert_eq!((ids(&page.items), page.skipped), (vec![1, 3, 4, 5], 1));
    let error = Video::by_creator(3).hydrate().strict().all(&table).await.unwrap_err();
    assert!(error.is_unknown_type(), "{error}");
    assert_eq!(error.key(), Some((key.pk(), key.sk())));
    Ok(())
}

#[tokio::test]
async fn a_row_whose_key_is_malformed_is_an_error() -> Result<(), Error> {
    let table = table().await;
    write(&table, with(item("user-3", "video#0001#x"), "kind", s("Video.by_creator"))).await;
    let error = Video::by_creator(3).hydrate().all(&table).await.unwrap_err();
    assert!(error.is_invalid_key(), "{error}");
    assert_eq!(error.key(), Some(("user-3", Some("video#0001#x"))));
    let error = Video::by_creator(3).keys().all(&table).await.unwrap_err();
    assert!(error.is_invalid_key(), "{error}");
    Ok(())
}
