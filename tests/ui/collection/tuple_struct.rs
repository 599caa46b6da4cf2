//! Fields have names.

#[path = "model/repository.rs"]
mod model;

use dynamodel::Collection;
use model::Repository;

#[derive(Collection)]
#[collection(name = "of", pk = "REPO#{name}")]
struct Both(Repository, Vec<Repository>);

fn main() {}
