use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct UserId(u64);

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "all", pk = "user-{id}", sk = "{id}")]
#[lookup(name = "by_name", pk = "name-{name}", sk = "{id}#{name}")]
struct User {
    id: UserId,
    name: String,
}

fn main() {
    let _ = User::get(&UserId(3));
    let _ = User::all(&UserId(3)).range(UserId(1)..UserId(2));
    let _ = User::by_name("a").prefix(UserId(3));
}
