//! Keys in shards: the primary one, those of indexes, and those of lookups.

use dynamodel::{Entity, Table};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use crate::values::{option, word};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_day", pk = "DAY#{day}#{shard}", sk = "{at}#{id}", shards = 5)]
#[key(index = "gsi1", name = "by_status", pk = "{shard}-STATUS#{status}", sk = "{at:08}", shards = 3)]
#[key(index = "gsi2", name = "by_number", pk = "N{shard}", sk = "{number}", shards = 2)]
struct Event {
    day: String,
    at: u32,
    id: u64,
    status: Option<String>,
    number: i32,
}

/// A sharded entity with copies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_day", pk = "ENTRY#{day}#{shard}", sk = "{at}#{id}", shards = 4)]
#[lookup(name = "all", pk = "ALL#{shard}", sk = "{id}#{day}#{at}", shards = 11)]
#[lookup(name = "of_number", pk = "NUMBER#{number}#{shard}", sk = "{id}#{day}#{at}", shards = 2)]
struct Entry {
    day: String,
    at: u32,
    id: u64,
    number: i32,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "events", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk", sk_type = N)]
enum Events {
    Event(Event),
    Entry(Entry),
}

case!(sharded_indexes: Event in Events, |event| (&event.day, event.at, event.id), {
    day: key = word(),
    at: key = 0..100_u32,
    id: key = any::<u64>(),
    status: set = option(word()),
    number: set = any::<i32>(),
});

case!(sharded_lookups: Entry in Events, |entry| (&entry.day, entry.at, entry.id), {
    day: key = word(),
    at: key = any::<u32>(),
    id: key = any::<u64>(),
    number: loaded = any::<i32>(),
});
