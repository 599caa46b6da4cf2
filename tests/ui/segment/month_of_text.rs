use dynamodel::{Entity, KeySegment};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, KeySegment)]
struct Title(String);

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "all", sk = "{title:month}")]
struct Book {
    title: Title,
}

fn main() {}
