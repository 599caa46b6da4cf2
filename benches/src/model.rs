//! The entities, their fixtures, and the pages that the connector gives.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{Entity, Projection, Table};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::canned::Canned;
use crate::hand;

/// An item of the SDK.
pub type Item = HashMap<String, AttributeValue>;

/// The table's name.
pub const TABLE: &str = "entities";

/// The creator of all videos.
pub const CREATOR: u64 = 4_711_007;

/// The number of items of a page.
pub const PAGE: u64 = 100;

/// The number of pages of a walk.
pub const PAGES: u64 = 10;

/// A map inside an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stats {
    pub a: u64,
    pub b: u64,
}

/// An entity of 11 fields; its item has 16 attributes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "VIDEO#{video_id}", sk = "VIDEO")]
#[key(
    index = "GSI1",
    name = "by_creator",
    pk = "USER#{creator_id}",
    sk = "VIDEO#{created_at}#{video_id:plain}"
)]
pub struct Video {
    pub video_id: u64,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    pub creator_id: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    pub created_at: String,
    pub published: bool,
    pub views: u64,
    pub likes: u64,
    pub tags: Vec<String>,
    pub stats: Stats,
}

/// A small entity in the partition of its videos.
#[allow(clippy::duplicated_attributes, reason = "both keys of the item have the same text")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "USER#{user_id}", sk = "USER")]
#[key(index = "GSI1", name = "with_videos", pk = "USER#{user_id}", sk = "USER")]
pub struct User {
    pub user_id: u64,
    pub name: String,
    pub email: String,
    pub created_at: String,
    pub subscribers: u64,
}

/// The table.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "entities", pk = "PK", sk = "SK", type_attribute = "entity_type")]
#[index(name = "GSI1", pk = "GSI1PK", sk = "GSI1SK")]
#[allow(clippy::large_enum_variant, reason = "hand-written code has this enum too")]
pub enum Entities {
    Video(Video),
    User(User),
}

/// All fields of a video, and nothing else of its item.
#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Video)]
pub struct VideoFields {
    pub video_id: u64,
    pub title: String,
    #[serde(default)]
    pub description: Option<String>,
    pub creator_id: u64,
    #[serde(default)]
    pub channel: Option<String>,
    pub created_at: String,
    pub published: bool,
    pub views: u64,
    pub likes: u64,
    pub tags: Vec<String>,
    pub stats: Stats,
}

/// Returns a video; those of different numbers differ in the fields that they have.
#[must_use]
pub fn video(number: u64) -> Video {
    let description = "How one table serves every access pattern of a video site.";
    Video {
        video_id: 900_000_000 + number,
        title: format!("A video about single-table design, part {number}"),
        description: (number % 2 == 1).then(|| description.to_owned()),
        creator_id: CREATOR,
        channel: (!number.is_multiple_of(4)).then(|| "rust-and-dynamodb".to_owned()),
        created_at: format!("2026-11-22T13:{:02}:{:02}Z", number / 60 % 60, number % 60),
        published: !number.is_multiple_of(3),
        views: 123_456 + number,
        likes: 7_890 + number,
        tags: ["rust", "dynamodb", "single-table"].map(str::to_owned).to_vec(),
        stats: Stats { a: 42 + number, b: 1_000_000 + number },
    }
}

/// Returns the creator of the videos.
#[must_use]
pub fn user() -> User {
    User {
        user_id: CREATOR,
        name: "Ada Lovelace".to_owned(),
        email: "ada@example.com".to_owned(),
        created_at: "2026-01-02T03:04:05Z".to_owned(),
        subscribers: 65_536,
    }
}

/// Returns the video of the workloads of one item, with all 11 fields.
#[must_use]
pub fn sample() -> Video {
    video(1)
}

/// Returns the items of a user and 99 videos.
#[must_use]
pub fn mixed_items() -> Vec<Item> {
    let videos = (0..PAGE - 1).map(|number| hand::encode(&video(number)));
    std::iter::once(hand::encode_user(&user())).chain(videos).collect()
}

/// Returns a connector that gives one page.
#[must_use]
pub fn one_page() -> Canned {
    Canned::pages(pages(1))
}

/// Returns a connector that gives the pages of a walk.
#[must_use]
pub fn all_pages() -> Canned {
    Canned::pages(pages(PAGES))
}

/// Returns the bodies of a walk of this many pages, each whole and as a projection of the fields.
#[must_use]
pub fn pages(count: u64) -> Vec<[String; 2]> {
    (0..count).map(|number| page(number, number + 1 == count)).collect()
}

/// Returns a page with a key to go on behind, and a last page. They are never freed.
#[must_use]
pub fn one_page_of_many() -> [&'static str; 2] {
    [page(0, false), page(1, true)].map(|[whole, _]| &*whole.leak())
}

/// Returns the sum of the views of all videos of a walk.
#[must_use]
pub fn views_of_walk() -> u64 {
    (0..PAGE * PAGES).map(|number| video(number).views).sum()
}

/// The key attributes, which a projection of the fields leaves out.
const KEYS: [&str; 4] = ["PK", "SK", "GSI1PK", "GSI1SK"];

fn page(number: u64, is_last: bool) -> [String; 2] {
    let items: Vec<Item> =
        (number * PAGE..(number + 1) * PAGE).map(|video_number| hand::encode(&video(video_number))).collect();
    let last_key = items.last().filter(|_| !is_last).map(|item| {
        let keys = item.iter().filter(|(name, _)| KEYS.contains(&name.as_str()));
        keys.map(|(name, value)| (name.clone(), value.clone())).collect::<Item>()
    });
    let mut projected = items.clone();
    for item in &mut projected {
        item.retain(|name, _| !KEYS.contains(&name.as_str()));
    }
    [items, projected].map(|items| {
        let items: Vec<Value> = items.iter().map(json_of_item).collect();
        let mut body = json!({ "Count": items.len(), "ScannedCount": items.len(), "Items": items });
        if let Some(key) = &last_key {
            body["LastEvaluatedKey"] = json_of_item(key);
        }
        body.to_string()
    })
}

fn json_of_item(item: &Item) -> Value {
    item.iter().map(|(name, value)| (name.clone(), json_of(value))).collect::<serde_json::Map<_, _>>().into()
}

fn json_of(value: &AttributeValue) -> Value {
    match value {
        AttributeValue::S(text) => json!({ "S": text }),
        AttributeValue::N(number) => json!({ "N": number }),
        AttributeValue::Bool(value) => json!({ "BOOL": value }),
        AttributeValue::L(list) => json!({ "L": list.iter().map(json_of).collect::<Vec<_>>() }),
        AttributeValue::M(map) => json!({ "M": json_of_item(map) }),
        other => unreachable!("the fixtures have no {other:?}"),
    }
}
