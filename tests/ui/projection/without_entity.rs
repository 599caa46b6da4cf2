use dynamodel::Projection;
use serde::Deserialize;

#[derive(Deserialize, Projection)]
struct Card {
    title: String,
}

fn main() {}
