#[path = "model/user.rs"]
mod model;

use dynamodel::Projection;
use model::User;
use serde::Deserialize;

#[derive(Deserialize, Projection)]
#[projection(of = User)]
struct Card {
    #[projection(path = homes.key("").city)]
    city: Option<String>,
}

fn main() {}
