use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "shipment-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_warehouse", pk = "w-{warehouse}", sk = "{id}")]
struct Shipment {
    id: u64,
    #[entity(in_key)]
    warehouse: u64,
}

fn main() {
    let _ = Shipment::scan().filter(Shipment::FIELDS.warehouse.gt(1));
}
