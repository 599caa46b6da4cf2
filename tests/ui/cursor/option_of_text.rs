use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "events", pk = "events-{day}", sk = "{event_id}")]
struct Event {
    day: u32,
    event_id: u64,
}

fn list(after: Option<String>) {
    let _ = Event::events(1).after(after);
}

fn main() {}
