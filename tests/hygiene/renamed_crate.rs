//! The runtime under another path, and something else under its name.

mod renamed {
    pub(super) use ::dynamodel as model;
}

#[allow(dead_code, reason = "must not be taken for the crate of this name")]
mod dynamodel {}

use renamed::model::{Document, Entity, KeySegment};
use serde::{Deserialize, Serialize};

/// Newtype.
#[derive(Serialize, Deserialize, KeySegment)]
#[key_segment(crate = "crate::hygiene::renamed_crate::renamed::model")]
pub struct UserId(u64);

/// Nested.
#[derive(Serialize, Deserialize, Document)]
#[document(crate = "renamed::model")]
pub struct Address {
    city: String,
}

/// Entity.
#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "{address.city}")]
#[entity(crate = "renamed::model")]
pub struct User {
    user_id: UserId,
    address: Address,
}

#[test]
fn compiles() {
    let _ = User::get(&UserId(3), "Ulm");
}
