use dynamodel::Entity;
use serde::{Deserialize, Serialize};

const REPOSITORY_PK: &str = "REPO#{owner}#{name}";

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = REPOSITORY_PK, sk = pk)]
struct Repository {
    owner: String,
    name: String,
}

fn main() {}
