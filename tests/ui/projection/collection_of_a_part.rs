use dynamodel::{Collection, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
#[lookup(name = "by_creator", pk = "user-{creator_id}", sk = "{video_id}", project(keys_only))]
struct Video {
    video_id: u64,
    creator_id: u64,
}

#[derive(Collection)]
#[collection(name = "of_user", pk = "user-{creator_id}")]
enum OfUser {
    #[pattern(VideoByCreator)]
    Video(Video),
}

fn main() {}
