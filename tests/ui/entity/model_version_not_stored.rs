use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
enum Version {
    First,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "_root")]
struct Note {
    id: u64,
    #[serde(skip)]
    #[entity(model_version)]
    model: Version,
}

fn main() {}
