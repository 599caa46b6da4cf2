use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "by_user", pk = "user-{user}", sk = "{at}")]
pub struct Job {
    pub user: String,
    pub at: u64,
}
