#[path = "model/user.rs"]
mod model;

use dynamodel::Projection;
use model::User;
use serde::Deserialize;

#[derive(Deserialize, Projection)]
#[projection(of = User)]
struct Card {
    #[projection(path = address.ctiy)]
    city: Option<String>,
    #[projection(path = adress.city)]
    town: Option<String>,
}

fn main() {}
