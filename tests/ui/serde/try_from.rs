use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Raw {
    id: u64,
}

impl From<Raw> for User {
    fn from(raw: Raw) -> Self {
        Self { id: raw.id }
    }
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
#[serde(try_from = "Raw")]
struct User {
    id: u64,
}

fn main() {}
