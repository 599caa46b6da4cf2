use dynamodel::{Document, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Document)]
struct Address {
    city: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "{address.city}", sk = "_root")]
struct User {
    #[serde(flatten)]
    address: Address,
}

fn main() {}
