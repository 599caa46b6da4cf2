use dynamodel::{Document, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "account-{id}", sk = "{serial}")]
struct Account {
    id: u64,
    #[entity(in_key)]
    serial: u128,
    balance: i128,
    limit: Option<u128>,
}

#[derive(Serialize, Deserialize, Document)]
struct Limits {
    most: u128,
}

fn main() {}
