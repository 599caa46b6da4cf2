//! The model: users and their log-in sessions.

use std::fmt;

use dynamodel::{Entity, KeySegment, Table};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The secret that a browser sends instead of a password. Use a secure random generator, such as `Uuid::new_v4`.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, KeySegment)]
pub struct Token(pub Uuid);

/// Hides the secret, so that logs do not contain it.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

/// A user who can log in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_name}")]
pub struct User {
    pub user_name: String,
    pub full_name: String,
}

/// A session, read by token, and listed by user for "log out everywhere".
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
    /// From this time on, the session counts as absent.
    #[entity(ttl)]
    pub expires_at: Timestamp,
}

impl Session {
    /// The time that an unused session lasts.
    pub const IDLE: SignedDuration = SignedDuration::from_mins(30);

    pub fn new(token: Token, user_name: &str, device: &str, since: Timestamp) -> Self {
        Self {
            token,
            user_name: user_name.to_owned(),
            device: device.to_owned(),
            since,
            expires_at: since + Self::IDLE,
        }
    }
}

/// All entities of the table, which has no sort key. The index holds keys only: deleting its items needs no more.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "sessions", sk = none, type_attribute = "entity_type", ttl_attribute = "expires_at")]
#[index(name = "of_user", pk = "of_user", sk = "of_user_since")]
pub enum Sessions {
    User(User),
    Session(Session),
}
