use dynamodel::{BatchWrite, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
#[lookup(name = "by_creator", pk = "user-{creator_id}", sk = "{video_id}")]
struct Video {
    video_id: u64,
    creator_id: u64,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "type")]
enum Entities {
    Video(Video),
}

fn main() {
    let video = Video { video_id: 1, creator_id: 2 };
    let _ = BatchWrite::<Entities>::new().and(video.put());
}
