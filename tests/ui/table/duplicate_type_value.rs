//! Which entity would an item be?

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

mod old {
    use super::*;

    #[derive(Serialize, Deserialize, Entity)]
    #[key(pk = "old-user-{user_id}", sk = "_root")]
    pub struct User {
        pub user_id: u64,
    }
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
pub struct User {
    pub user_id: u64,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "kind")]
enum Entities {
    User(User),
    OldUser(old::User),
}

fn main() {}
