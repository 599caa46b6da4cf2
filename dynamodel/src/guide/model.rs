use std::collections::BTreeSet;
use std::time::SystemTime;

use dynamodel::{Collection, Entity, Projection, Table};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
#[lookup(unique, name = "by_email", pk = "email-{email}", sk = "_root")]
pub struct User {
    pub user_id: u64,
    pub email: String,
    #[entity(unique)]
    pub user_name: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
#[key(index = "gsi1", name = "by_creator", pk = "user-{creator_id}", sk = "{year}#{title}")]
#[key(
    index = "gsi2",
    name = "by_category",
    pk = "category-{category}",
    sk = "{video_id}",
    project(keys_only)
)]
pub struct Video {
    pub video_id: u64,
    pub creator_id: u64,
    pub year: u16,
    pub title: String,
    pub category: Option<String>,
    pub views: u64,
    pub tags: Vec<String>,
    #[serde(with = "dynamodel::string_set")]
    pub languages: BTreeSet<String>,
}

#[derive(Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Video)]
pub struct VideoCard {
    pub video_id: u64,
    pub title: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_video", pk = "video-{video_id}", sk = "comment-{comment_id}")]
pub struct Comment {
    pub video_id: u64,
    pub comment_id: u32,
    pub text: String,
    pub likes: u64,
}

/// An item on the page of a video.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "on_page", pk = "video-{video_id}")]
pub enum VideoItem {
    Comment(Comment),
    Video(Video),
}

/// A video with its comments.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "with_comments", pk = "video-{video_id}")]
pub struct VideoWithComments {
    #[collection(parent)]
    pub video: Option<Video>,
    #[collection(children)]
    pub comments: Vec<Comment>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "note-{note_id}", sk = "_root")]
pub struct Note {
    pub note_id: u64,
    pub text: String,
    #[entity(version)]
    pub version: u64,
    #[entity(updated_at)]
    pub updated_at: SystemTime,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_user", pk = "user-{user_id}", sk = "session-{session_id}")]
pub struct Session {
    pub user_id: u64,
    pub session_id: u32,
    #[entity(ttl)]
    pub ends_at: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "entities", type_attribute = "entity_type", ttl_attribute = "expires_at")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk")]
pub enum YouTube {
    User(User),
    Video(Video),
    Comment(Comment),
    Note(Note),
    Session(Session),
}
