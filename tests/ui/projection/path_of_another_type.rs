#[path = "model/user.rs"]
mod model;

use dynamodel::Projection;
use model::User;
use serde::Deserialize;

#[derive(Deserialize, Projection)]
#[projection(of = User)]
struct Card {
    #[projection(path = address.city)]
    city: u64,
    #[projection(path = deals.at(0).title)]
    title: Vec<String>,
}

fn main() {}
