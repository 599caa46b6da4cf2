//! Items that expire: their copies and markers do with them, and the time may be in the key of an index.

use dynamodel::{Entity, Table};
use jiff::Timestamp;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use crate::values::{option, text, time, word};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of", pk = "user-{user}", sk = "session-{id}")]
#[key(index = "gsi1", name = "by_day", pk = "day-{until:date}", sk = "{until:s}#{id}")]
#[lookup(name = "by_device", pk = "device-{device}", sk = "{user}#{id}", project(keys_only))]
struct Session {
    user: u32,
    id: u32,
    #[entity(unique)]
    token: String,
    device: String,
    #[entity(ttl)]
    until: Timestamp,
    note: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of", pk = "user-{user}", sk = "hint-{id}")]
#[key(index = "gsi1", name = "by_end", pk = "hints", sk = "{ends}#{id}")]
struct Hint {
    user: u32,
    id: u32,
    #[entity(ttl)]
    #[serde(rename = "endsAt")]
    ends: Option<u64>,
    text: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "accounts", type_attribute = "kind", ttl_attribute = "expires")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Accounts {
    Session(Session),
    Hint(Hint),
}

case!(expiring_with_copies: Session in Accounts, |session| (session.user, session.id), {
    user: key = any::<u32>(),
    id: key = any::<u32>(),
    token: loaded = text(),
    device: loaded = word(),
    until: loaded = time(),
    note: set = text(),
});

case!(expiring: Hint in Accounts, |hint| (hint.user, hint.id), {
    user: key = any::<u32>(),
    id: key = any::<u32>(),
    ends: set = option(5_000..9_000_u64),
    text: set = text(),
});
