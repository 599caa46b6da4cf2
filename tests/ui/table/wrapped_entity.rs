use std::sync::Arc;

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
struct User {
    user_id: u64,
}

#[derive(Table)]
#[table(name = "users")]
enum Users {
    User(Option<User>),
}

#[derive(Table)]
#[table(name = "more")]
enum More {
    User(Arc<User>),
}

fn main() {}
