#[path = "model/entities.rs"]
mod model;

use dynamodel::{Entity, Table, Transaction};
use serde::{Deserialize, Serialize};
use model::Entities;

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "event-{event_id}", sk = "_root")]
struct Event {
    event_id: u64,
}

#[derive(Table)]
#[table(name = "events", type_attribute = "type")]
enum Events {
    Event(Event),
}

fn main() {
    let table = Entities::table(dynamodel::embedded::client());
    let _ = Transaction::new().and(Event::delete(1)).send(&table);
}
