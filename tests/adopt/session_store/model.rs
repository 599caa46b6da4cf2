//! The entity of the store.

use dynamodel::{Entity, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A guest has no name, so the session is not in the index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[serde(rename_all = "PascalCase")]
#[key(pk = "{token}")]
#[key(index = "UserIndex", name = "of_user", pk = [username], project(keys_only))]
pub(super) struct Session {
    #[serde(rename = "SessionToken")]
    pub(super) token: Uuid,
    pub(super) username: Option<String>,
    #[serde(with = "dynamodel::form::utc_millis")]
    pub(super) created_at: Timestamp,
    #[serde(with = "dynamodel::form::utc_millis")]
    pub(super) expires_at: Option<Timestamp>,
    /// From this second on, the session counts as absent.
    #[entity(ttl)]
    pub(super) until: Option<u64>,
    pub(super) user_agent: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "session_store", pk = "SessionToken", sk = none, ttl_attribute = "TTL")]
#[index(name = "UserIndex", pk = ["Username"], project(keys_only))]
pub(super) enum SessionStore {
    Session(Session),
}
