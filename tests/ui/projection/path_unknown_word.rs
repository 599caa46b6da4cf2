#[path = "model/user.rs"]
mod model;

use dynamodel::Projection;
use model::User;
use serde::Deserialize;

#[derive(Deserialize, Projection)]
#[projection(of = User)]
struct Card {
    #[projection(pth = address.city)]
    city: String,
    #[projection(of = User)]
    name: String,
    #[projection(path = address.city, path = address.city)]
    town: String,
}

fn main() {}
