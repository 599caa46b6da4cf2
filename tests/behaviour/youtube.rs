//! The actions of the reference model.

mod actions;
mod faults;
mod index_lag;
mod orphan_check;
mod race;
mod rerun;

#[path = "../../examples/youtube/actions/changes.rs"]
#[allow(unreachable_pub, reason = "the example's own")]
mod changes;
#[path = "../../examples/youtube/demo/data.rs"]
#[allow(unreachable_pub, dead_code, reason = "the example's own")]
mod data;
#[path = "../../examples/youtube/demo/diary.rs"]
#[allow(unreachable_pub, dead_code, reason = "the example's own")]
mod diary;
#[path = "../../examples/youtube/model.rs"]
#[allow(unreachable_pub, dead_code, reason = "the example's own")]
mod model;
#[path = "../../examples/youtube/demo/orphans.rs"]
#[allow(unreachable_pub, reason = "the example's own")]
mod orphans;
#[path = "../../examples/youtube/actions/places.rs"]
#[allow(unreachable_pub, reason = "the example's own")]
mod places;
#[path = "../../examples/youtube/demo/story.rs"]
#[allow(unreachable_pub, dead_code, reason = "the example's own")]
mod story;
#[path = "../../examples/youtube/actions/subscriptions.rs"]
#[allow(unreachable_pub, reason = "the example's own")]
mod subscriptions;
#[path = "../../examples/youtube/demo/undo.rs"]
#[allow(unreachable_pub, reason = "the example's own")]
mod undo;
#[path = "../../examples/youtube/actions/users.rs"]
#[allow(unreachable_pub, reason = "the example's own")]
mod users;
#[path = "../../examples/youtube/actions/videos.rs"]
#[allow(unreachable_pub, reason = "the example's own")]
mod videos;

use dynamodel::{Entity as _, Error, TableClient};

use crate::support::world::table;
use crate::support::youtube::at;
use model::{Channel, User, Video, VideoCard, YouTube};

const ALICE: u64 = 1;
const BOB: u64 = 2;
const CATHY: u64 = 3;
const NOBODY: u64 = 99;
/// Two channels of Cathy's, and one of Alice's.
const FIRST: u64 = 1;
const SECOND: u64 = 2;
const OTHER: u64 = 3;

fn user(user_id: u64, name: &str) -> User {
    User { user_id, user_name: name.to_owned(), created_at: at(0) }
}

fn video(video_id: u64, creator_id: u64) -> Video {
    let video_title = format!("video{video_id}");
    Video { video_id, video_title, created_at: at(5), creator_id, views: 0, places: 0, version: 0 }
}

fn channel(channel_id: u64, creator_id: u64) -> Channel {
    let channel_name = format!("channel{channel_id}");
    Channel { channel_id, channel_name, created_at: at(9), creator_id, subscribers: 0 }
}

/// Users and channels; video 5 of Cathy's, in both of her channels; Bob subscribes to the first.
async fn fill(table: &TableClient<YouTube>) {
    for user in [user(ALICE, "alice"), user(BOB, "bob"), user(CATHY, "cathy")] {
        user.create().send(table).await.unwrap();
    }
    for channel in [channel(FIRST, CATHY), channel(SECOND, CATHY), channel(OTHER, ALICE)] {
        channel.create().send(table).await.unwrap();
    }
    videos::upload(table, &video(5, CATHY)).await.unwrap();
    for channel_id in [FIRST, SECOND] {
        places::add(table, channel_id, &video(5, CATHY)).await.unwrap();
    }
    subscriptions::subscribe(table, BOB, FIRST).await.unwrap();
}

async fn world() -> TableClient<YouTube> {
    let table = table().await;
    fill(&table).await;
    table
}

async fn load(table: &TableClient<YouTube>, video_id: u64) -> Video {
    Video::get(video_id).consistent().send(table).await.unwrap().unwrap()
}

async fn cards(table: &TableClient<YouTube>, user_id: u64) -> Vec<VideoCard> {
    Video::by_creator(user_id).project::<VideoCard>().consistent().all(table).await.unwrap()
}

async fn subscribers(table: &TableClient<YouTube>, channel_id: u64) -> u64 {
    Channel::get(channel_id).consistent().send(table).await.unwrap().unwrap().subscribers
}

/// Asserts that the table is consistent.
async fn whole(table: &TableClient<YouTube>) {
    assert_eq!(orphans::find(table).await.unwrap(), [""; 0]);
}

/// Asserts that the action was refused for the entity with the error that `is` recognises.
fn refused(sent: Result<(), Error>, entity: &str, is: fn(&Error) -> bool) -> Error {
    let error = sent.unwrap_err();
    assert!(is(&error) && error.entity() == Some(entity) && !error.is_outcome_unknown(), "{error}");
    error
}
