use dynamodel::{Entity, Table, transact_get};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "events", pk = "events-{day}", sk = "{event_id}")]
struct Event {
    day: u32,
    event_id: u64,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "type")]
enum Entities {
    Event(Event),
}

fn main() {
    let table = Entities::table(dynamodel::embedded::client());
    let _ = transact_get((Event::get(1, 2), Event::get(1, 3).required())).send(&table);
}
