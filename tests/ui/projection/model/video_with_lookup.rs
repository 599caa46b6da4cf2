use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
#[lookup(name = "by_creator", pk = "user-{creator_id}", sk = "{video_id}", project(include(title)))]
pub struct Video {
    pub video_id: u64,
    pub creator_id: u64,
    pub title: String,
    pub views: u64,
}
