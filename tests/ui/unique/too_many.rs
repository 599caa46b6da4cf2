use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
struct User {
    user_id: u64,
    #[entity(unique)]
    f0: u8,
    #[entity(unique)]
    f1: u8,
    #[entity(unique)]
    f2: u8,
    #[entity(unique)]
    f3: u8,
    #[entity(unique)]
    f4: u8,
    #[entity(unique)]
    f5: u8,
    #[entity(unique)]
    f6: u8,
    #[entity(unique)]
    f7: u8,
    #[entity(unique)]
    f8: u8,
    #[entity(unique)]
    f9: u8,
    #[entity(unique)]
    f10: u8,
    #[entity(unique)]
    f11: u8,
    #[entity(unique)]
    f12: u8,
    #[entity(unique)]
    f13: u8,
    #[entity(unique)]
    f14: u8,
    #[entity(unique)]
    f15: u8,
    #[entity(unique)]
    f16: u8,
    #[entity(unique)]
    f17: u8,
    #[entity(unique)]
    f18: u8,
    #[entity(unique)]
    f19: u8,
    #[entity(unique)]
    f20: u8,
}

fn main() {}
