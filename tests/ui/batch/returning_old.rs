#[path = "model/entities.rs"]
mod model;

use dynamodel::BatchWrite;
use model::{Entities, User};

fn main() {
    let _ = BatchWrite::<Entities>::new().and(User::delete(1).returning_old());
}
