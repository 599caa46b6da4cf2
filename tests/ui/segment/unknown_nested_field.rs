use dynamodel::{Document, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Document)]
struct Address {
    city: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "{address.town}", sk = "_root")]
struct User {
    address: Address,
}

fn main() {}
