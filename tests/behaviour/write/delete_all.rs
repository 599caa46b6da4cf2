//! Removing all items of a query.

use std::sync::{Arc, Mutex};

use dynamodel::{BatchWrite, Entity as _, TableClient, op::PartialDelete, op::create_many};

use crate::support::model::{ChannelVideo, User, Video, YouTube};
use crate::support::store::{orphans, stored};
use crate::support::world::faulty;
use crate::support::youtube::{at, video};
use dynamodel::testing::Fault::{self, LostReply, Partial};
use dynamodel::testing::Faults;
use dynamodel::testing::When::{First, Nth};

const BATCH: &str = "BatchWriteItem";

fn place(channel_id: u64, video_id: u64, bytes: usize) -> ChannelVideo {
    let video_title = "x".repeat(bytes);
    ChannelVideo { channel_id, video_id, video_title, created_at: at(0), creator_id: 1 }
}

/// 250 items in one channel, and a few in another.
async fn world(bytes: usize) -> (Faults, TableClient<YouTube>, TableClient<YouTube>) {
    let (faults, plain) = faulty::<YouTube>().await;
    let places = (0..270).map(|id| place(if id < 250 { 1 } else { 10 }, id, bytes).put());
    places.collect::<BatchWrite<YouTube>>().send(&plain).await.unwrap();
    let table = YouTube::table(faults.client());
    (faults, table, plain)
}

fn count(faults: &Faults, operation: &str) -> usize {
    faults.operations().iter().filter(|other| *other == operation).count()
}

#[tokio::test(start_paused = true)]
async fn delete_all_continues_after_a_page_and_a_batch() {
    // Two megabytes.
    let (faults, table, plain) = world(8 * 1024).await;
    faults.on(BATCH, First(4), Partial(20));
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = seen.clone();
    let deletion = ChannelVideo::in_channel(1).delete_all().concurrency(2);
    let deletion = deletion.progress(move |deleted| log.lock().unwrap().push(deleted));
    assert_eq!(deletion.send(&table).await.unwrap(), 250);
    assert_eq!((count(&faults, "Query"), count(&faults, BATCH)), (2, 11));
    let seen = seen.lock().unwrap().clone();
    assert!(seen.is_sorted() && seen.len() == 11 && seen.last() == Some(&250), "{seen:?}");
    assert_eq!(stored(&plain).await.len(), 20, "those of the other channel");
    assert_eq!(ChannelVideo::in_channel(1).delete_all().send(&table).await.unwrap(), 0);
}

#[tokio::test(start_paused = true)]
async fn delete_all_deletes_only_items_of_the_query() {
    let (_, table, plain) = world(10).await;
    assert_eq!(ChannelVideo::in_channel(1).take(30).delete_all().send(&table).await.unwrap(), 30);
    let some = ChannelVideo::in_channel(1).filter(ChannelVideo::FIELDS.video_id.lt(35));
    assert_eq!(some.delete_all().send(&table).await.unwrap(), 5);
    assert_eq!(stored(&plain).await.len(), 235);
}

#[tokio::test(start_paused = true)]
async fn copies_go_with_their_items() {
    let (faults, plain) = faulty::<YouTube>().await;
    let videos: Vec<_> = (0..120).map(|id| video(id, id % 2, 10)).collect();
    create_many(&videos).send(&plain).await.unwrap();
    faults.on("TransactWriteItems", First(7), Fault::throttled());
    let deletion = Video::by_creator(1).page_size(50).delete_all().concurrency(9);
    assert_eq!(deletion.send(&YouTube::table(faults.client())).await.unwrap(), 60);
    let stored = stored(&plain).await;
    assert_eq!((stored.len(), orphans(&stored)), (120, vec![]));
}

#[tokio::test(start_paused = true)]
async fn a_failure_says_how_far_it_came_and_can_be_gone_on_from() {
    let invalid = || Fault::error(400, "AccessDeniedException");
    for (operation, nth) in [("Query", 1), ("Query", 2), (BATCH, 1), (BATCH, 5)] {
        let (faults, table, plain) = world(10).await;
        faults.on(operation, Nth(nth), invalid());
        let deletion = ChannelVideo::in_channel(1).page_size(100).delete_all();
        let error = deletion.send(&table).await.unwrap_err();
        let partial = error.partial::<PartialDelete>().unwrap();
        assert_eq!(error.code(), Some("AccessDeniedException"), "{error}");
        assert_eq!(stored(&plain).await.len(), 270 - partial.deleted, "{operation} {nth}");
        let rest = ChannelVideo::in_channel(1).delete_all().send(&table).await.unwrap();
        assert_eq!(partial.deleted + rest, 250);
    }
    let (faults, table, plain) = world(10).await;
    let videos: Vec<_> = (0..30).map(|id| video(id, 1, 10)).collect();
    create_many(&videos).send(&plain).await.unwrap();
    faults.on("TransactWriteItems", Nth(10), invalid());
    let error = Video::by_creator(1).delete_all().send(&table).await.unwrap_err();
    let partial = error.partial::<PartialDelete>().unwrap();
    let stored = stored(&plain).await;
    assert_eq!((stored.len(), orphans(&stored)), (270 + 60 - 2 * partial.deleted, vec![]));
    assert!(partial.deleted < 30 && error.key().is_some());
}

#[tokio::test(start_paused = true)]
async fn a_lost_reply_is_no_harm() {
    let (faults, table, plain) = world(10).await;
    faults.on(BATCH, First(2), LostReply);
    assert_eq!(ChannelVideo::in_channel(1).delete_all().send(&table).await.unwrap(), 250);
    assert_eq!(stored(&plain).await.len(), 20);
    assert_eq!(User::get(1).send(&plain).await.unwrap(), None);
}
