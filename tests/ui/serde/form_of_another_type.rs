use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "post-{id}", sk = "_root")]
struct Post {
    id: u64,
    #[serde(with = "dynamodel::form::zero_one")]
    public: u8,
}

fn main() {}
