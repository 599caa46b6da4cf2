#[path = "model/entities.rs"]
mod model;

use dynamodel::{BatchWrite, Entity};
use model::{Entities, User};

fn main() {
    let _ = BatchWrite::<Entities>::new().and(User { user_id: 1 }.create());
}
