//! No field can be stored as the attribute that counts the writes of an item.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
pub struct User {
    pub user_id: u64,
    #[serde(rename = "_revision")]
    pub revision: u64,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "kind")]
enum Entities {
    User(User),
}

fn main() {}
