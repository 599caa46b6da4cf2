use dynamodel::{Entity, Table, transact};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
struct User {
    user_id: u64,
    visits: u64,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "type")]
enum Entities {
    User(User),
}

fn main() {
    let table = Entities::table(dynamodel::embedded::client());
    let user = User { user_id: 1, visits: 0 };
    let _ = transact((User::get(2).must_exist(), user.create().returning_new())).send(&table);
}
