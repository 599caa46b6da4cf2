use dynamodel::KeySegment;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, KeySegment)]
enum Status {
    Open,
    #[serde(rename = "")]
    Unknown,
}

fn main() {}
