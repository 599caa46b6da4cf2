use dynamodel::{Entity, Table, Transaction};
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
    let _ = Transaction::new().and(User::delete(1).returning_old()).send(&table);
}
