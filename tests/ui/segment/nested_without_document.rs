use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Address {
    city: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "{address.city}", sk = "_root")]
struct User {
    address: Address,
}

fn main() {}
