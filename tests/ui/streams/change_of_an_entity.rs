#[path = "model/entities.rs"]
mod model;

use dynamodel::streams::Change;
use model::User;

fn handle(_change: Change<User>) {}

fn main() {}
