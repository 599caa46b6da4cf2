//! Events of a day, in shards and in one partition.
#![allow(clippy::duplicated_attributes, reason = "each key has shards of its own")]

use dynamodel::{Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::world::table;

/// In shards under each of its keys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_day", pk = "DAY#{day}#{shard}", sk = "{at}#{id}", shards = 5)]
#[key(index = "gsi1", name = "by_status", pk = "{shard}-STATUS#{status}", sk = "{at:08}", shards = 3)]
#[key(index = "gsi2", name = "by_number", pk = "N{shard}", sk = "{number}", shards = 2)]
#[key(index = "lsi1", name = "by_id", sk = "{id}")]
#[lookup(name = "all_events", pk = "ALL#{shard}", sk = "{id}#{day}#{at}", shards = 11)]
pub(crate) struct Event {
    pub(crate) day: String,
    pub(crate) at: u32,
    pub(crate) id: u64,
    pub(crate) status: String,
    pub(crate) number: i32,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "events", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk", sk_type = N)]
#[index(name = "lsi1", sk = "lsi1sk", local)]
pub(crate) enum Events {
    Event(Event),
}

/// An event in a partition without shards.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_day", pk = "DAY#{day}", sk = "{at}#{id}")]
pub(crate) struct Whole {
    pub(crate) day: String,
    pub(crate) at: u32,
    pub(crate) id: u64,
    pub(crate) status: String,
    pub(crate) number: i32,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "wholes", type_attribute = "kind")]
pub(crate) enum Wholes {
    Whole(Whole),
}

pub(crate) fn event(at: u32, id: u64) -> Event {
    let status = if id.is_multiple_of(2) { "open" } else { "done" }.to_owned();
    let number = i32::try_from(id % 7).unwrap() * 50 - 150;
    Event { day: "2020-01-01".to_owned(), at, id, status, number }
}

impl From<Event> for Whole {
    fn from(Event { day, at, id, status, number }: Event) -> Self {
        Self { day, at, id, status, number }
    }
}

pub(crate) async fn filled(events: &[Event]) -> TableClient<Events> {
    let table = table::<Events>().await;
    for event in events {
        event.put().send(&table).await.unwrap();
    }
    table
}

/// 16 events, some at the same time.
pub(crate) fn events() -> Vec<Event> {
    (1..=16).map(|id| event(u32::try_from(id / 3).unwrap(), id * 11 % 17)).collect()
}
