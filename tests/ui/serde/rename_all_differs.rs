use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
#[serde(rename_all(serialize = "camelCase", deserialize = "snake_case"))]
struct User {
    id: u64,
}

fn main() {}
