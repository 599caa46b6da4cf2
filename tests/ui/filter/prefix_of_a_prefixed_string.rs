use dynamodel::Entity;
use serde::{Deserialize, Serialize};

dynamodel::prefixed!(slug, "s/");

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "post-{id}", sk = "_root")]
struct Post {
    id: u64,
    #[serde(with = "slug")]
    slug: String,
}

fn main() {
    let _ = Post::FIELDS.slug.begins_with("ru");
}
