//! The requests that operations make, without a network.

#![allow(clippy::struct_field_names, reason = "fields are named as in tables")]

#[path = "../examples/youtube/model.rs"]
#[allow(unreachable_pub, dead_code, reason = "the example's own")]
mod model;
#[path = "requests/reads.rs"]
mod reads;
#[path = "requests/render.rs"]
mod render;
#[path = "requests/unique.rs"]
mod unique;
#[path = "requests/writes.rs"]
mod writes;

use dynamodel::TableClient;
use jiff::Timestamp;
use model::{Video, YouTube};

/// A client that nothing is ever sent with.
fn table() -> TableClient<YouTube> {
    YouTube::table(dynamodel::embedded::client())
}

/// 2020-01-01T00:00:00Z and this many seconds.
fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_577_836_800 + seconds).unwrap()
}

fn video() -> Video {
    Video { video_id: 5, video_title: "video5".to_owned(), created_at: at(0), creator_id: 3 }
}
