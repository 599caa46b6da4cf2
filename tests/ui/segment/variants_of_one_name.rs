use dynamodel::KeySegment;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, KeySegment)]
enum Status {
    Open,
    #[serde(rename = "Open")]
    Reopened,
}

fn main() {}
