use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "clip-{id}", sk = "_root")]
#[lookup(name = "by_owner", pk = "owner-{owner}", sk = "{id}", project(include(version)))]
struct Clip {
    id: u64,
    owner: u64,
    views: u64,
    #[entity(version)]
    version: u64,
}

fn main() {
    let _ = Clip::update(7).add(Clip::FIELDS.views, 1);
}
