//! The model: users, and the sessions in which they are logged in.

use std::fmt;

use dynamodel::{Entity, KeySegment, Table};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a browser shows instead of a password. Take it from a secure random generator (`Uuid::new_v4`).
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, KeySegment)]
pub struct Token(pub Uuid);

/// It is as good as a password, so no log shall have it.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

/// Somebody who can log in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_name}")]
pub struct User {
    pub user_name: String,
    pub full_name: String,
}

/// Being logged in, found by its token, and for "log out everywhere" among those of its user.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "session-{token}")]
#[key(
    index = "of_user",
    name = "of_user",
    pk = "user-{user_name}",
    sk = "{since}#{token}",
    project(keys_only)
)]
pub struct Session {
    pub token: Token,
    pub user_name: String,
    pub device: String,
    pub since: Timestamp,
    /// From then on there is no such session, whether `DynamoDB` has removed the item or not.
    #[entity(ttl)]
    pub expires_at: Timestamp,
}

impl Session {
    /// How long a session lasts that nobody uses.
    pub const IDLE: SignedDuration = SignedDuration::from_mins(30);

    pub fn new(token: Token, user_name: &str, device: &str, since: Timestamp) -> Self {
        let (user_name, device) = (user_name.to_owned(), device.to_owned());
        Self { token, user_name, device, since, expires_at: since + Self::IDLE }
    }
}

/// A table with a partition key alone. The index holds keys: to remove what it finds, no more is needed.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "sessions", sk = none, type_attribute = "entity_type", ttl_attribute = "expires_at")]
#[index(name = "of_user", pk = "of_user", sk = "of_user_since", project(keys_only))]
pub enum Sessions {
    User(User),
    Session(Session),
}
