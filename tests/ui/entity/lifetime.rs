use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
struct User<'a> {
    id: u64,
    name: &'a str,
}

fn main() {}
