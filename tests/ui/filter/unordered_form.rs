use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{id}", sk = "_root")]
struct Video {
    id: u64,
    #[serde(with = "dynamodel::form::text")]
    views: u64,
}

fn main() {
    let _ = Video::FIELDS.views.gt(5);
}
