use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "shipment-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_warehouse", pk = "w-{warehouse}", sk = "{due}")]
struct Shipment {
    id: u64,
    #[entity(in_key)]
    warehouse: u64,
    due: Option<u32>,
}

fn main() {}
