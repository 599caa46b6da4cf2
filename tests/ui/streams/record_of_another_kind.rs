use dynamodel::streams::Change;
use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
struct User {
    user_id: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
struct Video {
    video_id: u64,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "entity_type")]
enum Entities {
    User(User),
}

fn main() {
    let _ = Change::<Entities>::read("record");
}
