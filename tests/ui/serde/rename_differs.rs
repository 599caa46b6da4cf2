use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
struct User {
    #[serde(rename(serialize = "ID", deserialize = "id"))]
    id: u64,
}

fn main() {}
