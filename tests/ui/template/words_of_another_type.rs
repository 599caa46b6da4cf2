use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "{flag:upper}-{name:08}", sk = "{id:lower}#{id:date}")]
struct User {
    flag: bool,
    name: String,
    id: u64,
}

fn main() {}
