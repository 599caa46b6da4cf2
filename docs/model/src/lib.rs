//! The entities of the examples in the documentation of `dynamodel`, and a table with a few of their items.

pub mod activity;
#[expect(missing_docs, reason = "the guide shows this file as it is")]
#[path = "../../../dynamodel/src/guide/model.rs"]
mod model;
pub mod youtube;

use std::error::Error;

use dynamodel::{TableClient, Transaction};

pub use dynamodel::{Entity, Table};
pub use model::*;

/// Runs an example on a new table of the embedded engine: user 3 with the videos 7 and 8, and three comments on video 7.
///
/// # Panics
///
/// The example fails.
pub fn example(run: impl AsyncFnOnce(TableClient<YouTube>) -> Result<(), Box<dyn Error>>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let result = runtime.block_on(async {
        let table = YouTube::table(dynamodel::embedded::client());
        table.create().await?;
        fill(&table).await?;
        run(table).await
    });
    result.expect("the example succeeds");
}

/// Creates the items that an example starts with.
async fn fill(table: &TableClient<YouTube>) -> Result<(), dynamodel::Error> {
    let mut items = Transaction::new();
    items.push(user().create());
    items.push(video(7, 2025, "Intro").create());
    items.push(video(8, 2026, "Keys").create());
    for comment_id in 1..=3 {
        items.push(comment(7, comment_id).create());
    }
    items.send(table).await
}

/// User 3, Ann.
#[must_use]
pub fn user() -> User {
    User { user_id: 3, email: "ann@example.org".to_owned(), user_name: "ann".to_owned() }
}

/// A video of user 3 with 100 views.
#[must_use]
pub fn video(video_id: u64, year: u16, title: &str) -> Video {
    Video {
        video_id,
        creator_id: 3,
        year,
        title: title.to_owned(),
        category: Some("tech".to_owned()),
        views: 100,
        tags: vec!["rust".to_owned()],
        languages: ["en".to_owned()].into(),
    }
}

/// A comment without likes.
#[must_use]
pub fn comment(video_id: u64, comment_id: u32) -> Comment {
    Comment { video_id, comment_id, text: format!("comment {comment_id}"), likes: 0 }
}
