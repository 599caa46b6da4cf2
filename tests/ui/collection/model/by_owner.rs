use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "by_owner", pk = "REPO#{name}", sk = "REPO#{name}")]
pub struct Repository {
    pub name: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "by_owner", pk = "REPO#{repository}", sk = "ISSUE#{number}")]
pub struct Issue {
    pub repository: String,
    pub number: u32,
}
