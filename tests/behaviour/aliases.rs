//! Items that have fields under older names, those of `#[serde(alias = "...")]`.

mod backfill;
mod copies;
mod keys;
mod loaded_values;
mod managed_fields;
mod reads;
mod writes;

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{Document, Entity, Error, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::raw::{Item, item, n, s};
use crate::support::store::{stored, with, write};
use crate::support::world::table;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Document)]
pub(crate) struct Stats {
    #[serde(alias = "viewCount")]
    views: u64,
    #[serde(default)]
    likes: u64,
}

/// A struct that is no document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Place {
    #[serde(alias = "town", default)]
    city: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "video-{id}", sk = "_root")]
#[key(index = "by_state", name = "by_state", pk = [state], sk = [id])]
pub(crate) struct Video {
    id: u32,
    #[serde(alias = "ownerName")]
    owner: String,
    #[serde(alias = "viewCount", alias = "seen", default)]
    views: u64,
    #[serde(alias = "labels", default)]
    tags: Vec<String>,
    #[serde(alias = "wordSet", default, with = "dynamodel::string_set")]
    words: BTreeSet<String>,
    #[serde(alias = "statistics", default)]
    stats: Stats,
    #[serde(alias = "remark", default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(alias = "status", default, skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    #[serde(default)]
    places: Vec<Place>,
    #[serde(flatten)]
    place: Place,
    title: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "videos", type_attribute = "kind")]
#[index(name = "by_state", pk = "state", sk = "id", sk_type = N)]
pub(crate) enum Videos {
    Video(Video),
}

/// The item as an older program wrote it.
fn older(id: u32) -> Item {
    let mut older = with(item(&format!("video-{id}"), "_root"), "kind", s("Video"));
    older.extend(attributes(id));
    older
}

fn attributes(id: u32) -> Item {
    let map = |name: &str, value| AttributeValue::M([(name.to_owned(), value)].into());
    let list = |value| AttributeValue::L(vec![value]);
    let pairs = [
        ("id", n(id.into())),
        ("ownerName", s("ann")),
        ("viewCount", n(41)),
        ("labels", list(s("old"))),
        ("wordSet", AttributeValue::Ss(vec!["a".to_owned()])),
        ("stats", map("viewCount", n(7))),
        ("remark", s("hm")),
        ("status", s("live")),
        ("places", list(map("town", s("Ulm")))),
        ("town", s("Bonn")),
        ("title", s("cats")),
        ("unknown", s("stays")),
    ];
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Its value.
fn video(id: u32) -> Video {
    Video {
        id,
        owner: "ann".to_owned(),
        views: 41,
        tags: vec!["old".to_owned()],
        words: ["a".to_owned()].into(),
        stats: Stats { views: 7, likes: 0 },
        note: Some("hm".to_owned()),
        state: Some("live".to_owned()),
        places: vec![Place { city: "Ulm".to_owned() }],
        place: Place { city: "Bonn".to_owned() },
        title: "cats".to_owned(),
    }
}

async fn videos() -> TableClient<Videos> {
    let table = table::<Videos>().await;
    write(&table, older(1)).await;
    table
}

async fn read(table: &TableClient<Videos>) -> Result<Video, Error> {
    Video::get(1).required().send(table).await
}

/// The item of the first video.
async fn only(table: &TableClient<Videos>) -> Item {
    stored(table).await.into_values().next().unwrap()
}

/// Asserts that the write was refused because of this name, and nothing was written.
async fn assert_refused<R: std::fmt::Debug>(
    table: &TableClient<Videos>,
    sent: Result<R, Error>,
    alias: &str,
) {
    let error = sent.unwrap_err();
    assert!(error.is_alias_stored() && error.path() == Some(alias), "{error}");
    assert!(!error.is_outcome_unknown() && error.to_string().contains("backfill"), "{error}");
    assert_eq!(only(table).await, older(1));
}
