use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = [id], sk = "_root")]
struct Task {
    id: u64,
    status: String,
    due: u32,
}

fn main() {}
