//! A version is counted under one name.

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
struct User {
    id: u64,
    #[serde(alias = "rev")]
    #[entity(version)]
    version: u64,
}

fn main() {}
