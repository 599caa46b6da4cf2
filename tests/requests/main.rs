//! The requests that operations make, without a network.

#![allow(clippy::struct_field_names, reason = "fields are named as in tables")]

mod backfill;
mod collections;
#[path = "../../examples/github/model.rs"]
#[allow(unreachable_pub, dead_code, clippy::duplicated_attributes, reason = "the example's own")]
mod github;
mod indexes;
#[path = "../support/model.rs"]
#[allow(unreachable_pub, dead_code, reason = "each test binary uses its own part")]
mod model;
mod projections;
mod reads;
mod render;
mod shards;
mod unique;
mod untyped;
mod updates;
mod writes;

use std::time::{Duration, UNIX_EPOCH};

use dynamodel::{Entity, Table, TableClient};
use jiff::Timestamp;
use model::{Video, YouTube};
use serde::{Deserialize, Serialize};

/// A client that nothing is ever sent with.
fn table() -> TableClient<YouTube> {
    YouTube::table(dynamodel::embedded::client())
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of", pk = "user-{user}", sk = "{id}")]
struct Session {
    user: u32,
    id: u32,
    #[entity(ttl)]
    until: u64,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "sessions", type_attribute = "kind", ttl_attribute = "expires_at")]
enum Sessions {
    Session(Session),
}

/// A table at 1000 seconds after 1970.
fn sessions() -> TableClient<Sessions> {
    let now = || UNIX_EPOCH + Duration::from_secs(1_000);
    Sessions::table(dynamodel::embedded::client()).with_clock(now)
}

/// 2020-01-01T00:00:00Z and this many seconds.
fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_577_836_800 + seconds).unwrap()
}

fn video() -> Video {
    Video { video_id: 5, video_title: "video5".to_owned(), created_at: at(0), creator_id: 3 }
}
