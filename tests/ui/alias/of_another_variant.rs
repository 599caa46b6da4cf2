//! An older name of a variant is no other variant's.

use dynamodel::KeySegment;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, KeySegment)]
enum Status {
    #[serde(alias = "Done")]
    Closed,
    Done,
}

fn main() {}
