#[path = "model/session.rs"]
mod model;

use dynamodel::Table;
use model::Session;

#[derive(Table)]
#[table(name = "sessions")]
enum Sessions {
    Session(Session),
}

fn main() {}
