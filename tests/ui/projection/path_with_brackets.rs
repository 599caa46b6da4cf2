#[path = "model/user.rs"]
mod model;

use dynamodel::Projection;
use model::User;
use serde::Deserialize;

#[derive(Deserialize, Projection)]
#[projection(of = User)]
struct Card {
    #[projection(path = deals[0].title)]
    title: String,
    #[projection(path = homes["home"].city)]
    city: String,
}

fn main() {}
