use dynamodel::Entity;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "logins", pk = "user-{id}", sk = "{at:offset}")]
struct Login {
    id: u64,
    at: DateTime,
}

fn main() {}
