#[path = "model/entities.rs"]
mod model;

use dynamodel::streams::Change;
use model::Entities;

fn main() {
    let _ = Change::<Entities>::read("record");
}
