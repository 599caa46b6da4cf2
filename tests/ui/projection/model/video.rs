use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
pub struct Video {
    pub video_id: u64,
    pub creator_id: u64,
    pub title: String,
    pub views: u64,
}
