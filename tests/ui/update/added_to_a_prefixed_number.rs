use dynamodel::Entity;
use serde::{Deserialize, Serialize};

dynamodel::prefixed!(rank, "r");

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "post-{id}", sk = "_root")]
struct Post {
    id: u64,
    #[serde(with = "rank")]
    rank: u64,
}

fn main() {
    let _ = Post::update(7).add(Post::FIELDS.rank, 1);
}
