//! Keys of indexes that are made of a form of what is in the primary key, changes that keep the primary key, and the end of
//! a key whose optional component goes.
#![allow(clippy::duplicated_attributes, reason = "an attribute is written alike wherever it is")]

use dynamodel::{Document, Entity, Table};
use jiff::Timestamp;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use crate::values::{option, text};

/// The lower case of the name is in the primary key, and the indexes have it, or the name as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "store#{store:lower}", sk = "_root")]
#[key(index = "gsi1", name = "by_end", pk = "{store:lower}#ends", sk = "{end}")]
#[key(index = "gsi2", name = "by_kind", pk = "kind-{kind}", sk = "{store:lower}")]
#[key(index = "gsi3", name = "by_name", pk = "named-{store}", sk = "{rank}")]
struct Store {
    store: String,
    end: u32,
    kind: bool,
    rank: u8,
    note: String,
}

/// The second of the time is in the primary key, which is also the sort key of an index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "log-{id}", sk = "{at:s}")]
#[key(index = "by_level", name = "by_level", pk = "level-{level}", sk = "{at:s}#{id}")]
#[key(index = "by_room", name = "by_room", pk = "room-{room}", sk = "{at:s}")]
#[key(index = "by_user", name = "by_user", pk = "user-{user}", sk = "{at:s}")]
struct Entry {
    id: u32,
    at: Timestamp,
    level: u8,
    room: u8,
    user: Option<u8>,
    note: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
struct Address {
    city: String,
    street: String,
}

/// A member of a field is in the primary key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "shop-{address.city}", sk = "{name:upper}")]
#[key(index = "by_level", name = "by_zip", pk = "zip-{zip}", sk = "{address.city}")]
struct Shop {
    name: String,
    address: Address,
    zip: u32,
}

/// The name is copied, and claimed as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "member-{id}", sk = "{name:upper}")]
#[lookup(name = "by_club", pk = "club-{club}", sk = "{name:upper}#{id}")]
struct Member {
    id: u32,
    #[entity(unique)]
    name: String,
    club: u8,
}

/// Whoever has no manager is in no index of managers, whatever else the key is made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "emp-{id}", sk = "_root")]
#[key(index = "by_level", name = "by_manager", pk = "manager-{manager}", sk = "{level}#{since}")]
#[key(index = "gsi1", name = "by_team", pk = "team-{team}", sk = "{level}", when(manager = some))]
#[key(index = "gsi3", name = "by_since", pk = "since-{since}", sk = "{id}")]
struct Emp {
    id: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    manager: Option<u32>,
    team: u8,
    level: u8,
    since: u16,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "kept", type_attribute = "kind_of")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk")]
#[index(name = "gsi3", pk = "gsi3pk", sk = "gsi3sk")]
#[index(name = "by_level", pk = "level_key", sk = "level_sk")]
#[index(name = "by_room", pk = "room_key", sk = "sk")]
#[index(name = "by_user", pk = "user_key", sk = "sk")]
enum Kept {
    Store(Store),
    Entry(Entry),
    Shop(Shop),
    Member(Member),
    Emp(Emp),
}

fn rome() -> impl Strategy<Value = String> {
    proptest::sample::select(vec!["Rome", "rome", "ROME"]).prop_map(str::to_owned)
}

fn address() -> impl Strategy<Value = Address> {
    text().prop_map(|street| Address { city: "Rome".to_owned(), street })
}

/// Times within one second.
fn moment() -> impl Strategy<Value = Timestamp> {
    (0..1_000_000_000).prop_map(|nanos| Timestamp::new(1_600_000_000, nanos).unwrap())
}

case!(forms_of_the_primary_key: Store in Kept, |store| (&store.store), {
    store: loaded = rome(),
    end: set = 0..9_u32,
    kind: set = any::<bool>(),
    rank: loaded = 0..9_u8,
    note: set = text(),
});

case!(the_sort_key_of_the_table: Entry in Kept, |entry| (entry.id, &entry.at), {
    id: key = 0..9_u32,
    at: loaded = moment(),
    level: set = 0..9_u8,
    room: set = 0..9_u8,
    user: set = option(0..9_u8),
    note: set = text(),
});

case!(members_of_fields: Shop in Kept, |shop| (&shop.address.city, &shop.name), {
    name: loaded = rome(),
    address: loaded = address(),
    zip: set = any::<u32>(),
});

case!(copies_and_markers: Member in Kept, |member| (member.id, &member.name), {
    id: key = 0..9_u32,
    name: loaded = rome(),
    club: loaded = 0..9_u8,
});

case!(optional_components: Emp in Kept, |emp| (emp.id), {
    id: key = 0..9_u32,
    manager: removed = option(0..9_u32),
    team: loaded = 0..9_u8,
    level: loaded = 0..9_u8,
    since: loaded = 0..9_u16,
});
