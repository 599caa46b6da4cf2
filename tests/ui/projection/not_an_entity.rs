use dynamodel::Projection;
use serde::Deserialize;

#[derive(Deserialize)]
struct Video {
    title: String,
}

#[derive(Deserialize, Projection)]
#[projection(of = Video)]
struct Card {
    title: String,
    views: u64,
}

fn main() {}
