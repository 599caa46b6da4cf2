use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Clone, Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
pub struct User {
    pub user_id: u64,
    pub visits: u64,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "type")]
pub enum Entities {
    User(User),
}
