use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct UserId(u64);

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id:date}", sk = "_root")]
struct User {
    id: UserId,
}

fn main() {}
