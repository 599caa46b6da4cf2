use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "shipment-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_warehouse", pk = "w-{warehouse}", sk = "{id}")]
#[key(index = "gsi1", name = "by_owner", pk = "owner-{owner}", sk = "{id}")]
struct Shipment {
    id: u64,
    #[entity(in_key)]
    warehouse: Option<u64>,
    owner: Option<u64>,
}

fn main() {}
