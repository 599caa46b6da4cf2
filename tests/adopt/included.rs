//! An index with `include` that has all fields of an entity, which is read whole from it.

#![allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]

use std::slice;

use dynamodel::{Collection, Entity, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::support::store::stored;
use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "video-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_channel", pk = "channel-{channel}", sk = "video-{id}")]
struct Video {
    id: u32,
    #[serde(alias = "owner")]
    channel: String,
    title: String,
    views: Option<u64>,
    #[entity(ttl)]
    ends: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "channel-{channel}", sk = "_root")]
#[key(index = "gsi1", name = "by_name", pk = "channel-{channel}", sk = "_root")]
struct Channel {
    channel: String,
    title: String,
}

/// The index does not have its text, so it is read in part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "comment-{id}", sk = "_root")]
#[key(index = "gsi1", name = "on_channel", pk = "comments-{channel}", sk = "{id}", project(keys_only))]
struct Comment {
    id: u32,
    channel: String,
    text: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "videos", type_attribute = "type", ttl_attribute = "expires")]
#[index(
    name = "gsi1",
    pk = "gsi1pk",
    sk = "gsi1sk",
    project(include("id", "channel", "owner", "title", "views"))
)]
enum Videos {
    Video(Video),
    Channel(Channel),
    Comment(Comment),
}

#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "of_channel", pk = "channel-{channel}")]
enum OfChannel {
    #[pattern(ChannelByName)]
    Channel(Channel),
    #[pattern(VideoByChannel)]
    Video(Video),
}

fn video(id: u32, views: Option<u64>) -> Video {
    let ends = Some(Timestamp::from_second(9_000_000_000).unwrap());
    Video { id, channel: "tea".to_owned(), title: format!("no {id}"), views, ends }
}

#[tokio::test]
async fn an_index_with_all_fields_is_read_whole() {
    let table = table::<Videos>().await;
    let (first, second) = (video(1, None), video(2, Some(7)));
    let channel = Channel { channel: "tea".to_owned(), title: "Tea".to_owned() };
    for video in [&first, &second] {
        video.create().send(&table).await.unwrap();
    }
    channel.create().send(&table).await.unwrap();
    Comment { id: 1, channel: "tea".to_owned(), text: "x".to_owned() }.create().send(&table).await.unwrap();
    let videos = Video::by_channel("tea").all(&table).await.unwrap();
    assert_eq!(videos, [first.clone(), second.clone()]);
    assert_eq!(Video::scan_by_channel().count(&table).await.unwrap(), 2);
    let all = OfChannel::of_channel("tea").all(&table).await.unwrap();
    assert_eq!(all, [OfChannel::Channel(channel), OfChannel::Video(first), OfChannel::Video(second)]);

    let loaded = &videos[0];
    loaded.update().set(Video::FIELDS.views, Some(1)).send(&table).await.unwrap();
    let changed = Video { views: Some(1), ..videos[0].clone() };
    let read = Video::by_channel("tea").prefix(1).all(&table).await.unwrap();
    assert_eq!(read, slice::from_ref(&changed));
    assert_eq!(Video::get(1).send(&table).await.unwrap(), Some(changed));
    assert_eq!(stored(&table).await.len(), 4);
}
