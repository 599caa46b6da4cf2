//! An older name of a field is no attribute that the table writes.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
struct User {
    id: u64,
    #[serde(alias = "gsi1pk")]
    mail: String,
}

#[derive(Table)]
#[table(name = "users", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Users {
    User(User),
}

fn main() {}
