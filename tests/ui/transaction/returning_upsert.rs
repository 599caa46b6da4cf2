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
    let user = User { user_id: 1, visits: 1 };
    let _ = transact([User::update(1).returning_new().upsert(&user)]).send(&table);
}
