//! The derive on the reference model.

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

/// Someone who uploads videos.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
pub struct User {
    user_id: u64,
    user_name: String,
}

/// A video.
#[allow(clippy::struct_field_names, reason = "as in the reference model")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
#[lookup(name = "by_creator", pk = "user-{creator_id}-videos", sk = "{created_at}#{video_id}")]
pub struct Video {
    video_id: u64,
    video_title: String,
    created_at: u32,
    creator_id: u64,
}

/// A video's place in a channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "in_channel", pk = "channel-{channel_id}-videos", sk = "{created_at}#{video_id}")]
pub struct ChannelVideo {
    channel_id: u64,
    video_id: u64,
    created_at: u32,
}

fn video() -> Video {
    Video { video_id: 7, video_title: "seven".to_owned(), created_at: 1, creator_id: 3 }
}

#[test]
fn functions_take_the_fields_of_their_templates() -> Result<(), dynamodel::Error> {
    let key = Video::key(7)?;
    assert_eq!((key.pk(), key.sk()), ("video-7", Some("_root")));
    assert_eq!(Video::decode_key("video-7", "_root")?, (7,));
    assert_eq!(Video::key(7)?, video().primary_key()?);

    let key = ChannelVideo::key(1, 2, 3)?;
    assert_eq!((key.pk(), key.sk()), ("channel-1-videos", Some("0000000002#00000000000000000003")));
    assert_eq!(ChannelVideo::decode_key("channel-1-videos", "0000000002#00000000000000000003")?, (1, 2, 3));

    let _ = Video::get(7);
    let _ = Video::delete(7);
    let _ = video().delete();
    let _ = video().create();
    Ok(())
}

#[test]
fn patterns_take_values_and_ranges_of_their_sort_segments() {
    let _ = Video::by_creator(3).range(3..4);
    let _ = Video::by_creator(3).range((3, 4)..=(3, 9));
    let _ = Video::by_creator(3).prefix((2024,)).range(2..6);
    let _ = Video::by_creator(3).prefix(2024).range(2..);
    let _ = Video::by_creator("3".parse().expect("a number"));
    let _ = ChannelVideo::in_channel(1);
}

#[test]
fn every_key_of_a_value_is_written() -> Result<(), dynamodel::Error> {
    let keys = format!("{:?}", dynamodel::__private::Stored::write_keys(&video())?);
    assert!(keys.contains("\"video-7\""), "{keys}");
    assert!(
        keys.contains("\"user-3-videos\"") && keys.contains("\"0000000001#00000000000000000007\""),
        "{keys}"
    );
    Ok(())
}

#[test]
fn a_key_of_another_form_is_refused() {
    for (pk, sk) in [("video-07", "_root"), ("video-7", "root"), ("video-", "_root"), ("user-7", "_root")] {
        assert!(Video::decode_key(pk, sk).is_err_and(|error| error.is_invalid_key()), "{pk}, {sk}");
    }
}

#[test]
fn the_attributes_are_there_at_compile_time() {
    const META: &dynamodel::schema::EntityMeta = Video::META;
    assert_eq!((META.name, META.type_name, META.keys.len()), ("Video", "Video", 2));
    assert_eq!(META.keys[0].pattern, None);
    assert_eq!(META.keys[1].pattern, Some("by_creator"));
    assert_eq!(META.keys[1].type_value, "Video.by_creator");
    assert_eq!(META.keys[1].pk.text, "user-{creator_id}-videos");
    let attributes: Vec<&str> = META.fields.iter().map(|field| field.attribute).collect();
    assert_eq!(attributes, ["video_id", "video_title", "created_at", "creator_id"]);
    assert_eq!(ChannelVideo::META.keys[0].pattern, Some("in_channel"));
}
