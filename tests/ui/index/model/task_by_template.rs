use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_status", pk = "status-{status}", sk = "{id}")]
pub struct Task {
    pub id: u64,
    pub status: String,
}
