#[path = "model/user.rs"]
mod model;

use dynamodel::Projection;
use model::User;
use serde::Deserialize;

#[derive(Deserialize, Projection)]
#[projection(of = User)]
struct Card {
    #[projection(path = address.city.len())]
    length: usize,
    #[projection(path = 7)]
    seven: usize,
}

fn main() {}
