#[path = "model/session.rs"]
mod model;

use dynamodel::Table;
use model::Session;

#[derive(Table)]
#[table(name = "sessions", ttl_attribute = "until")]
#[index(name = "gsi1", pk = "until")]
enum Sessions {
    Session(Session),
}

fn main() {}
