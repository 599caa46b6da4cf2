use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

dynamodel::prefixed!(video_id, "video-");

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
#[key(index = "gsi1", name = "by_status", pk = [status], sk = [video_id])]
struct Video {
    #[serde(with = "video_id")]
    video_id: u64,
    status: String,
}

#[derive(Table)]
#[table(name = "work", type_attribute = "kind")]
#[index(name = "gsi1", pk = ["status"], sk = ["video_id"])]
enum Work {
    Video(Video),
}

fn main() {
    let _ = Video::by_status("open").range(5..);
}
