//! Comparing a table with its model, without writing.

mod clean;
mod foreign_markers;
mod key_forms;
mod like_backfill;
mod planted_differences;
mod progress;
mod race;
mod rate_limit;
mod report;

use std::collections::BTreeSet;

use dynamodel::op::{AuditReport, DivergenceKind};
use dynamodel::{Entity as _, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::raw::Item;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, dynamodel::Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
#[lookup(name = "of_team", pk = "team-{team}", sk = "{user_id}", when(active = true))]
#[lookup(unique, name = "by_mail", pk = "mail-{mail}", sk = "_root")]
#[serde(rename_all = "camelCase")]
struct User {
    user_id: u64,
    #[entity(unique)]
    name: String,
    mail: String,
    team: u32,
    active: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, dynamodel::Document)]
struct Size {
    width: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, dynamodel::Entity)]
#[key(pk = "video-{video_id}", sk = "{year}#{title}")]
#[key(index = "gsi1", name = "by_creator", pk = "user-{creator_id}", sk = "{year}#{video_id}")]
#[key(index = "gsi2", name = "by_genre", pk = "genre-{genre}", sk = "{video_id}")]
struct Video {
    video_id: u64,
    creator_id: u64,
    year: u16,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    genre: Option<String>,
    #[serde(default)]
    likes: u64,
    #[serde(alias = "description")]
    text: String,
    languages: BTreeSet<String>,
    size: Size,
    #[entity(ttl)]
    ends_at: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "videos", type_attribute = "type", ttl_attribute = "expires")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk")]
enum Videos {
    User(User),
    Video(Video),
}

fn user(user_id: u64) -> User {
    let (name, mail) = (format!("name{user_id}"), format!("{user_id}@example.org"));
    User { user_id, name, mail, team: 1, active: true }
}

fn video(video_id: u64) -> Video {
    Video {
        video_id,
        creator_id: 3,
        year: 2020,
        title: format!("title {video_id}"),
        genre: Some("news".to_owned()),
        likes: 1,
        text: "text".to_owned(),
        languages: ["de".to_owned(), "en".to_owned()].into(),
        size: Size { width: 640, height: Some(480) },
        ends_at: None,
    }
}

/// The item of a video as the library stores it.
fn item(video: &Video) -> Item {
    Videos::to_items(video).unwrap().remove(0)
}

/// Users 1 and 2, and the videos 1 to `videos`.
async fn fill(table: &TableClient<Videos>, videos: u64) {
    for id in [1, 2] {
        user(id).create().send(table).await.unwrap();
    }
    for id in 1..=videos {
        video(id).create().send(table).await.unwrap();
    }
}

async fn audit<T: Table>(table: &TableClient<T>) -> AuditReport {
    table.audit().send().await.unwrap()
}

/// The groups of a report.
pub(crate) fn groups(report: &AuditReport) -> Vec<(Option<&'static str>, DivergenceKind, &str, usize)> {
    report.groups().map(|group| (group.entity, group.kind, group.place.as_str(), group.count)).collect()
}
