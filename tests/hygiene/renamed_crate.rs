//! The runtime under another path, and something else under its name.

mod renamed {
    pub(super) use ::dynamodel as model;
}

#[allow(dead_code, reason = "must not be taken for the crate of this name")]
mod dynamodel {}

use renamed::model::{Collection, Document, Entity, KeySegment};
use serde::{Deserialize, Serialize};

/// Newtype.
#[derive(Serialize, Deserialize, KeySegment)]
#[key_segment(crate = "crate::renamed_crate::renamed::model")]
pub struct UserId(u64);

/// Nested.
#[derive(Serialize, Deserialize, Document)]
#[document(crate = "renamed::model")]
pub struct Address {
    city: String,
}

/// Entity.
#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "in-{address.city}")]
#[entity(crate = "renamed::model")]
pub struct User {
    user_id: UserId,
    address: Address,
}

/// Collection.
#[derive(Collection)]
#[collection(name = "of_user", pk = "user-{user}", crate = "renamed::model")]
pub enum Item {
    /// The only one.
    User(User),
}

/// Group.
#[derive(Collection)]
#[collection(name = "with_users", pk = "user-{user}", crate = "renamed::model")]
pub struct Both {
    /// Parent.
    #[collection(parent)]
    pub first: Option<First>,
    /// Children.
    #[collection(children)]
    pub users: Vec<Item>,
}

/// Before any user.
#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "\u{1}")]
#[entity(crate = "renamed::model")]
pub struct First {
    user_id: UserId,
}

#[test]
fn keys_are_written_from_their_templates() -> Result<(), renamed::model::Error> {
    let _ = (Item::of_user(&UserId(3)), Both::with_users(&UserId(3)));
    let key = User::key(&UserId(3), "Ulm")?;
    assert_eq!((key.pk(), key.sk()), ("user-3", Some("in-Ulm")));
    Ok(())
}
