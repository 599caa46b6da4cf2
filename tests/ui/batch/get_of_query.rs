use dynamodel::{BatchGet, Entity, Table};
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
    let _ = BatchGet::<Event, Entities>::new().and(Event::events(1));
}
