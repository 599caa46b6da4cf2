//! Fields have names.

use dynamodel::{Collection, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "REPO#{name}", sk = "REPO#{name}")]
pub struct Repository {
    name: String,
}

#[derive(Collection)]
#[collection(name = "of", pk = "REPO#{name}")]
struct Both(Repository, Vec<Repository>);

fn main() {}
