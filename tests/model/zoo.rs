//! The entities.

use std::collections::{BTreeSet, HashSet};

use dynamodel::{Document, Entity, KeySegment, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A state on which keys depend.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
pub(crate) enum State {
    Draft,
    #[serde(alias = "live")]
    Live,
}

/// A struct within an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
pub(crate) struct Info {
    #[serde(default)]
    pub(crate) hits: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) remark: Option<String>,
    #[serde(default)]
    pub(crate) words: HashSet<String>,
}

/// Two lookups, one of them sparse.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "video-{id}", sk = "_root")]
#[lookup(name = "by_creator", pk = "creator-{creator}", sk = "{year}#{id}")]
#[lookup(name = "by_label", pk = "label-{label}", sk = "{id}", when(state = State::Live))]
pub(crate) struct Video {
    pub(crate) id: u64,
    pub(crate) creator: u64,
    pub(crate) year: u16,
    pub(crate) label: Option<String>,
    pub(crate) state: State,
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) tags: HashSet<String>,
    pub(crate) info: Info,
    pub(crate) score: f32,
    #[serde(default, alias = "oldPlot")]
    pub(crate) plot: Option<String>,
}

/// A unique field, a unique lookup, a version and a time to live.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
#[lookup(unique, name = "by_email", pk = "email-{email}", sk = "_root")]
pub(crate) struct User {
    pub(crate) id: u64,
    #[entity(unique)]
    pub(crate) name: String,
    pub(crate) email: String,
    #[entity(version)]
    #[serde(default)]
    pub(crate) version: u64,
    #[entity(ttl)]
    pub(crate) until: Option<u64>,
    #[serde(default)]
    pub(crate) logins: u64,
    #[serde(default, with = "dynamodel::string_set", skip_serializing_if = "BTreeSet::is_empty")]
    pub(crate) rights: BTreeSet<String>,
    #[serde(default)]
    pub(crate) bio: String,
}

/// A sparse key of an index, and nothing beside the item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_list", pk = "list-{list}", sk = "task#{no:04}")]
#[key(index = "gsi1", name = "by_assignee", pk = "who-{assignee}", sk = "{due}#{list}#{no}", when(state = State::Live))]
pub(crate) struct Task {
    pub(crate) list: u8,
    pub(crate) no: u16,
    pub(crate) assignee: Option<String>,
    pub(crate) due: Timestamp,
    pub(crate) state: State,
    #[serde(default)]
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) count: i64,
    #[serde(default, alias = "oldNote")]
    pub(crate) note: Option<String>,
    pub(crate) ratio: f32,
    #[serde(default)]
    pub(crate) seen: HashSet<String>,
    #[serde(default)]
    pub(crate) lines: Vec<String>,
    pub(crate) info: Info,
}

/// A projected lookup, beside which a counter is updated by key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "clip-{id}", sk = "_root")]
#[lookup(name = "by_owner", pk = "owner-{owner}", sk = "{id}", project(include(title)))]
pub(crate) struct Clip {
    pub(crate) id: u64,
    pub(crate) owner: u64,
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) views: u64,
    #[serde(default)]
    pub(crate) body: String,
}

/// Two fields that stand only in the key of an index. The copy stores one of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "parcel-{id}", sk = "_root")]
#[key(index = "gsi1", name = "in_depot", pk = "depot-{depot}", sk = "{minute}#{id}")]
#[lookup(name = "in_city", pk = "city-{city}", sk = "{id}", project(include(depot)))]
pub(crate) struct Parcel {
    pub(crate) id: u64,
    #[entity(in_key)]
    pub(crate) depot: u64,
    #[entity(in_key)]
    pub(crate) minute: u16,
    pub(crate) city: u64,
    #[serde(default)]
    pub(crate) views: u64,
    #[serde(default)]
    pub(crate) text: String,
}

dynamodel::prefixed!(video_id, "video-");
dynamodel::prefixed!(user_id, "user-");

/// A row of a list as a Python program stores it: its times are texts, its ids have prefixes, and one id is only in the key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_channel", pk = "channel-{channel}-videos", sk = "{at:unix:float:us}")]
pub(crate) struct Place {
    #[entity(in_key)]
    pub(crate) channel: u64,
    #[serde(with = "dynamodel::form::basic_offset_micros")]
    pub(crate) at: Timestamp,
    #[serde(with = "video_id")]
    pub(crate) video: u64,
    #[serde(with = "user_id")]
    pub(crate) creator: u64,
    #[serde(default)]
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) views: u64,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "zoo", type_attribute = "type", untyped = by_key, ttl_attribute = "expires")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
pub(crate) enum Zoo {
    Video(Video),
    User(User),
    Task(Task),
    Clip(Clip),
    Parcel(Parcel),
    Place(Place),
}

/// The number of entities.
pub(crate) const ZOO: u8 = 6;
