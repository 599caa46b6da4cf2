#[path = "model/entities.rs"]
mod model;

use dynamodel::Entity;
use model::User;

fn main() {
    let _ = User { user_id: 7 }.create().condition(User::FIELDS.user_id.exists());
}
