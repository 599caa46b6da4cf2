use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
#[lookup(name = "by_creator", pk = "user-{creator_id}", sk = "{video_id}", project(include(title)))]
struct Video {
    video_id: u64,
    creator_id: u64,
    title: String,
    views: u64,
}

#[derive(dynamodel::Table)]
#[table(name = "videos", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk", project(all))]
enum Videos {
    Video(Video),
}

async fn read(table: &dynamodel::TableClient<Videos>) -> Result<Vec<Video>, dynamodel::Error> {
    Video::by_creator(3).rev().all(table).await
}

fn main() {}
