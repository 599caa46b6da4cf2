//! Indexes over templates: of one field, of several, of an optional, of a nested one, and two over one attribute.

use std::collections::BTreeSet;

use dynamodel::{Document, Entity, Table};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use crate::values::{option, some_text, text};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
struct Place {
    city: String,
    floor: Option<i16>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "{part}")]
#[key(index = "gsi1", name = "by_status", pk = "status-{status}", sk = "{due:08}#{id}")]
#[key(index = "gsi2", name = "by_owner", pk = "owner-{owner}", sk = "{part}#{id}")]
#[key(index = "gsi3", name = "by_city", pk = "city-{place.city:escaped}", sk = "{rank}#{id}")]
#[key(index = "gsi4", name = "by_rank", pk = "status-{status}", sk = "{rank}#{id}")]
#[key(index = "lsi1", name = "by_level", sk = "{level}")]
struct Task {
    id: u32,
    part: u8,
    status: bool,
    due: u32,
    owner: Option<u8>,
    place: Place,
    rank: i8,
    level: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    count: i64,
    tags: Vec<String>,
    #[serde(default, with = "dynamodel::string_set", skip_serializing_if = "BTreeSet::is_empty")]
    labels: BTreeSet<String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "tasks", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk")]
#[index(name = "gsi3", pk = "gsi3pk", sk = "gsi3sk")]
#[index(name = "gsi4", pk = "gsi1pk", sk = "gsi4sk")]
#[index(name = "lsi1", sk = "lsi1sk", local)]
enum Tasks {
    Task(Task),
}

fn place() -> impl Strategy<Value = Place> {
    (some_text(), any::<Option<i16>>()).prop_map(|(city, floor)| Place { city, floor })
}

case!(templates: Task in Tasks, |task| (task.id, task.part), {
    id: key = any::<u32>(),
    part: key = any::<u8>(),
    status: loaded = any::<bool>(),
    due: loaded = 0..100_u32,
    owner: set = option(any::<u8>()),
    place: loaded = place(),
    rank: loaded = any::<i8>(),
    level: set = any::<i32>(),
    note: set = option(text()),
    count: set = any::<i64>(),
    tags: set = vec(text(), 0..3),
    labels: set = btree_set(some_text(), 0..3),
});
