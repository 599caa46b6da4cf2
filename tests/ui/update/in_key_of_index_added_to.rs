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
    let shipment = Shipment { id: 1, warehouse: 2 };
    let _ = shipment.update().add(Shipment::FIELDS.warehouse, 1);
    let _ = Shipment::update(1).add(Shipment::FIELDS.warehouse, 1);
}
