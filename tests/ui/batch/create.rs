use dynamodel::{BatchWrite, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
struct User {
    user_id: u64,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "type")]
enum Entities {
    User(User),
}

fn main() {
    let _ = BatchWrite::<Entities>::new().and(User { user_id: 1 }.create());
}
