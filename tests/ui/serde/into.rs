use dynamodel::Entity;
use serde::{Deserialize, Serialize};

impl From<User> for u64 {
    fn from(user: User) -> u64 {
        user.id
    }
}

#[derive(Clone, Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
#[serde(into = "u64")]
struct User {
    id: u64,
}

fn main() {}
