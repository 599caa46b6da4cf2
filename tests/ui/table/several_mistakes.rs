//! Each is said at once, and nothing about the code that uses the table.

#[path = "model/user.rs"]
mod model;

use dynamodel::Table;
use model::User;

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
