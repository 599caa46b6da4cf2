use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "by_country", pk = "{country}", sk = "{title}#{id}")]
struct Job {
    country: String,
    title: String,
    id: u64,
}

fn main() {
    let _ = Job::by_country("de").range("a".."b");
}
