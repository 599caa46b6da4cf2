#[path = "model/user.rs"]
mod model;

use dynamodel::Projection;
use model::User;
use serde::Deserialize;

#[derive(Deserialize, Projection)]
#[projection(of = User)]
struct Card {
    #[projection(path = address.city)]
    city: Option<String>,
    #[projection(path = deals.at(0).title)]
    title: Option<String>,
}

fn main() {
    let _ = User::by_name("ann").project::<Card>();
    let _ = User::by_team(1).project::<Card>();
}
