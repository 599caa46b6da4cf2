use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
struct User {
    #[entity(inkey)]
    id: u64,
}

fn main() {}
