#[path = "model/user.rs"]
mod model;

use dynamodel::Projection;
use model::User;
use serde::Deserialize;

#[derive(Deserialize, Projection)]
#[projection(of = User)]
struct Card {
    #[projection(path = name.first)]
    first: String,
    #[projection(path = name.at(0))]
    letter: Option<String>,
}

fn main() {}
