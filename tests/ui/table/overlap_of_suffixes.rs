//! A name can be `bob-videos`.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{name}", sk = "_root")]
pub struct Account {
    pub name: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{name}-videos", sk = "_root")]
pub struct Video {
    pub name: String,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "kind")]
enum Entities {
    Account(Account),
    Video(Video),
}

fn main() {}
