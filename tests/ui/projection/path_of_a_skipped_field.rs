#[path = "model/user.rs"]
mod model;

use dynamodel::Projection;
use model::User;
use serde::Deserialize;

#[derive(Deserialize, Projection)]
#[projection(of = User)]
struct Card {
    name: String,
    #[serde(skip)]
    #[projection(path = address.city)]
    city: String,
}

fn main() {}
