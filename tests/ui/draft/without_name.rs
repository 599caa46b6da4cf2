use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
#[entity(draft(derive(Clone)))]
struct User {
    user_id: u64,
    #[entity(version)]
    version: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "team-{team_id}", sk = "_root")]
#[entity(draft)]
struct Team {
    team_id: u64,
    #[entity(version)]
    version: u64,
}

fn main() {}
