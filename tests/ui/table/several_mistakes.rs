//! Each is said at once, and nothing about the code that uses the table.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
pub struct User {
    pub user_id: u64,
}

#[derive(Table)]
#[table(name = "x", type_attribute = "pk", shared(User))]
enum Entities {
    User(User),
    Nothing,
}

fn main() {
    let table: fn(_) -> _ = Entities::table;
    let _ = (table, Entities::scan(), Entities::from(User { user_id: 7 }));
}
