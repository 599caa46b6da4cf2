use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{idd}", sk = "{name:lowr}")]
#[entity(delimeter = "|")]
struct User {
    id: u64,
    #[entity(in_key)]
    name: String,
}

fn main() {}
