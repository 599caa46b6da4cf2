use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "match-{id}", sk = pk)]
#[key(index = "gsi1", name = "by_league", pk = [league], sk = pk)]
struct Match {
    id: u64,
    league: String,
}

fn main() {}
