use std::collections::BTreeMap;

use dynamodel::{Document, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Document)]
pub struct Address {
    pub city: String,
    #[serde(with = "dynamodel::string_set")]
    pub labels: std::collections::BTreeSet<String>,
}

#[derive(Serialize, Deserialize, Document)]
pub struct Deal {
    pub title: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
#[lookup(name = "by_name", pk = "name-{name}", sk = "{user_id}", project(include(deals)))]
#[key(index = "gsi1", name = "by_team", pk = "{team}", sk = "{user_id}", project(keys_only))]
pub struct User {
    pub user_id: u64,
    pub name: String,
    pub team: u8,
    pub address: Option<Address>,
    pub deals: Vec<Deal>,
    pub homes: BTreeMap<String, Address>,
}
