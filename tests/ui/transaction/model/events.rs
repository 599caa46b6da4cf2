use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "events", pk = "events-{day}", sk = "{event_id}")]
pub struct Event {
    pub day: u32,
    pub event_id: u64,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "type")]
pub enum Entities {
    Event(Event),
}
