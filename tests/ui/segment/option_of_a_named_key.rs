use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "of_team", pk = "team-{team}", sk = "{id}")]
struct User {
    team: Option<u64>,
    id: u64,
}

fn main() {}
