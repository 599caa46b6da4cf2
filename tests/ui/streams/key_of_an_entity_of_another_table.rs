#[path = "model/entities.rs"]
mod model;

use dynamodel::streams::Change;
use model::{Entities, Video};

fn key(change: &Change<Entities>) {
    let _ = change.key::<Video>();
}

fn main() {}
