use dynamodel::{Entity, Projection};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
struct Video {
    video_id: u64,
    creator_id: u64,
    #[serde(with = "text")]
    title: String,
    views: u64,
}

mod text {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
        text.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        String::deserialize(deserializer)
    }
}

#[derive(Deserialize, Projection)]
#[projection(of = Video)]
struct Card {
    title: String,
}

fn main() {}
