//! The example `youtube`, and a table with a few of its items.
#![allow(
    missing_docs,
    clippy::missing_errors_doc,
    clippy::must_use_candidate,
    reason = "the guide shows these files as they are"
)]

#[path = "../../../examples/youtube/actions/mod.rs"]
pub mod actions;
#[path = "../../../examples/youtube/model.rs"]
pub mod model;
#[path = "../../../examples/youtube/queries.rs"]
pub mod queries;

use std::error::Error;

use dynamodel::{Entity as _, TableClient};
use jiff::Timestamp;

use actions::{places, users, videos};
use model::{Channel, User, Video, YouTube};

/// Runs a part of the walkthrough on a new table: Ann (user 1) has channel 1 with the videos 7 and 8. Bob is user 2.
///
/// # Panics
///
/// The part fails.
pub fn example(run: impl AsyncFnOnce(TableClient<YouTube>) -> Result<(), Box<dyn Error>>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let result = runtime.block_on(async {
        let table = YouTube::table(dynamodel::embedded::client());
        table.create().await?;
        fill(&table).await?;
        run(table).await
    });
    result.expect("the walkthrough succeeds");
}

/// Creates the items that a part starts with.
async fn fill(table: &TableClient<YouTube>) -> Result<(), dynamodel::Error> {
    for (user_id, name) in [(1, "ann"), (2, "bob")] {
        users::sign_up(table, &user(user_id, name)).await?;
    }
    let channel_name = "music".to_owned();
    let channel = Channel { channel_id: 1, channel_name, created_at: at(1), creator_id: 1, subscribers: 0 };
    channel.create().send(table).await?;
    for video in [video(7, "Intro"), video(8, "Keys")] {
        videos::upload(table, &video).await?;
        places::add(table, 1, &video).await?;
    }
    Ok(())
}

/// A user with this name.
#[must_use]
pub fn user(user_id: u64, name: &str) -> User {
    User { user_id, user_name: name.to_owned(), created_at: at(0) }
}

/// A video of Ann's without views, in no channel. A greater id is uploaded later.
#[must_use]
pub fn video(video_id: u64, title: &str) -> Video {
    let (video_title, created_at) = (title.to_owned(), at(video_id));
    Video { video_id, video_title, created_at, creator_id: 1, views: 0, places: 0, version: 0 }
}

/// This many seconds after 2020-02-01.
fn at(seconds: u64) -> Timestamp {
    Timestamp::constant(1_580_515_200, 0) + std::time::Duration::from_secs(seconds)
}
