#[path = "model/video_with_lookup.rs"]
mod model;

use model::Video;

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
