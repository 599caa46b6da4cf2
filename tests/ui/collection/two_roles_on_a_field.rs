use dynamodel::{Collection, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "REPO#{name}", sk = "REPO")]
struct Repository {
    name: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "by_repo", pk = "REPO#{repository}", sk = "STAR#{number}")]
struct Star {
    repository: String,
    number: u64,
}

#[derive(Collection)]
#[collection(name = "of_repository", pk = "REPO#{name}")]
struct RepositoryWithStars {
    #[collection(parent, children)]
    repository: Repository,
    #[collection(children)]
    #[pattern(StarByRepo)]
    #[pattern(StarByName)]
    stars: Vec<Star>,
}

fn main() {}
