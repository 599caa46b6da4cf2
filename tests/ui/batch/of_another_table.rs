#[path = "model/entities.rs"]
mod model;

use dynamodel::{BatchWrite, Entity};
use serde::{Deserialize, Serialize};
use model::{Entities, User};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "event-{event_id}", sk = "_root")]
struct Event {
    event_id: u64,
}

fn main() {
    let _ = BatchWrite::<Entities>::new().and(User::delete(1)).and(Event::delete(2));
}
