use std::collections::BTreeMap;

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
#[lookup(unique, name = "by_email", pk = "email-{email}", sk = "_root")]
struct User {
    user_id: u64,
    email: String,
    scores: BTreeMap<String, u32>,
}

fn main() {
    let _ = User::update(7).set(User::FIELDS.scores.key("chess"), 3);
}
