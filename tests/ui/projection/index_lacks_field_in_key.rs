use dynamodel::{Entity, Projection};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "shipment-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_warehouse", pk = "w-{warehouse}", sk = "{id}")]
#[key(index = "gsi2", name = "by_city", pk = "city-{city}", sk = "{id}", project(keys_only))]
struct Shipment {
    id: u64,
    #[entity(in_key)]
    warehouse: u64,
    city: String,
}

#[derive(Deserialize, Projection)]
#[projection(of = Shipment)]
struct Place {
    warehouse: u64,
}

fn main() {
    let _ = Shipment::by_city("Bern").project::<Place>();
}
