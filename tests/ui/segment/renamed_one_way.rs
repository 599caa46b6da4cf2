use dynamodel::KeySegment;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, KeySegment)]
#[serde(rename_all(serialize = "lowercase"))]
enum Status {
    Open,
}

fn main() {}
