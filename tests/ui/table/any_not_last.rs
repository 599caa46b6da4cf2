//! `any` would take `#page` too.

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "site#{path:any}#page", sk = "_root")]
pub struct Page {
    pub path: String,
}

fn main() {}
