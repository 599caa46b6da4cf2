use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "clip-{id}", sk = "_root")]
#[lookup(name = "by_owner", pk = "owner-{owner}", sk = "{id}", project(include(changed)))]
struct Clip {
    id: u64,
    owner: u64,
    views: u64,
    #[entity(updated_at)]
    changed: jiff::Timestamp,
}

fn clip() -> Clip {
    unimplemented!()
}

fn main() {
    let _ = clip().update().keep_updated_at().add(Clip::FIELDS.views, 1);
    let _ = Clip::update(7).add(Clip::FIELDS.views, 1);
}
